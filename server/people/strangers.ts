/** Tries to sign in under names that no account has: counted like those of accounts, so that a lock does not tell which accounts exist. */

/** How many names are remembered; the oldest are forgotten first. */
const NAMES = 10_000

export interface Strangers {
  /** @returns how many tries failed in a row with this one, or `null` while the name is locked */
  readonly count: (name: string, now: number, lockedUntil: number, allowed: number) => number | null
}

export function strangers(): Strangers {
  const tries = new Map<string, { readonly failures: number; readonly lockedUntil: number }>()
  return {
    count(name, now, lockedUntil, allowed) {
      const seen = tries.get(name) ?? { failures: 0, lockedUntil: 0 }
      if (seen.lockedUntil > now) return null
      const failures = seen.failures + 1
      tries.delete(name)
      tries.set(name, { failures, lockedUntil: failures >= allowed ? lockedUntil : 0 })
      const [oldest] = tries.keys()
      if (tries.size > NAMES && oldest !== undefined) tries.delete(oldest)
      return failures
    }
  }
}
