/** 施工图 of all bills: the first plan against what happened and what is likely, on page, wall, sheet and as data. */
import type { KyselyPlugin } from 'kysely'
import { withApp } from '../app-testing.ts'
import { cast } from '../store/testing.ts'
import { readChart } from './read-chart.ts'

interface Chart {
  readonly counts: Record<string, number>
  readonly rows: {
    title: string
    unit: string
    baselineTarget: string
    target: string
    likelyEnd: string
    likelyLate: number
    lateSince: string | null
    planned: { title: string }[]
    lamp: { words: string }
  }[]
}

const wish = { kind: 'enact', workflow: 'municipal-regulation', caseOfficer: '沈若川' }

withApp('the chart holds the first plan against today, and says by how much it will be late', async (t, { as, services }) => {
  const staff = as('staff')
  const file = async (title: string, draftingUnit: string) =>
    (await staff.post('/api/v1/bills', { ...wish, title, draftingUnit })).json<{ id: string }>().id
  const planned = await file('滨江岸线保护条例', '市水务局')
  await file('夜间集市管理条例', '市商务局')
  await staff.post(`/api/v1/bills/${planned}/schedule`, { target: '2028-01-01' })
  const chart = async (query = '') => (await as('reader').get(`/api/v1/chart${query}`)).json<Chart>()
  const first = await chart()
  t.match(first.counts, { all: 2, late: 0, unplanned: 1 })
  const row = (of: Chart) => of.rows.find(({ title }) => title === '滨江岸线保护条例')
  t.match(row(first), { unit: '市水务局', baselineTarget: '2028-01-01', lateSince: null, lamp: { words: '如期' } })
  t.match(row(first)?.planned[0], { title: '立项' })
  t.match(
    first.rows.find(({ title }) => title === '夜间集市管理条例'),
    { planned: [], lamp: { words: '尚未排期' } }
  )
  t.equal((await chart('?unit=市水务局')).rows.length, 1)
  t.equal((await chart('?only=unplanned')).rows.length, 1)
  t.match((await as('reader').get('/api/v1/chart?only=all')).json(), { code: 'invalid-request' })

  services.setNow('2027-12-20T01:00:00.000Z')
  const late = await chart('?only=late')
  t.match(late.counts, { all: 2, late: 1 })
  t.match(row(late), { lamp: { words: /^逾期 \d+ 天$/ } })
  t.ok((row(late)?.likelyLate ?? 0) > 100 && (row(late)?.likelyEnd ?? '') > '2028-01-01')

  const svg = await as('reader').get('/api/v1/chart?format=svg')
  t.match(svg.headers['content-type'], 'image/svg+xml')
  t.ok(svg.text.includes('滨江岸线保护条例') && svg.text.includes('推算的完成日期') && !svg.text.includes('style='))
  const page = async (address: string, who = staff) => (await who.get(address, { accept: 'text/html' })).text
  t.match(await page('/chart'), /2027年度立法施工图[\s\S]*倒排工期/)
  t.notMatch(await page('/chart', as('reader')), '>倒排工期</a>')
  const board = await page('/chart?view=board', as('reader'))
  t.match(board, 'hx-get="/chart/board"')
  t.notMatch(board, 'fc-rail')
  t.match(board, /<h1[^>]*>\s*2027年度立法施工图/)
  t.match(await page('/chart?view=sheet'), /data-act="print"/)
  t.match(await page('/chart/board'), /^<svg[\s\S]*更新　共 2 件，滞后 1 件/)
  t.match(await page('/chart?only=own'), '没有符合条件的法规')
  t.equal((await as('nobody').get('/chart')).status, 401)

  // One plan is drawn by the same rows: the first plan of the bill's own 施工图, and the sessions.
  const plan = (await staff.post('/api/v1/plans', { title: '五年立法规划', kind: 'fiveYearPlan', year: 2026 })).json<{ id: string }>().id
  await staff.post(`/api/v1/plans/${plan}/items`, { title: '滨江岸线保护条例', category: 'classOne', bill: planned })
  await staff.post('/api/v1/meetings', { body: 'standingCommittee', session: 5, heldOn: '2027-12-28', members: 41 })
  const drawing = (await as('reader').get(`/api/v1/plans/${plan}/progress?format=svg`)).text
  for (const words of ['五年立法规划施工图', '<title>立项 ', '常委会第5次会议 2027-12-28', '今天 2027-12-20', 'url(#late)', '2030年'])
    t.ok(drawing.includes(words), words)
})

withApp('500 bills take as many queries as five', async (t, { as, services }) => {
  const staff = as('staff')
  const { id } = (await staff.post('/api/v1/bills', { ...wish, title: '滨江岸线保护条例', draftingUnit: '市水务局' })).json<{
    id: string
  }>()
  await staff.post(`/api/v1/bills/${id}/schedule`, { target: '2028-01-01' })
  const copies = async (from: number, to: number) => {
    const bill = await services.db.selectFrom('bill').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
    const plan = await services.db.selectFrom('billSchedule').selectAll().where('bill', '=', id).executeTakeFirstOrThrow()
    for (let at = from; at < to; at++) {
      await services.db
        .insertInto('bill')
        .values({ ...bill, id: `copy-${at}` })
        .execute()
      await services.db
        .insertInto('billSchedule')
        .values({ ...plan, bill: `copy-${at}` })
        .execute()
    }
  }
  const queries = async () => {
    let count = 0
    const plugin: KyselyPlugin = {
      transformQuery: ({ node }) => {
        count++
        return node
      },
      transformResult: async ({ result }) => result
    }
    const { rows } = await readChart({ ...services, db: services.db.withPlugin(plugin) }, cast.officer, {})
    return { count, rows: rows.length }
  }
  await copies(0, 4)
  const few = await queries()
  await copies(4, 499)
  const began = performance.now()
  const many = await queries()
  t.comment(`500 bills: ${Math.round(performance.now() - began)} ms`)
  t.match(few, { rows: 5 })
  t.match(many, { rows: 500, count: few.count })
})
