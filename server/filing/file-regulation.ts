/**
 * Room `filing`: 报备 of our own regulations within thirty days, and 清理 in batches. 备案审查 of normative documents runs on its own definition
 * (`workflows/normative-document-review.json`): a document under review is a bill of that definition. Begin with `listFilings`.
 */
import { FILING_DAYS, FILING_DOCUMENT_TITLES, FILING_DOCUMENTS, type Filing, type NewFiling } from '../../schema/filing.ts'
import { Problem } from '../../schema/problems.ts'
import { type ActorOrOperator, demandRole } from '../people/permissions.ts'
import { readRegulation } from '../register/read.ts'
import { transaction } from '../store/database.ts'
import { appendEvent } from '../store/events.ts'
import type { Services } from '../store/services.ts'
import { addDays, chinaDate, daysFrom } from '../web/dates.ts'
import { pageOf, readPage } from '../web/http/paging.ts'
import { type FilingWithText, findFiling, findFilingOfBill, putFiling, selectFilings } from './store.ts'

interface PageQuery {
  readonly limit?: number | undefined
  readonly cursor?: string | undefined
}

/** Promulgated texts of ours and whether they were filed, the newest first; every signed-in role may read them. */
export async function listFilings(
  { db, now }: Pick<Services, 'db' | 'now'>,
  query: PageQuery = {}
): Promise<{ items: Filing[]; next: string | null }> {
  const { limit, after } = readPage(query, ['string', 'string', 'number'])
  const today = chinaDate(now())
  const rows = await selectFilings(db, limit + 1, after === null ? null : [String(after[0]), String(after[1]), Number(after[2])])
  return pageOf(
    rows,
    limit,
    ({ promulgatedOn, regulation, seq }) => [promulgatedOn ?? '', regulation, seq],
    row => show(row, today)
  )
}

/** One promulgated text of ours. @throws {Problem} `not-found` */
export async function readFiling({ db, now }: Pick<Services, 'db' | 'now'>, regulation: string, seq: number): Promise<Filing> {
  const row = await findFiling(db, regulation, seq)
  if (!row) throw new Problem('not-found')
  return show(row, chinaDate(now()))
}

/** The newest text that a bill brought; null while it brought none. */
export async function filingOfBill({ db, now }: Pick<Services, 'db' | 'now'>, bill: string): Promise<Filing | null> {
  const row = await findFilingOfBill(db, bill)
  return row ? show(row, chinaDate(now())) : null
}

/**
 * Records that a text was filed, or what came back.
 * @throws {Problem} `forbidden`, `not-found`, `filed-before-promulgation`
 */
export async function fileRegulation(services: Services, actor: ActorOrOperator, id: string, seq: number, wish: NewFiling): Promise<void> {
  demandRole(actor, 'staff')
  const { title, own, texts } = await readRegulation(services, id)
  const text = texts.find(one => one.seq === seq)
  if (!text || !own) throw new Problem('not-found')
  if (text.promulgatedOn !== null && wish.sentOn < text.promulgatedOn) throw new Problem('filed-before-promulgation')
  if (wish.receiptOn && wish.receiptOn < wish.sentOn) throw new Problem('receipt-before-filing')
  const at = services.now().toISOString()
  await transaction(services.db, async trx => {
    await putFiling(trx, {
      regulation: id,
      seq,
      addressee: wish.addressee,
      number: wish.number ?? null,
      sentOn: wish.sentOn,
      documents: JSON.stringify(wish.documents),
      receiptOn: wish.receiptOn ?? null,
      receiptNumber: wish.receiptNumber ?? null,
      note: wish.note ?? null,
      createdAt: at
    })
    await appendEvent(trx, {
      kind: 'regulationFiled',
      actor: actor?.id ?? null,
      at,
      subject: id,
      payload: { title, seq, addressee: wish.addressee, sentOn: wish.sentOn, receiptOn: wish.receiptOn ?? null }
    })
  })
}

function show(row: FilingWithText, today: string): Filing {
  const dueOn = row.promulgatedOn === null ? null : addDays(row.promulgatedOn, FILING_DAYS)
  const documents = row.documents === null ? [] : FILING_DOCUMENTS.filter(one => row.documents?.includes(`"${one}"`))
  const missing = row.sentOn === null ? [] : FILING_DOCUMENTS.filter(one => !documents.includes(one))
  return {
    ...row,
    dueOn,
    lamp: lampOf(row, dueOn, today),
    documents: documents.map(one => FILING_DOCUMENT_TITLES[one]),
    missing: missing.map(one => FILING_DOCUMENT_TITLES[one])
  }
}

function lampOf({ sentOn, receiptOn }: FilingWithText, dueOn: string | null, today: string): Filing['lamp'] {
  if (receiptOn !== null) return { colour: 'green', words: '已备案' }
  const late = dueOn === null ? 0 : daysFrom(dueOn, sentOn ?? today)
  if (sentOn !== null) return { colour: 'amber', words: late > 0 ? `已报送，晚 ${late} 天` : '已报送，待回执' }
  if (late > 0) return { colour: 'red', words: `逾期 ${late} 天` }
  return { colour: 'amber', words: late === 0 ? '今天到期' : `还有 ${-late} 天` }
}
