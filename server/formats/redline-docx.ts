/**
 * A redline as a Word file with real tracked changes (修订): accept all gives the new text, reject all the old one. What moved is struck where it
 * stood and new where it stands, so that both readings are in order. Of three drafts each step has an author of its own. What is said about the
 * text stands beside it as comments (批注).
 */
import { DeletedTextRun, InsertedTextRun, Paragraph, type ParagraphChild, TextRun } from 'docx'
import type { PassageUnit } from '../../schema/redline.ts'
import { heaviestChain } from '../law/chain.ts'
import type { StepEntry, StepHunk } from '../law/steps.ts'
import { type CommentedEntry, CommentWriter } from './docx-comments.ts'
import { docxFile } from './docx-file.ts'
import { FONT, section } from './docx-style.ts'
import { fontOf, layoutOf, wordText } from './official-docx.ts'

/** Who made the changes of a step, and when (ISO 8601). */
export interface Reviser {
  readonly author: string
  readonly date: string
}

/** @param revisers one a step */
export function redlineDocx(entries: readonly CommentedEntry[], title: string, revisers: readonly Reviser[]): Promise<Uint8Array> {
  const comments = new CommentWriter()
  const writer = new Writer(revisers, comments)
  const children = inBothOrders(entries).flatMap(entry => writer.entry(entry))
  return docxFile(title, [section(children)], comments.written)
}

type Change = 'equal' | 'insert' | 'delete' | 'neither'

const HEADINGS: ReadonlySet<PassageUnit> = new Set(['part', 'subpart', 'chapter', 'section', 'division'])

/**
 * A passage that moved is two: struck at its old place, new at its new one. What stays is in the order of both texts, of all kinds of
 * passages together: a heading may have moved across an article that kept its own order.
 */
function inBothOrders(entries: readonly CommentedEntry[]): CommentedEntry[] {
  const olds = entries.filter(({ oldPlace }) => oldPlace !== null).sort((one, other) => (one.oldPlace ?? 0) - (other.oldPlace ?? 0))
  const rank = new Map(olds.map((entry, index) => [entry, index]))
  const both = entries.flatMap((entry, b) =>
    isGone(entry) || entry.oldPlace === null ? [] : [{ a: rank.get(entry) ?? 0, b, weight: 1 + entry.hunks.length, entry }]
  )
  const stays = new Set(heaviestChain(both).map(({ entry }) => entry))
  const made: CommentedEntry[] = []
  let next = 0
  const strikeUntil = (stay: CommentedEntry | null) => {
    for (; next < olds.length && olds[next] !== stay; next++) made.push(asDeleted(olds[next] as CommentedEntry))
    next++
  }
  for (const entry of entries) {
    if (isGone(entry)) continue
    if (stays.has(entry)) strikeUntil(entry)
    made.push(entry.oldPlace === null || stays.has(entry) ? entry : asInserted(entry))
  }
  strikeUntil(null)
  return made
}

const isGone = ({ labels }: StepEntry) => labels.at(-1) === null

const asDeleted = (entry: CommentedEntry): CommentedEntry =>
  isGone(entry)
    ? entry
    : {
        ...entry,
        labels: entry.labels.map((label, index) => (index === entry.labels.length - 1 ? null : label)),
        hunks: entry.hunks.filter(({ inserted }) => inserted === 0).map(hunk => ({ ...hunk, deleted: 1 })),
        comments: entry.comments?.filter(({ side }) => side === 'old') ?? []
      }

const asInserted = (entry: CommentedEntry): CommentedEntry => ({
  ...entry,
  labels: entry.labels.map((label, index) => (index === 0 ? null : label)),
  hunks: entry.hunks.filter(({ deleted }) => deleted === 0).map(hunk => ({ ...hunk, inserted: 1 })),
  comments: entry.comments?.filter(({ side }) => side === 'new') ?? []
})

class Writer {
  readonly #revisers: readonly Reviser[]
  readonly #comments: CommentWriter
  #id = 1

  constructor(revisers: readonly Reviser[], comments: CommentWriter) {
    this.#revisers = revisers
    this.#comments = comments
  }

  /** The paragraphs of a passage: its label, then its lines, each ended by a mark that came or went with it. */
  entry({ unit, labels, hunks, comments = [] }: CommentedEntry): Paragraph[] {
    const made: Paragraph[] = []
    const commented = this.#comments.open(comments)
    let runs: ParagraphChild[] = commented.around(unit === 'article' || HEADINGS.has(unit) ? this.#label(unit, labels) : [])
    const close = (mark: StepHunk) => {
      made.push(new Paragraph({ ...layoutOf(unit), ...this.#mark(mark), children: runs }))
      runs = []
    }
    for (const hunk of hunks)
      for (const { text, before, after } of commented.cut(hunk.text, hunk)) {
        const [first = '', ...rest] = text.split('\n')
        runs.push(...before, ...this.#runs(unit, { ...hunk, text: first }))
        for (const line of rest) {
          close(hunk)
          runs.push(...this.#runs(unit, { ...hunk, text: line }))
        }
        runs.push(...after)
      }
    runs.push(...commented.rest())
    if (runs.length > 0) close({ text: '', ...fateOfLabels(labels) })
    return made
  }

  /** 第十条 struck, 第十一条 new; an unchanged number plain. */
  #label(unit: PassageUnit, labels: StepEntry['labels']): ParagraphChild[] {
    if (unit === 'division') return []
    const [old, next] = [labels[0] ?? null, labels.at(-1) ?? null]
    const font = unit === 'article' ? FONT.label : fontOf(unit)
    const fate = fateOfLabels(labels)
    if (old !== null && next !== null && old !== next) {
      const step = labels.findIndex(label => label !== old)
      return [
        ...this.#text(font, { text: old, inserted: 0, deleted: step === 2 ? 2 : 1 }),
        ...this.#text(font, { text: next, inserted: step === 2 ? 2 : 1, deleted: 0 }),
        ...this.#text(font, { text: '　', inserted: 0, deleted: 0 })
      ]
    }
    const label = next ?? old ?? labels.find(one => one !== null) ?? ''
    return this.#text(font, { text: `${label}　`, ...fate })
  }

  #runs(unit: PassageUnit, hunk: StepHunk): ParagraphChild[] {
    return hunk.text === '' ? [] : this.#text(fontOf(unit), hunk)
  }

  #text(font: ReturnType<typeof fontOf>, { text, inserted, deleted }: StepHunk): ParagraphChild[] {
    const words = wordText(text)
    switch (changeOf(inserted, deleted)) {
      case 'neither':
        return []
      case 'insert':
        return [new InsertedTextRun({ ...font, text: words, id: this.#id++, ...this.#reviser(inserted) })]
      case 'delete':
        return [new DeletedTextRun({ ...font, text: words, id: this.#id++, ...this.#reviser(deleted) })]
      case 'equal':
        return [new TextRun({ ...font, text: words })]
    }
  }

  /** The paragraph's own mark, when it came or went. */
  #mark({ inserted, deleted }: StepHunk) {
    switch (changeOf(inserted, deleted)) {
      case 'insert':
        return { run: { insertion: { id: this.#id++, ...this.#reviser(inserted) } } }
      case 'delete':
        return { run: { deletion: { id: this.#id++, ...this.#reviser(deleted) } } }
      default:
        return {}
    }
  }

  #reviser(step: number): Reviser {
    return this.#revisers[Math.max(0, step - 1)] ?? this.#revisers[0] ?? { author: '法程', date: '2000-01-01T00:00:00Z' }
  }
}

/** What came at one step and went at the next stands in neither the oldest nor the newest text. */
function changeOf(inserted: number, deleted: number): Change {
  if (inserted > 0 && deleted > 0) return 'neither'
  if (inserted > 0) return 'insert'
  return deleted > 0 ? 'delete' : 'equal'
}

function fateOfLabels(labels: StepEntry['labels']): Pick<StepHunk, 'inserted' | 'deleted'> {
  const came = labels.findIndex(label => label !== null)
  const went = labels.findLastIndex(label => label !== null) + 1
  return { inserted: came <= 0 ? 0 : came === 2 ? 2 : 1, deleted: went >= labels.length ? 0 : went === 2 ? 2 : 1 }
}
