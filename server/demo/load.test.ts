/** The demo fills an empty database through the acts, on both databases, and leaves every other alone. */

import { listBills } from '../bills/list.ts'
import { replayBills } from '../bills/replay.ts'
import { readLedger } from '../implementation/read-ledger.ts'
import { opinionTotals } from '../opinions/read.ts'
import { addAccount } from '../people/accounts.ts'
import { listPlans } from '../plans/read.ts'
import { readProgress } from '../plans/read-progress.ts'
import { search } from '../search/search.ts'
import { withDatabases } from '../store/testing.ts'
import { loadDemo } from './load.ts'

withDatabases('a city at work', async (t, services) => {
  const loaded = await loadDemo(services)
  t.ok((loaded?.bills ?? 0) >= 8)
  const { items: bills } = await listBills(services, { limit: 100 })
  const phases = new Set(bills.map(({ phase }) => phase))
  for (const phase of ['initiation', 'drafting', 'deliberation', 'approval', 'promulgation', 'implementation'])
    t.ok(phases.has(phase), phase)
  t.ok(bills.some(({ status }) => status === 'suspended'))
  t.same(await replayBills(services.db), [], 'every bill is what its events add up to')

  const versions = await services.db
    .selectFrom('version')
    .select(({ fn }) => ['document', fn.countAll<number>().as('count')])
    .groupBy('document')
    .execute()
  t.ok(versions.filter(({ count }) => Number(count) > 1).length >= 2, 'several texts have several versions')

  const drawn = await Promise.all(bills.map(({ id }) => opinionTotals(services, id, {})))
  t.ok(drawn.reduce((sum, { total }) => sum + total, 0) >= 20, 'opinions')
  t.ok(
    drawn.some(({ byVerdict }) => byVerdict.has('open')) && drawn.some(({ byVerdict }) => byVerdict.has('notAdopted')),
    'some are answered and some are not'
  )

  const plans = (await listPlans(services, {})).items
  t.ok(plans.some(({ kind }) => kind === 'fiveYearPlan') && plans.some(({ kind }) => kind === 'annualPlan'))
  const reports = await Promise.all(plans.map(({ id }) => readProgress(services, id)))
  const lamps = new Set(reports.flatMap(({ items }) => items.map(({ lamp }) => lamp.colour)))
  t.same([...lamps].sort(), ['amber', 'green', 'none', 'red'], 'every lamp is lit somewhere')

  const inForce = bills.filter(({ phase }) => phase === 'implementation')
  const ledgers = await Promise.all(inForce.map(({ id }) => readLedger(services, id)))
  t.ok(
    ledgers.some(({ entries }) => entries.some(({ column, done }) => column && done > 0)),
    '四入 is under way'
  )
  t.ok((await search(services, { q: '条例' })).items.length > 0)

  const events = await services.db.selectFrom('event').select('at').orderBy('seq').execute()
  t.same(
    events.map(({ at }) => at).filter((at, index) => index > 0 && at < (events[index - 1]?.at ?? '')),
    [],
    'the log runs forwards'
  )
  t.equal(await loadDemo(services), null, 'a second time it changes nothing')
  t.equal((await listBills(services, { limit: 100 })).items.length, bills.length)
})

withDatabases('a database that somebody works with is left alone', async (t, services) => {
  await addAccount(services, null, { name: 'chengbanren', role: 'staff', password: null })
  t.equal(await loadDemo(services), null)
  t.same((await listBills(services, {})).items, [])
})
