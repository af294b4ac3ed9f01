/** What every act is given: nothing in the house takes the clock, chance or the database from anywhere else. */
import { v7 } from 'uuid'
import type { Role } from '../../schema/people.ts'
import type { Database } from './database.ts'

/** Who acts. Authorisation is the act's own business: see people/permissions.ts. */
export interface Actor {
  readonly id: string
  readonly name: string
  readonly displayName: string
  readonly role: Role
  /** Somebody without an account, who came by invitation: he may do what the invitation says, and nothing that a role may. */
  readonly guest?: Guest
}

/** What an invitation opens: one version in one round, for one addressee. */
export interface Guest {
  readonly invitation: string
  readonly round: string
  readonly addressee: string
  readonly bill: string
  readonly document: string
  readonly version: number
  /** The source of what he says. */
  readonly source: string
}

export interface Services {
  readonly db: Database
  /** The clock. Tests give a fixed one. */
  readonly now: () => Date
  /** A new UUIDv7: sortable by time of making. */
  readonly newId: () => string
  /** Everything that facheng writes beside the database lies in here. */
  readonly dataDir: string
  readonly workflowsDir: string
}

/** The services of a running program, over an open database. */
export function makeServices(
  db: Database,
  { dataDir, workflowsDir }: { readonly dataDir: string; readonly workflowsDir: string }
): Services {
  return { db, now: () => new Date(), newId: () => v7(), dataDir, workflowsDir }
}
