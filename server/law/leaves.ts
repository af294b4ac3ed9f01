/** Cuts a text into leaves from front to back: each begins where the last one ended, so that none is lost and none is twice. */
import type { Line } from './line-kinds.ts'
import type { LawNode, Leaf, Point } from './tree.ts'

export class LeafCutter {
  readonly #text: string
  /** The end of the last leaf. */
  point: Point = { line: 1, column: 1, offset: 0 }

  constructor(text: string) {
    this.#text = text
  }

  /** The next leaf; it begins where the last one ended. */
  leaf(type: Leaf['type'], line: Line, to: number): Leaf {
    const start = this.point
    this.point = { line: line.number, column: to - line.lineStart + 1, offset: to }
    return { type, value: this.#text.slice(start.offset, to), position: { start, end: this.point } }
  }

  /** Nearly every gap is one empty line; a short constant spares the search for one of the same characters. */
  #gapValue(from: number, to: number): string {
    if (to === from + 2 && this.#text.charCodeAt(from) === 10 && this.#text.charCodeAt(from + 1) === 10) return '\n\n'
    return this.#text.slice(from, to)
  }

  /** What stands between the last leaf and the next belongs to the node that holds both. */
  gap(parent: { children: LawNode[] }, line: Line, to: number): void {
    const start = this.point
    if (to === start.offset) return
    this.point = { line: line.number, column: to - line.lineStart + 1, offset: to }
    parent.children.push({ type: 'gap', value: this.#gapValue(start.offset, to), position: { start, end: this.point } })
  }

  /** What follows the last line: line ends and blanks, or a text of nothing else. */
  rest(parent: { children: LawNode[] }): void {
    const { length } = this.#text
    const start = this.point
    if (start.offset === length) return
    let number = start.line
    let lineStart = start.offset - start.column + 1
    for (let at = this.#text.indexOf('\n', start.offset); at >= 0; at = this.#text.indexOf('\n', at + 1)) {
      number++
      lineStart = at + 1
    }
    this.point = { line: number, column: length - lineStart + 1, offset: length }
    parent.children.push({ type: 'gap', value: this.#text.slice(start.offset), position: { start, end: this.point } })
  }
}
