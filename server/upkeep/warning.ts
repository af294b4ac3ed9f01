import type { Actor } from '../store/services.ts'
import type { Warning } from '../web/warning.ts'
import type { Backups } from './backups.ts'

/** That backups have stopped is said on every page of an administrator; nobody looks at a page on which nothing ever happens. */
export function backupWarning(backups: Backups, { role }: Actor): Warning | null {
  if (role !== 'administrator') return null
  const { overdue, latest } = backups.state()
  if (!overdue) return null
  const words = latest === null ? '一直没有备份成功，数据只有一份。' : '已超过 48 小时没有新的备份。'
  return { words, href: '/upkeep', action: '查看运行状态' }
}
