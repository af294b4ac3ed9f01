/** Tables of opinions as offices send them: columns guessed, rows read, mistakes named. */
import t from 'tap'
import { parse, passages } from '../law/index.ts'
import { readDay } from './days.ts'
import { guessMapping, opinionsOfRows, readArticle } from './table.ts'

const LAW = passages(
  parse('# 澄川市渡口管理条例\n\n第一条　为了规范渡口管理，制定本条例。\n\n第二条　渡口应当登记。\n\n第二条之一　登记免费。\n')
)
const read = (rows: string[][]) => opinionsOfRows(rows, guessMapping(rows), LAW, '2026-06-01')

t.test('columns are guessed from the headings, below a title too', t => {
  const rows = [
    ['关于渡口管理条例的修改意见汇总表'],
    ['序号', '条款', '草案原文', '修改意见', '修改建议', '单位', '意见来源', '日期'],
    ['1', '第二条', '“渡口应当”', '写明谁登记', '渡口经营者应当登记。', '市交通局', '部门', '2026.5.6'],
    ['2', '第2条之一', '', '很好', '', '王某', '群众来信', '2026年5月7日']
  ]
  t.strictSame(guessMapping(rows), { quote: 2, article: 1, proposal: 4, source: 6, givenBy: 5, givenOn: 7, body: 3, skip: 2 })
  t.match(read(rows), [
    {
      place: '第 3 行',
      article: '第二条',
      quote: '渡口应当',
      quoteStart: 0,
      body: '写明谁登记',
      proposal: '渡口经营者应当登记。',
      givenBy: '市交通局',
      source: 'department',
      givenOn: '2026-05-06',
      problem: null
    },
    { article: '第二条之一', source: 'public', givenOn: '2026-05-07', problem: null }
  ])
  t.end()
})

t.test('a list without headings: opinions, or articles and opinions', t => {
  t.match(read([['总体很好'], ['第二条太短']]), [{ article: null, body: '总体很好' }, { body: '第二条太短' }])
  t.match(
    read([
      ['第一条', '写明上位法'],
      ['2', '太短']
    ]),
    [{ article: '第一条', body: '写明上位法' }, { article: '第二条' }]
  )
  t.match(read([['意见'], ['很好']]), [{ place: '第 2 行', body: '很好' }])
  t.end()
})

t.test('what is wrong with a row is said', t => {
  const rows = [
    ['条款', '原文', '意见', '日期', '来源'],
    ['第九条', '', '好', '', ''],
    ['第二条', '渡船', '好', '', ''],
    ['第二条', '', '', '', ''],
    ['第五章', '', '好', '', ''],
    ['第二条', '', '好', '五月', ''],
    ['第二条', '', '好', '2026-07-01', ''],
    ['第二条', '', '好', '', '火星']
  ]
  t.match(
    read(rows).map(({ problem }) => problem),
    [
      '文本中没有第九条',
      '第二条中没有所引的原文“渡船”',
      '没有意见内容',
      /看不懂条款“第五章”/,
      /看不懂日期“五月”/,
      '提出日期在今天之后',
      /没有来源“火星”/
    ]
  )
  t.end()
})

t.test('articles and days as people write them', t => {
  const cases = {
    第十条: '第十条',
    第3条第二款: '第三条',
    '12': '第十二条',
    第二条之一: '第二条之一',
    '第 五 条': '第五条',
    '3.': '第三条'
  }
  for (const [written, label] of Object.entries(cases)) t.equal(readArticle(written)?.label, label, written)
  t.equal(readArticle('第3条第二款')?.detail, '第二款')
  for (const whole of ['', '全文', '总体意见']) t.equal(readArticle(whole), null)
  for (const none of ['第五章', '10元以下', '附则']) t.equal(readArticle(none), undefined, none)
  for (const day of ['2026-05-06', '2026/5/6', '2026年5月6日', '20260506', '2026-05-06 10:20']) t.equal(readDay(day), '2026-05-06', day)
  for (const none of ['2026-02-30', '昨天', '46148']) t.equal(readDay(none), undefined, none)
  t.equal(readDay(' '), null)
  t.end()
})
