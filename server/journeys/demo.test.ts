/** The demo holds together before anything is loaded: its shape, its files, its days, its drafting, and every step by the procedure itself. */
import fs from 'node:fs'
import path from 'node:path'
import { Ajv, type ValidateFunction } from 'ajv'
import t from 'tap'
import type { TSchema } from 'typebox'
import { Checklist } from '../../schema/checklist.ts'
import { Demo, DemoBill, type DemoDay, type DemoInput } from '../../schema/demo.ts'
import { documentKinds, isDocumentKind, VERSION_NAMES } from '../../schema/documents.ts'
import type { BillState, EventInput } from '../../schema/facts.ts'
import { lint, parse, redline } from '../law/index.ts'
import { advance, begin, offers } from '../lifecycle/advance.ts'
import { readDefinition } from '../lifecycle/definition.ts'
import { compile, type Procedure } from '../lifecycle/procedure.ts'

const root = path.resolve(import.meta.dirname, '../..')
const folder = path.join(root, 'fixtures/demo')
const TODAY = '2026-11-24'
const ajv = new Ajv({ allErrors: false, strict: true, strictTypes: false, formats: { date: /^\d{4}-\d\d-\d\d$/ } })

function readAs<T>(schema: TSchema, ...file: string[]): T {
  const shape: ValidateFunction<T> = ajv.compile<T>(schema)
  const value: unknown = JSON.parse(fs.readFileSync(path.join(root, ...file), 'utf8'))
  if (!shape(value)) throw new Error(`${file.join('/')}: ${ajv.errorsText(shape.errors)}`)
  return value
}

const demo = readAs<Demo>(Demo, 'fixtures/demo/demo.json')
const bills = new Map(demo.bills.map(key => [key, readAs<DemoBill>(DemoBill, 'fixtures/demo', key, 'bill.json')]))
const ledger = new Map(readAs<Checklist>(Checklist, 'workflows/checklists/four-entries.json').rows.map(row => [row.id, row]))
const accounts = new Map(demo.accounts.map(account => [account.name, account]))
const text = (key: string, file: string) => fs.readFileSync(path.join(folder, key, file), 'utf8')

/** A day of the demo as it falls when it is loaded on `today`. */
function day(told: DemoDay, today = TODAY): string {
  if (!told.startsWith('today')) return told
  const date = new Date(`${today}T00:00:00Z`)
  date.setUTCDate(date.getUTCDate() + Number(told.slice(5) || 0))
  return date.toISOString().slice(0, 10)
}

const DATES = ['on', 'sentOn', 'meetingOn', 'effectiveOn', 'until'] as const
function filledIn(input: DemoInput, today: string): EventInput {
  const days = DATES.flatMap(name => (input[name] === undefined ? [] : [[name, day(input[name], today)]]))
  return { ...input, ...Object.fromEntries(days) }
}

const procedures = new Map<string, Procedure>()
function procedureOf(workflow: string): Procedure {
  const known = procedures.get(workflow)
  if (known) return known
  const { definition, findings } = readDefinition(fs.readFileSync(path.join(root, 'workflows', `${workflow}.json`), 'utf8'))
  if (!definition) throw new Error(`${workflow}: ${JSON.stringify(findings)}`)
  const made = compile(definition)
  procedures.set(workflow, made)
  return made
}

/** Drives a bill through its steps by the core alone. @throws what is missing, with the step */
function drive(key: string, bill: DemoBill, today: string): { state: BillState; attached: string[] } {
  const procedure = procedureOf(bill.workflow)
  let state = begin(procedure, day(bill.filedOn, today))
  const documents = new Set<string>()
  const attached: string[] = []
  for (const step of bill.steps) {
    if (step.do === 'save') documents.add(step.document).add(step.name ?? step.document)
    if (step.do !== 'event' && step.do !== 'due') continue
    const facts = {
      kind: bill.kind,
      today: day(step.on, today),
      documents: [...documents],
      opinions: { total: 0, unanswered: 0 },
      tasks: { total: 0, open: 0 },
      checklist: { total: 0, open: 0 },
      hasTaskForce: true,
      hasTaskSheet: true,
      hasSchedule: bill.targetOn !== null,
      setsPenalty: true,
      textMatchesApproval: documents.has('passedText')
    }
    const input = step.do === 'event' ? filledIn(step.input, today) : {}
    const event = step.do === 'event' ? step.event : (offers(procedure, state, facts).find(offer => offer.automatic)?.event ?? 'nothing')
    try {
      const next = advance(procedure, state, event, facts, input)
      attached.push(...next.attaches)
      state = next.state
    } catch (error) {
      throw new Error(
        `${key}: ${step.on} ${event} at ${state.place}: ${error instanceof Error ? `${error.message} ${JSON.stringify(error)}` : error}`
      )
    }
  }
  return { state, attached }
}

/** `prep-implementing:第五十条` is that row, for that article. */
const rowOf = (code: string) => code.split(':')[0] ?? ''

/** An article with all its lines. */
const articleOf = (draft: string, label: string) => new RegExp(`^${label} [^]*?(?=^第|^## |$(?![^]))`, 'm').exec(draft)?.[0] ?? ''

t.test('everybody and everything that is named exists', async t => {
  for (const [key, bill] of bills) {
    t.equal(accounts.get(bill.caseOfficer)?.role, 'staff', `${key} has a case officer`)
    for (const [at, step] of bill.steps.entries()) {
      if ('by' in step) t.ok(accounts.has(step.by), `${key}: ${step.by} is somebody`)
      if (step.do === 'save') {
        t.ok(isDocumentKind(step.document), `${key}: ${step.document} is one of ${Object.keys(documentKinds).length} kinds`)
        t.ok(step.name === undefined || VERSION_NAMES.some(name => name === step.name), `${key}: ${step.name} is a name of a version`)
      }
      if (step.do === 'evidence')
        t.equal(ledger.get(rowOf(step.code))?.evidence.kind, step.kind, `${key}: ${step.code} asks for this evidence`)
      if (step.do === 'opinion') {
        const newest = bill.steps.slice(0, at).findLast(each => each.do === 'save' && each.document === 'draft')
        const article = newest?.do === 'save' ? articleOf(text(key, newest.file), step.article) : ''
        t.ok(article.includes(step.quote ?? ''), `${key}: ${step.article} says what is quoted of it`)
        t.ok(!step.verdict || step.verdict.verdict === 'adopted' || step.verdict.reason, `${key}: what is not adopted has its reason`)
      }
      if (step.do === 'notApplicable') t.ok(ledger.has(rowOf(step.code)), `${key}: ${step.code} is a row`)
    }
    const saved = new Set(bill.steps.flatMap(step => (step.do === 'save' ? [step.file] : [])))
    t.same(
      [...saved].sort(),
      fs
        .readdirSync(path.join(folder, key))
        .filter(file => file.endsWith('.md'))
        .sort(),
      `${key}: each text is saved`
    )
    const days = [bill.filedOn, ...bill.steps.map(step => step.on)].map(told => day(told))
    t.same(days, [...days].sort(), `${key}: one day after another`)
    t.ok((days.at(-1) ?? '') <= TODAY, `${key}: nothing lies in the future`)
  }
  const named = [...demo.plans.flatMap(plan => plan.items), ...demo.proposals].flatMap(({ bill }) => bill ?? [])
  t.same(
    named.filter(key => !bills.has(key)),
    [],
    'plans and proposals name bills that exist'
  )
})

t.test('the procedure lets every step happen, and the bills stand in every stage', async t => {
  const places: Record<string, string> = {}
  for (const [key, bill] of bills) {
    const { kinds = [bill.kind] } = procedureOf(bill.workflow).definition
    t.ok(kinds.includes(bill.kind), `${key}: its procedure is for such bills`)
    const { state, attached } = drive(key, bill, TODAY)
    t.equal(drive(key, bill, '2028-02-29').state.place, state.place, `${key}: the same when it is loaded later`)
    places[key] = state.place
    t.same(attached, state.dates.promulgatedOn ? ['four-entries'] : [], `${key}: 四入 is attached at 颁布 alone`)
    if (state.dates.effectiveOn)
      t.match(text(key, 'draft-passed.md'), commencement(state.dates.effectiveOn), `${key}: in force as its text says`)
    if (!state.dates.promulgatedOn)
      t.notOk(
        bill.steps.some(({ do: done }) => done === 'evidence'),
        `${key}: no evidence before 颁布`
      )
  }
  t.same(places, {
    'spring-water': 'inForce',
    'roof-garden': 'inForce',
    'old-street': 'inForce',
    'charging-points': 'shelved',
    'night-market': 'inForce',
    'community-canteen': 'promulgated',
    'riverside-camping': 'approvalPending',
    'bamboo-forest': 'onAgenda2',
    'shared-ebikes': 'afterReading1',
    'pocket-park': 'drafting',
    'fire-lanes': 'initiation',
    'spring-water-amendment': 'planned'
  })
})

const commencement = (date: string) => {
  const [year, month, dayOfMonth] = date.split('-').map(Number)
  return `自${year}年${month}月${dayOfMonth}日起施行`
}

t.test('orders of magnitude of a city of this size', async t => {
  const pool = demo.proposals.filter(({ on }) => on.startsWith('2023'))
  t.equal(pool.length, 11, 'eleven proposals for the five-year plan')
  t.equal(demo.plans.find(plan => plan.kind === 'fiveYearPlan')?.items.length, 8, 'eight of them in the five-year plan')
  t.equal(pool.filter(({ outcome }) => outcome === 'planned').length, 8)
  const promulgated = [...bills.values()].flatMap(({ steps }) =>
    steps.flatMap(step => (step.do === 'event' && step.event === 'promulgate' ? [step.on.slice(0, 4)] : []))
  )
  for (const year of ['2025', '2026']) t.equal(promulgated.filter(each => each === year).length, 2, `two enacted in ${year}`)
})

t.test('drafts are regulations, and their versions differ as drafts do', async t => {
  for (const [key, bill] of bills) {
    const drafts = bill.steps.flatMap(step => (step.do === 'save' && step.document === 'draft' ? [text(key, step.file)] : []))
    for (const draft of drafts) {
      const law = parse(draft)
      t.ok(law.counts.article >= 15, `${key}: ${law.counts.article} articles`)
      t.same(law.anomalies, [], `${key}: nothing odd`)
      t.same(
        lint(draft).filter(({ severity }) => severity === 'error'),
        [],
        `${key}: no error of drafting`
      )
      t.same(
        law.references.filter(({ target, resolved }) => target.instrument === 'self' && !resolved),
        [],
        `${key}: no dangling reference`
      )
    }
    for (const [at, draft] of drafts.slice(1).entries()) t.not(draft, drafts[at], `${key}: version ${at + 2} differs from the one before`)
  }
  const [, first = '', revised = ''] = ['consultation', 'first-reading', 'revised'].map(name => text('old-street', `draft-${name}.md`))
  const kinds = new Set(redline(first, revised).articles.map(({ kind }) => kind))
  for (const kind of ['modified', 'inserted', 'deleted', 'moved', 'unchanged'] as const)
    t.ok(kinds.has(kind), `old-street has an article that is ${kind}`)
})
