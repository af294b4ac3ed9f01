/**
 * Room `people`: accounts, how they prove who they are, and what their role lets them do. It keeps no password and no token, only hashes. Begin with
 * this file, then `sign-in.ts` and `accounts.ts`.
 */
import type { Role } from '../../schema/people.ts'
import { Problem } from '../../schema/problems.ts'
import type { Actor } from '../store/services.ts'

/**
 * Who acts: an account, or the operator at the command line (`null`), who holds the database in his hands anyway. A request without
 * a sign-in never gets as far as an act.
 */
export type ActorOrOperator = Actor | null

/** @throws {Problem} `forbidden` unless the actor has one of the roles */
export function demandRole(actor: ActorOrOperator, ...roles: readonly Role[]): void {
  if (!mayAs(actor, ...roles)) throw new Problem('forbidden')
}

/** Whether the actor has one of the roles: what a page asks before it offers a button. */
export const mayAs = (actor: ActorOrOperator, ...roles: readonly Role[]): boolean =>
  actor === null || (actor.guest === undefined && roles.includes(actor.role))
