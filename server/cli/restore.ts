/** `facheng restore FILE`: puts a backup in the database's place, after it was read through. What stood there is kept. */
import fs from 'node:fs'
import path from 'node:path'
import { readConfig } from '../config.ts'
import { fileHash, isUnused, replaceDatabase } from '../store/copies.ts'
import { openCopy, sqliteFile } from '../store/database.ts'
import { isDamaged } from '../store/errors.ts'
import { demandNotNewer } from '../store/migrate.ts'
import { type Command, print, say, UsageError } from './command.ts'
import { counting, damageReported, summaryOf, verifyDatabase } from './verify.ts'

export const command: Command = {
  summary: '从备份恢复全部数据',
  usage: `
facheng restore 文件

先停止服务。备份通过全部核验才会恢复；原有的数据库保留在 DATA_DIR/backups。
PostgreSQL 数据库请用 pg_restore。
`,
  async run(args) {
    const [file, ...surplus] = args
    if (file === undefined || surplus.length > 0 || file.startsWith('-'))
      throw new UsageError('restore 需要一个备份文件，例如 facheng restore 2026-11-24.db')
    const { databaseUrl, dataDir } = readConfig(process.env)
    if (databaseUrl) throw new UsageError('PostgreSQL 数据库请用 pg_restore 恢复：pg_restore --clean --dbname="$DATABASE_URL" 备份文件')
    demandBackup(file)
    const findings = counting(say)
    await compareHash(file, findings.report)
    fs.mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    const database = sqliteFile(dataDir)
    const copy = `${database}.restoring`
    try {
      if (findings.count() === 0) fs.copyFileSync(file, copy)
      const verified = findings.count() === 0 ? await damageReported(findings.report, () => readThrough(copy, findings.report)) : null
      if (findings.count() > 0 || !verified) {
        say(`备份有 ${findings.count()} 处不符，没有恢复；现有数据未作改动`)
        return 1
      }
      if (fs.existsSync(database)) await demandUnused(database)
      const kept = keptName(dataDir)
      if (fs.existsSync(database)) say(`原有的数据库保留在 ${kept}`)
      replaceDatabase(database, copy, kept)
      await print(`已恢复：${summaryOf(verified)}\n`)
      return 0
    } finally {
      for (const rest of [copy, `${copy}-wal`, `${copy}-shm`]) fs.rmSync(rest, { force: true })
    }
  }
}

/** @throws {UsageError} when the file is not there or no SQLite database */
function demandBackup(file: string): void {
  const stat = fs.statSync(file, { throwIfNoEntry: false })
  if (!stat?.isFile()) throw new UsageError(`${file} 不存在或不是文件，请检查路径`)
  const head = Buffer.alloc(15)
  const handle = fs.openSync(file, 'r')
  fs.readSync(handle, head)
  fs.closeSync(handle)
  if (head.toString('latin1') !== 'SQLite format 3') throw new UsageError(`${file} 不是法程的备份，请选择 facheng backup 写成的文件`)
}

/** The hash that stands beside the backup finds a change of any bit; without it only what hashes inside cover is found. */
async function compareHash(file: string, report: (finding: string) => void): Promise<void> {
  const beside = `${file}.sha256`
  if (!fs.existsSync(beside)) {
    say(`${beside} 不在旁边，只核验文件内容`)
    return
  }
  const [expected] = fs.readFileSync(beside, 'utf8').split(/\s/)
  if (expected !== (await fileHash(file))) report('备份文件与它的校验值不符，可能已损坏或被改动')
}

async function readThrough(copy: string, report: (finding: string) => void) {
  const db = await openCopy(copy)
  try {
    await demandNotNewer(db)
    return await verifyDatabase(db, report)
  } finally {
    await db.destroy()
  }
}

/** @throws {UsageError} when the service, or anybody, has the database open */
async function demandUnused(database: string): Promise<void> {
  try {
    if (await isUnused(database)) return
  } catch (error) {
    // A database that cannot be opened is what backups are for.
    if (isDamaged(error)) return
    throw error
  }
  throw new UsageError('数据库正在使用，请先停止服务再恢复')
}

function keptName(dataDir: string): string {
  const folder = path.join(dataDir, 'backups')
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 })
  return path.join(folder, `before-restore-${new Date().toISOString().replaceAll(':', '-')}.db`)
}
