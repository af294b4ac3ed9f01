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
