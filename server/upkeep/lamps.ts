/** The four lamps of 运行状态: what is seen, in a colour and in words that say what to do. Pure. */
import type { BackupState, UpkeepLamp } from '../../schema/upkeep.ts'
import { PG_DUMP } from '../store/copies.ts'
import { ageInWords } from './rhythm.ts'

const GIB = 1024 ** 3
/** Below this it is time to clear up; below a fifth of it work will soon be refused. */
const ROOM = GIB

const lamp = (state: UpkeepLamp['state'], words: string): UpkeepLamp => ({ state, words })

/** @param refused what the database said when it was to write; null when it wrote */
export const databaseLamp = (refused: string | null): UpkeepLamp =>
  refused === null ? lamp('good', '正常，可以读写') : lamp('bad', `不能写入，请检查磁盘空间和数据库：${refused}`)

/** @param database its size: a backup needs that much once more */
export function diskLamp(free: number, database: number): UpkeepLamp {
  const words = `可用 ${bytesInWords(free)}`
  if (free < Math.max(ROOM / 5, database / 2)) return lamp('bad', `${words}，请立即清理`)
  return free < Math.max(ROOM, database * 2) ? lamp('attention', `${words}，请清理或者扩大磁盘`) : lamp('good', words)
}

export function backupLamp({ byFile, latest, running, failure, overdue }: BackupState, now: Date): UpkeepLamp {
  if (!byFile) return lamp('none', `PostgreSQL 数据库请用 pg_dump 备份：${PG_DUMP}`)
  const newest = latest === null ? '还没有备份' : `最近一次 ${ageInWords(now, latest.at)}，${bytesInWords(latest.size)}`
  if (running) return lamp('attention', `正在备份；${newest}`)
  if (failure) return lamp('bad', `上次没有备份成；${newest}`)
  if (overdue) return lamp('bad', `${newest}，请立即备份`)
  return latest === null ? lamp('attention', '还没有备份，服务会自动备份') : lamp('good', newest)
}

/** @param onDisk the version of the program's files, which may have been replaced since the start; null: cannot be read */
export const versionLamp = (running: string, onDisk: string | null): UpkeepLamp =>
  onDisk === null || onDisk === running ? lamp('good', running) : lamp('attention', `${running}；程序文件已换成 ${onDisk}，请重新启动服务`)

/** @example bytesInWords(1_572_864) // '1.5 MB' */
export function bytesInWords(bytes: number): string {
  const units = ['字节', 'KB', 'MB', 'GB', 'TB']
  const at = Math.min(units.length - 1, Math.floor(Math.log2(Math.max(1, bytes)) / 10))
  const value = bytes / 1024 ** at
  return `${at === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[at]}`
}
