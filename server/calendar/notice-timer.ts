import type { NoticeConfig } from '../config.ts'
import type { Services } from '../store/services.ts'
import { planDigests } from './digest.ts'
import { sendNotices } from './send.ts'
import { waysOf } from './ways.ts'

const PERIOD = 10 * 60_000

/** Looks for digests every ten minutes while the service runs, where a way to send them is set up. @returns what ends it */
export function startNotices(services: Services, config: NoticeConfig, report: (error: unknown) => void): () => void {
  if (config.mail === null && config.webhook === null) return () => undefined
  const ways = waysOf(config)
  let isBusy = false
  const look = async () => {
    if (isBusy) return
    isBusy = true
    try {
      await planDigests(services, ways)
      await sendNotices(services, ways)
    } catch (error) {
      report(error)
    } finally {
      isBusy = false
    }
  }
  const timer = setInterval(() => void look(), PERIOD).unref()
  return () => clearInterval(timer)
}
