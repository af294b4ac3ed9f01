/** Names on the wall chart stand beside one another, never on one another. */
import t from 'tap'
import { type WallRow, wallChartSvg } from './wall-chart-svg.tsx'

const row = (planned: WallRow['planned']): WallRow => ({
  ...{ title: '滨江岸线保护条例', note: '市水务局', planned },
  ...{ actual: null, lateSince: null, words: '如期' }
})

const chartOf = (planned: WallRow['planned']): string =>
  wallChartSvg({
    title: '施工图',
    from: '2026-01-01',
    to: '2026-12-31',
    today: '2026-06-01',
    groups: [{ title: '审议项目', rows: [row(planned)] }]
  })

t.test('milestones a few days apart: the goal keeps its name, the others are told by the tooltip', async t => {
  const svg = chartOf([
    { title: '审议', from: '2026-03-01', to: '2026-10-01' },
    { title: '报批', from: '2026-10-01', to: '2026-10-05' },
    { title: '公布', from: '2026-10-05', to: '2026-10-20' }
  ])
  t.match(svg, />审议<\/text>/)
  t.match(svg, />公布<\/text>/)
  t.notMatch(svg, />报批<\/text>/)
  t.match(svg, '<title>报批 2026-10-05</title>')
})

t.test('a long name takes the room there is', async t => {
  const svg = chartOf([
    { title: '常委会会议第一次审议法规案', from: '2026-03-01', to: '2026-04-10' },
    { title: '公布', from: '2026-04-10', to: '2026-05-01' }
  ])
  t.match(svg, />常委会[^<]*…<\/text>/)
  t.match(svg, />公布<\/text>/)
})
