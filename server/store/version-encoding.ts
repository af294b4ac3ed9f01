/**
 * How the texts of one document are kept: each as a readable diff from the text before, compressed with text that is already there as
 * dictionary. Pure: bytes in, text out; no database. Versions are counted from 1 and stand in blocks of 16:
 *
 *   seq        1      2 … 16   17     18 … 32   33     …   257
 *   encoding   whole  step     linked step      linked     whole
 *   dictionary –      text 1   text 1 text 17   text 1     –
 *
 * The first text of block j is whole, with the first text of block j & (j - 1) as dictionary; every 16th block stands alone. So any text
 * takes at most 5 whole texts and 15 steps, and 201 versions of a law of 94 KB take about 220 bytes each.
 */
import { createHash } from 'node:crypto'
import zlib from 'node:zlib'
import { createPatch, OMIT_HEADERS, parsePatch } from 'diff'
import { MAX_TEXT_BYTES } from '../../schema/documents.ts'

type Encoding = 'step' | 'linked' | 'whole'

export interface EncodedText {
  readonly seq: number
  readonly encoding: Encoding
  readonly body: Uint8Array
}

/**
 * A text that is already there, as one string, as bytes or as lines: each is made when it is first asked for. Of the texts between the one that is
 * wanted and the whole one before it only the lines are ever made, which is most of what reading costs.
 */
export class KnownText {
  #text: string | undefined
  #lines: readonly string[] | undefined
  #bytes: Buffer | undefined

  constructor(said: string | readonly string[]) {
    if (typeof said === 'string') this.#text = said
    else this.#lines = said
  }

  get text(): string {
    this.#text ??= this.lines.join('')
    return this.#text
  }

  /** Each with its line feed; a carriage return before it is part of the line. */
  get lines(): readonly string[] {
    this.#lines ??= linesOf(this.text)
    return this.#lines
  }

  get bytes(): Buffer {
    this.#bytes ??= Buffer.from(this.text)
    return this.#bytes
  }
}

function linesOf(text: string): string[] {
  const lines: string[] = []
  for (let from = 0; from < text.length; ) {
    const end = text.indexOf('\n', from) + 1 || text.length
    lines.push(text.slice(from, end))
    from = end
  }
  return lines
}

/** Texts by their seq: those that a text is put together from. */
export type Texts = ReadonlyMap<number, KnownText>

const BLOCK = 16
/** Lines of a step. Diffing takes time with the square of it: 1,000 take about 70 ms; what differs more is kept whole. */
const MAX_EDITS = 1000
const STEP_LEVEL = 9
const WHOLE_LEVEL = 19
/** A step of a text that was replaced as a whole holds both texts and their marks. */
const MAX_STORED_BYTES = 3 * MAX_TEXT_BYTES

/** The hash that names a text: SHA-256 of its UTF-8 bytes, in hexadecimal. */
export const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex')

/**
 * Which stored versions the text of `seq` is put together from, oldest first, itself last.
 * @example partsOf(36) // [1, 33, 34, 35, 36]
 */
export function partsOf(seq: number): number[] {
  const start = blockStart(seq)
  const parts: number[] = []
  for (let whole: number | null = start; whole !== null; whole = dictionaryOf(whole)) parts.unshift(whole)
  for (let step = start + 1; step <= seq; step++) parts.push(step)
  return parts
}

/** Encodes a text as version `seq`. @param texts holds the texts of `partsOf(seq)` before it */
export function encode(seq: number, text: string, texts: Texts): EncodedText {
  const dictionary = dictionaryBytes(seq, texts)
  if (blockStart(seq) !== seq) {
    const step = stepBetween(knownText(seq - 1, texts), text)
    if (step !== null) return { seq, encoding: 'step', body: compress(step, STEP_LEVEL, dictionary) }
  }
  return { seq, encoding: dictionary === null ? 'whole' : 'linked', body: compress(text, WHOLE_LEVEL, dictionary) }
}

/**
 * Decodes one stored version. @param texts holds the texts of `partsOf(seq)` before it
 * @throws when the bytes, the dictionary or the text before are not those it was written with
 */
export function decode({ seq, encoding, body }: EncodedText, texts: Texts): KnownText {
  const kept = decompress(body, encoding === 'whole' ? null : dictionaryBytes(seq, texts))
  return new KnownText(encoding === 'step' ? applied(kept, knownText(seq - 1, texts).lines) : kept)
}

const blockStart = (seq: number): number => seq - ((seq - 1) % BLOCK)

/** The version whose text is the dictionary of `seq`; null for those that stand alone. */
function dictionaryOf(seq: number): number | null {
  const start = blockStart(seq)
  if (seq !== start) return start
  const block = (seq - 1) / BLOCK
  return block % BLOCK === 0 ? null : (block & (block - 1)) * BLOCK + 1
}

function dictionaryBytes(seq: number, texts: Texts): Buffer | null {
  const dictionary = dictionaryOf(seq)
  return dictionary === null ? null : knownText(dictionary, texts).bytes
}

function knownText(seq: number, texts: Texts): KnownText {
  const text = texts.get(seq)
  if (text === undefined) throw new Error(`the text of version ${seq} is missing`)
  return text
}

/** A unified diff without context; '' when the texts are equal; null when it would be too long or would not lead back to the text. */
function stepBetween(before: KnownText, after: string): string | null {
  if (before.text === after) return ''
  const options = { context: 0, headerOptions: OMIT_HEADERS, maxEditLength: MAX_EDITS }
  const step = createPatch('', before.text, after, '', '', options)
  return step !== undefined && applied(step, before.lines).join('') === after ? step : null
}

/**
 * Applies a step to the lines it was made from. The package's own `applyPatch` takes and gives whole strings, and looks for the place of
 * a hunk where ours is known: fifteen steps in a row took three times as long.
 * @throws when the step does not fit
 */
function applied(step: string, before: readonly string[]): readonly string[] {
  const hunks = step === '' ? [] : (parsePatch(step)[0]?.hunks ?? [])
  const lines = [...before]
  // From the last on, so that what stands before keeps its place. A hunk that only inserts names the line behind which it does.
  for (const { oldStart, oldLines, lines: marked } of hunks.toReversed()) {
    const from = oldLines === 0 ? oldStart : oldStart - 1
    const removed = lines.splice(from, oldLines, ...side(marked, '+'))
    if (removed.join('') !== side(marked, '-').join('')) throw new Error('the step does not fit the text before')
  }
  return lines
}

/** One side's lines of a hunk, each with its line feed unless the next line says that it has none. */
function side(marked: readonly string[], sign: '+' | '-'): string[] {
  return marked.flatMap((line, at) =>
    line.startsWith(sign) ? [marked[at + 1]?.startsWith('\\') ? line.slice(1) : `${line.slice(1)}\n`] : []
  )
}

function compress(text: string, level: number, dictionary: Buffer | null): Uint8Array {
  return zlib.zstdCompressSync(text, {
    params: { [zlib.constants.ZSTD_c_compressionLevel]: level },
    ...(dictionary === null ? {} : { dictionary })
  })
}

function decompress(body: Uint8Array, dictionary: Buffer | null): string {
  const options = { maxOutputLength: MAX_STORED_BYTES, ...(dictionary === null ? {} : { dictionary }) }
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(zlib.zstdDecompressSync(body, options))
}
