/** What a button or key does to the text: going somewhere, safe fixes, a new article, numbers. Each is one change that 撤销 takes back. */
import type { EditorView } from '@codemirror/view'
import type { Edits, Finding } from './analysis.ts'
import { articleText, marksField, referenceAt } from './marks.ts'
import type { Reader } from './reader.ts'
import { goTo } from './surface.ts'

export class TextActs {
  readonly #view: EditorView
  readonly #reader: Reader
  readonly #notice: (words: string) => void

  constructor(view: EditorView, reader: Reader, notice: (words: string) => void) {
    this.#view = view
    this.#reader = reader
    this.#notice = notice
  }

  goToArticle(label: string): void {
    const found = articleText(this.#view.state, label)
    if (found) goTo(this.#view, found.at)
  }

  goToFinding(finding: Finding): void {
    const { findings } = this.#view.state.field(marksField)
    const at = this.#findings().indexOf(finding)
    const { start, end } = findings[at] ?? finding
    goTo(this.#view, start, end)
  }

  nextFinding(direction: 1 | -1): void {
    const { head } = this.#view.state.selection.main
    const { findings } = this.#view.state.field(marksField)
    const next =
      direction === 1
        ? (findings.find(({ start }) => start > head) ?? findings[0])
        : ([...findings].reverse().find(({ end }) => end < head) ?? findings[findings.length - 1])
    if (next) goTo(this.#view, next.start, next.end)
  }

  followReference(): void {
    const reference = referenceAt(this.#view.state)
    if (reference?.article) this.goToArticle(reference.article)
  }

  /** Writes fixes where their findings stand now. */
  fix(findings: readonly Finding[]): void {
    const placed = this.#view.state.field(marksField).findings
    const changes: { from: number; to: number; insert: string }[] = []
    const places = findings.flatMap(finding => placed[this.#findings().indexOf(finding)] ?? [])
    for (const { start, end, replacement } of places.sort((a, b) => a.start - b.start))
      if (replacement !== null && start >= (changes[changes.length - 1]?.to ?? 0))
        changes.push({ from: start, to: end, insert: replacement })
    if (changes.length > 0) this.#view.dispatch({ changes, userEvent: 'input.fix' })
  }

  async renumber(): Promise<void> {
    const { doc } = this.#view.state
    const edits = await this.#reader.ask({ ask: 'renumber', text: doc.toString() })
    if (!this.#view.state.doc.eq(doc)) return
    this.#apply(edits)
    this.#notice(
      edits.edits.length === 0 ? '条号已经连续，没有要改的。' : `已重编条号，连同引用共改 ${edits.edits.length} 处；Ctrl+Z 可以撤销。`
    )
  }

  async insertArticle(): Promise<void> {
    const { doc, selection } = this.#view.state
    const edits = await this.#reader.ask({ ask: 'insert', text: doc.toString(), at: selection.main.head })
    if (!this.#view.state.doc.eq(doc)) return
    this.#apply(edits)
    this.#view.focus()
  }

  #apply({ edits, cursor }: Edits): void {
    const changes = edits.map(({ start, end, text }) => ({ from: start, to: end, insert: text }))
    this.#view.dispatch({
      changes,
      ...(cursor === null ? {} : { selection: { anchor: cursor }, scrollIntoView: true }),
      userEvent: 'input.renumber'
    })
  }

  /** As they were found; where they stand now, the marks know. */
  #findings(): readonly Finding[] {
    return this.#view.state.field(marksField).analysis?.findings ?? []
  }
}
