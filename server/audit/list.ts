/**
 * Room `audit`: reads what all features have written into the event log, for the administrator. It decides nothing. Whether the
 * log still holds can be looked at here (chain-checks.ts); whether all else does is `facheng verify`'s business.
 */
import type { AuditEntry, AuditQuery } from '../../schema/audit.ts'
import type { EventPayload } from '../../schema/events.ts'
import { type BillNames, billNames } from '../bills/names.ts'
import { accountsById } from '../people/accounts.ts'
import { demandRole } from '../people/permissions.ts'
import type { StoredEvent } from '../store/events.ts'
import type { Actor, Services } from '../store/services.ts'
import { pageOf, readPage } from '../web/http/paging.ts'
import { sentenceOf } from './sentences.ts'
import { listEvents } from './store.ts'

/** A page of the log, newest first. @throws {Problem} `forbidden` */
export async function listAudit(
  services: Services,
  actor: Actor,
  query: AuditQuery
): Promise<{ items: AuditEntry[]; next: string | null }> {
  demandRole(actor, 'administrator')
  const { limit, after } = readPage(query, ['number'])
  const events = await listEvents(services.db, query, limit + 1, after === null ? null : Number(after[0]))
  const [accounts, names] = await Promise.all([
    accountsById(services, [...new Set(events.flatMap(event => event.actor ?? []))]),
    billNames(services, [...new Set(events.flatMap(event => event.bill ?? []))])
  ])
  return pageOf(
    events,
    limit,
    event => [event.seq],
    event => entry(event, accounts, names.get(event.bill ?? '') ?? null)
  )
}

function entry(event: StoredEvent, accounts: Awaited<ReturnType<typeof accountsById>>, names: BillNames | null): AuditEntry {
  const { seq, at, kind, body, bill, document, plan, subject, hash } = event
  const account = event.actor === null ? undefined : accounts.get(event.actor)
  const actor = account ? { id: account.id, username: account.username, displayName: account.displayName } : null
  return {
    seq,
    at,
    kind,
    actor,
    body,
    sentence: stepInWords(event, names) ?? sentenceOf(event),
    bill,
    billTitle: names?.title ?? null,
    document,
    plan,
    subject,
    hash
  }
}

/** A step of the lifecycle in the words of the bill's own definition; null for anything else. */
function stepInWords({ kind, payload }: StoredEvent, names: BillNames | null): string | null {
  if (kind !== 'billAdvanced' || names === null) return null
  const { event, from, to, input } = payload as EventPayload<'billAdvanced'> // it was checked against its kind when it was read
  const note = typeof input['note'] === 'string' && input['note'] !== '' ? `（${input['note']}）` : ''
  const moved = from === to ? '' : `，由“${names.place(from)}”推进到“${names.place(to)}”`
  return `办理“${names.event(event, from)}”${moved}${note}`
}
