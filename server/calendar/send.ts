import type { Services } from '../store/services.ts'
import type { JobRow } from '../store/tables.ts'
import { readDigest } from './digest.ts'
import { claimJob, selectDueJobs, selectStaff, updateJob } from './store.ts'
import type { Ways } from './ways.ts'

const MINUTE = 60_000
/** Minutes until the next try, after each one that failed; then it is given up: the next digest says it anew. */
const BACK_OFF = [2, 10, 30, 120]
const AT_ONCE = 50

/** Sends what is due, one after another. A failure is kept with the notice and tried again later. @returns how many were sent */
export async function sendNotices(services: Pick<Services, 'db' | 'now'>, ways: Ways): Promise<number> {
  const { db, now } = services
  if (ways.mail === null && ways.webhook === null) return 0
  const jobs = await selectDueJobs(db, now().toISOString(), AT_ONCE)
  if (jobs.length === 0) return 0
  const addresses = new Map((await selectStaff(db)).map(({ id, email }) => [id, email]))
  let sent = 0
  for (const job of jobs) {
    const wait = BACK_OFF[job.attempts]
    const nextAt = new Date(now().getTime() + (wait ?? 0) * MINUTE).toISOString()
    if (!(await claimJob(db, job, nextAt))) continue
    try {
      await send(ways, job, addresses)
      await updateJob(db, job.id, { status: 'sent', sentAt: now().toISOString(), lastError: null })
      sent += 1
    } catch (error) {
      const lastError = (error instanceof Error ? error.message : String(error)).slice(0, 200)
      await updateJob(db, job.id, { lastError, ...(wait === undefined && { status: 'failed' }) })
    }
  }
  return sent
}

async function send({ mail, webhook }: Ways, job: JobRow, addresses: ReadonlyMap<string, string | null>): Promise<void> {
  const email = addresses.get(job.account)
  if (email === undefined) throw new Error('账号已停用')
  if (mail !== null && email !== null) return mail(email, readDigest(job))
  if (webhook !== null) return webhook(readDigest(job))
  throw new Error('没有登记邮箱')
}
