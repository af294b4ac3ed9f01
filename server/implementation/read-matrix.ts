import { LEDGER_SHOWS, type Ledger, type LedgerRow, type LedgerShow } from '../../schema/implementation.ts'
import { lastInspections } from '../inspections/count.ts'
import type { Services } from '../store/services.ts'
import { chinaDate } from '../web/dates.ts'
import { pageOf, readPage } from '../web/http/paging.ts'
import { ledgersOf } from './read-ledger.ts'
import { countLedgers, countOverdue, selectLedgerBills } from './store.ts'

type Reading = Pick<Services, 'db' | 'now'>

interface Query {
  readonly limit?: number | undefined
  readonly cursor?: string | undefined
  readonly show?: LedgerShow | undefined
}

/** 四入台账 of all regulations, the newest first: the ledgers of one page are read, whatever there is besides. */
export async function readMatrix(services: Reading, query: Query): Promise<{ items: LedgerRow[]; next: string | null }> {
  const { limit, after } = readPage(query, ['string'])
  const today = chinaDate(services.now())
  const bills = await selectLedgerBills(services.db, query.show ?? null, today, limit + 1, after ? String(after[0]) : null)
  const { items, next } = pageOf(
    bills,
    limit,
    ({ id }) => [id],
    bill => bill
  )
  const [ledgers, inspected] = await Promise.all([
    ledgersOf(services, items),
    lastInspections(
      services.db,
      items.map(({ id }) => id)
    )
  ])
  return { items: ledgers.map(ledger => rowOf(ledger, inspected.get(ledger.bill.id) ?? null)), next }
}

/** How many regulations have a ledger, and how many of them each filter leaves. */
export async function matrixCounts({ db, now }: Reading): Promise<Readonly<Record<LedgerShow | 'all', number>>> {
  const today = chinaDate(now())
  const [all = 0, young = 0, late = 0, holes = 0] = await Promise.all([null, ...LEDGER_SHOWS].map(show => countLedgers(db, show, today)))
  return { all, young, late, holes }
}

/** How many rows of all ledgers are past their day. */
export const overdueItems = ({ db, now }: Reading): Promise<number> => countOverdue(db, chinaDate(now()))

const rowOf = ({ bill, entries, items }: Ledger, inspectedOn: string | null): LedgerRow => ({
  bill,
  entries: entries.map(entry => {
    const own = items.filter(item => item.entry === entry.entry)
    const days = own.flatMap(({ evidence }) => evidence.map(({ on }) => on)).sort()
    const next = own.find(({ status }) => status !== 'done' && status !== 'notApplicable')
    return { ...entry, latestOn: days.at(-1) ?? null, nextItem: next?.id ?? null }
  }),
  inspectedOn
})
