/** Runs in a process of its own: reads one file and answers with what is in it, or with the sentence that refuses it; then it is done. */
import { UnreadableFile } from '../formats/xml.ts'
import { type FileKind, readers } from './readers.ts'

interface Order {
  readonly kind: FileKind
  readonly bytes: Uint8Array
}

process.once('message', async ({ kind, bytes }: Order) => {
  const answer = await read(kind, bytes)
  // Nobody listens any more when the service has gone.
  process.send?.(answer, () => process.exit(0))
})

async function read(kind: FileKind, bytes: Uint8Array) {
  try {
    return { read: await readers[kind](bytes) }
  } catch (error) {
    if (error instanceof UnreadableFile) return { refused: error.message }
    // Whatever else a damaged file makes a parser do is the file's fault.
    return { refused: '文件已损坏或者过于复杂，不能读取；请在 Word、Excel 或者 WPS 中打开后另存一份重试' }
  }
}
