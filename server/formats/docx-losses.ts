/** What a Word file holds that is no text: counted, and told in a sentence a kind, so that nothing is left out in silence. */
import type { Element } from '@xmldom/xmldom'
import { childElements } from './xml.ts'

/** Kinds by the sentence that tells them; n is how many there were. */
const SENTENCES = {
  image: (n: number) => `图片 ${n} 张，未带入`,
  textBox: (n: number) => `文本框 ${n} 个，其中的文字未带入`,
  footnote: (n: number) => `脚注、尾注 ${n} 处，未带入`,
  table: (n: number) => `表格 ${n} 个，按行转为文字，格式未带入`,
  object: (n: number) => `嵌入的对象 ${n} 个，未带入`,
  formula: (n: number) => `公式 ${n} 处，未带入`,
  symbol: (n: number) => `特殊符号 ${n} 个，未带入，请核对后补上`,
  otherFile: (n: number) => `嵌入的其他文件 ${n} 个，未带入`
} as const
type Kind = keyof typeof SENTENCES
const KINDS = Object.keys(SENTENCES) as Kind[]

export class Losses {
  readonly #counts = new Map<Kind, number>()

  /** @returns whether the element is something that has no place in a text: it is then counted, and not read */
  drops(element: Element): boolean {
    const kind = kindOf(element)
    if (kind === null) return false
    if (kind !== 'nothing') this.#add(kind, 1)
    return true
  }

  table(): void {
    this.#add('table', 1)
  }

  take(other: Losses): void {
    for (const [kind, count] of other.#counts) this.#add(kind, count)
  }

  sentences({ embedded }: { readonly embedded: number }): string[] {
    if (embedded > 0 && !this.#counts.has('object') && !this.#counts.has('otherFile')) this.#add('otherFile', embedded)
    return KINDS.flatMap(kind => {
      const count = this.#counts.get(kind)
      return count === undefined ? [] : [SENTENCES[kind](count)]
    })
  }

  #add(kind: Kind, count: number): void {
    this.#counts.set(kind, (this.#counts.get(kind) ?? 0) + count)
  }
}

function kindOf(element: Element): Kind | 'nothing' | null {
  switch (element.localName) {
    case 'drawing':
    case 'pict':
      return holds(element, 'txbxContent') ? 'textBox' : holds(element, 'blip') || holds(element, 'imagedata') ? 'image' : 'nothing'
    case 'object':
      return 'object'
    case 'altChunk':
      return 'otherFile'
    case 'footnoteReference':
    case 'endnoteReference':
      return 'footnote'
    case 'oMath':
    case 'oMathPara':
      return 'formula'
    case 'sym':
      return 'symbol'
    // Word writes the same drawing twice for its old versions: mc:Choice is read, mc:Fallback is not.
    case 'Fallback':
      return 'nothing'
    default:
      return null
  }
}

function holds(element: Element, name: string): boolean {
  for (const child of childElements(element)) if (child.localName === name || holds(child, name)) return true
  return false
}
