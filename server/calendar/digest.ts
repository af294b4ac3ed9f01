/**
 * The digest of a person's work (工作摘要): what the desk shows him as 逾期, 本周到期 and 等我处理. Written on workdays from eight in the morning, again when
 * it has changed, at most once an hour; what falls due today is not kept back. Without a way to send it nothing is written or counted.
 */
import { createHash } from 'node:crypto'
import { toDay } from '../lifecycle/periods.ts'
import type { Services } from '../store/services.ts'
import type { JobRow } from '../store/tables.ts'
import { type DeskRow, readDesk } from '../tasks/desk.ts'
import { addDays, chinaDate, chinaMinute, dayInWords } from '../web/dates.ts'
import { readCalendar } from './holidays.ts'
import { deleteJobsBefore, dropWaiting, insertJobs, selectNoticesSince, selectStaff } from './store.ts'
import type { Ways } from './ways.ts'

/** What column `body` holds, as JSON. */
export interface Digest {
  readonly subject: string
  readonly text: string
  /** What falls due today, so that what is added later is seen. */
  readonly today: readonly string[]
}

const HOUR = 3_600_000
const [FROM, TO] = ['08:00', '20:00']
const KEPT_DAYS = 30
/** Rows of each list; the desk has them all. */
const MAX_ROWS = 10

/** Writes the digests that are due now, to be sent by `sendNotices`. @returns how many */
export async function planDigests(services: Services, { mail, webhook }: Ways): Promise<number> {
  if (mail === null && webhook === null) return 0
  const now = services.now()
  const today = chinaDate(now)
  const time = chinaMinute(now.toISOString()).slice(-5)
  if (time < FROM || time >= TO || !(await readCalendar(services.db)).isWorkday(toDay(today))) return 0
  const midnight = new Date(`${today}T00:00:00+08:00`).toISOString()
  await deleteJobsBefore(services.db, `${addDays(today, -KEPT_DAYS)}T00:00:00.000Z`)
  const written = Map.groupBy(await selectNoticesSince(services.db, midnight), ({ account }) => account)
  const staff = (await selectStaff(services.db)).filter(({ email }) => (mail !== null && email !== null) || webhook !== null)
  const jobs: JobRow[] = []
  for (const { id, name, displayName } of staff) {
    const digest = await digestOf(services, { id, name, displayName, role: 'staff' }, today)
    const job = digest && jobFor(now, id, digest, written.get(id) ?? [])
    if (job) jobs.push(job)
  }
  // What could not be sent so far is said anew.
  await dropWaiting(
    services.db,
    jobs.map(({ account }) => account)
  )
  await insertJobs(services.db, jobs)
  return jobs.length
}

type Person = Parameters<typeof readDesk>[1]

/** Null for whoever has nothing to do, or nothing of his own: everybody's work is nobody's digest. */
async function digestOf(services: Services, person: Person, today: string): Promise<Digest | null> {
  const { scope, overdue, thisWeek, mine } = await readDesk(services, person, false)
  if (scope === 'all' || overdue.length + thisWeek.length + mine.length === 0) return null
  const lists: [string, readonly DeskRow[]][] = [
    ['逾期', overdue],
    ['本周到期', thisWeek],
    ['等我处理', mine]
  ]
  const counts = lists.flatMap(([title, rows]) => (rows.length > 0 ? [`${title} ${rows.length} 项`] : []))
  return {
    subject: `法程工作摘要（${person.displayName}）：${counts.join('，')}`,
    text: [...lists.flatMap(([title, rows]) => section(title, rows)), '详情见法程工作台。'].join('\n'),
    today: thisWeek.filter(({ dueOn }) => dueOn === today).map(({ what, bill }) => `${bill} ${what}`)
  }
}

function section(title: string, rows: readonly DeskRow[]): string[] {
  if (rows.length === 0) return []
  const shown = rows
    .slice(0, MAX_ROWS)
    .map(({ what, bill, dueOn }) => `· ${what}（${bill}）${dueOn === null ? '' : `　${dayInWords(dueOn)}`}`)
  const left = rows.length - shown.length
  return [`【${title}】`, ...shown, ...(left > 0 ? [`· 另有 ${left} 项`] : []), '']
}

/** @param before what was written to the person today, in order */
function jobFor(now: Date, account: string, digest: Digest, before: readonly JobRow[]): JobRow | null {
  const earlier = before.map(readDigest)
  const last = earlier.at(-1)
  if (last?.text === digest.text) return null
  const known = new Set(earlier.flatMap(({ today }) => today))
  const added = digest.today.filter(entry => !known.has(entry))
  const lastAt = before.at(-1)?.createdAt
  const isFree = lastAt === undefined || now.getTime() - Date.parse(lastAt) >= HOUR
  if (!isFree && added.length === 0) return null
  const at = now.toISOString()
  const body = JSON.stringify(digest)
  // Named by what it says on which day: two services on one database write it once.
  const id = createHash('sha256')
    .update(`${account} ${at.slice(0, 13)} ${body}`)
    .digest('hex')
    .slice(0, 40)
  const urgent = digest.today.length > 0 ? 1 : 0
  return {
    ...{ id, kind: 'digest', account, body, urgent, status: 'waiting', attempts: 0, lastError: null },
    ...{ createdAt: at, nextAt: at, sentAt: null }
  }
}

export const readDigest = ({ body }: Pick<JobRow, 'body'>): Digest => JSON.parse(body) as Digest // written above, by nobody else
