/** 待办: how many rows stand on a person's desk, for the top line of every page. */
import type { Actor, Services } from '../store/services.ts'
import { readDesk } from './desk.ts'

/** What a colleague's work or the command line changed is seen after this long at the latest, in milliseconds. */
const FRESH = 30_000
/** More people than that are not remembered. */
const REMEMBERED = 500

export interface OpenCounts {
  /** What presses and what waits for him: 逾期, 本周到期 and 等我处理 together. Null for whoever works nothing off. */
  readonly of: (actor: Actor) => Promise<number | null>
  /** Something was changed: what was counted no longer holds. */
  readonly forget: () => void
}

/** The desk is one list of all bills: it is read once for many pages, not for each. */
export function openCounts(services: Services): OpenCounts {
  const counted = new Map<string, { readonly until: number; readonly count: Promise<number> }>()
  const count = async (actor: Actor): Promise<number> => {
    const { overdue, thisWeek, mine } = await readDesk(services, actor, false)
    return overdue.length + thisWeek.length + mine.length
  }
  return {
    of: async actor => {
      if (actor.guest || actor.role !== 'staff') return null
      const now = services.now().getTime()
      const known = counted.get(actor.id)
      if (known && known.until > now) return known.count
      if (counted.size >= REMEMBERED) counted.clear()
      const counting = count(actor)
      counted.set(actor.id, { until: now + FRESH, count: counting })
      return counting.catch(error => {
        counted.delete(actor.id)
        throw error
      })
    },
    forget: () => counted.clear()
  }
}
