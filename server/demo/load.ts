/**
 * Room `demo`: fills an empty database with an invented city. It has no rows of its own: every step goes through the act that people use, on the day on
 * which it was done, so that the demo's audit log, history and lamps are as true as anybody's. All of it stands, or none.
 */
import type { Demo, DemoBill, DemoDay, DemoInput, DemoPlan, DemoProposal, DemoStep } from '../../schema/demo.ts'
import { isDocumentKind, VERSION_NAMES, type VersionName } from '../../schema/documents.ts'
import type { EventInput } from '../../schema/facts.ts'
import { OPINION_SOURCES, ROUND_KINDS } from '../../schema/opinions.ts'
import type { PlannedDates } from '../../schema/plans.ts'
import { advanceBill, advanceIfDue } from '../bills/advance.ts'
import { fileBill } from '../bills/file.ts'
import { addDocument } from '../drafts/documents.ts'
import { saveVersion } from '../drafts/save-version.ts'
import { addEvidence } from '../implementation/add-evidence.ts'
import { changeItem } from '../implementation/change-item.ts'
import { readLedger } from '../implementation/read-ledger.ts'
import { fileOpinion } from '../opinions/file.ts'
import { judgeOpinion } from '../opinions/judge.ts'
import { openRound } from '../opinions/open-round.ts'
import { addAccount } from '../people/accounts.ts'
import { addItem, addPlan } from '../plans/add.ts'
import { changePlanItem } from '../plans/change-item.ts'
import { openBillOfItem } from '../plans/open-bill.ts'
import { changePlan } from '../plans/pass.ts'
import { changeProposal } from '../proposals/add.ts'
import { carryProposal, decideProposal } from '../proposals/decide.ts'
import { listProposals } from '../proposals/read.ts'
import { addConsultee } from '../reviews/consultees.ts'
import { transaction } from '../store/database.ts'
import type { Actor, Services } from '../store/services.ts'
import { addDays, chinaDate } from '../web/dates.ts'
import { decide, evaluate, inspect, propose, workOnTask } from './circle.ts'
import { fileForDemo } from './filing-deed.ts'
import { type Archive, cleanupDeeds, libraryDeed, normativeDeeds, receivedDeeds } from './library-deeds.ts'
import { type DemoContent, demoFolder, readDemo } from './read-demo.ts'
import { handIn, keepSchedule, meetingDeeds, type Office, reportDeeds } from './sessions.ts'
import { isEmpty } from './store.ts'

export interface DemoLoaded {
  readonly bills: number
  readonly plans: number
  readonly accounts: number
}

/**
 * Loads the demo into an empty database.
 * @returns what was loaded; `null` when the database holds an account or a bill already, and nothing was written
 */
export async function loadDemo(services: Services): Promise<DemoLoaded | null> {
  // Asked before the content is read, because every start of the service asks; and again inside, for two that start at once.
  if (!(await isEmpty(services.db))) return null
  const content = await readDemo(await demoFolder())
  return transaction(services.db, async db => {
    if (!(await isEmpty(db))) return null
    await tell({ ...services, db }, content)
    const { bills, demo } = content
    return { bills: bills.length, plans: demo.plans.length, accounts: demo.accounts.length }
  })
}

type DemoOpinion = Extract<DemoStep, { do: 'opinion' }>

/** One thing that was done on one day. */
interface Deed {
  readonly on: string
  readonly do: (services: Services) => Promise<void>
}

/** Office hours begin at nine in the morning in China. */
const MORNING = 'T01:00:00.000Z'
const BETWEEN_DEEDS = 60_000

/** Does everything in the order of its days, whatever bill it belongs to: the log runs forwards. */
async function tell(services: Services, { demo, bills, texts }: DemoContent): Promise<void> {
  const now = services.now()
  const city = new City(chinaDate(now))
  const archive = city.archive(texts)
  const deeds = [
    ...demo.proposals.flatMap(proposal => city.proposalDeeds(proposal)),
    ...demo.plans.map(plan => city.planDeed(plan)),
    ...bills.flatMap(({ key, bill, texts }) => city.billDeeds(key, bill, texts)),
    ...demo.meetings.flatMap(meeting => meetingDeeds(meeting, city.office)),
    ...demo.upwardReports.flatMap(report => reportDeeds(report, city.office)),
    ...demo.library.map(one => libraryDeed(one, archive)),
    ...demo.normativeDocuments.flatMap(one => normativeDeeds(one, archive)),
    ...demo.received.flatMap(one => receivedDeeds(one, archive)),
    ...demo.cleanups.flatMap(one => cleanupDeeds(one, archive))
  ].sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))
  const on = (day: string, nth: number): Services => {
    const at = new Date(Math.min(Date.parse(day + MORNING) + nth * BETWEEN_DEEDS, now.getTime()))
    return { ...services, now: () => at }
  }
  let day = deeds[0]?.on ?? chinaDate(now)
  let nth = 0
  for (const account of demo.accounts) await city.employ(on(day, nth++), account)
  for (const one of demo.consultees) await city.enlist(on(day, nth++), one)
  for (const deed of deeds) {
    if (deed.on !== day) nth = 0
    day = deed.on
    await deed.do(on(day, nth++))
  }
}

/** What has to be remembered between the deeds: who is who, and which id a thing was given. */
class City {
  readonly #today: string
  readonly #cast = new Map<string, Actor>()
  readonly #bills = new Map<string, string>()
  /** Selected proposals that no plan has carried yet, by the bill that they became. */
  readonly #selected = new Map<string, { readonly id: string; readonly reason: string }>()
  readonly #plans = new Map<string, string>()
  /** Items of plans that were made before their bill was filed. */
  readonly #waiting: { readonly bill: string; readonly plan: string; readonly item: string }[] = []
  readonly #consultees = new Map<string, string>()
  /** By bill: the public round, and the one that asks by name. */
  readonly #rounds = new Map<string, string>()
  readonly #documents = new Map<string, { readonly id: string; newest: number | null }>()

  constructor(today: string) {
    this.#today = today
  }

  /** What meetings and reports need to know of the city. */
  get office(): Office {
    return {
      clerk: () => this.#clerk(),
      bill: key => this.#bills.get(key) ?? '',
      day: told => this.#day(told),
      today: this.#today
    }
  }

  /** What the library, 备案审查 and 清理 need to know of it. */
  archive(texts: ReadonlyMap<string, string>): Archive {
    return {
      actor: name => this.#actor(name),
      day: told => this.#day(told),
      text: file => texts.get(file) ?? '',
      input: input => this.#input(input)
    }
  }

  async employ(services: Services, { name, displayName, role }: Demo['accounts'][number]): Promise<void> {
    const { id } = await addAccount(services, null, { name, displayName, role, password: null })
    this.#cast.set(name, { id, name, displayName, role })
  }

  proposalDeeds(proposal: DemoProposal): Deed[] {
    let id = ''
    return [
      {
        on: this.#day(proposal.on),
        do: async services => {
          id = await propose(services, this.#clerk(), proposal)
        }
      },
      {
        on: this.#day(proposal.decidedOn),
        do: async services => {
          await decide(services, this.#clerk(), id, proposal)
          if (proposal.outcome === 'planned' && proposal.bill) this.#selected.set(proposal.bill, { id, reason: proposal.outcomeReason })
        }
      }
    ]
  }

  planDeed(plan: DemoPlan): Deed {
    return {
      on: this.#day(plan.passedOn),
      do: async services => {
        const clerk = this.#clerk()
        const { id } = await addPlan(services, clerk, { title: plan.title, kind: plan.kind, year: plan.year })
        this.#plans.set(plan.title, id)
        for (const item of plan.items) await this.#planItem(services, id, item)
        await changePlan(services, clerk, id, { passedOn: this.#day(plan.passedOn) })
      }
    }
  }

  /** An item that was proposed is carried from the pool; the others stand in the plan by themselves. */
  async #planItem(
    services: Services,
    plan: string,
    { bill: key, plannedOn, title, note, ...item }: DemoPlan['items'][number]
  ): Promise<void> {
    const clerk = this.#clerk()
    const bill = key === undefined ? null : (this.#bills.get(key) ?? null)
    const selected = key === undefined ? undefined : this.#selected.get(key)
    const dates = this.#plannedOn(plannedOn)
    let made: string
    if (key !== undefined && selected) {
      this.#selected.delete(key)
      const carried = await carryProposal(services, clerk, selected.id, { ...item, plan, plannedOn: dates, reason: selected.reason })
      made = carried.planItem ?? ''
      if (bill !== null) await changePlanItem(services, clerk, plan, made, { bill })
    } else {
      const added = await addItem(services, clerk, plan, { ...item, title, note: note ?? null, bill, plannedOn: dates })
      made = added.id
    }
    if (key !== undefined && bill === null) this.#waiting.push({ bill: key, plan, item: made })
  }

  billDeeds(key: string, bill: DemoBill, texts: ReadonlyMap<string, string>): Deed[] {
    const filing: Deed = { on: this.#day(bill.filedOn), do: services => this.#file(services, key, bill) }
    return [
      filing,
      ...bill.steps.flatMap(step =>
        step.do === 'opinion'
          ? this.#opinionDeeds(key, step)
          : [{ on: this.#day(step.on), do: (services: Services) => this.#step(services, key, step, texts) }]
      ),
      ...bill.steps.flatMap(step => (step.do === 'event' && step.event === 'promulgate' ? this.#filingDeed(key, step.on) : []))
    ]
  }

  /** 报备 twelve days after promulgation, where that day has come. */
  #filingDeed(key: string, promulgatedOn: string): Deed[] {
    const on = addDays(this.#day(promulgatedOn), 12)
    if (on > this.#today) return []
    return [{ on, do: services => fileForDemo(services, this.#clerk(), this.#bills.get(key) ?? '', on) }]
  }

  /** An opinion on the newest draft, and its answer on a later day. */
  #opinionDeeds(key: string, { on, by, source, from, verdict, ...step }: DemoOpinion): Deed[] {
    let id = ''
    const filing: Deed = {
      on: this.#day(on),
      do: async services => {
        const bill = this.#bills.get(key) ?? ''
        const actor = this.#actor(by)
        const draft = this.#documents.get(`${bill} draft`)
        if (!draft?.newest) throw new Error(`示例法规案 ${key} 还没有草案，不能提意见`)
        const term = OPINION_SOURCES.find(known => known === source)
        if (!term) throw new Error(`示例中没有意见来源 ${source}`)
        const { article, quote = null, body, proposal = null } = step
        const about = { document: draft.id, version: draft.newest, article, quote, body, proposal }
        const round = this.#rounds.get(`${bill} ${term === 'public' ? 'public' : 'asked'}`)
        const opinion = await fileOpinion(services, actor, bill, {
          ...about,
          ...(round && { round }),
          source: term,
          ...(actor.role === 'staff' && { givenBy: from })
        })
        id = opinion.id
      }
    }
    if (!verdict) return [filing]
    const answer: Deed = {
      on: this.#day(verdict.on),
      do: async services => {
        await judgeOpinion(services, this.#actor(verdict.by), id, { verdict: verdict.verdict, reason: verdict.reason })
      }
    }
    return [filing, answer]
  }

  async #file(
    services: Services,
    key: string,
    { title, kind, workflow, sponsor, draftingUnit, competentCommittee, ...bill }: DemoBill
  ): Promise<void> {
    const officer = this.#actor(bill.caseOfficer)
    const targetOn = bill.targetOn === null ? null : this.#day(bill.targetOn)
    const wish = { title, kind, workflow, sponsor, draftingUnit, competentCommittee, caseOfficer: officer.displayName, targetOn }
    const id = bill.continues ? await this.#continue(services, officer, wish, bill.continues) : (await fileBill(services, officer, wish)).id
    this.#bills.set(key, id)
    for (const { plan, item } of this.#waiting.filter(waiting => waiting.bill === key))
      await changePlanItem(services, officer, plan, item, { bill: id })
  }

  /** The circle closes: what the evaluation proposed is argued, selected, carried into a plan, and begins with the text in force. */
  async #continue(
    services: Services,
    officer: Actor,
    { kind, ...wish }: Pick<DemoBill, 'title' | 'kind' | 'workflow' | 'sponsor' | 'draftingUnit' | 'competentCommittee'>,
    { bill, plan: title, category, argument, reason }: NonNullable<DemoBill['continues']>
  ): Promise<string> {
    const { items } = await listProposals(services, { amends: this.#bills.get(bill) ?? '', status: 'proposed' })
    const [proposal] = items
    const plan = this.#plans.get(title)
    if (!proposal || !plan) throw new Error(`示例中没有对 ${bill} 的修改建议，或者没有计划“${title}”`)
    await changeProposal(services, officer, proposal.id, { argument })
    await decideProposal(services, officer, proposal.id, { decision: 'selected', reason })
    const { planItem } = await carryProposal(services, officer, proposal.id, { plan, category, reason, draftingUnit: wish.draftingUnit })
    const opened = await openBillOfItem(services, officer, plan, planItem ?? '', { ...wish, kind, caseOfficer: officer.displayName })
    if (opened.text) this.#documents.set(`${opened.bill} draft`, { id: opened.text, newest: 1 })
    return opened.bill
  }

  async #step(services: Services, key: string, step: Exclude<DemoStep, DemoOpinion>, texts: ReadonlyMap<string, string>): Promise<void> {
    const bill = this.#bills.get(key) ?? ''
    switch (step.do) {
      case 'save':
        return this.#save(services, bill, step, texts.get(step.file) ?? '')
      case 'event':
        return advanceBill(services, this.#actor(step.by), bill, step.event, this.#input(step.input))
      case 'due':
        await advanceIfDue(services, bill)
        return
      case 'evidence':
        return this.#evidence(services, bill, step)
      case 'notApplicable': {
        const item = await itemByCode(services, bill, step.code)
        await changeItem(services, this.#actor(step.by), bill, item.id, { status: 'notApplicable', reason: step.reason })
        return
      }
      case 'round':
        return this.#ask(services, bill, step)
      case 'task':
        return workOnTask(services, this.#actor(step.by), bill, step, told => this.#day(told))
      case 'schedule':
        return keepSchedule(services, this.#actor(step.by), bill, step, told => this.#day(told))
      case 'checkIn':
        return handIn(services, this.#actor(step.by), bill, step, told => this.#day(told))
      case 'inspection':
        return inspect(services, this.#actor(step.by), bill, step)
      case 'evaluation':
        return evaluate(services, this.#actor(step.by), bill, step)
    }
  }

  async #save(services: Services, bill: string, step: Extract<DemoStep, { do: 'save' }>, text: string): Promise<void> {
    const actor = this.#actor(step.by)
    if (!isDocumentKind(step.document)) throw new Error(`示例中没有材料种类 ${step.document}`)
    const key = `${bill} ${step.document}`
    let document = this.#documents.get(key)
    if (!document) {
      const { id } = await addDocument(services, actor, bill, { kind: step.document, ...(step.title && { title: step.title }) })
      document = { id, newest: null }
      this.#documents.set(key, document)
    }
    const name = VERSION_NAMES.find((known): known is VersionName => known === step.name) ?? null
    const { seq } = await saveVersion(services, actor, document.id, { text, message: step.message, parent: document.newest, name })
    document.newest = seq
  }

  /** 一点一库一基地. */
  async enlist(services: Services, { termFrom, termTo, ...one }: Demo['consultees'][number]): Promise<void> {
    const term = { termFrom: this.#day(termFrom), termTo: termTo === undefined ? null : this.#day(termTo) }
    const { id } = await addConsultee(services, this.#clerk(), { ...one, ...term })
    this.#consultees.set(one.name, id)
  }

  async #ask(services: Services, bill: string, { by, kind, title, closesOn, ...step }: Extract<DemoStep, { do: 'round' }>): Promise<void> {
    const draft = this.#documents.get(`${bill} draft`)
    const term = ROUND_KINDS.find(known => known === kind)
    if (!draft?.newest || !term) throw new Error(`示例中的“${title}”没有草案，或者没有这种方式`)
    const asked = step.asked.map(({ name, source }) => ({ name, source: OPINION_SOURCES.find(known => known === source) ?? 'department' }))
    const consultees = step.consultees.map(name => this.#consultees.get(name) ?? '')
    const about = {
      document: draft.id,
      version: draft.newest,
      kind: term,
      title,
      opensOn: this.#day(step.on),
      closesOn: this.#day(closesOn)
    }
    const { id } = await openRound(services, this.#actor(by), bill, { ...about, consultees, asked })
    this.#rounds.set(`${bill} ${term === 'publicConsultation' ? 'public' : 'asked'}`, id)
  }

  /** Whoever registers the last evidence that a row needs, also says that it is done; a row that repeats stays open. */
  async #evidence(services: Services, bill: string, step: Extract<DemoStep, { do: 'evidence' }>): Promise<void> {
    const actor = this.#actor(step.by)
    const before = await itemByCode(services, bill, step.code)
    const { kind, title, url = null, quantity = null, note = null } = step
    const item = await addEvidence(services, actor, bill, before.id, { kind, title, on: chinaDate(services.now()), url, quantity, note })
    const enough = item.metric?.target == null || item.metric.actual >= item.metric.target
    const repeats = item.dueOn !== before.dueOn
    if (enough && !repeats && item.dueOn !== null && kind === item.requiredEvidence.kind)
      await changeItem(services, actor, bill, item.id, { status: 'done' })
  }

  #input(input: DemoInput): EventInput {
    const days = (['on', 'sentOn', 'meetingOn', 'effectiveOn', 'until'] as const).flatMap(name => {
      const day = input[name]
      return day === undefined ? [] : [[name, this.#day(day)] as const]
    })
    return { ...input, ...Object.fromEntries(days) }
  }

  #plannedOn(planned: DemoPlan['items'][number]['plannedOn']): PlannedDates {
    return Object.fromEntries(Object.entries(planned).map(([milestone, day]) => [milestone, this.#day(day)]))
  }

  /** @example day('today-12') twelve days before the day of loading */
  #day(told: DemoDay): string {
    return told.startsWith('today') ? addDays(this.#today, Number(told.slice('today'.length) || 0)) : told
  }

  #actor(name: string): Actor {
    const actor = this.#cast.get(name)
    if (!actor) throw new Error(`示例中没有账号 ${name}`)
    return actor
  }

  /** Who keeps the plans: the first member of staff. */
  #clerk(): Actor {
    const clerk = [...this.#cast.values()].find(({ role }) => role === 'staff')
    if (!clerk) throw new Error('示例中没有工作人员')
    return clerk
  }
}

/** Where a row stands once an article (`prep-implementing:第十条`), the first that is still open. */
async function itemByCode(services: Services, bill: string, code: string) {
  const { items } = await readLedger(services, bill)
  const item = items.find(found => found.code === code) ?? items.find(found => found.code.startsWith(`${code}:`) && found.status !== 'done')
  if (!item) throw new Error(`示例法规案的台账中没有事项 ${code}`)
  return item
}
