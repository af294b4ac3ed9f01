import { Compile } from 'typebox/compile'
import { BillState } from '../../schema/facts.ts'
import { Problem } from '../../schema/problems.ts'
import { readDraft } from '../bills/draft-text.ts'
import { demandBill } from '../bills/read.ts'
import { apply, parse } from '../law/index.ts'
import { type ActorOrOperator, demandRole } from '../people/permissions.ts'
import { type Transaction, transaction } from '../store/database.ts'
import { appendEvent } from '../store/events.ts'
import type { Services } from '../store/services.ts'
import type { BillRow, RegulationRow } from '../store/tables.ts'
import { chinaDate } from '../web/dates.ts'
import { putText } from './add-text.ts'
import { nameOf } from './dates.ts'
import { repeal } from './import.ts'
import { findByTitle, findRegulation, findText, insertRegulation, selectTexts } from './store.ts'

const states = Compile(BillState)

/** Ranks by the definition that a bill runs on; others are taken for what most legislatures make. */
const RANK_OF: Readonly<Record<string, string>> = { 'provincial-regulation': 'provincialRegulation', 'government-rule': 'governmentRule' }

interface Promulgated {
  readonly bill: Pick<BillRow, 'id' | 'title' | 'kind' | 'workflow' | 'state'>
  /** The regulation that it amends or repeals, where its title does not say it. */
  readonly regulation?: string | undefined
  /** The number of the 公告. */
  readonly number?: string | undefined
}

/**
 * Enters a promulgated bill into the register, inside the transaction of its promulgation: a new regulation, the text after an amendment, or a repeal. What cannot
 * be placed (the amended regulation is not in the register) holds nothing up: it waits in the list of what is not entered.
 * @returns the regulation's id; null when it could not be placed
 */
export async function enterBill(
  services: Services,
  trx: Transaction,
  actor: ActorOrOperator,
  promulgated: Promulgated
): Promise<string | null> {
  const { bill } = promulgated
  const { dates } = states.Parse(JSON.parse(bill.state))
  const name = nameOf(bill.title)
  const known = promulgated.regulation ? await findRegulation(trx, promulgated.regulation) : await findByTitle(trx, 1, name)
  if (bill.kind === 'repeal')
    return known ? enterRepeal(services, trx, actor, bill, known, dates.effectiveOn ?? dates.promulgatedOn ?? null) : null
  const draft = await readDraft(trx, bill.id)
  const text = draft === null ? null : await textAfter(services, trx, known, draft)
  if (text === null || (bill.kind === 'partialAmendment' && !known)) return null
  const at = services.now().toISOString()
  const regulation: RegulationRow = known ?? {
    id: services.newId(),
    own: 1,
    title: name,
    rank: RANK_OF[bill.workflow] ?? 'municipalRegulation',
    maker: null,
    number: promulgated.number ?? null,
    passedOn: dates.passedOn ?? null,
    approvedOn: dates.approvedOn ?? null,
    promulgatedOn: dates.promulgatedOn ?? null,
    effectiveOn: dates.effectiveOn ?? null,
    lapsesOn: null,
    repealedOn: null,
    repealedBy: null,
    bill: bill.id,
    createdAt: at
  }
  if (!known) await insertRegulation(trx, regulation)
  const kind = bill.kind === 'partialAmendment' ? 'partialAmendment' : known ? 'revision' : 'enact'
  await putText(services, trx, actor, regulation, parse(text), text, {
    kind,
    basis: bill.title,
    number: promulgated.number ?? null,
    promulgatedOn: dates.promulgatedOn ?? null,
    effectiveOn: dates.effectiveOn ?? null,
    // What an amending decision leads to is put together for reading; the gazette prints the decision.
    authentic: kind === 'partialAmendment' ? 0 : 1,
    bill: bill.id
  })
  for (const [, title = ''] of text.matchAll(/《([^《》]{2,100})》同时废止/g)) {
    const replaced = await findByTitle(trx, 1, title)
    if (replaced && replaced.id !== regulation.id)
      await enterRepeal(services, trx, actor, bill, replaced, dates.effectiveOn ?? dates.promulgatedOn ?? null)
  }
  return regulation.id
}

/** The text of a bill, or what its amending decision makes of the text that holds; null when some clause does not fit it. */
async function textAfter({ now }: Services, trx: Transaction, known: RegulationRow | undefined, draft: string): Promise<string | null> {
  const law = parse(draft)
  if (!/关于修改/.test(law.title)) return law.counts.article === 0 ? null : draft
  const newest = known && (await selectTexts(trx, known.id)).findLast(({ promulgatedOn }) => (promulgatedOn ?? '') <= chinaDate(now()))
  const before = newest && (await findText(trx, newest.regulation, newest.seq))
  if (!before) return null
  const { text, notApplied } = apply(draft, before.text)
  return notApplied.length === 0 ? text : null
}

async function enterRepeal(
  services: Services,
  trx: Transaction,
  actor: ActorOrOperator,
  bill: Promulgated['bill'],
  regulation: RegulationRow,
  on: string | null
): Promise<string> {
  await repeal(trx, regulation.id, on, bill.title)
  await appendEvent(trx, {
    kind: 'regulationRepealed',
    actor: actor?.id ?? null,
    at: services.now().toISOString(),
    bill: bill.id,
    subject: regulation.id,
    payload: { title: regulation.title, on, by: bill.title }
  })
  return regulation.id
}

/** Enters by hand what did not enter by itself. @throws {Problem} `forbidden`, `not-found`, `not-entered` */
export async function enterByHand(services: Services, actor: ActorOrOperator, billId: string, regulation?: string): Promise<string> {
  demandRole(actor, 'staff')
  return transaction(services.db, async trx => {
    const bill = await demandBill(trx, billId)
    if (states.Parse(JSON.parse(bill.state)).dates.promulgatedOn === undefined)
      throw new Problem('not-found', { detail: '没有这件已公布的法规案。' })
    const id = await enterBill(services, trx, actor, { bill, regulation })
    if (id === null) throw new Problem('not-entered')
    return id
  })
}
