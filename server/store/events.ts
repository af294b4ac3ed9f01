/**
 * The log of everything that happened: one event for every act, in the transaction of its effect, append-only by trigger, and chained: each hash covers
 * its event and the hash before it, so that a change, a gap or another order shows. `eventHead` keeps where the chain ends, so that a
 * cut tail shows too; whoever appends holds that row, which puts concurrent acts in a line.
 */
import { createHash } from 'node:crypto'
import type { TSchema } from 'typebox'
import { Compile, type Validator } from 'typebox/compile'
import { Value } from 'typebox/value'
import { type EventKind, type EventPayload, eventPayloads } from '../../schema/events.ts'
import { compiled } from './compiled.ts'
import type { Transaction } from './database.ts'
import { dialectOf } from './dialect.ts'
import type { EventRow } from './tables.ts'

/** What the first event has for its previous hash. */
export const GENESIS = '0'.repeat(64)

export interface NewEvent<K extends EventKind> {
  readonly kind: K
  /** The account's id; null when the program itself acts (the demo, a migration) or nobody is signed in (a failed sign-in). */
  readonly actor: string | null
  readonly at: string
  readonly bill?: string
  readonly document?: string
  readonly plan?: string
  /** What else the event is about, e.g. an account. */
  readonly subject?: string
  /** The body (主任会议 …) in whose name the actor acted. */
  readonly body?: string
  readonly payload: EventPayload<K>
}

/** An event as it is read back, its payload checked against the shape that it was written by. */
export type StoredEvent = Omit<EventRow, 'payload' | 'kind'> & {
  readonly kind: EventKind
  readonly payload: Readonly<Record<string, unknown>>
}

/**
 * Appends an event inside the caller's transaction, which also holds its effect.
 * @throws {Error} when the payload does not have the shape of its kind in schema/events.ts: a mistake of the program
 */
export async function appendEvent<K extends EventKind>(trx: Transaction, event: NewEvent<K>): Promise<StoredEvent> {
  const shapes = eventPayloads[event.kind]
  const payload = toStored(event.payload)
  demandShape(event.kind, shapes.length, payload)
  const [head] = await lockHead(trx, {})
  if (!head) throw new Error('the head of the log is missing')
  const row = chained({
    seq: head.seq + 1,
    kind: event.kind,
    actor: event.actor,
    body: event.body ?? null,
    at: event.at,
    bill: event.bill ?? null,
    document: event.document ?? null,
    plan: event.plan ?? null,
    subject: event.subject ?? null,
    payloadVersion: shapes.length,
    payload: canonicalJson(payload),
    previousHash: head.hash
  })
  await insertEvent(trx, row)
  await updateHead(trx, row)
  return { ...row, kind: event.kind, payload }
}

/** SQLite has one writer at a time anyway. */
const lockHead = compiled(db =>
  db
    .selectFrom('eventHead')
    .select(['seq', 'hash'])
    .$if(dialectOf(db) === 'postgres', query => query.forUpdate())
)

const insertEvent = compiled(
  (db, { seq, kind, actor, body, at, bill, document, plan, subject, payloadVersion, payload, previousHash, hash }: EventRow) =>
    db
      .insertInto('event')
      .values({ seq, kind, actor, body, at, bill, document, plan, subject, payloadVersion, payload, previousHash, hash })
)

const updateHead = compiled((db, { seq, hash }: Pick<EventRow, 'seq' | 'hash'>) => db.updateTable('eventHead').set({ seq, hash }))

/** One row as an event. @throws {Error} when its kind or payload is none that was ever written */
export function readEvent(row: EventRow): StoredEvent {
  const payload: unknown = JSON.parse(row.payload)
  if (!isKind(row.kind)) throw new Error(`事件 ${row.seq} 的种类 ${row.kind} 不认识`)
  demandShape(row.kind, row.payloadVersion, payload)
  return { ...row, kind: row.kind, payload: payload as Readonly<Record<string, unknown>> }
}

/** The hash that an event must have: SHA-256 over all its other columns, the previous hash among them. */
export function eventHash(row: Omit<EventRow, 'hash'>): string {
  const { seq, kind, actor, body, at, bill, document, plan, subject, payloadVersion, payload, previousHash } = row
  const said = canonicalJson([seq, kind, actor, body, at, bill, document, plan, subject, payloadVersion, payload, previousHash])
  return createHash('sha256').update(said).digest('hex')
}

/** JSON with the members of every object in order, so that equal values have equal texts. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    inner && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
      : inner
  )
}

/** The payload as it will be read back: members that are undefined vanish before the shape is checked. */
function toStored(payload: unknown): Readonly<Record<string, unknown>> {
  return JSON.parse(JSON.stringify(payload))
}

const chained = (row: Omit<EventRow, 'hash'>): EventRow => ({ ...row, hash: eventHash(row) })

const isKind = (kind: string): kind is EventKind => Object.hasOwn(eventPayloads, kind)

/** Shapes compiled when they are first needed; every act writes an event. */
const checkers = new Map<TSchema, Validator>()

function checkerOf(shape: TSchema): Validator {
  const checker = checkers.get(shape) ?? Compile(shape)
  checkers.set(shape, checker)
  return checker
}

function demandShape(kind: EventKind, version: number, payload: unknown): void {
  const shape = eventPayloads[kind][version - 1]
  if (!shape) throw new Error(`event ${kind} has no payload version ${version}`)
  if (checkerOf(shape).Check(payload)) return
  const [error] = Value.Errors(shape, payload)
  throw new Error(`event ${kind}: payload ${error?.instancePath ?? ''} ${error?.message ?? 'does not have its shape'}`)
}
