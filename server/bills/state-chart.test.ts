/** The drawing of a procedure: every place and way is in it or said in it, where the bill stands is marked, and nothing strange gets through. */
import fs from 'node:fs'
import path from 'node:path'
import { DOMParser } from '@xmldom/xmldom'
import t from 'tap'
import { withApp } from '../app-testing.ts'
import { MAX_PLACES, stateChartDot, stateChartSvg } from '../formats/state-chart-svg.ts'
import { readDefinition } from '../lifecycle/definition.ts'
import { compile } from '../lifecycle/procedure.ts'
import { stateChartOf } from './state-chart.ts'

const folder = path.resolve(import.meta.dirname, '../../workflows')
const shipped = fs.readdirSync(folder).filter(file => file.endsWith('.json'))

const wellFormed = (svg: string): boolean => {
  const errors: string[] = []
  new DOMParser({ onError: (_level, message) => errors.push(message) }).parseFromString(svg, 'image/svg+xml')
  return errors.length === 0
}

t.test('every shipped procedure is drawn with all its places, in Chinese', async t => {
  for (const file of shipped) {
    const { definition } = readDefinition(fs.readFileSync(path.join(folder, file), 'utf8'))
    if (!definition) throw new Error(file)
    const procedure = compile(definition)
    const chart = stateChartOf(procedure, definition.title, null)
    t.same(new Set(chart.groups.flatMap(({ places }) => places.map(({ id }) => id))), new Set(procedure.places.keys()), file)
    const svg = await stateChartSvg(chart)
    for (const { title } of procedure.places.values()) t.ok(svg.includes(title), `${file}: ${title}`)
    t.notMatch(svg, / style=|<script|xlink:href|class=/)
    t.ok(wellFormed(svg), file)
  }
})

t.test('words of a stranger are words in the drawing, whatever they hold', async t => {
  const title = '甲"];evil [label="\\N<b>&</b>\u0000'
  const place = (id: string) => ({ id, title, state: 'ahead', end: false }) as const
  const move = { from: 'a', to: 'b', titles: [title, '</td></tr></table>'], taken: false, automatic: true }
  const chart = { title, groups: [{ title, places: [place('a'), place('b')] }], moves: [move] }
  const svg = await stateChartSvg(chart)
  t.ok(wellFormed(svg))
  t.match(svg, '甲&quot;];evil [label=&quot;')
  t.notMatch(svg, '<b>')
  t.match(stateChartDot(chart), 'style=dashed')
})

t.test('of a procedure with ten thousand places the stages are drawn', async t => {
  const places = Array.from(
    { length: 10_000 },
    (_, at) => ({ id: `p${at}`, title: `环节${at}`, state: at === 7 ? 'now' : 'ahead', end: false }) as const
  )
  const groups = [
    { title: '前段', places: places.slice(0, 5_000) },
    { title: '后段', places: places.slice(5_000) }
  ]
  const moves = places.slice(1).map(({ id }, at) => ({ from: `p${at}`, to: id, titles: ['往前'], taken: false, automatic: false }))
  const svg = await stateChartSvg({ title: '很长', groups, moves })
  t.ok(places.length > MAX_PLACES && svg.includes('前段') && svg.includes('后段') && svg.length < 10_000)
})

withApp('the drawing of a bill shows where it stands, on its page and as a file', async (t, { as }) => {
  const staff = as('staff')
  const wish = { title: '滨江岸线保护条例', kind: 'enact', workflow: 'municipal-regulation' }
  const { id } = (await staff.post('/api/v1/bills', wish)).json<{ id: string }>()
  const svg = await as('reader').get(`/api/v1/bills/${id}/state-chart`)
  t.match(svg.headers['content-type'], 'image/svg+xml')
  t.match(svg.text, /滨江岸线保护条例流程图/)
  t.match(svg.text, 'stroke-width="3"', 'its place has a heavy edge')
  const page = (await as('reader').get(`/bills/${id}/state-chart`, { accept: 'text/html' })).text
  t.match(page, /<svg[\s\S]*环节和步骤[\s\S]*现在/)
  t.match((await staff.get(`/bills/${id}`, { accept: 'text/html' })).text, `/bills/${id}/state-chart`)
  t.match((await as('reader').get('/workflows/government-rule', { accept: 'text/html' })).text, '政府规章流程图')
  t.notMatch((await as('reader').get('/api/v1/workflows/government-rule/state-chart')).text, 'stroke-width="3"')
  for (const address of ['/api/v1/bills/none/state-chart', '/api/v1/workflows/none/state-chart', '/api/v1/workflows/..%2Fetc/state-chart'])
    t.equal((await staff.get(address)).status, 404, address)
  t.equal((await as('nobody').get(`/api/v1/bills/${id}/state-chart`)).status, 401)
})
