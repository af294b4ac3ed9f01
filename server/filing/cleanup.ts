import { Compile } from 'typebox/compile'
import {
  type Cleanup,
  type CleanupItem,
  type CleanupJudgement,
  CleanupResult,
  type CleanupView,
  type NewCleanup
} from '../../schema/filing.ts'
import { Problem } from '../../schema/problems.ts'
import { type ActorOrOperator, demandRole } from '../people/permissions.ts'
import { allRegulations } from '../register/read.ts'
import { type Transaction, transaction } from '../store/database.ts'
import { appendEvent } from '../store/events.ts'
import type { Services } from '../store/services.ts'
import type { CleanupItemRow, CleanupRow } from '../store/tables.ts'
import { chinaDate } from '../web/dates.ts'
import { pageOf, readPage } from '../web/http/paging.ts'
import {
  closeCleanupRow,
  countCleanupItems,
  findCleanup,
  insertCleanup,
  insertCleanupItems,
  lockCleanup,
  selectCleanupItems,
  selectCleanups,
  updateCleanupItem
} from './store.ts'

const results = Compile(CleanupResult)

/** Begins a 清理: every regulation in force and the documents that are named, each to be judged. @throws {Problem} `forbidden`, `cleanup-empty` */
export async function openCleanup(services: Services, actor: ActorOrOperator, wish: NewCleanup): Promise<string> {
  demandRole(actor, 'staff')
  const regulations = wish.regulations === false ? [] : (await allRegulations(services)).filter(({ status }) => status === 'inForce')
  const titles = [...new Set((wish.titles ?? []).map(title => title.trim()).filter(title => title !== ''))]
  const known = new Set(regulations.map(({ title }) => title))
  const listed = [
    ...regulations.toReversed().map(({ id, title }) => ({ regulation: id, title })),
    ...titles.filter(title => !known.has(title)).map(title => ({ regulation: null, title }))
  ]
  if (listed.length === 0) throw new Problem('cleanup-empty')
  const at = services.now().toISOString()
  const id = services.newId()
  await transaction(services.db, async trx => {
    await insertCleanup(trx, {
      id,
      title: wish.title,
      basis: wish.basis ?? null,
      openedOn: chinaDate(services.now()),
      closedOn: null,
      createdAt: at
    })
    const rows = listed.map(
      (item, index): CleanupItemRow => ({
        id: services.newId(),
        cleanup: id,
        ...item,
        result: null,
        reason: null,
        judgedOn: null,
        position: index + 1
      })
    )
    await insertCleanupItems(trx, rows)
    await appendEvent(trx, {
      kind: 'cleanupOpened',
      actor: actor?.id ?? null,
      at,
      subject: id,
      payload: { title: wish.title, items: rows.length }
    })
  })
  return id
}

/** Judges one of a 清理. @throws {Problem} `forbidden`, `not-found`, `cleanup-closed`, `cleanup-reason-missing` */
export async function judgeCleanupItem(
  services: Services,
  actor: ActorOrOperator,
  id: string,
  item: string,
  { result, reason = null }: CleanupJudgement
): Promise<void> {
  demandRole(actor, 'staff')
  if (result !== 'keep' && !reason?.trim()) throw new Problem('cleanup-reason-missing')
  await transaction(services.db, async trx => {
    await demandOpen(trx, id)
    const judgedOn = chinaDate(services.now())
    if (!(await updateCleanupItem(trx, id, item, { result, reason, judgedOn }))) throw new Problem('not-found')
    const at = services.now().toISOString()
    await appendEvent(trx, { kind: 'cleanupJudged', actor: actor?.id ?? null, at, subject: id, payload: { item, result, reason } })
  })
}

/** Ends a 清理 in which everything is judged. @throws {Problem} `forbidden`, `not-found`, `cleanup-closed`, `cleanup-not-judged` */
export async function closeCleanup(services: Services, actor: ActorOrOperator, id: string): Promise<void> {
  demandRole(actor, 'staff')
  await transaction(services.db, async trx => {
    await demandOpen(trx, id)
    const open = (await selectCleanupItems(trx, id)).filter(({ result }) => result === null)
    if (open.length > 0) throw new Problem('cleanup-not-judged', { detail: `还有 ${open.length} 件没有决定，请逐件决定后再结束。` })
    await closeCleanupRow(trx, id, chinaDate(services.now()))
    await appendEvent(trx, { kind: 'cleanupClosed', actor: actor?.id ?? null, at: services.now().toISOString(), subject: id, payload: {} })
  })
}

async function demandOpen(trx: Transaction, id: string): Promise<CleanupRow> {
  const row = await lockCleanup(trx, id)
  if (!row) throw new Problem('not-found', { detail: '没有找到这次清理，请从备案页面进入。' })
  if (row.closedOn !== null) throw new Problem('cleanup-closed')
  return row
}

interface PageQuery {
  readonly limit?: number | undefined
  readonly cursor?: string | undefined
}

/** Batches, the newest first; every signed-in role may read them. */
export async function listCleanups(
  { db }: Pick<Services, 'db'>,
  query: PageQuery = {}
): Promise<{ items: Cleanup[]; next: string | null }> {
  const { limit, after } = readPage(query, ['string'])
  const rows = await selectCleanups(db, limit + 1, after === null ? null : String(after[0]))
  const counts = await countCleanupItems(
    db,
    rows.map(({ id }) => id)
  )
  return pageOf(
    rows,
    limit,
    ({ id }) => [id],
    row => {
      const count = counts.find(({ cleanup }) => cleanup === row.id)
      return { ...head(row), total: Number(count?.total ?? 0), open: Number(count?.open ?? 0) }
    }
  )
}

/** @throws {Problem} `not-found` */
export async function readCleanup({ db }: Pick<Services, 'db'>, id: string): Promise<CleanupView> {
  const row = await findCleanup(db, id)
  if (!row) throw new Problem('not-found', { detail: '没有找到这次清理，请从备案页面进入。' })
  const items = (await selectCleanupItems(db, id)).map(showItem)
  return { ...head(row), total: items.length, open: items.filter(({ result }) => result === null).length, items }
}

const head = ({ id, title, basis, openedOn, closedOn }: CleanupRow) => ({ id, title, basis, openedOn, closedOn })

const showItem = ({ id, regulation, title, result, reason, judgedOn }: CleanupItemRow): CleanupItem => ({
  id,
  regulation,
  title,
  result: result === null ? null : results.Parse(result),
  reason,
  judgedOn
})
