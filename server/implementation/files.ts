import { Problem } from '../../schema/problems.ts'
import { type ActorOrOperator, demandRole } from '../people/permissions.ts'
import { transaction } from '../store/database.ts'
import { appendEvent } from '../store/events.ts'
import { fileSha256, findFile, insertFile } from '../store/files.ts'
import type { Services } from '../store/services.ts'

/** A scanned paper of a hundred pages has some ten megabytes. */
export const MAX_FILE = 20 * 1024 * 1024
const NAME_LENGTH = 200

/** A file as a form or a program brought it; the name is shown to people and never used as a path. */
export interface BroughtFile {
  readonly name: string
  readonly bytes: Uint8Array
}

export interface KeptFile {
  readonly sha256: string
  readonly name: string
  readonly size: number
}

/** Keeps a file by its hash; the same one is kept once. @throws {Problem} `forbidden`, `file-empty`, `file-too-large` */
export async function keepFile(services: Services, actor: ActorOrOperator, { name, bytes }: BroughtFile): Promise<KeptFile> {
  demandRole(actor, 'staff')
  if (bytes.length === 0) throw new Problem('file-empty', { errors: [emptyFile] })
  if (bytes.length > MAX_FILE) throw new Problem('file-too-large', { errors: [largeFile] })
  const kept = { sha256: fileSha256(bytes), name: plainName(name), size: bytes.length }
  const at = services.now().toISOString()
  await transaction(services.db, async trx => {
    if (!(await insertFile(trx, kept.sha256, bytes, at))) return
    const payload = { name: kept.name, size: kept.size }
    await appendEvent(trx, { kind: 'fileKept', actor: actor?.id ?? null, at, subject: kept.sha256, payload })
  })
  return kept
}

const emptyFile = { code: 'file-empty', message: '附件是空文件（0 字节），请重新选择', pointer: '/file' }
const largeFile = { code: 'file-too-large', message: '附件超过 20 MB，请压缩或者拆分后重试', pointer: '/file' }

/** @throws {Problem} `not-found` */
export async function readFile({ db }: Pick<Services, 'db'>, sha256: string): Promise<Buffer> {
  const file = await findFile(db, sha256)
  if (!file) throw new Problem('not-found', { detail: '没有找到这个附件，请从登记它的页面进入。' })
  return Buffer.from(file.body)
}

/**
 * A name that is fit to show and to save under: without folders, controls and marks that turn the direction of writing.
 * @example plainName('C:\\temp\\..\\回执\u202e.pdf') // '回执.pdf'
 */
export function plainName(name: string): string {
  const base = name.toWellFormed().split(/[/\\]/).at(-1) ?? ''
  const plain = base
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}\ufffd<>:"|?*]/gu, '')
    .replace(/^\.+/, '')
    .trim()
  return (
    [...plain]
      .slice(-NAME_LENGTH)
      .join('')
      .slice(-NAME_LENGTH)
      .toWellFormed()
      .replace(/^\ufffd/, '') || '附件'
  )
}

/** The file of a form; null when none was chosen. An empty file that was chosen is a file: `keepFile` says what is wrong with it. */
export function broughtFile(body: unknown): BroughtFile | null {
  const file = (body as Readonly<Record<string, unknown>> | null)?.['file']
  if (typeof file !== 'object' || file === null || !('bytes' in file) || !('name' in file)) return null
  const { name, bytes } = file as BroughtFile // as `withFiles` puts it there
  return name === '' && bytes.length === 0 ? null : { name, bytes }
}
