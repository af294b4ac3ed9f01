/** 立法后评估 over HTTP: what calls for it, what is recorded, what a conclusion needs, and the proposal that follows. */
import path from 'node:path'
import t from 'tap'
import { CRITERIA } from '../../schema/evaluation.ts'
import { type Client, withApp } from '../app-testing.ts'
import { IN_FORCE, regulationAt } from './testing.ts'
import { readThresholds, USUAL } from './thresholds.ts'
import { triggersOf } from './triggers.ts'

const one = { criterion: 'legality', score: 80, grounds: '执法台账、问卷和座谈会记录' }
const criteria = CRITERIA.map(criterion => ({ ...one, criterion }))
const opening = { evaluator: 'evaluationBase', evaluatorName: '临江大学法学院', reason: '施行已满一年，执法检查发现问题' }

async function handInReport(staff: Client, bill: string): Promise<void> {
  const { id } = (await staff.post(`/api/v1/bills/${bill}/documents`, { kind: 'evaluationReport', title: '立法后评估报告' })).json()
  const saved = await staff.post(`/api/v1/documents/${id}/versions`, {
    text: '# 立法后评估报告\n\n评估情况如下。\n',
    message: '提交',
    parent: null
  })
  if (saved.status !== 201) throw new Error(saved.text)
}

withApp('a regulation in force is evaluated, and a conclusion to amend opens the next proposal', async (t, { as, services }) => {
  const staff = as('staff')
  const bill = await regulationAt(services, '临江市口袋公园管理条例')
  const address = `/api/v1/bills/${bill}/evaluation`
  const before = (await as('reader').get(address)).json<{ inForce: boolean; triggers: { code: string }[] }>()
  t.match(before, { inForce: true, evaluation: null, earlier: [] })
  t.ok(before.triggers.some(({ code }) => code === 'yearsInForce'))

  const opened = await staff.post(address, opening)
  t.equal(opened.status, 201)
  t.match(opened.json(), { evaluation: { evaluatorName: '临江大学法学院', score: null, conclusion: null, startedOn: '2026-11-24' } })
  t.match((await staff.get(`/api/v1/bills/${bill}/lifecycle`)).json(), { stage: 'evaluating' }, 'the lifecycle goes the same way')
  t.match((await staff.post(address, opening)).json(), { status: 409, code: 'evaluation-open' })

  await staff.patch(address, { criteria: [{ criterion: 'legality', score: 90, grounds: '与上位法一致', weight: 30 }] })
  const gathered = { method: 'questionnaire', on: '2026-11-20', count: 420, summary: '多数认为修缮补助的程序过长' }
  await staff.patch(address, { gathered: [gathered] })
  await staff.patch(address, { gathered: [{ ...gathered, method: 'symposium', count: 12 }] })
  const article = { article: '第十条', applied: 'seldom', problem: '期限不清', advice: 'amend' }
  await staff.patch(address, { articles: [article, { ...article, article: '第十一条' }] })
  await staff.patch(address, { articles: [{ ...article, applied: 'never' }] })
  t.match((await staff.get(address)).json(), {
    evaluation: {
      criteria: [
        { criterion: 'legality', weight: 30, score: 90 },
        { criterion: 'rationality', weight: 15, score: null }
      ],
      score: null,
      gathered: [{ count: 420 }, { count: 12 }],
      articles: [
        { article: '第十条', applied: 'never' },
        { article: '第十一条', applied: 'seldom' }
      ]
    }
  })

  const tooEarly = await staff.patch(address, { conclusion: 'amend', conclusionReason: '补助程序应当简化', reported: true })
  t.match(tooEarly.json(), { status: 409, code: 'evaluation-incomplete' })
  t.equal(tooEarly.json<{ errors: object[] }>().errors.length, 6, 'five criteria and the report')
  t.match((await staff.get(address)).json(), { evaluation: { conclusion: null } }, 'nothing is changed then')

  await staff.patch(address, { criteria: criteria.slice(1) })
  await handInReport(staff, bill)
  const unreported = await staff.patch(address, { conclusion: 'amend', conclusionReason: '补助程序应当简化' })
  t.match(unreported.json(), { status: 409, code: 'blocked' }, 'the lifecycle asks whether it was reported')
  t.match((await staff.get(address)).json(), { evaluation: { conclusion: null } })

  const done = await staff.patch(address, { conclusion: 'amend', conclusionReason: '补助程序应当简化', reported: true })
  t.match(done.json(), {
    evaluation: null,
    earlier: [
      {
        conclusion: 'amend',
        concludedOn: '2026-11-24',
        score: 82.7,
        report: { title: '立法后评估报告' },
        proposal: { title: '修改《临江市口袋公园管理条例》' }
      }
    ]
  })
  t.match((await staff.get(`/api/v1/bills/${bill}/lifecycle`)).json(), { stage: 'inForce' })
  t.match((await staff.get(address)).json(), { triggers: [{}, {}, {}, { code: 'proposalsToAmend', met: true }] })
  t.equal((await staff.patch(address, { evaluatorName: '另一单位' })).json()['code'], 'evaluation-not-open')
  t.equal((await staff.post(address, opening)).status, 201, 'another one may follow')

  const page = (await as('staff').get(`/bills/${bill}/evaluation`, { accept: 'text/html' })).text
  for (const words of [
    '启动评估的情形',
    '分项评价',
    '征求意见',
    '作出结论',
    '已作出结论的评估',
    '项目建议：修改《临江市口袋公园管理条例》'
  ])
    t.ok(page.includes(words), words)
})

withApp('what is not in force is not evaluated, and only staff write', async (t, { as, services }) => {
  const staff = as('staff')
  const dates = { ...IN_FORCE.dates, effectiveOn: '2027-01-01' }
  const notYet = await regulationAt(services, '临江市夜市条例', { place: 'promulgated', stage: 'promulgation', status: 'active', dates })
  const repealed = await regulationAt(services, '临江市旧条例', { ...IN_FORCE, place: 'repealed' })
  const drafted = String(
    (await staff.post('/api/v1/bills', { title: '临江市竹林条例', kind: 'enact', workflow: 'municipal-regulation' })).json()['id']
  )
  for (const [bill, why] of [
    [notYet, /起施行，尚未施行/],
    [drafted, /还没有公布/],
    [repealed, /已经废止/]
  ] as const) {
    const answer = (await staff.post(`/api/v1/bills/${bill}/evaluation`, opening)).json<{ detail: string }>()
    t.match(answer, { status: 409, code: 'not-in-force' })
    t.match(answer.detail, why)
    t.match((await staff.get(`/api/v1/bills/${bill}/evaluation`)).json(), { inForce: false, evaluation: null })
    t.match((await staff.patch(`/api/v1/bills/${bill}/evaluation`, { criteria: [one] })).json(), {
      status: 409,
      code: 'evaluation-not-open'
    })
  }
  const inForce = await regulationAt(services, '临江市屋顶花园促进条例')
  const address = `/api/v1/bills/${inForce}/evaluation`
  for (const role of ['reader', 'expert', 'administrator'] as const) t.equal((await as(role).post(address, opening)).status, 403)
  t.equal((await as('nobody').get(address)).status, 401)
  t.equal((await staff.post('/api/v1/bills/no-such/evaluation', opening)).status, 404)
  for (const bad of [{ ...opening, evaluator: '第三方' }, { ...opening, reason: ' ' }, { ...opening, startedOn: '2026-02-30' }, {}])
    t.match((await staff.post(address, bad)).json(), { status: 400, code: 'invalid-request' })
  await staff.post(address, opening)
  const score = { criterion: 'legality', grounds: '依据' }
  for (const bad of [
    {},
    { criteria: [] },
    { criteria: [{ ...score, score: 101 }] },
    { articles: [{ article: '10', applied: 'often', problem: null, advice: 'keep' }] },
    { conclusion: '修改' }
  ])
    t.match((await staff.patch(address, bad)).json(), { status: 400, code: 'invalid-request' })
  t.same(
    (await services.db.selectFrom('evaluation').select('criteria').execute()).map(row => row.criteria),
    ['[]']
  )
})

t.test('each trigger says what it was found by', async t => {
  const none = {
    effectiveOn: '2024-05-01',
    today: '2026-11-24',
    superiorLaw: null,
    opinions: 19,
    cases: 4,
    inspections: 0,
    problems: 0,
    proposals: [],
    articles: []
  }
  t.same(
    triggersOf(none, USUAL).filter(({ met }) => met),
    []
  )
  t.match(triggersOf(none, USUAL)[0], { code: 'yearsInForce', detail: '2024-05-01 起施行，已 2.5 年' })
  t.equal(triggersOf({ ...none, today: '2027-05-01' }, USUAL)[0]?.met, true, 'on the day itself')
  const all = {
    ...none,
    today: '2027-05-02',
    superiorLaw: { title: '水法修改', on: '2026-10-01' },
    opinions: 20,
    cases: 5,
    inspections: 1,
    problems: 3,
    proposals: ['修改'],
    articles: ['第二十条']
  }
  t.ok(triggersOf(all, USUAL).every(({ met }) => met))
  t.match(triggersOf({ ...none, effectiveOn: null }, USUAL)[0], { met: false, detail: '尚未施行' })
})

t.test('from when on a trigger calls for an evaluation is data of the city, with its source', async t => {
  const usual = await readThresholds(path.join(import.meta.dirname, '../../workflows'))
  t.match(usual, { yearsInForce: { value: 3, basis: /立法法/ }, manyOpinions: { value: 20 } })
  const folder = t.testdir({
    evaluation: { 'triggers.json': JSON.stringify({ ...usual, manyOpinions: { value: 5, basis: '本市立法条例' } }) }
  })
  const own = await readThresholds(folder)
  const facts = { effectiveOn: '2026-01-01', today: '2026-11-24', superiorLaw: null, opinions: 5, cases: 0 }
  const met = triggersOf({ ...facts, inspections: 0, problems: 0, proposals: [], articles: [] }, own).filter(one => one.met)
  t.match(met, [{ code: 'manyOpinions', basis: '本市立法条例', detail: /满 5 条/ }])
  t.same(await readThresholds(t.testdir({})), USUAL, 'a folder without the file has the usual ones')
  for (const wrong of ['{', '{}', JSON.stringify({ ...usual, manyCases: { value: 0, basis: '' } })])
    await t.rejects(readThresholds(t.testdir({ evaluation: { 'triggers.json': wrong } })), { code: 'thresholds-invalid' })
})
