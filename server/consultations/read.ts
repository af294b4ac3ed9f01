/**
 * Room `consultations`: drafts of the nation and the province on which our opinion is asked (配合上级立法征求意见). One stands as a bill that runs on
 * a definition of the program's own, so that texts, rounds, opinions and invitations are those of any bill; it is no bill of ours, and stands in no
 * list, plan or chart of them (ADR 23). Acts: receive, reply, read, answer.
 */
import { Compile } from 'typebox/compile'
import { CONSULTATION_LEVEL_TITLES, Consultation, type ConsultationQuery } from '../../schema/consultations.ts'
import { Problem } from '../../schema/problems.ts'
import { dayOf, readSteps } from '../bills/steps.ts'
import { readState } from '../bills/view.ts'
import { countOpinions } from '../opinions/count.ts'
import type { Database } from '../store/database.ts'
import type { Services } from '../store/services.ts'
import { pageOf, readPage } from '../web/http/paging.ts'
import { type ConsultationWithBill, countConsultations, countGiven, findConsultation, selectConsultations, selectReplied } from './store.ts'

const shapes = Compile(Consultation)

type Reading = Pick<Services, 'db'>

/** Drafts on which we are asked, the newest first; every signed-in role may read them. */
export async function listConsultations(
  { db }: Reading,
  query: ConsultationQuery
): Promise<{ items: Consultation[]; next: string | null }> {
  const { limit, after } = readPage(query, ['string'])
  const rows = await selectConsultations(db, query.state, limit + 1, after ? String(after[0]) : null)
  const shown = await show(db, rows)
  return pageOf(
    shown,
    limit,
    ({ id }) => [id],
    one => one
  )
}

export const consultationCounts = ({ db }: Reading) => countConsultations(db)

/** @throws {Problem} `not-found` */
export async function readConsultation({ db }: Reading, id: string): Promise<Consultation> {
  const [shown] = await show(db, [await demandConsultation(db, id)])
  if (!shown) throw new Problem('not-found')
  return shown
}

/** @throws {Problem} `not-found` */
export async function demandConsultation(db: Database, id: string): Promise<ConsultationWithBill> {
  const row = await findConsultation(db, id)
  if (!row) throw new Problem('not-found', { detail: '没有找到这件征求意见稿，请从配合上级立法的列表中进入。' })
  return row
}

async function show(db: Database, rows: readonly ConsultationWithBill[]): Promise<Consultation[]> {
  const ids = rows.map(({ bill }) => bill)
  const opinions = await countOpinions(db, ids)
  const given = new Map((await countGiven(db, ids)).map(({ bill, count }) => [bill, Number(count)]))
  const histories = await readSteps(db, ids)
  return rows.map(({ bill, status, createdAt: _, ...row }) => {
    const reply = histories.get(bill)?.steps.findLast(({ event }) => event === 'reply')
    const { total, unanswered } = opinions.get(bill) ?? { total: 0, unanswered: 0 }
    return shapes.Parse({
      ...{ id: bill, ...row, levelTitle: CONSULTATION_LEVEL_TITLES[row.level as keyof typeof CONSULTATION_LEVEL_TITLES] },
      ...{ state: status === 'completed' ? 'replied' : 'open' },
      ...{ repliedOn: reply ? dayOf(reply) : null, replyNumber: reply?.input.number ?? null },
      opinions: { total, unanswered, given: given.get(bill) ?? 0 }
    })
  })
}

/** What was answered in a period, for the yearly figures (domain reports §10): drafts handled, and opinions given on them. */
export async function handledIn(db: Database, { from, to }: { readonly from: string; readonly to: string }) {
  const replied = (await selectReplied(db)).map(row => ({ ...row, on: readState(row).since })).filter(({ on }) => on >= from && on <= to)
  const given = new Map(
    (
      await countGiven(
        db,
        replied.map(({ bill }) => bill)
      )
    ).map(({ bill, count }) => [bill, Number(count)])
  )
  return replied
    .map(({ bill, title, askedBy, on }) => ({ bill, title, askedBy, on, given: given.get(bill) ?? 0 }))
    .toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))
}
