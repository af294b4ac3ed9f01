/**
 * Opens ZIP archives from outside (DOCX, XLSX). Every bound is checked before anything is unpacked, and what is unpacked is counted while it is
 * inflated: sizes that an archive declares may lie. Names are only compared, never used as paths.
 */
import { inflateRawSync } from 'node:zlib'
import { UnreadableFile } from './xml.ts'

/** A 600-page Word file stays far below each of these. */
const MAX_ENTRIES = 1_000
const MAX_UNPACKED = 200 * 1024 * 1024
/** Word's XML packs 10 to 40 times; a bomb a thousand. */
const MAX_RATIO = 200
/** Below this much nobody minds the ratio. */
const SMALL = 200 * 1024

const END = 0x06054b50
const CENTRAL = 0x02014b50
const LOCAL = 0x04034b50
const END_LENGTH = 22
const MAX_NOTE = 65_535

interface Entry {
  readonly method: number
  readonly packed: number
  readonly size: number
  readonly at: number
}

export interface Zip {
  readonly names: readonly string[]
  /** @returns null when the archive has no such entry @throws {UnreadableFile} */
  readonly part: (name: string) => Uint8Array | null
}

/** @throws {UnreadableFile} with a Chinese sentence */
export function openZip(bytes: Uint8Array): Zip {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const entries = directory(bytes, view)
  return {
    names: [...entries.keys()],
    part: name => {
      const entry = entries.get(name)
      return entry ? unpack(bytes, view, entry) : null
    }
  }
}

function directory(bytes: Uint8Array, view: DataView): Map<string, Entry> {
  const end = endRecord(view)
  const count = view.getUint16(end + 10, true)
  if (count > MAX_ENTRIES) throw tooLarge()
  const entries = new Map<string, Entry>()
  let at = view.getUint32(end + 16, true)
  let unpacked = 0
  let packed = 0
  for (let index = 0; index < count; index++) {
    if (at + 46 > end || view.getUint32(at, true) !== CENTRAL) throw damaged()
    if ((view.getUint16(at + 8, true) & 1) === 1) throw encrypted()
    const [nameLength, extra, note] = [28, 30, 32].map(offset => view.getUint16(at + offset, true)) as [number, number, number]
    const entry = {
      method: view.getUint16(at + 10, true),
      packed: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      at: view.getUint32(at + 42, true)
    }
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength))
    // Two readers of one archive could see two different files.
    if (entries.has(name)) throw damaged()
    unpacked += entry.size
    packed += entry.packed
    if (unpacked > MAX_UNPACKED || entry.size > Math.max(SMALL, entry.packed * MAX_RATIO)) throw tooLarge()
    // Entries that lie over one another are many times as much as the archive has.
    if (packed > bytes.length) throw damaged()
    entries.set(name, entry)
    at += 46 + nameLength + extra + note
  }
  return entries
}

function endRecord(view: DataView): number {
  const first = Math.max(0, view.byteLength - END_LENGTH - MAX_NOTE)
  for (let at = view.byteLength - END_LENGTH; at >= first; at--) if (view.getUint32(at, true) === END) return at
  throw damaged()
}

function unpack(bytes: Uint8Array, view: DataView, { method, packed, size, at }: Entry): Uint8Array {
  if (at + 30 > bytes.length || view.getUint32(at, true) !== LOCAL) throw damaged()
  const start = at + 30 + view.getUint16(at + 26, true) + view.getUint16(at + 28, true)
  if (start + packed > bytes.length) throw damaged()
  const data = bytes.subarray(start, start + packed)
  if (method === 0) return data
  if (method !== 8) throw damaged()
  let made: Uint8Array
  try {
    // Stops at the declared size: an entry that lies is never inflated further.
    made = inflateRawSync(data, { maxOutputLength: Math.max(1, size) })
  } catch (error) {
    throw (error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE' ? tooLarge() : damaged()
  }
  if (made.length !== size) throw damaged()
  return made
}

const tooLarge = () => new UnreadableFile('文件展开后过大，不是正常的 Word 或者 Excel 文件')
const damaged = () => new UnreadableFile('文件已损坏或者已加密，请在 Word、Excel 或者 WPS 中打开后另存一份')
const encrypted = () => new UnreadableFile('文件已加密，请在 Word、Excel 或者 WPS 中取消打开密码后另存一份')
