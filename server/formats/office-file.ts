/** What kind of office file some bytes are: decided by what is in them, never by their name. */

import { UnreadableFile } from './xml.ts'
import { openZip, type Zip } from './zip-reader.ts'

export type OfficeKind = 'docx' | 'xlsx'

/** The part that every file of a kind has. */
const MAIN_PARTS: Readonly<Record<OfficeKind, string>> = { docx: 'word/document.xml', xlsx: 'xl/workbook.xml' }
const NAMES: Readonly<Record<OfficeKind, string>> = { docx: 'Word 的 DOCX', xlsx: 'Excel 的 XLSX' }
const MACROS = /(?:^|\/)vbaProject\.bin$/i
/** What stands in an encrypted office file's directory, in UTF-16. */
const ENCRYPTED = [...'EncryptedPackage'].map(character => `${character}\0`).join('')

/** @throws {UnreadableFile} for everything that is no such file: with macros, encrypted, of the old kind, another kind under this name */
export function openOffice(bytes: Uint8Array, kind: OfficeKind): Zip {
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])) {
    if (has(bytes, ENCRYPTED)) throw new UnreadableFile('文件已加密，请在 Word、Excel 或者 WPS 中取消打开密码后另存一份')
    throw new UnreadableFile(`这不是 ${NAMES[kind]} 文件；旧的 DOC、XLS 文件请先在 Word、Excel 或者 WPS 中另存为 ${kind.toUpperCase()}`)
  }
  if (!startsWith(bytes, [0x50, 0x4b]))
    throw new UnreadableFile(`这不是 ${NAMES[kind]} 文件；请在 Word、Excel 或者 WPS 中另存为 ${kind.toUpperCase()} 后重试`)
  const zip = openZip(bytes)
  if (zip.names.some(name => MACROS.test(name)) || /macroEnabled/i.test(textPart(zip, '[Content_Types].xml') ?? ''))
    throw new UnreadableFile(`文件含宏，请另存为不含宏的 ${kind.toUpperCase()} 后重试`)
  if (zip.names.includes(MAIN_PARTS[kind])) return zip
  const other = (Object.keys(MAIN_PARTS) as OfficeKind[]).find(one => zip.names.includes(MAIN_PARTS[one]))
  if (other) throw new UnreadableFile(`这是 ${NAMES[other]} 文件，不是 ${NAMES[kind]} 文件；请选对应的文件`)
  throw new UnreadableFile(`这不是 ${kind === 'docx' ? 'Word' : 'Excel'} 文件：没有正文`)
}

/** A part as text. Office writes UTF-8; the standard allows UTF-16 too, and nothing else. @throws {UnreadableFile} */
export function textPart(zip: Zip, name: string): string | null {
  const bytes = zip.part(name)
  if (bytes === null) return null
  try {
    const encoding = startsWith(bytes, [0xff, 0xfe]) ? 'utf-16le' : startsWith(bytes, [0xfe, 0xff]) ? 'utf-16be' : 'utf-8'
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    throw new UnreadableFile('文件内部的 XML 已损坏，请重新导出后重试')
  }
}

const startsWith = (bytes: Uint8Array, head: readonly number[]): boolean => head.every((byte, index) => bytes[index] === byte)

/** How far the directory of an encrypted file is looked for. */
const LOOKED = 4 * 1024 * 1024

const has = (bytes: Uint8Array, words: string): boolean => new TextDecoder('latin1').decode(bytes.subarray(0, LOOKED)).includes(words)
