/** Runs in a thread of its own: reads one file and answers with what is in it, or with the sentence that refuses it. */
import { parentPort, workerData } from 'node:worker_threads'
import { UnreadableFile } from '../formats/xml.ts'
import { type FileKind, readers } from './readers.ts'

const { kind, bytes } = workerData as { readonly kind: FileKind; readonly bytes: Uint8Array }

try {
  parentPort?.postMessage({ read: await readers[kind](bytes) })
} catch (error) {
  const refused =
    error instanceof UnreadableFile
      ? error.message
      : // Whatever else a damaged file makes a parser do is the file's fault.
        '文件已损坏或者过于复杂，不能读取；请在 Word、Excel 或者 WPS 中打开后另存一份重试'
  parentPort?.postMessage({ refused })
}
