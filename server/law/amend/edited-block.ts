/** One block of the old text while a decision is executed: every change is laid down by its old place, and the new lines are made at the end. */
import type { Block } from './body.ts'
import type { Place } from './operation.ts'
import { itemNumber, type LineUnit, linesAt, unitsOf, withItemNumber } from './units.ts'

/** A change inside a line, by offsets of the old line. */
interface Change {
  readonly start: number
  readonly end: number
  readonly text: string
}

interface Insertion {
  readonly paragraph: number
  readonly item: number | null
  readonly lines: readonly string[]
}

/** Rewrites what the decision left as it was: the references that follow their targets. */
export type Follow = (block: Block, lineIndex: number) => readonly Change[]

/** Why an operation does not fit, said to a person. */
export class DoesNotFit extends Error {}

export class EditedBlock {
  readonly block: Block
  readonly units: readonly LineUnit[]
  isDeleted = false
  /** The whole new text, where the decision gives it. */
  whole: readonly string[] | null = null
  readonly #changes = new Map<number, Change[]>()
  /** Lines that are replaced: by these, or by nothing. Lines that belong to a replaced unit are replaced by nothing. */
  readonly #replaced = new Map<number, readonly string[]>()
  readonly #insertions: Insertion[] = []

  constructor(block: Block) {
    this.block = block
    this.units = unitsOf(block.lines)
  }

  replaceUnit(at: Place, lines: readonly string[]): void {
    const [first, ...rest] = this.#covered(at)
    if (first === undefined) throw new DoesNotFit(`${described(at)}不存在`)
    for (const index of [first, ...rest]) this.#claim(index, at)
    this.#replaced.set(first, lines)
    for (const index of rest) this.#replaced.set(index, [])
  }

  replaceLeadIn(at: Place, text: string): void {
    const [first] = this.#covered(at)
    if (first === undefined) throw new DoesNotFit(`${described(at)}不存在`)
    this.#claim(first, at)
    this.#replaced.set(first, [text])
  }

  insertUnit({ paragraph = 1, item }: Place, lines: readonly string[]): void {
    this.#insertions.push({ paragraph, item: item ?? null, lines })
  }

  /** Changes a phrase that stands exactly once at a place, or every occurrence of it. */
  changePhrase(at: Place, phrase: string, every: boolean, made: (start: number) => Change): void {
    const found = this.occurrences(at, phrase)
    if (found.length === 0) throw new DoesNotFit(`${described(at)}中没有“${phrase}”`)
    if (found.length > 1 && !every) throw new DoesNotFit(`${described(at)}中“${phrase}”出现${found.length}次，无法确定是哪一处`)
    for (const { index, start } of found) {
      const changes = this.#changes.get(index) ?? []
      const change = made(start)
      if (changes.some(other => change.start < other.end && other.start < change.end))
        throw new DoesNotFit(`${described(at)}中“${phrase}”被两次修改`)
      this.#changes.set(index, [...changes, change])
    }
  }

  occurrences(at: Place, phrase: string): { readonly index: number; readonly start: number }[] {
    const found: { index: number; start: number }[] = []
    for (const index of this.#covered(at)) {
      const text = this.block.lines[index]?.text ?? ''
      for (let start = text.indexOf(phrase); start >= 0; start = text.indexOf(phrase, start + phrase.length)) found.push({ index, start })
    }
    return found
  }

  has(at: Place): boolean {
    return this.#covered(at).length > 0
  }

  /** The new lines of the block. */
  lines(follow: Follow): string[] {
    if (this.whole) return [...this.whole]
    const paragraphs: string[][] = []
    const last = this.units.at(-1)?.paragraph ?? 0
    for (let paragraph = 1; paragraph <= last; paragraph++) {
      const lines = this.#paragraphLines(paragraph, follow)
      if (lines.length > 0) paragraphs.push(lines)
    }
    const inserted = this.#insertions.filter(({ item }) => item === null).sort((a, b) => a.paragraph - b.paragraph)
    for (const { paragraph, lines } of inserted) paragraphs.splice(Math.min(paragraph - 1, paragraphs.length), 0, [...lines])
    return paragraphs.flat()
  }

  #covered(at: Place): number[] {
    return linesAt(this.units, at)
  }

  #claim(index: number, at: Place): void {
    if (this.#replaced.has(index)) throw new DoesNotFit(`${described(at)}被两次修改`)
  }

  #paragraphLines(paragraph: number, follow: Follow): string[] {
    const indexes = this.units.flatMap((unit, index) => (unit.paragraph === paragraph ? [index] : []))
    const head: string[] = []
    const items: string[][] = []
    for (const index of indexes) {
      const lines = this.#line(index, follow)
      const { item = null, subitem = null } = this.units[index] ?? {}
      if (item === null) head.push(...lines)
      else if (subitem === null) items.push([...lines])
      else (items.at(-1) ?? head).push(...lines)
    }
    return [
      ...head,
      ...this.#withInsertedItems(
        paragraph,
        items.filter(lines => lines.length > 0)
      ).flat()
    ]
  }

  #line(index: number, follow: Follow): readonly string[] {
    const replaced = this.#replaced.get(index)
    if (replaced) return replaced
    const changes = this.#changes.get(index) ?? []
    const followed = follow(this.block, index).filter(({ start, end }) => !changes.some(change => start < change.end && change.start < end))
    const text = this.block.lines[index]?.text ?? ''
    let made = ''
    let done = 0
    for (const change of [...changes, ...followed].sort((a, b) => a.start - b.start || a.end - b.end)) {
      made += text.slice(done, change.start) + change.text
      done = change.end
    }
    return [made + text.slice(done)]
  }

  /** New items at their new numbers; a list that was numbered in order is numbered in order again. */
  #withInsertedItems(paragraph: number, items: string[][]): string[][] {
    const inserted = this.#insertions
      .filter(one => one.item !== null && one.paragraph === paragraph)
      .sort((a, b) => (a.item ?? 0) - (b.item ?? 0))
    const before = this.units.filter(unit => unit.paragraph === paragraph && unit.item !== null && unit.subitem === null).length
    if (inserted.length === 0 && items.length === before) return items
    const made = items.map(lines => [...lines])
    for (const { item, lines } of inserted) made.splice(Math.min((item ?? 1) - 1, made.length), 0, [...lines])
    return made.map(([first = '', ...rest], index) => [itemNumber(first) === null ? first : withItemNumber(first, index + 1), ...rest])
  }
}

/** A place as a person reads it. */
export function described({ block, paragraph, item, subitem }: Place): string {
  return [block, paragraph && `第${paragraph}款`, item && `第${item}项`, subitem && `第${subitem}目`].filter(Boolean).join('')
}
