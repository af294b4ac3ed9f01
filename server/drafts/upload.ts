/** Texts that come from a browser: as an uploaded file, or typed. Pure. */
import { Problem } from '../../schema/problems.ts'

/**
 * The text of an uploaded file; null when none was chosen. The byte order mark is dropped, line ends stay as they are.
 * @throws {Problem} `text-not-well-formed` when it is no UTF-8
 */
export function textOfFile(file: unknown): string | null {
  if (!Buffer.isBuffer(file) || file.length === 0) return null
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(file)
  } catch {
    throw new Problem('text-not-well-formed', { detail: '所选文件不是 UTF-8 文本，请在记事本等程序中另存为 UTF-8 后重试。' })
  }
}

/**
 * What was typed, with the line ends that the text had before: browsers send every line end of a form as CR LF, and a version must not
 * differ from its parent in each line for that.
 */
export const typedText = (typed: string, parent: string | null): string =>
  parent?.includes('\r\n') ? typed.replace(/\r\n|\r|\n/g, '\r\n') : typed.replace(/\r\n?/g, '\n')
