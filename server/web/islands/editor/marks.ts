/** Findings and references marked in the text: a wave where something should be looked at, dots under what is cited; hovering shows what is cited. */
import { type EditorState, RangeSetBuilder, StateEffect, StateField } from '@codemirror/state'
import { Decoration, type DecorationSet, EditorView, hoverTooltip, type Tooltip } from '@codemirror/view'
import type { Analysis, Finding, FoundReference } from './analysis.ts'
import { el } from './dom.ts'

export const setAnalysis = StateEffect.define<Analysis>()

interface Placed {
  readonly start: number
  readonly end: number
}

interface Marks {
  readonly analysis: Analysis | null
  readonly findings: readonly Finding[]
  readonly references: readonly FoundReference[]
  readonly decorations: DecorationSet
}

const EMPTY: Marks = { analysis: null, findings: [], references: [], decorations: Decoration.none }
/** Of a long cited article the beginning is shown. */
const SHOWN = 400

/** What was found, moved along with every change until the text is read again. */
export const marksField = StateField.define<Marks>({
  create: () => EMPTY,
  update(marks, { effects, changes, docChanged }) {
    for (const effect of effects) if (effect.is(setAnalysis)) return read(effect.value)
    if (!docChanged) return marks
    const moved = <One extends Placed>(one: One): One => ({ ...one, start: changes.mapPos(one.start, 1), end: changes.mapPos(one.end, -1) })
    return {
      analysis: marks.analysis,
      findings: marks.findings.map(moved),
      references: marks.references.map(moved),
      decorations: marks.decorations.map(changes)
    }
  },
  provide: field => EditorView.decorations.from(field, ({ decorations }) => decorations)
})

function read(analysis: Analysis): Marks {
  const { findings, references } = analysis
  return { analysis, findings, references, decorations: decorationsOf(findings, references) }
}

function decorationsOf(findings: readonly Finding[], references: readonly FoundReference[]): DecorationSet {
  const ranges = [
    ...references.flatMap(({ start, end, state }) =>
      state === 'valid' || state === 'dangling' ? [{ start, end, css: state === 'valid' ? 'fc-ref' : 'fc-ref fc-ref--dangling' }] : []
    ),
    // A hint stands in the panel alone: what a person should look at is no mistake.
    ...findings.flatMap(({ start, end, severity }) => (severity === 'hint' ? [] : [{ start, end, css: `fc-lint fc-lint--${severity}` }]))
  ]
  const builder = new RangeSetBuilder<Decoration>()
  for (const { start, end, css } of ranges.sort((a, b) => a.start - b.start || a.end - b.end))
    if (end > start) builder.add(start, end, Decoration.mark({ class: css }))
  return builder.finish()
}

/** The words of an article as they stand now; null where the text has none of this number. */
export function articleText(state: EditorState, label: string): { readonly at: number; readonly text: string } | null {
  const { doc } = state
  for (let line = 1; line <= doc.lines; line++) {
    const { from, text } = doc.line(line)
    if (!text.startsWith(label) || /^之/.test(text.slice(label.length))) continue
    let last = line
    while (last < doc.lines && !/^(#|第[〇零一二三四五六七八九十百千]+条)/.test(doc.line(last + 1).text)) last++
    return {
      at: from,
      text: doc
        .sliceString(from, doc.line(last).to)
        .split('\n')
        .filter(row => row.trim() !== '')
        .join('\n')
    }
  }
  return null
}

export const referenceHover = hoverTooltip((view, at): Tooltip | null => {
  const marks = view.state.field(marksField)
  const inside = ({ start, end }: Placed) => start <= at && at <= end
  const reference = marks.references.find(
    one => inside(one) && one.state !== 'ignored' && (one.article !== null || one.words !== undefined || one.state === 'dangling')
  )
  const finding = marks.findings.find(inside)
  const words = reference ? wordsOf(view.state, reference) : null
  if (!words && !finding) return null
  const { start, end } = reference ?? finding ?? { start: at, end: at }
  const dom = el(
    'div',
    { class: 'fc-hover' },
    words ? el('p', {}, words) : null,
    finding ? el('p', { class: 'fc-strong' }, finding.message) : null
  )
  return { pos: start, end, above: true, create: () => ({ dom }) }
})

function wordsOf(state: EditorState, { article, state: stands, words }: FoundReference): string | null {
  if (words !== undefined) return words
  if (article === null) return stands === 'dangling' ? '本文本中没有所引的这一处' : null
  const target = articleText(state, article)
  if (!target) return `本文本中没有${article}`
  return target.text.length > SHOWN ? `${target.text.slice(0, SHOWN)}……` : target.text
}

/** The reference at the cursor. */
export function referenceAt(state: EditorState): FoundReference | null {
  const at = state.selection.main.head
  return state.field(marksField).references.find(({ start, end }) => start <= at && at <= end) ?? null
}
