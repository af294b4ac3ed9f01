/** Reads the texts that commands work on, and refuses what is no text with the file, the line and what to do. */
import fs from 'node:fs/promises'
import { UsageError } from './command.ts'

/** A regulation of 5,000 articles has about 1 MB; more is not a draft but a mistake. */
const MAX_BYTES = 20 * 1024 * 1024

/**
 * Reads a UTF-8 file; `-` is standard input. The byte order mark is dropped, line ends stay as they are.
 * @throws {UsageError} when it cannot be read, is no UTF-8, is empty or too large
 */
export async function readText(file: string): Promise<string> {
  const bytes = await readBytes(file)
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new UsageError(`${file}:${lineOfBadByte(bytes)}: 不是 UTF-8 文本，请另存为 UTF-8 后重试`)
  }
  if (text.trim() === '') throw new UsageError(`${file}:1: 文件没有内容，请检查是否选错了文件`)
  return text
}

/** Reads a file's bytes within the same bounds; `-` is standard input. @throws {UsageError} */
export async function readBytes(file: string): Promise<Uint8Array> {
  if (file === '-') return readStandardInput()
  try {
    const { size } = await fs.stat(file)
    if (size > MAX_BYTES) throw new UsageError(`${file}:1: 文件超过 20 MB，请检查是否选错了文件`)
    return await fs.readFile(file)
  } catch (error) {
    if (error instanceof UsageError) throw error
    throw new UsageError(`${file}:1: ${reason(error)}`)
  }
}

async function readStandardInput(): Promise<Uint8Array> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of process.stdin) {
    size += chunk.length
    if (size > MAX_BYTES) throw new UsageError('-:1: 输入超过 20 MB，请检查是否选错了文件')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function reason(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'ENOENT') return '没有这个文件，请检查路径'
  if (code === 'EISDIR') return '这是一个文件夹，请指定文件'
  if (code === 'EACCES' || code === 'EPERM') return '没有读取权限，请检查文件权限'
  return '无法读取，请检查文件'
}

/** The line (from 1) in which the first byte that is no UTF-8 stands. */
function lineOfBadByte(bytes: Uint8Array): number {
  let start = 0
  let line = 1
  for (let at = 0; at <= bytes.length; at++) {
    if (at < bytes.length && bytes[at] !== 0x0a) continue
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(start, at))
    } catch {
      return line
    }
    start = at + 1
    line++
  }
  return 1
}
