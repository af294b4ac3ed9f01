/** 待办: how many rows stand on a person's desk, for the top line of every page. */
import type { Actor, Services } from '../store/services.ts'
import { readDesk } from './desk.ts'

/** What a colleague's work or the command line changed is seen soon after this long, in milliseconds. */
const FRESH = 30_000
/** More people than that are not remembered. */
const REMEMBERED = 500

export interface OpenCounts {
  /** What presses and what waits for him: 逾期, 本周到期 and 等我处理 together. Null for whoever works nothing off. */
  readonly of: (actor: Actor) => Promise<number | null>
  /** He changed something: what was counted for him no longer holds. */
  readonly forget: (account: string) => void
}

/**
 * The desk is one list of all bills: it is read once for many pages, not for each. Only whoever has just changed something waits for his count;
 * one that has only grown old is shown once more while it is made anew.
 */
export function openCounts(services: Services): OpenCounts {
  const counted = new Map<string, { until: number; readonly count: number }>()
  const count = async (actor: Actor): Promise<number> => {
    const { overdue, thisWeek, mine } = await readDesk(services, actor, false)
    return overdue.length + thisWeek.length + mine.length
  }
  const remember = async (actor: Actor, now: number): Promise<number> => {
    const found = await count(actor)
    if (counted.size >= REMEMBERED) counted.clear()
    counted.set(actor.id, { until: now + FRESH, count: found })
    return found
  }
  return {
    of: async actor => {
      if (actor.guest || actor.role !== 'staff') return null
      const now = services.now().getTime()
      const known = counted.get(actor.id)
      if (!known) return remember(actor, now)
      if (known.until <= now) {
        // One at a time; what goes wrong is told where the desk itself is looked at.
        known.until = now + FRESH
        remember(actor, now).catch(() => undefined)
      }
      return known.count
    },
    forget: account => counted.delete(account)
  }
}
