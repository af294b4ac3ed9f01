/** Opens the database of the environment for one command and closes it again. It works beside a running service. */

import { Problem } from '../../schema/problems.ts'
import { type Config, readConfig } from '../config.ts'
import { type Database, openDatabase } from '../store/database.ts'
import { isDamaged } from '../store/errors.ts'
import { makeServices, type Services } from '../store/services.ts'
import { UsageError } from './command.ts'

/** @throws {ConfigError} before anything is opened or written */
export async function withServices<T>(work: (services: Services) => Promise<T>): Promise<T> {
  const config = readConfig(process.env)
  const db = await open(config)
  try {
    return await work(makeServices(db, config))
  } finally {
    await db.destroy()
  }
}

/** @throws {UsageError} that says in one line why the database cannot be opened and what to do */
export async function open(config: Config): Promise<Database> {
  try {
    return await openDatabase(config)
  } catch (error) {
    if (error instanceof Problem) throw error
    throw new UsageError(config.databaseUrl ? whyNotPostgres(error) : whyNotSqlite(error, config.dataDir))
  }
}

function whyNotPostgres(error: unknown): string {
  const code = codeOf(error)
  if (/^(ECONN\w+|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ENOENT)$/.test(code))
    return 'DATABASE_URL 所指的 PostgreSQL 连接不上，请检查地址以及数据库是否已启动'
  if (/^28/.test(code)) return 'DATABASE_URL 中的用户名或口令不被 PostgreSQL 接受，请改正'
  if (code === '3D000') return 'DATABASE_URL 中的数据库不存在，请先创建'
  if (code === '42501') return 'DATABASE_URL 中的用户没有建表权限，请授予后重试'
  return `PostgreSQL 不能使用：${firstLine(error)}`
}

function whyNotSqlite(error: unknown, dataDir: string): string {
  const code = codeOf(error)
  if (isDamaged(error)) return `${dataDir} 中的数据库文件已损坏或不是数据库，请用 facheng restore 从备份恢复`
  if (/^(EEXIST|ENOTDIR)$/.test(code)) return `DATA_DIR=${dataDir} 不是文件夹，请改正`
  if (/^(EACCES|EPERM|EROFS|SQLITE_(CANTOPEN|READONLY)\w*)$/.test(code)) return `没有权限写入 ${dataDir}，请检查 DATA_DIR 和文件权限`
  if (/^(ENOSPC|SQLITE_FULL)$/.test(code)) return `${dataDir} 所在磁盘空间不足，请清理后重试`
  return `${dataDir} 中的数据库不能打开：${firstLine(error)}`
}

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '')

const firstLine = (error: unknown): string => String(error instanceof Error ? error.message : error).split('\n')[0] ?? ''
