/** The text as a regulation looks: 条号 and headings in 黑体, 款 indented, the article at the cursor marked. It changes no character. */
import { RangeSetBuilder } from '@codemirror/state'
import { Decoration, type DecorationSet, type EditorView, type PluginValue, ViewPlugin, type ViewUpdate } from '@codemirror/view'

const ARTICLE = /^第[〇零一二三四五六七八九十百千\d]+条(?:之[一二三四五六七八九十]+)?/
const HEADING = /^(#+)[ \t]*/
/** An article has few lines; what has more is no article, and is not looked at for its bounds. */
const MAX_LINES = 300

const title = Decoration.line({ class: 'fc-cm-title' })
const heading = Decoration.line({ class: 'fc-cm-heading' })
const article = Decoration.line({ class: 'fc-cm-article' })
const paragraph = Decoration.line({ class: 'fc-cm-paragraph' })
const blank = Decoration.line({ class: 'fc-cm-blank' })
const comment = Decoration.line({ class: 'fc-cm-comment' })
const now = Decoration.line({ class: 'fc-cm-now' })
const label = Decoration.mark({ class: 'fc-no' })
const mark = Decoration.mark({ class: 'fc-cm-mark' })

/** Lines of the article in which the cursor stands; null outside of articles. */
export function articleLines(view: EditorView): { readonly first: number; readonly last: number; readonly label: string } | null {
  const { doc, selection } = view.state
  const at = doc.lineAt(selection.main.head).number
  for (let first = at; first > 0 && at - first < MAX_LINES; first--) {
    const { text } = doc.line(first)
    const found = ARTICLE.exec(text)
    if (found) {
      let last = at
      while (
        last < doc.lines &&
        last - first < MAX_LINES &&
        !ARTICLE.test(doc.line(last + 1).text) &&
        !HEADING.test(doc.line(last + 1).text)
      )
        last++
      while (last > first && doc.line(last).text.trim() === '') last--
      return { first, last: Math.max(last, at), label: found[0] }
    }
    if (HEADING.test(text)) return null
  }
  return null
}

class Look implements PluginValue {
  decorations: DecorationSet

  constructor(view: EditorView) {
    this.decorations = look(view)
  }

  update(update: ViewUpdate): void {
    if (update.docChanged || update.viewportChanged || update.selectionSet) this.decorations = look(update.view)
  }
}

function look(view: EditorView): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>()
  const active = articleLines(view)
  for (const { from, to } of view.visibleRanges) {
    for (let at = from; at <= to; ) {
      const line = view.state.doc.lineAt(at)
      if (active && line.number >= active.first && line.number <= active.last) builder.add(line.from, line.from, now)
      lookOf(builder, line.from, line.text)
      at = line.to + 1
    }
  }
  return builder.finish()
}

function lookOf(builder: RangeSetBuilder<Decoration>, from: number, text: string): void {
  const hashes = HEADING.exec(text)
  const numbered = ARTICLE.exec(text)
  if (hashes) {
    builder.add(from, from, hashes[1]?.length === 1 ? title : heading)
    builder.add(from, from + hashes[0].length, mark)
  } else if (numbered) {
    builder.add(from, from, article)
    builder.add(from, from + numbered[0].length, label)
  } else if (text.trim() === '') builder.add(from, from, blank)
  else builder.add(from, from, text.startsWith('<!--') ? comment : paragraph)
}

export const lawLook = ViewPlugin.fromClass(Look, { decorations: look => look.decorations })
