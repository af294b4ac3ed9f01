/** Pages of plans, their items and their progress. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { Id, MAX_LIMIT } from '../../schema/http.ts'
import { NewPlan, NewPlanItem, type PlanItem, PlanItemChange } from '../../schema/plans.ts'
import { Problem } from '../../schema/problems.ts'
import { listBills } from '../bills/list.ts'
import { readBill } from '../bills/read.ts'
import { mayAs } from '../people/permissions.ts'
import type { Services } from '../store/services.ts'
import { answerForm, filled, type Refusal, readForm, UNTOUCHED } from '../web/forms.ts'
import { frameOf, sendPage } from '../web/frame.ts'
import { requireActor } from '../web/http/actor.ts'
import type { HttpServer } from '../web/http/server.ts'
import { addItem, addPlan } from './add.ts'
import { changePlanItem } from './change-item.ts'
import { ITEM_LABELS, ItemPage, PlanPage } from './plan-page.tsx'
import { NewPlanPage, PLAN_LABELS, PlansPage } from './plans-page.tsx'
import { FIGURES, ProgressPage } from './progress-page.tsx'
import { listItems, listPlans, readPlan } from './read.ts'
import { readProgress } from './read-progress.ts'
import { WallChartPage } from './wall-chart-page.tsx'

const READ = { access: 'signedIn' } as const

const STAFF = { access: ['staff'] } as const
const PlanParams = Type.Object({ id: Id })
const ItemParams = Type.Object({ id: Id, item: Id })
const PlansQuery = Type.Object({ cursor: Type.Optional(Type.String({ maxLength: 400 })) })
const ProgressQuery = Type.Object({ show: Type.Optional(Type.String({ maxLength: 40 })) })

export function pages(app: HttpServer, services: Services): void {
  planPages(app, services)
  itemPages(app, services)
  progressPages(app, services)
}

function planPages(app: HttpServer, services: Services): void {
  app.get('/plans', { config: READ, schema: { querystring: PlansQuery } }, async (request, reply) => {
    const frame = frameOf(request, reply, services)
    const { items, next } = await listPlans(services, request.query)
    const nextAddress = next === null ? null : `/plans?${new URLSearchParams({ cursor: next })}`
    return sendPage(reply, <PlansPage frame={frame} plans={items} next={nextAddress} mayWrite={mayAs(frame.actor, 'staff')} />)
  })
  const form = async (request: FastifyRequest, reply: FastifyReply, refusal: Refusal) => (
    <NewPlanPage frame={frameOf(request, reply, services)} refusal={refusal} />
  )
  app.get('/plans/new', { config: STAFF }, async (request, reply) => sendPage(reply, await form(request, reply, UNTOUCHED)))
  app.post('/plans/new', { config: STAFF }, (request, reply) =>
    answerForm(request, reply, {
      act: fields => addPlan(services, requireActor(request), readForm(NewPlan, fields, PLAN_LABELS)),
      done: plan => `/plans/${plan.id}`,
      again: refusal => form(request, reply, refusal)
    })
  )
  app.get('/plans/:id', { config: READ, schema: { params: PlanParams } }, async (request, reply) => {
    const frame = frameOf(request, reply, services)
    const plan = await readPlan(services, request.params.id)
    const items = await allItems(services, plan.id)
    return sendPage(reply, <PlanPage frame={frame} plan={plan} items={items} mayWrite={mayAs(frame.actor, 'staff')} />)
  })
}

/** Every item: a plan is printed whole. A five-year plan has some sixty. */
async function allItems(services: Services, plan: string): Promise<PlanItem[]> {
  const all: PlanItem[] = []
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await listItems(services, plan, { limit: MAX_LIMIT, cursor })
    all.push(...page.items)
    cursor = page.next
  }
  return all
}

function itemPages(app: HttpServer, services: Services): void {
  const form = async (request: FastifyRequest, reply: FastifyReply, id: string, itemId: string | null, refusal: Refusal | null) => {
    const plan = await readPlan(services, id)
    const item = itemId === null ? null : await demandItem(services, id, itemId)
    const bills = await billChoices(services, item?.bill ?? null)
    const frame = frameOf(request, reply, services)
    return <ItemPage frame={frame} plan={plan} item={item} bills={bills} refusal={refusal ?? (item ? known(item) : UNTOUCHED)} />
  }
  app.get('/plans/:id/items/new', { config: STAFF, schema: { params: PlanParams } }, async (request, reply) =>
    sendPage(reply, await form(request, reply, request.params.id, null, null))
  )
  app.get('/plans/:id/items/:item', { config: STAFF, schema: { params: ItemParams } }, async (request, reply) =>
    sendPage(reply, await form(request, reply, request.params.id, request.params.item, null))
  )
  app.post('/plans/:id/items/new', { config: STAFF, schema: { params: PlanParams } }, (request, reply) =>
    answerForm(request, reply, {
      act: fields => addItem(services, requireActor(request), request.params.id, readForm(NewPlanItem, fields, ITEM_LABELS)),
      done: () => `/plans/${request.params.id}`,
      again: refusal => form(request, reply, request.params.id, null, refusal)
    })
  )
  app.post('/plans/:id/items/:item', { config: STAFF, schema: { params: ItemParams } }, (request, reply) => {
    const { id, item } = request.params
    return answerForm(request, reply, {
      act: fields => changePlanItem(services, requireActor(request), id, item, readForm(PlanItemChange, fields, ITEM_LABELS)),
      done: () => `/plans/${id}`,
      again: refusal => form(request, reply, id, item, refusal)
    })
  })
}

async function demandItem(services: Services, plan: string, id: string): Promise<PlanItem> {
  const item = (await allItems(services, plan)).find(one => one.id === id)
  if (!item) throw new Problem('not-found', { detail: '没有找到这个立法项目，请刷新计划后重试。' })
  return item
}

const known = ({ title, category, bill, sponsor, draftingUnit, responsibleUnit, note, plannedOn }: PlanItem): Refusal =>
  filled({
    ...{ title, category, bill, sponsor, draftingUnit, responsibleUnit, note },
    ...Object.fromEntries(Object.entries(plannedOn).map(([milestone, on]) => [`plannedOn.${milestone}`, on]))
  })

/** The newest bills and, should it be an older one, the bill that the item has now. */
async function billChoices(services: Services, chosen: string | null): Promise<(readonly [string, string])[]> {
  const { items } = await listBills(services, { limit: MAX_LIMIT })
  const choices = items.map(({ id, title }) => [id, title] as const)
  if (chosen === null || items.some(({ id }) => id === chosen)) return choices
  return [[chosen, (await readBill(services, chosen)).title], ...choices]
}

function progressPages(app: HttpServer, services: Services): void {
  app.get('/plans/:id/progress', { config: READ, schema: { params: PlanParams, querystring: ProgressQuery } }, async (request, reply) => {
    const frame = frameOf(request, reply, services)
    const progress = await readProgress(services, request.params.id)
    const { show = 'all' } = request.query
    const filter = Object.entries(FIGURES).find(([name]) => name === show)
    const shown = filter ? progress.items.filter(filter[1].counts) : progress.items
    const address = `/plans/${request.params.id}/progress`
    const chips = Object.entries(FIGURES).map(([name, { title, counts }]) => ({
      href: name === show || name === 'all' ? address : `${address}?show=${name}`,
      label: `${name === 'all' ? '全部' : title} ${progress.items.filter(counts).length} 件`,
      current: name === show,
      isAll: name === 'all'
    }))
    return sendPage(reply, <ProgressPage frame={frame} progress={progress} shown={shown} chips={chips} />)
  })
  app.get('/plans/:id/wall-chart', { config: READ, schema: { params: PlanParams } }, async (request, reply) =>
    sendPage(reply, <WallChartPage frame={frameOf(request, reply, services)} progress={await readProgress(services, request.params.id)} />)
  )
}
