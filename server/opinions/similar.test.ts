/** Which opinions say the same: a planted set with its look-alikes. What is put together must be right; what is missed costs a key. */
import t from 'tap'
import { isAlike, said } from './similar.ts'

interface Planted {
  readonly group: string
  readonly article: string
  readonly body: string
  readonly proposal?: string | null
}

/** Ways in which people say one thing. Every group is said in several of them. */
const WAYS: readonly ((demand: string) => string)[] = [
  demand => `建议${demand}。`,
  demand => `希望能够${demand}`,
  demand => `我们认为应当${demand}，请予考虑。`,
  demand => `${demand}比较好。`,
  demand => `请${demand}！`
]

/** Each is a demand of its own, though many read much alike: numbers, addressees and directions make the difference. */
const DEMANDS: readonly (readonly [article: string, demand: string])[] = [
  ['第二条', '明确渡口管理的牵头部门'],
  ['第二条', '明确渡口安全检查的具体责任单位和检查频次'],
  ['第三条', '把公告停运的时间改为提前五日'],
  ['第三条', '把公告停运的时间改为提前七日'],
  ['第三条', '把公告停运的时间改为提前十日'],
  ['第四条', '增加夜间照明设施的要求'],
  ['第四条', '删除夜间照明设施的要求'],
  ['第五条', '提高对无证经营行为的罚款数额'],
  ['第五条', '降低对无证经营行为的罚款数额'],
  ['第五条', '写明对无证经营行为由谁处罚'],
  ['第六条', '对老年人和残疾人乘船实行减免票价'],
  ['第六条', '对学生乘船实行减免票价'],
  ['第七条', '不得在渡口周边二百米内设置网箱'],
  ['第七条', '可以在渡口周边二百米内设置网箱'],
  ['第八条', '渡船驾驶人员每年参加安全培训'],
  ['第八条', '渡船驾驶人员的健康证明由谁出具要写清楚'],
  ['第九条', '码头商户的摊位费纳入公开范围'],
  ['第九条', '码头商户的垃圾清运费用由政府承担'],
  ['第十条', '与省水路交通管理条例的用语保持一致'],
  ['第十条', '与本市河道管理条例的处罚幅度保持一致']
]

const planted: Planted[] = DEMANDS.flatMap(([article, demand], at) => WAYS.map(way => ({ group: String(at), article, body: way(demand) })))
const ready = planted.map(({ group, ...opinion }) => ({ group, said: said({ proposal: null, ...opinion }) }))

const pairs = ready.flatMap((a, at) => ready.slice(at + 1).map(b => ({ same: a.group === b.group, alike: isAlike(a.said, b.said) })))
const count = (test: (pair: (typeof pairs)[number]) => boolean) => pairs.filter(test).length

t.test('of those that are put together 95 of 100 say the same', async t => {
  const together = count(({ alike }) => alike)
  const right = count(({ alike, same }) => alike && same)
  t.ok(right / together >= 0.95, `${right} of ${together}`)
})

t.test('most of those that say the same are found', async t => {
  const found = count(({ alike, same }) => alike && same)
  const all = count(({ same }) => same)
  t.ok(found / all >= 0.8, `${found} of ${all}`)
})

t.test('a number, a direction, an article or a wording makes another demand', async t => {
  const alike = (a: Partial<Planted>, b: Partial<Planted>) => {
    const read = (one: Partial<Planted>) => said({ article: '第三条', body: '停运的公告时间太短', proposal: null, ...one })
    return isAlike(read(a), read(b))
  }
  t.equal(alike({}, {}), true)
  t.equal(alike({}, { article: '第四条' }), false)
  t.equal(alike({ body: '停运的公告时间改为五日' }, { body: '停运的公告时间改为七日' }), false)
  t.equal(alike({ body: '停运的公告时间应当延长' }, { body: '停运的公告时间应当缩短' }), false)
  t.equal(alike({ proposal: '提前五日' }, { proposal: '提前七日' }), false)
  t.equal(alike({ proposal: '提前五日' }, { proposal: null }), false, 'a wording holds a number that the other does not')
  t.equal(alike({ body: '好' }, { body: '好' }), false, 'too little is said to tell')
})
