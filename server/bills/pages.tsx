/** Pages of the bill pool: listing, filing, correcting. The page of one bill is in bill-pages.tsx. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'
import { type Bill, BillChange, type BillStatus, NewBill, type WorkflowName } from '../../schema/bills.ts'
import { IdParams } from '../../schema/http.ts'
import { Problem } from '../../schema/problems.ts'
import { mayAs } from '../people/permissions.ts'
import { proposalCounts } from '../proposals/read.ts'
import type { Actor, Services } from '../store/services.ts'
import { makeTaskSheet } from '../tasks/make-task-sheet.ts'
import { setTarget } from '../tasks/set-target.ts'
import type { Chip } from '../web/components/lists.tsx'
import { answerForm, filled, type Refusal, readForm, UNTOUCHED } from '../web/forms.ts'
import { frameOf, sendPage } from '../web/frame.ts'
import { requireActor } from '../web/http/actor.ts'
import type { HttpServer } from '../web/http/server.ts'
import { billPages } from './bill-pages.tsx'
import { BILL_LABELS, BillsPage, ChangeBillPage, NewBillPage } from './bills-page.tsx'
import { changeBill } from './change.ts'
import { fileBill } from './file.ts'
import { listBills, numberOfBills } from './list.ts'
import { movePages } from './newer-workflow.tsx'
import { readBill } from './read.ts'
import { readStandings } from './standing.ts'
import { stateChartPages } from './state-chart-page.tsx'
import { readWorkflows } from './workflows.ts'

const READ = { access: 'signedIn' } as const

const word = Type.Optional(Type.String({ maxLength: 100 }))
const BillsQuery = Type.Object({ stage: word, status: word, cursor: Type.Optional(Type.String({ maxLength: 400 })) })
type BillsQuery = Static<typeof BillsQuery>
const STAFF = { access: ['staff'] } as const

export function pages(app: HttpServer, services: Services): void {
  listPages(app, services)
  billPages(app, services)
  filePages(app, services)
  changePages(app, services)
  stateChartPages(app, services)
  movePages(app, services)
}

function listPages(app: HttpServer, services: Services): void {
  app.get('/bills', { config: READ, schema: { querystring: BillsQuery } }, async (request, reply) => {
    const frame = frameOf(request, reply, services)
    const { query } = request
    const [{ items, next }, shown, total, chips, proposals] = await Promise.all([
      listBills(services, query),
      numberOfBills(services, query),
      numberOfBills(services, {}),
      chipsOf(services, query),
      proposalCounts(services)
    ])
    const standings = await readStandings(
      services,
      items.map(({ id }) => id)
    )
    const bills = items.flatMap(({ id }) => standings.get(id) ?? [])
    const nextAddress = next === null ? null : addressOf({ ...query, cursor: next })
    const mayFile = mayAs(frame.actor, 'staff')
    const tabs = [
      { href: '/proposals', title: '项目建议', count: proposals.total, current: false },
      { href: '/bills', title: '法规案', count: total, current: true }
    ]
    return sendPage(
      reply,
      <BillsPage frame={frame} bills={bills} shown={shown} total={total} chips={chips} tabs={tabs} next={nextAddress} mayFile={mayFile} />
    )
  })
}

/** The bills that are still under way, and the stages of every definition, the most used one's order first. */
async function chipsOf(services: Services, query: BillsQuery): Promise<Chip[]> {
  const definitions = (await readWorkflows(services.workflowsDir)).flatMap(({ definition }) => definition ?? [])
  const used = new Map(await Promise.all(definitions.map(async ({ id }) => [id, await numberOfBills(services, { workflow: id })] as const)))
  definitions.sort((a, b) => (used.get(b.id) ?? 0) - (used.get(a.id) ?? 0))
  const stages = new Map<string, string>()
  for (const { id, title } of definitions.flatMap(definition => definition.stages)) if (!stages.has(id)) stages.set(id, title)
  const chip = async (filter: 'stage' | 'status', value: string, title: string): Promise<Chip & { count: number }> => {
    const count = await numberOfBills(services, { [filter]: value })
    const current = query[filter] === value
    return {
      href: addressOf({ ...query, cursor: undefined, [filter]: current ? undefined : value }),
      label: `${title} ${count} 件`,
      current,
      count
    }
  }
  const underWay: BillStatus = 'active'
  const chips = await Promise.all([chip('status', underWay, '办理中'), ...[...stages].map(([id, title]) => chip('stage', id, title))])
  const all = { href: '/bills', label: `全部 ${await numberOfBills(services, {})} 件`, current: !query.stage && !query.status, isAll: true }
  return [all, ...chips.filter(({ count, current }) => count > 0 || current)]
}

function addressOf(query: Readonly<Record<string, string | undefined>>): string {
  const set = Object.entries(query).filter((entry): entry is [string, string] => Boolean(entry[1]))
  return set.length === 0 ? '/bills' : `/bills?${new URLSearchParams(set)}`
}

/**
 * 任务书 and 施工图 in one go with the bill. What cannot be planned (no target, or one that cannot be kept) is filed all the same, and its page of the
 * target says why.
 * @returns where the person goes on
 */
async function planned(services: Services, actor: Actor, { id, targetOn }: Bill): Promise<string> {
  await makeTaskSheet(services, actor, id)
  if (targetOn === null) return `/bills/${id}/schedule`
  try {
    await setTarget(services, actor, id, { target: targetOn })
    return `/bills/${id}?tab=schedule#tabs`
  } catch (error) {
    if (error instanceof Problem) return `/bills/${id}/schedule?why=1`
    throw error
  }
}

function filePages(app: HttpServer, services: Services): void {
  const form = async (request: FastifyRequest, reply: FastifyReply, refusal: Refusal) => (
    <NewBillPage frame={frameOf(request, reply, services)} workflows={await soundWorkflows(services)} refusal={refusal} />
  )
  app.get('/bills/new', { config: STAFF }, async (request, reply) => sendPage(reply, await form(request, reply, UNTOUCHED)))
  app.post('/bills/new', { config: STAFF }, (request, reply) =>
    answerForm(request, reply, {
      act: async ({ go, ...fields }) => {
        const bill = await fileBill(services, requireActor(request), readForm(NewBill, fields, BILL_LABELS))
        return go === 'plan' ? planned(services, requireActor(request), bill) : `/bills/${bill.id}`
      },
      done: address => address,
      again: refusal => form(request, reply, refusal)
    })
  )
}

async function soundWorkflows({ workflowsDir }: Services): Promise<WorkflowName[]> {
  const all = await readWorkflows(workflowsDir)
  return all.flatMap(({ definition, findings }) =>
    definition && findings.length === 0 ? [{ id: definition.id, version: definition.version, title: definition.title }] : []
  )
}

function changePages(app: HttpServer, services: Services): void {
  const form = async (request: FastifyRequest, reply: FastifyReply, id: string, refusal: Refusal | null) => {
    const bill = await readBill(services, id)
    const { title, sponsor, draftingUnit, competentCommittee, caseOfficer, targetOn } = bill
    const known = filled({ title, sponsor, draftingUnit, competentCommittee, caseOfficer, targetOn })
    return <ChangeBillPage frame={frameOf(request, reply, services)} bill={bill} refusal={refusal ?? known} />
  }
  app.get('/bills/:id/particulars', { config: STAFF, schema: { params: IdParams } }, async (request, reply) =>
    sendPage(reply, await form(request, reply, request.params.id, null))
  )
  app.post('/bills/:id/particulars', { config: STAFF, schema: { params: IdParams } }, (request, reply) =>
    answerForm(request, reply, {
      act: fields => changeBill(services, requireActor(request), request.params.id, readForm(BillChange, fields, BILL_LABELS)),
      done: bill => `/bills/${bill.id}`,
      again: refusal => form(request, reply, request.params.id, refusal)
    })
  )
}
