/** Opens DOCX files from outside: what is too big, too many or no Word file at all is refused before it is unpacked. */
import { strFromU8, type UnzipFileInfo, unzipSync } from 'fflate'
import { UnreadableFile } from './xml.ts'

/** Bounds of an archive; a 600-page Word file stays far below. */
const MAX_ENTRIES = 1_000
const MAX_UNPACKED = 200 * 1024 * 1024
/** Word's XML packs 10 to 40 times; a bomb a thousand. */
const MAX_RATIO = 200

/** @returns the text of the parts asked for; one that the file lacks is absent @throws {UnreadableFile} */
export function readDocxParts(bytes: Uint8Array, wanted: readonly string[]): Map<string, string> {
  if (!(bytes[0] === 0x50 && bytes[1] === 0x4b))
    throw new UnreadableFile('这不是 Word 的 DOCX 文件；旧的 DOC 文件请先在 Word 或 WPS 中另存为 DOCX')
  let entries = 0
  let unpacked = 0
  let hasMacro = false
  const filter = ({ name, size, originalSize }: UnzipFileInfo) => {
    entries++
    unpacked += originalSize
    if (/vbaProject\.bin$/i.test(name)) hasMacro = true
    if (entries > MAX_ENTRIES || unpacked > MAX_UNPACKED || originalSize > Math.max(size, 1024) * MAX_RATIO)
      throw new UnreadableFile('文件展开后过大，不是正常的 Word 文件')
    return wanted.includes(name)
  }
  let parts: Record<string, Uint8Array>
  try {
    parts = unzipSync(bytes, { filter })
  } catch (error) {
    if (error instanceof UnreadableFile) throw error
    throw new UnreadableFile('文件已损坏或者已加密，请在 Word 或 WPS 中打开后另存为 DOCX')
  }
  if (hasMacro) throw new UnreadableFile('文件含宏，请另存为不含宏的 DOCX 后重试')
  return new Map(Object.entries(parts).map(([name, part]) => [name, strFromU8(part)]))
}
