/** JSON as a person wrote it: its value, and where in the file each part of it stands. Bounded: nothing in a file makes it overflow. */
import { findNodeAtLocation, type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser'

/** From 1, as editors count. */
export interface Position {
  readonly line: number
  readonly column: number
}

export type Path = readonly (string | number)[]

export interface JsonFinding extends Position {
  readonly code: string
  readonly message: string
}

export interface JsonText {
  readonly value: unknown
  /** Where the value at a path begins; of a path that leads nowhere, the innermost value on the way. */
  readonly positionOf: (path: Path) => Position
}

/** A definition nests 11 deep; the parser is recursive and overflows at about 10,000. */
const MAX_DEPTH = 64
/** The longest real definition holds 3,000 values. Reading takes time with each of them, and others wait meanwhile. */
const MAX_VALUES = 20_000

/** @returns the value with its positions, or what stands in the way of reading it (strict JSON, no comments, no trailing commas) */
export function readJson(written: string): JsonText | JsonFinding {
  const text = written.replace(/^\uFEFF/, '')
  const at = lineIndex(text)
  const refuse = (offset: number, code: string, message: string): JsonFinding => ({ ...at(offset), code, message })
  if (text.trim() === '') return refuse(0, 'file-empty', '文件没有内容，应当是一个 JSON 对象')
  const beyond = boundsAt(text)
  if (beyond.deep !== null) return refuse(beyond.deep, 'nested-too-deep', `嵌套超过 ${MAX_DEPTH} 层，请检查括号`)
  if (beyond.many !== null) return refuse(beyond.many, 'too-large', `内容超过 ${MAX_VALUES} 项，不是一件法规案的流程，请检查文件`)
  const errors: ParseError[] = []
  const tree = parseTree(text, errors, { disallowComments: true, allowTrailingComma: false })
  const [error] = errors
  if (error) return refuse(error.offset, 'json-invalid', `不是有效的 JSON：${SYNTAX[printParseErrorCode(error.error)] ?? '写法有误'}`)
  if (!tree) return refuse(0, 'json-invalid', '不是有效的 JSON')
  const twice = duplicateKey(tree)
  if (twice) return refuse(twice.offset, 'member-twice', `成员 ${String(twice.value)} 写了两次，请删去一个`)
  return { value: JSON.parse(text), positionOf: path => at(offsetOf(tree, path)) }
}

export const isJsonText = (read: JsonText | JsonFinding): read is JsonText => 'positionOf' in read

const SYNTAX: Readonly<Record<string, string>> = {
  InvalidSymbol: '有不认识的字符或者词',
  InvalidNumberFormat: '数字的写法有误',
  PropertyNameExpected: '此处应当是成员名称',
  ValueExpected: '此处应当有值，文件可能不完整',
  ColonExpected: '此处缺少冒号',
  CommaExpected: '此处缺少逗号',
  CloseBraceExpected: '缺少右花括号，文件可能不完整',
  CloseBracketExpected: '缺少右方括号，文件可能不完整',
  EndOfFileExpected: '结尾以后还有内容',
  InvalidCommentToken: '不能有注释',
  UnexpectedEndOfComment: '不能有注释',
  UnexpectedEndOfString: '字符串没有结束',
  UnexpectedEndOfNumber: '数字没有写完',
  InvalidUnicode: '\\u 的写法有误',
  InvalidEscapeCharacter: '反斜杠的写法有误',
  InvalidCharacter: '字符串中有控制字符'
}

/** Where the nesting, or the number of values, first exceeds its bound, what stands in strings left aside; null where it never does. */
function boundsAt(text: string): { deep: number | null; many: number | null } {
  let depth = 0
  let values = 0
  let many: number | null = null
  let inString = false
  for (let at = 0; at < text.length; at++) {
    const character = text.charCodeAt(at)
    if (inString) {
      if (character === 0x5c) at++
      else if (character === 0x22 || character === 0x0a) inString = false
    } else if (character === 0x22) inString = true
    else if (character === 0x7b || character === 0x5b) {
      if (++depth > MAX_DEPTH) return { deep: at, many }
      if (++values > MAX_VALUES) many ??= at
    } else if (character === 0x7d || character === 0x5d) depth--
    else if (character === 0x2c && ++values > MAX_VALUES) many ??= at
  }
  return { deep: null, many }
}

/** JSON.parse would silently keep the last of two members of one name. */
function duplicateKey(node: Node): Node | null {
  const names = new Set<unknown>()
  for (const child of node.children ?? []) {
    const name = child.type === 'property' ? child.children?.[0] : undefined
    if (name && names.has(name.value)) return name
    if (name) names.add(name.value)
    const inside = duplicateKey(child)
    if (inside) return inside
  }
  return null
}

function offsetOf(tree: Node, path: Path): number {
  for (let length = path.length; length > 0; length--) {
    const node = findNodeAtLocation(tree, path.slice(0, length))
    if (node) return node.offset
  }
  return tree.offset
}

/** Line and column of an offset, by bisection: a file with thousands of findings is not searched from its beginning each time. */
function lineIndex(text: string): (offset: number) => Position {
  const starts = [0]
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return offset => {
    let low = 0
    let high = starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((starts[middle] ?? 0) <= offset) low = middle
      else high = middle - 1
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 }
  }
}
