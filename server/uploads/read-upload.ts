/**
 * Room `uploads`: files from outside are read in processes of their own, with bounds on size, time and memory, so that no file stops the service
 * or takes its memory; a parser that crashes takes its process along and nothing else. It stores nothing and knows no feature. Begin here; what is read of a file stands in readers.ts.
 */
import { fork } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { Problem } from '../../schema/problems.ts'
import type { FileContent, FileKind } from './readers.ts'

/** An uploaded file as the form brought it; the name is what the browser said and is shown, never used as a path. */
export interface Upload {
  readonly name: string
  readonly bytes: Uint8Array
}

/** Published limits of an upload. */
export const MAX_UPLOAD = 50 * 1024 * 1024
/** Wall time of one file; a 600-page paper takes two seconds. */
const MAX_TIME = 20_000
/** Megabytes of a process's heap: the tree of a 600-page paper takes a third. */
const MAX_HEAP = 256
/** Processes at once; more files wait. */
const MAX_PROCESSES = 2
/** Files that may wait; one more is asked to come back. */
const MAX_WAITING = 20

let running = 0
const waiting: (() => void)[] = []

/** @throws {Problem} `file-missing`, `file-unreadable` with one sentence, `too-large`, `service-unavailable` */
export async function readUpload<K extends FileKind>(kind: K, upload: Upload | null): Promise<FileContent<K>> {
  if (upload === null || upload.bytes.length === 0) throw new Problem('file-missing')
  if (upload.bytes.length > MAX_UPLOAD) throw new Problem('too-large', { detail: '文件超过 50 MB，请拆分或者压缩其中的图片后重试。' })
  await turn()
  try {
    return await inProcess(kind, upload.bytes)
  } finally {
    running--
    waiting.shift()?.()
  }
}

async function turn(): Promise<void> {
  if (running >= MAX_PROCESSES) {
    if (waiting.length >= MAX_WAITING) throw new Problem('service-unavailable')
    await new Promise<void>(resolve => waiting.push(resolve))
  }
  running++
}

type Answer<K extends FileKind> = { readonly read: FileContent<K> } | { readonly refused: string }

function inProcess<K extends FileKind>(kind: K, bytes: Uint8Array): Promise<FileContent<K>> {
  const worker = fork(workerFile(), [], {
    execArgv: [`--max-old-space-size=${MAX_HEAP}`, '--disable-warning=ExperimentalWarning'],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    // It needs no setting of ours, and is not to know our secrets.
    env: {}
  })
  return new Promise<FileContent<K>>((resolve, reject) => {
    const refuse = (sentence: string) => reject(unreadable(sentence))
    const timer = setTimeout(() => {
      refuse('文件过于复杂，未能在规定时间内读完；请拆分后重试')
      worker.kill('SIGKILL')
    }, MAX_TIME)
    worker.once('message', message => {
      const answer = message as Answer<K>
      if ('read' in answer) resolve(answer.read)
      else refuse(answer.refused)
    })
    worker.once('error', () => refuse('文件不能读取，请稍后重试'))
    worker.once('exit', () => {
      clearTimeout(timer)
      refuse('文件过于复杂，读取时超出内存限额；请拆分后重试')
    })
    worker.send({ kind, bytes: new Uint8Array(bytes) }, error => error && refuse('文件不能读取，请稍后重试'))
  })
}

const unreadable = (sentence: string) =>
  new Problem('file-unreadable', { detail: `${sentence}。`, errors: [{ code: 'file', message: sentence, pointer: '/file' }] })

/** In the bundle the process's program is `build/upload-worker.js`, beside this module or above its chunk; in the sources it stands beside. */
function workerFile(): string {
  const { dirname } = import.meta
  const places = ['upload-worker.js', '../upload-worker.js'].map(place => path.join(dirname, place))
  return places.find(place => fs.existsSync(place)) ?? path.join(dirname, 'worker.ts')
}

const MAX_NAME = 200

/** A file's name is only shown: without folders, and without characters that turn the line around. */
export const shownName = (name: string): string =>
  Array.from(
    name
      .toWellFormed()
      .replaceAll(/[\p{Cc}\p{Cf}]/gu, '')
      .split(/[/\\]/u)
      .at(-1)
      ?.normalize('NFC') ?? ''
  )
    .slice(0, MAX_NAME)
    .join('')
    .trim() || '未命名'
