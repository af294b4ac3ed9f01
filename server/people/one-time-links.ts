/**
 * One-time sign-in links: how the first person comes in without a default password. They live in the memory of the running service alone, so a
 * restart ends them; use and one hour end them too.
 */
import { newSecret, secretHash } from './secrets.ts'

const LIFETIME = 60 * 60 * 1000

export interface OneTimeLinks {
  /** A code that signs in as this account, once. */
  readonly issue: (account: string) => string
  /** The account of a code, which is used up by this; `null` when it does not hold. */
  readonly redeem: (code: string) => string | null
}

export function oneTimeLinks(now: () => Date): OneTimeLinks {
  const open = new Map<string, { readonly account: string; readonly endsAt: number }>()
  return {
    issue(account) {
      const code = newSecret()
      open.set(secretHash(code), { account, endsAt: now().getTime() + LIFETIME })
      return code
    },
    redeem(code) {
      const key = secretHash(code)
      const link = open.get(key)
      open.delete(key)
      return link && link.endsAt > now().getTime() ? link.account : null
    }
  }
}
