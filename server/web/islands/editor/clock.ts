/** Times of the day as the editor says them, in China's time. */

const china = (options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat('zh-CN', { timeZone: 'Asia/Shanghai', hourCycle: 'h23', ...options })
const TIME = china({ hour: '2-digit', minute: '2-digit', second: '2-digit' })
const DAY = china({ year: 'numeric', month: 'long', day: 'numeric' })

/** 14:03:22, and on another day 2026年5月13日 14:03:22. @param timestamp ISO 8601, UTC */
export function clockTime(timestamp: string): string {
  const at = new Date(timestamp)
  const isToday = DAY.format(at) === DAY.format(new Date())
  return isToday ? TIME.format(at) : `${DAY.format(at)} ${TIME.format(at)}`
}
