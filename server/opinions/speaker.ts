import type { NewOpinion } from '../../schema/opinions.ts'
import { Problem } from '../../schema/problems.ts'
import { mayAs } from '../people/permissions.ts'
import type { Actor } from '../store/services.ts'

/** Who may give opinions: staff and experts, and whoever was invited. @throws {Problem} `forbidden` */
export function demandSpeaker(actor: Actor): void {
  if (!actor.guest && !mayAs(actor, 'staff', 'expert')) throw new Problem('forbidden')
}

/**
 * Whoever was invited speaks for himself, about what he was sent.
 * @throws {Problem} `forbidden`, `guest-only`
 */
export function demandMaySay(actor: Actor, bill: string, { document, version, round, givenBy, givenOn, source }: NewOpinion): void {
  demandSpeaker(actor)
  const { guest } = actor
  if (guest) {
    const same = guest.bill === bill && guest.document === document && guest.version === version && guest.round === round
    if (!same || givenBy || givenOn || source) throw new Problem('guest-only')
  } else if (givenBy && !mayAs(actor, 'staff')) throw new Problem('forbidden', { detail: '只有工作人员可以代他人登记意见。' })
}
