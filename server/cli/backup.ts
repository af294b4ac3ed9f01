/** `facheng backup FILE`: one file that holds everything, made while the service runs, and read through before it counts. */
import fs from 'node:fs'
import path from 'node:path'
import { readConfig } from '../config.ts'
import { copyDatabase, fileHash, PG_DUMP } from '../store/copies.ts'
import { connect, openCopy } from '../store/database.ts'
import { type Command, print, say, UsageError } from './command.ts'
import { counting, damageReported, demandDatabase, summaryOf, verifyDatabase } from './verify.ts'

export const command: Command = {
  summary: '备份全部数据到一个文件，服务不必停止',
  usage: `
facheng backup 文件

备份写成后即全部核验，并在旁边写下校验值（文件名加 .sha256）；恢复用 facheng restore。
标准输出给出校验值和事件记录的末尾，可抄存。不覆盖已有的文件。
PostgreSQL 数据库请用 pg_dump。
`,
  async run(args) {
    const [file, ...surplus] = args
    if (file === undefined || surplus.length > 0 || file.startsWith('-'))
      throw new UsageError('backup 需要一个文件名，例如 facheng backup 2026-11-24.db')
    const config = readConfig(process.env)
    if (config.databaseUrl) throw new UsageError(`PostgreSQL 数据库请用 pg_dump 备份：${PG_DUMP}`)
    demandDatabase(config)
    demandPlace(file)
    const unfinished = `${file}.unfinished`
    fs.rmSync(unfinished, { force: true })
    const db = await connect(config)
    try {
      await copyDatabase(db, unfinished)
    } finally {
      await db.destroy()
    }
    return finish(file, unfinished)
  }
}

/** @throws {UsageError} before anything is read */
function demandPlace(file: string): void {
  if (fs.existsSync(file)) throw new UsageError(`${file} 已存在，请换一个文件名`)
  if (!fs.existsSync(path.dirname(path.resolve(file)))) throw new UsageError(`${path.dirname(file)} 不存在，请先建立这个文件夹`)
}

/** Reads the copy through; only then it gets its name. A copy of a database that does not hold is kept, and said to be one. */
async function finish(file: string, unfinished: string): Promise<0 | 1> {
  const findings = counting(say)
  const verified = await damageReported(findings.report, async () => {
    const copy = await openCopy(unfinished)
    try {
      return await verifyDatabase(copy, findings.report)
    } finally {
      await copy.destroy()
    }
  })
  const hash = await fileHash(unfinished)
  fs.writeFileSync(`${file}.sha256`, `${hash}  ${path.basename(file)}\n`)
  fs.renameSync(unfinished, file)
  if (verified) await print(`${file}：${fs.statSync(file).size} 字节，sha256 ${hash}\n${summaryOf(verified)}\n`)
  if (findings.count() === 0) return 0
  say(`备份已写入 ${file}，但数据库本身有 ${findings.count()} 处不符，请运行 facheng verify 查看`)
  return 1
}
