import { Problem } from '../../schema/problems.ts'
import type { NewTerm, NewText, RegulationChange } from '../../schema/regulations.ts'
import { type Law, parse, passages } from '../law/index.ts'
import { type ActorOrOperator, demandRole } from '../people/permissions.ts'
import { type Transaction, transaction } from '../store/database.ts'
import { appendEvent } from '../store/events.ts'
import { putPassages } from '../store/search.ts'
import type { Services } from '../store/services.ts'
import type { RegulationRow, RegulationTextRow } from '../store/tables.ts'
import { sha256 } from '../store/version-encoding.ts'
import { ownTermsIn } from './dates.ts'
import { deleteTerm, insertTerm, insertText, lockRegulation, selectTerms, selectTexts, updateRegulation } from './store.ts'

/** Adds the text as it reads after an amendment; the texts before it stay. @throws {Problem} `forbidden`, `not-found`, `text-without-article` */
export async function addText(services: Services, actor: ActorOrOperator, id: string, wish: NewText): Promise<void> {
  demandRole(actor, 'staff')
  const law = demandLaw(wish.text)
  await transaction(services.db, async trx => {
    const regulation = await demandLocked(trx, id)
    await putText(services, trx, actor, regulation, law, wish.text, {
      kind: wish.kind,
      basis: wish.basis,
      number: null,
      promulgatedOn: wish.promulgatedOn ?? null,
      effectiveOn: wish.effectiveOn ?? null,
      authentic: wish.authentic ? 1 : 0,
      bill: null
    })
  })
}

/** A text with articles. @throws {Problem} `text-not-well-formed`, `text-without-article` */
export function demandLaw(text: string): Law {
  if (!text.isWellFormed() || text.includes('\0')) throw new Problem('text-not-well-formed')
  const law = parse(text)
  if (law.counts.article === 0) throw new Problem('text-without-article')
  return law
}

type Particulars = Pick<RegulationTextRow, 'kind' | 'basis' | 'number' | 'promulgatedOn' | 'effectiveOn' | 'authentic' | 'bill'>

/** Writes a text inside the caller's transaction, with its event, the articles' own days, and what search finds. */
export async function putText(
  services: Services,
  trx: Transaction,
  actor: ActorOrOperator,
  regulation: RegulationRow,
  law: Law,
  text: string,
  particulars: Particulars
): Promise<number> {
  const at = services.now().toISOString()
  const before = await selectTexts(trx, regulation.id)
  const seq = (before.at(-1)?.seq ?? 0) + 1
  const hash = sha256(text)
  await insertText(trx, { regulation: regulation.id, seq, ...particulars, sha256: hash, text, createdAt: at })
  const known = new Set(
    (await selectTerms(trx, regulation.id)).map(({ article, effectiveOn, lapsesOn }) => `${article} ${effectiveOn} ${lapsesOn}`)
  )
  for (const term of ownTermsIn(law)) {
    if (known.has(`${term.article} ${term.effectiveOn} ${term.lapsesOn}`)) continue
    await insertTerm(trx, { id: services.newId(), regulation: regulation.id, ...term, note: '文本所定', createdAt: at })
  }
  await putPassages(trx, { kind: 'regulation', subject: regulation.id }, null, searchable(regulation, law))
  await appendEvent(trx, {
    kind: 'regulationTextAdded',
    actor: actor?.id ?? null,
    at,
    subject: regulation.id,
    ...(particulars.bill === null ? {} : { bill: particulars.bill }),
    payload: { seq, title: regulation.title, kind: particulars.kind, basis: particulars.basis, sha256: hash, own: regulation.own === 1 }
  })
  return seq
}

/** What search finds: the regulation by its title, number and maker, and each of its articles. */
function searchable({ title, number, maker }: RegulationRow, law: Law) {
  return [
    { title, label: null, body: [number, maker].filter(Boolean).join(' ') },
    ...passages(law).flatMap(({ unit, label, text }) => (unit === 'article' ? [{ title, label, body: text }] : []))
  ]
}

/** Corrects what is known of a regulation, or records that it was repealed. @throws {Problem} `forbidden`, `not-found` */
export async function changeRegulation(services: Services, actor: ActorOrOperator, id: string, change: RegulationChange): Promise<void> {
  demandRole(actor, 'staff')
  await transaction(services.db, async trx => {
    await demandLocked(trx, id)
    await updateRegulation(trx, id, change)
    await appendEvent(trx, {
      kind: 'regulationChanged',
      actor: actor?.id ?? null,
      at: services.now().toISOString(),
      subject: id,
      payload: { changes: { ...change } }
    })
  })
}

/** An article that commences or lapses on a day of its own. @throws {Problem} `forbidden`, `not-found`, `term-without-day` */
export async function addTerm(services: Services, actor: ActorOrOperator, id: string, wish: NewTerm): Promise<void> {
  demandRole(actor, 'staff')
  const { article, effectiveOn = null, lapsesOn = null, note = null } = wish
  if (effectiveOn === null && lapsesOn === null) throw new Problem('term-without-day')
  await transaction(services.db, async trx => {
    await demandLocked(trx, id)
    const at = services.now().toISOString()
    const term = { id: services.newId(), regulation: id, article, effectiveOn, lapsesOn, note, createdAt: at }
    await insertTerm(trx, term)
    await appendEvent(trx, {
      kind: 'regulationTermAdded',
      actor: actor?.id ?? null,
      at,
      subject: id,
      payload: { term: term.id, article, effectiveOn, lapsesOn }
    })
  })
}

/** @throws {Problem} `forbidden`, `not-found` */
export async function removeTerm(services: Services, actor: ActorOrOperator, id: string, term: string): Promise<void> {
  demandRole(actor, 'staff')
  await transaction(services.db, async trx => {
    if (!(await deleteTerm(trx, id, term))) throw new Problem('not-found')
    const at = services.now().toISOString()
    await appendEvent(trx, { kind: 'regulationTermRemoved', actor: actor?.id ?? null, at, subject: id, payload: { term } })
  })
}

async function demandLocked(trx: Transaction, id: string): Promise<RegulationRow> {
  const row = await lockRegulation(trx, id)
  if (!row) throw new Problem('not-found', { detail: '册中没有这件法规，请从在册法规中进入。' })
  return row
}
