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

  /** What stands between the last leaf and the next belongs to the node that holds both. */
  gap(parent: { children: LawNode[] }, line: Line, to: number): void {
    if (to > this.point.offset) parent.children.push(this.leaf('gap', line, to))
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
