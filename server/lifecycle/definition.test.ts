/** What is wrong with a definition is said at its place; nothing it contains is run; whatever it contains, reading it ends. */
import t from 'tap'
import { WorkflowDefinition } from '../../schema/workflow.ts'
import written from '../../workflows/schema/workflow.json' with { type: 'json' }
import { begin, offers } from './advance.ts'
import { readDefinition } from './definition.ts'
import { compile } from './procedure.ts'
import { bare, FILED_ON } from './testing.ts'

/** The procedure of an invented town: three places, one track. Every case below spoils it in one way. */
const town = {
  id: 'town-notice',
  version: 1,
  title: '镇政府通告',
  basis: ['工作惯例'],
  params: { consultationDays: 10, strict: true, none: null },
  stages: [
    {
      id: 'making',
      title: '制定',
      steps: [{ id: 'writing', title: '起草', tasks: [{ id: 'write', title: '写稿', takes: { workdays: 3 } }] }, '讨论']
    },
    { id: 'made', title: '公布', steps: [{ id: 'published', title: '已公布', end: true }] }
  ],
  documents: [{ kind: 'draft', requiredFor: ['discuss'] }],
  transitions: [
    {
      from: 'writing',
      event: 'discuss',
      title: '提交讨论',
      to: '讨论',
      roles: ['draftingUnit'],
      guards: [{ code: 'reason-missing', check: 'reasonGiven', message: '请写明理由' }]
    },
    { from: ['讨论'], event: 'return', title: '退回', to: 'writing', timers: [{ start: 'rewrite', after: 'P1M', fire: 'rewriteLate' }] },
    { from: ['讨论'], event: 'publish', title: '公布', to: 'published', stops: ['rewrite'] }
  ],
  parallel: [
    {
      region: 'consultation',
      title: '征求意见',
      within: ['讨论'],
      states: [
        { id: 'open', title: '进行' },
        { id: 'closed', title: '结束' }
      ],
      transitions: [{ from: 'open', event: 'close', title: '结束征求意见', to: 'closed' }]
    }
  ]
}

type Json = null | boolean | number | string | Json[] | { [name: string]: Json }

/** The town's definition with the value at a path replaced; undefined takes it out. */
function spoilt(path: string, value: Json | undefined): string {
  const copy = structuredClone(town) as Json
  const names = path.split('.')
  const last = names.pop() ?? ''
  const holder = names.reduce<Json>((at, name) => (at as { [name: string]: Json })[name] ?? null, copy) as { [name: string]: Json }
  if (value === undefined) delete holder[last]
  else holder[last] = value
  return JSON.stringify(copy, null, 2)
}

t.test('a sound definition has no findings', async t => {
  const { definition, findings } = readDefinition(JSON.stringify(town))
  t.same(findings, [])
  t.equal(definition?.id, 'town-notice')
  t.same(readDefinition(`\uFEFF${JSON.stringify(town)}`).findings, [], 'with a byte order mark')
})

t.test('each mistake is found at its place, with a code and a Chinese sentence', async t => {
  const guard = (check: string): [string, Json] => ['transitions.0.guards.0.check', check]
  const cases: readonly (readonly [code: string, path: string, value: Json | undefined, near: string])[] = [
    ['unknown-place', 'transitions.0.to', 'nowhere', '"nowhere"'],
    ['unknown-place', 'transitions.1.from', ['讨论', 'nowhere'], '"nowhere"'],
    ['unknown-place', 'initial', 'nowhere', '"nowhere"'],
    ['unknown-place', 'parallel.0.within', ['nowhere'], '"nowhere"'],
    ['unknown-state', 'parallel.0.transitions.0.to', 'gone', '"gone"'],
    ['unknown-state', 'parallel.0.initial', 'gone', '"gone"'],
    ['unknown-body', 'transitions.0.roles', ['mayor'], '"mayor"'],
    ['unknown-document', 'documents.0.kind', 'poem', '"poem"'],
    ['unknown-event', 'documents.0.requiredFor', ['sing'], '"sing"'],
    ['unknown-clock', 'transitions.2.stops', ['cuckoo'], '"cuckoo"'],
    ['unknown-region', 'transitions.2.resets', ['dance'], '"dance"'],
    ['unknown-param', 'transitions.1.timers.0.after', { days: 'patience' }, '"after"'],
    ['unknown-param', 'stages.0.steps.0.tasks.0.takes', { workdays: 'none' }, '"takes"'],
    ['timer-without-end', 'transitions.1.timers.0.after', undefined, '"start": "rewrite"'],
    ['unknown-task', 'stages.0.steps.0.tasks.0.after', ['sleep'], '"sleep"'],
    ['unknown-task', 'goal', 'moon', '"moon"'],
    ['tasks-in-circle', 'stages.0.steps.0.tasks.0.after', ['write'], '"write"'],
    ['id-twice', 'stages.1.steps.0.id', 'writing', '"writing"'],
    ['id-twice', 'stages.1.id', 'making', '"making"'],
    ['unreachable', 'transitions.2.to', '讨论', '"made"'],
    ['dead-end', 'stages.1.steps.0.end', false, '"published"'],
    ['no-way-to-end', 'transitions.2.to', 'writing', '"writing"'],
    ['step-hidden', 'transitions.1.event', 'publish', '"publish"'],
    ['unreachable', 'parallel.0.transitions.0.to', 'open', '"closed"'],
    ['unknown-name', ...guard('reasonGivn'), 'reasonGivn'],
    ['unknown-name', ...guard('params.consultationDay > 3'), 'consultationDay'],
    ['unknown-name', ...guard('regions.hearing == "held"'), 'hearing'],
    ['unknown-word', ...guard('regions.consultation == "clsed"'), 'clsed'],
    ['unknown-word', ...guard('"vottingDraft" in documents'), 'vottingDraft'],
    ['unknown-word', ...guard('"tooLate" in expired'), 'tooLate'],
    ['unknown-word', ...guard('"promise" in confirmed'), 'promise'],
    ['expression-not-boolean', ...guard('params.consultationDays'), 'consultationDays'],
    ['expression-invalid', ...guard('readings >='), 'readings >='],
    ['expression-invalid', ...guard('理由'), '理由'],
    ['function-not-allowed', ...guard('note.matches("(a+)+$")'), 'matches'],
    ['guard-never-met', ...guard('params.consultationDays > 99'), '> 99'],
    ['expression-too-large', ...guard('documents.all(a, documents.all(b, documents.all(c, a == b && b == c)))'), 'documents.all'],
    ['expression-too-large', ...guard(`${'('.repeat(200)}true${')'.repeat(200)}`), '((('],
    ['name-not-available-here', 'transitions.1.when', 'reasonGiven', 'reasonGiven'],
    ['name-not-available-here', 'stages.0.steps.0.tasks.0.when', 'readings > 1', 'readings > 1'],
    ['member-missing', 'title', undefined, '{'],
    ['member-missing', 'transitions', undefined, '{'],
    ['member-unknown', 'stges', [], '"stges"'],
    ['member-unknown', 'transitions.0.guard', [], '"guard"'],
    ['wrong-type', 'transitions', '许多', '许多'],
    ['wrong-type', 'stages.0.title', 7, '7'],
    ['wrong-value', 'params.consultationDays', '许多', '许多'],
    ['wrong-value', 'params.consultationDays', -5, '-5'],
    ['wrong-value', 'version', 0, '0'],
    ['wrong-value', 'stages', [], '"stages"']
  ]
  for (const [code, path, value, near] of cases) {
    const text = spoilt(path, value)
    const { definition, findings } = readDefinition(text)
    const label = `${code}: ${path} = ${JSON.stringify(value)}`
    const found = findings.find(finding => finding.code === code)
    t.equal(definition, null, label)
    if (!found) {
      t.fail(`${label} gave ${JSON.stringify(findings[0])}`)
      continue
    }
    t.match(found.message, /[\u4e00-\u9fff]/, label)
    const around = text
      .split('\n')
      .slice(Math.max(0, found.line - 2), found.line + 4)
      .join('\n')
    t.ok(around.includes(near), `${label}: line ${found.line} is not near ${near}`)
  }
})

t.test('what is no definition at all', async t => {
  const whole = JSON.stringify(town, null, 2)
  const cases: readonly (readonly [code: string, text: string, line: number])[] = [
    ['file-empty', '', 1],
    ['file-empty', ' \n\n', 1],
    ['wrong-type', '[]', 1],
    ['wrong-type', '"立项"', 1],
    ['wrong-type', 'null', 1],
    ['json-invalid', whole.slice(0, whole.length / 2), 0],
    ['json-invalid', whole.replace(',\n  "version"', '\n  "version"'), 3],
    ['json-invalid', `${whole}\n{}`, 0],
    ['json-invalid', '{ "id": "a", // mine\n }', 1],
    ['json-invalid', '{ "id": "a", }', 1],
    ['member-twice', whole.replace('"version": 1', '"version": 1,\n  "version": 2'), 4],
    ['nested-too-deep', '['.repeat(10_000) + ']'.repeat(10_000), 1],
    ['nested-too-deep', '{"a":'.repeat(10_000), 1]
  ]
  for (const [code, text, line] of cases) {
    const { definition, findings } = readDefinition(text)
    t.equal(definition, null)
    t.equal(findings[0]?.code, code, `${code}: ${text.slice(0, 20)}`)
    if (line > 0) t.equal(findings[0]?.line, line, text.slice(0, 20))
  }
})

t.test('a definition of very many stages is refused before it is read, and of many told by its first findings', async t => {
  const stagesOf = (count: number) =>
    Array.from({ length: count }, (_, index) => ({
      id: `s${index}`,
      title: `阶段${index}`,
      ...(index === count - 1 ? { end: true } : {})
    }))
  const transitionsOf = (count: number) =>
    Array.from({ length: count - 1 }, (_, index) => ({ from: [`s${index}`], event: 'next', to: `s${index + 1}` }))
  const of = (count: number) => ({ ...town, stages: stagesOf(count), documents: [], transitions: transitionsOf(count), parallel: [] })
  const count = 1_000
  const large = of(count)
  const { stages, transitions } = large
  t.same(readDefinition(JSON.stringify(large)).findings, [])
  t.match(readDefinition(JSON.stringify(of(10_000), null, 2)).findings, [{ code: 'too-large', message: /超过 20000 项/ }])
  t.equal(readDefinition(JSON.stringify(of(10_000), null, 2)).findings.length, 1)
  t.match(readDefinition(JSON.stringify(of(count + 1))).findings, [{ code: 'too-large', message: /环节超过 1000 个/ }])
  t.same(readDefinition(JSON.stringify({ ...large, title: '，,{['.repeat(20) })).findings, [], 'what stands in words is not counted')
  const broken = { ...large, transitions: transitions.map(each => ({ ...each, to: 'nowhere' })) }
  const { findings } = readDefinition(JSON.stringify(broken, null, 1))
  t.equal(findings.length, 201, 'the first two hundred and how many are left')
  t.match(findings.find(({ code }) => code === 'more-findings')?.message, /另有 799 处/)
  const everywhere = { ...large, transitions: transitions.slice(0, 100).map(each => ({ ...each, from: ['*'] })) }
  t.equal(readDefinition(JSON.stringify(everywhere)).findings[0]?.code, 'too-large')
  const noisy = { ...large, stages: stages.map(({ id }) => ({ id })) }
  t.equal(readDefinition(JSON.stringify(noisy)).findings.length, 201)
})

t.test('nothing that a definition contains is run', async t => {
  const marks = globalThis as { ran?: boolean }
  const hostile = [
    'globalThis.ran = true',
    'this.constructor.constructor("globalThis.ran = true")()',
    'params.constructor.constructor("globalThis.ran = true")() == null',
    '[].constructor.constructor("globalThis.ran = true")() == null',
    'eval("globalThis.ran = true")',
    'require("fs").rmSync("/")',
    'params.__proto__ != null'
  ]
  for (const check of hostile) t.equal(readDefinition(spoilt('transitions.0.guards.0.check', check)).definition, null, check)
  for (const name of ['__proto__', 'constructor', 'prototype']) {
    const text = JSON.stringify(town).replace('"params":{', `"params":{"${name}":{"ran":true},`)
    t.equal(readDefinition(text).definition, null, name)
  }
  t.equal(
    readDefinition(JSON.stringify({ ...town, title: '<script>globalThis.ran = true</script>' })).findings.length,
    0,
    'words are words'
  )
  t.equal(marks.ran, undefined)
  t.equal(({} as { ran?: boolean }).ran, undefined)
})

t.test('the longest expression that is allowed ends, whatever the bill holds', async t => {
  const { definition } = readDefinition(spoilt('transitions.0.guards.0.check', 'documents.all(a, documents.exists(b, a != b))'))
  if (!definition) throw new Error('two levels are allowed')
  const procedure = compile(definition)
  const facts = { ...bare(FILED_ON), documents: Array.from({ length: 300 }, (_, index) => `paper${index}`) }
  t.equal(offers(procedure, begin(procedure, FILED_ON), facts).length, 1)
})

t.test('the JSON Schema that editors use is the one that definitions are checked by', async t => {
  const made: unknown = JSON.parse(JSON.stringify(WorkflowDefinition))
  t.same(written, made, 'after a change: facheng workflow schema > workflows/schema/workflow.json, then npm run format')
})
