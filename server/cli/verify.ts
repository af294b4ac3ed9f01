/** `facheng verify`: proves that what is stored is what was saved. */
import fs from 'node:fs'
import { replayBills } from '../bills/replay.ts'
import { type Config, readConfig } from '../config.ts'
import { replayConsultations } from '../consultations/replay.ts'
import { replayEvaluations } from '../evaluation/replay.ts'
import { replayLedgers } from '../implementation/replay.ts'
import { replayInspections } from '../inspections/replay.ts'
import { replayMeetings } from '../meetings/replay.ts'
import { replayOpinions } from '../opinions/replay.ts'
import { replayPlans } from '../plans/replay.ts'
import { replayProposals } from '../proposals/replay.ts'
import { connect, type Database, snapshot, sqliteFile } from '../store/database.ts'
import { isDamaged } from '../store/errors.ts'
import { pendingMigrations } from '../store/migrate.ts'
import { type Report, type Verified, verifyStore } from '../store/verify.ts'
import { replayWork } from '../tasks/replay.ts'
import { type Command, print, say, UsageError } from './command.ts'

export const command: Command = {
  summary: '核验全部数据：每个版本、每条事件、每件法规案的办理',
  usage: `
facheng verify

重新读出全部内容，重算每个版本和事件的校验值，按办理记录重演每件法规案和它的意见；服务运行时也可以核验，不改动数据。
标准输出逐行列出不符之处；全部相符时列出数量和事件记录的末尾（可抄存，日后用来证明记录没有被重造）。
退出码：0 全部相符；1 有不符之处；2 用法有误或无法打开数据库。
`,
  async run(args) {
    if (args.length > 0) throw new UsageError(`verify 不需要参数（${args[0]}）`)
    const config = readConfig(process.env)
    demandDatabase(config)
    const findings = counting(finding => process.stdout.write(`${finding}\n`))
    const verified = await damageReported(findings.report, async () => {
      const db = await connect(config)
      try {
        return await verifyDatabase(db, findings.report)
      } finally {
        await db.destroy()
      }
    })
    if (verified) await print(`${summaryOf(verified)}\n`)
    if (findings.count() === 0) return 0
    say(`有 ${findings.count()} 处不符；请停止使用，从备份恢复（facheng restore），并联系系统管理员`)
    return 1
  }
}

/** @throws {UsageError} when there is no database: opening one would make it */
export function demandDatabase({ databaseUrl, dataDir }: Config): void {
  if (databaseUrl === null && !fs.existsSync(sqliteFile(dataDir))) {
    throw new UsageError(`${dataDir} 中没有数据库，请检查 DATA_DIR，或先运行 npm start`)
  }
}

/**
 * Verifies everything in a database, as it stands now.
 * @throws {UsageError} when its tables are older than this program
 */
export async function verifyDatabase(db: Database, report: Report): Promise<Verified> {
  if ((await pendingMigrations(db)).length > 0) throw new UsageError('数据库的版本较旧，请先运行 facheng migrate')
  return snapshot(db, async reading => {
    const verified = await verifyStore(reading, report)
    for (const finding of await replayBills(reading)) report(finding)
    for (const finding of await replayWork(reading)) report(finding)
    for (const finding of await replayOpinions(reading)) report(finding)
    for (const replay of [
      replayConsultations,
      replayPlans,
      replayProposals,
      replayLedgers,
      replayInspections,
      replayEvaluations,
      replayMeetings
    ])
      for (const finding of await replay(reading)) report(finding)
    return verified
  })
}

/** Runs verifying work; a file that SQLite itself cannot read is a finding, not a crash. */
export async function damageReported<T>(report: Report, work: () => Promise<T>): Promise<T | null> {
  try {
    return await work()
  } catch (error) {
    if (!isDamaged(error)) throw error
    report(`数据库文件损坏，无法读完：${error instanceof Error ? error.message : error}`)
    return null
  }
}

export function counting(report: Report): { readonly report: Report; readonly count: () => number } {
  let count = 0
  return {
    count: () => count,
    report: finding => {
      count++
      report(finding)
    }
  }
}

export const summaryOf = ({ events, versions, head }: Verified): string =>
  `${versions} 个版本，${events} 条事件；事件记录末尾：${head.seq} ${head.hash}`
