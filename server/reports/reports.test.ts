/** Reports: the same rows in every format, figures that equal what the lists hold, and who exported what. */
import { strFromU8, unzipSync } from 'fflate'
import type { ReportBody, ReportCard } from '../../schema/reports.ts'
import { REPORT_FORMATS, REPORTS } from '../../schema/reports.ts'
import { withApp } from '../app-testing.ts'
import { readLifecycle } from '../bills/lifecycle.ts'
import { listBills } from '../bills/list.ts'
import { loadDemo } from '../demo/load.ts'
import { docxLines } from '../formats/docx-reader.ts'
import { readLedgers } from '../implementation/read-ledger.ts'
import { matrixCounts, overdueItems, readMatrix } from '../implementation/read-matrix.ts'
import { listOpinions } from '../opinions/read.ts'
import { cast, withDatabases } from '../store/testing.ts'
import { bodyOf, makeReport } from './catalogue.ts'
import { writeReport } from './write-report.ts'
import { countOf, pageOfCounted, YEAR_FIGURES } from './year-figures.ts'

withDatabases('every report of the demo reads the same in every format', async (t, services) => {
  await loadDemo(services)
  for (const name of REPORTS) {
    const report = await makeReport(services, name, {})
    const body = bodyOf(report)
    t.ok(body.rows.length > 0 || ['tasks', 'schedule', 'weekly', 'adoption'].includes(name), `${name} has rows`)
    t.ok(
      body.rows.every(row => row.length === body.columns.length),
      name
    )
    t.equal(report.links.length, body.rows.length)
    for (const format of REPORT_FORMATS) {
      const file = await writeReport(report, format)
      t.ok(file.body.length > 100, `${name} ${format}`)
      if (format === 'csv') t.equal(file.body.toString('utf8').split('\r\n')[0]?.split(',').length, body.columns.length || 1)
      if (format === 'xlsx')
        t.notMatch(strFromU8(unzipSync(file.body)['xl/worksheets/sheet1.xml'] ?? new Uint8Array()), /<f>/, 'no formula')
      if (format === 'docx') t.ok(docxLines(file.body).includes(body.title), 'a Word file with its title')
    }
  }
  // What the matrix counts in SQL, counted over the ledgers themselves.
  const ledgers = await readLedgers(services)
  const { items } = await readMatrix(services, { limit: 100 })
  t.same(
    items.map(({ bill, entries }) => [bill, entries.map(({ latestOn: _, nextItem: __, ...entry }) => entry)]),
    ledgers.map(({ bill, entries }) => [bill, entries])
  )
  const red = ledgers.map(({ items }) => items.filter(({ lamp }) => lamp.colour === 'red').length)
  const holes = items.filter(({ entries }) => entries.some(({ column, latestOn }) => column && latestOn === null))
  const young = items.filter(({ bill }) => bill.effectiveOn === null || bill.effectiveOn > '2021-11-24')
  t.same(await matrixCounts(services), {
    all: ledgers.length,
    young: young.length,
    late: red.filter(count => count > 0).length,
    holes: holes.length
  })
  t.equal(
    await overdueItems(services),
    red.reduce((sum, count) => sum + count, 0)
  )
})

withDatabases('the yearly figures of the demo equal counts made by other ways', async (t, services) => {
  await loadDemo(services)
  const { items: bills } = await listBills(services, { limit: 100 })
  for (const [from, to] of [
    ['2026-01-01', '2026-12-31'],
    ['2025-01-01', '2025-12-31'],
    ['2026-04-01', '2026-06-30'],
    ['2020-01-01', '2030-12-31']
  ] as const) {
    const within = (on: string | null | undefined) => on !== null && on !== undefined && on >= from && on <= to
    const opinions = []
    let readings = 0
    const promulgated: string[] = []
    for (const bill of bills) {
      for (let cursor: string | null | undefined; cursor !== null; ) {
        const page = await listOpinions(services, cast.officer, bill.id, { limit: 100, cursor })
        opinions.push(...page.items)
        cursor = page.next
      }
      const { history } = await readLifecycle(services, bill.id)
      readings += history.filter(({ event, on }) => event === 'holdReading' && within(on)).length
      const on = history.find(({ event }) => event === 'promulgate')?.on
      if (within(on)) promulgated.push(bill.kind)
    }
    const given = opinions.filter(({ givenOn }) => within(givenOn))
    const count = async (key: string) => {
      const figure = YEAR_FIGURES.find(one => one.key === key)
      return figure ? countOf(services.db, figure, { from, to }) : -1
    }
    t.equal(await count('opinionsCollected'), given.length, `opinions ${from}`)
    t.equal(await count('opinionsAdopted'), given.filter(({ verdict }) => verdict === 'adopted' || verdict === 'partlyAdopted').length)
    t.equal(await count('regulationsPromulgated'), promulgated.length, `promulgated ${from}`)
    t.equal(await count('enacted'), promulgated.filter(kind => kind === 'enact').length)
    t.equal(await count('standingCommitteeReadings'), readings, `readings ${from}`)
    for (const figure of YEAR_FIGURES) {
      const total = await countOf(services.db, figure, { from, to })
      const listed = await pageOfCounted(services.db, figure, { from, to }, { limit: 10_000, offset: 0 })
      t.equal(
        listed.reduce((sum, { quantity = 1 }) => sum + (figure.count ? quantity : 1), 0),
        total,
        `${figure.key}: the number is its list`
      )
      // Experts and contact points are counted as of the last day, whenever their term began.
      const standing = ['experts', 'contactPoints', 'evaluationBases'].includes(figure.key)
      t.ok(
        listed.every(({ on }) => within(on) || (standing && on <= to)),
        figure.key
      )
    }
  }
})

withApp('who may see reports, and what is no report', async (t, { as }) => {
  t.equal((await as('nobody').get('/api/v1/reports')).status, 401)
  t.equal((await as('expert').get('/api/v1/reports')).status, 403)
  for (const role of ['administrator', 'staff', 'reader'] as const) {
    const { items } = (await as(role).get('/api/v1/reports')).json<{ items: ReportCard[] }>()
    t.same(
      items.map(({ report }) => report),
      REPORTS
    )
    t.equal((await as(role).get('/api/v1/reports/progress')).json<ReportBody>().rows.length, 0, 'an empty house has empty reports')
  }
  const staff = as('staff')
  t.match((await staff.get('/api/v1/reports/nothing')).json(), { status: 400 })
  t.match((await staff.get('/api/v1/reports/tasks?bill=none')).json(), { status: 404, code: 'not-found' })
  t.match((await staff.get('/api/v1/reports/progress?plan=none')).json(), { status: 404 })
  t.match((await staff.get('/api/v1/reports/weekly?week=2026-02-30')).json(), { status: 400 })
  t.match((await staff.get('/api/v1/reports/year?from=gestern')).json(), { status: 400 })
  t.match((await staff.get('/api/v1/reports/year?from=2026-12-31&to=2026-01-01')).json(), { note: '2026年1月1日至2026年12月31日' })
  t.match((await staff.get('/api/v1/reports/year?format=pdf')).json(), { status: 400 })
  for (const report of REPORTS)
    for (const format of REPORT_FORMATS)
      t.equal((await staff.get(`/api/v1/reports/${report}?format=${format}`)).status, 200, `${report} ${format}`)
})

withApp('an export is recorded with who had it; looking is not', async (t, { as, services }) => {
  const events = async () => (await services.db.selectFrom('event').select('kind').where('kind', '=', 'reportExported').execute()).length
  const staff = as('staff')
  await staff.get('/api/v1/reports/year?format=xlsx')
  t.equal(await events(), 0)
  const form = { 'content-type': 'application/x-www-form-urlencoded' }
  const file = await staff.post('/reports/year', 'format=docx&from=2026-01-01&to=2026-06-30', form)
  t.equal(file.status, 200)
  t.match(file.headers['content-disposition'], /docx$/)
  t.equal(await events(), 1)
  const { items } = (await staff.get('/api/v1/reports')).json<{ items: ReportCard[] }>()
  t.match(items.find(({ report }) => report === 'year')?.lastExport, { by: 'check-staff', format: 'docx' })
  const look = await as('reader').post('/reports/year', 'format=look&from=2026-01-01&to=2026-06-30', form)
  t.match([look.status, look.headers['location']], [303, '/reports/year?from=2026-01-01&to=2026-06-30'])
  t.equal((await staff.post('/reports/year', 'format=docx&from=gestern', form)).status, 400)
  t.equal((await as('expert').post('/reports/year', 'format=docx', form)).status, 403)
  t.equal(await events(), 1, 'what was refused is not recorded')
})

withApp('a name that looks like a formula stays text', async (t, { as }) => {
  const staff = as('staff')
  const plan = String((await staff.post('/api/v1/plans', { title: '2026年度计划', kind: 'annualPlan', year: 2026 })).json()['id'])
  for (const title of ['=1+1', '+SUM(A1)', '-2', '@cmd'])
    await staff.post(`/api/v1/plans/${plan}/items`, { title, category: 'deliberation' })
  const csv = await staff.get('/api/v1/reports/progress?format=csv')
  for (const line of csv.text.split('\r\n').slice(1)) t.notMatch(line, /(?:^|,)[=+@-]/)
  const body = (await staff.get('/api/v1/reports/progress')).json<ReportBody>()
  t.same(
    body.rows.map(row => row[1]),
    ['=1+1', '+SUM(A1)', '-2', '@cmd']
  )
  t.match(
    body.figures.find(({ key }) => key === 'all'),
    { value: 4 }
  )
})
