/** Reads XML from outside: no document type (so no entities and no outside files), bounded in size and depth. */
import { DOMParser, type Element, type Node } from '@xmldom/xmldom'

/** A file that cannot be read; its message is a Chinese sentence for a person. */
export class UnreadableFile extends Error {}

/** Characters of XML; the body of a regulation of 5,000 articles has about 4 million. */
const MAX_XML = 40_000_000
/** Nesting: Akoma Ntoso needs 12, Word 30. xmldom walks without recursion, our readers do not. */
const MAX_DEPTH = 256

/** What no parser should be given. @throws {UnreadableFile} */
export function demandPlainXml(text: string): void {
  if (text.length > MAX_XML) throw new UnreadableFile('文件内容过大，请拆分后重试')
  if (/<!DOCTYPE/i.test(text)) throw new UnreadableFile('文件含文档类型声明（DOCTYPE），为安全起见不予读取')
  if (deepest(text) > MAX_DEPTH) throw new UnreadableFile('文件内部嵌套过深，不是正常的文档')
}

export function readXml(text: string): Element {
  demandPlainXml(text)
  try {
    const parser = new DOMParser({
      onError: level => {
        if (level !== 'warning') throw new UnreadableFile('文件内部的 XML 已损坏，请重新导出后重试')
      }
    })
    const root = parser.parseFromString(text, 'text/xml').documentElement
    if (root) return root
  } catch (error) {
    if (error instanceof UnreadableFile) throw error
  }
  throw new UnreadableFile('文件内部的 XML 已损坏，请重新导出后重试')
}

/** How deep elements nest, without building them. */
function deepest(text: string): number {
  let depth = 0
  let most = 0
  for (const [tag] of text.matchAll(/<\/?[A-Za-z][^<>]{0,100000}>/g)) {
    if (tag.startsWith('</')) depth--
    else if (!tag.endsWith('/>')) most = Math.max(most, ++depth)
  }
  return most
}

export const isElement = (node: Node): node is Element => node.nodeType === node.ELEMENT_NODE

export function* childElements(parent: Element): Iterable<Element> {
  for (let node = parent.firstChild; node; node = node.nextSibling) if (isElement(node)) yield node
}
