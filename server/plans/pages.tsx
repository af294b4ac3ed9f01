/** Pages of plans, their items and their progress. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { Id, MAX_LIMIT } from '../../schema/http.ts'
import { NewPlan, NewPlanItem, PlanChange, type PlanItem, PlanItemChange } from '../../schema/plans.ts'
import { listBills } from '../bills/list.ts'
import { readBill } from '../bills/read.ts'
import { mayAs } from '../people/permissions.ts'
import type { Services } from '../store/services.ts'
import { answerForm, type Fields, filled, type Refusal, readForm, UNTOUCHED } from '../web/forms.ts'
import { frameOf, sendPage } from '../web/frame.ts'
import { requireActor } from '../web/http/actor.ts'
import type { HttpServer } from '../web/http/server.ts'
import { addItem, addPlan } from './add.ts'
import { changePlanItem, removePlanItem } from './change-item.ts'
import { openingPages } from './opening-pages.tsx'
import { changePlan } from './pass.ts'
import { ITEM_LABELS, ItemPage, PlanPage } from './plan-page.tsx'
import { NewPlanPage, PLAN_LABELS, PlansPage } from './plans-page.tsx'
import { FIGURES, ProgressPage } from './progress-page.tsx'
import { listAdjustments, listPlans, readItem, readPlan } from './read.ts'
import { readProgress } from './read-progress.ts'
import { readPlanYears } from './years.ts'

const READ = { access: 'signedIn' } as const

const STAFF = { access: ['staff'] } as const
const PlanParams = Type.Object({ id: Id })
const ItemParams = Type.Object({ id: Id, item: Id })
const PlansQuery = Type.Object({ cursor: Type.Optional(Type.String({ maxLength: 400 })) })
const ProgressQuery = Type.Object({
  show: Type.Optional(Type.String({ maxLength: 40 })),
  phase: Type.Optional(Type.String({ maxLength: 100 }))
})

export function pages(app: HttpServer, services: Services): void {
  openingPages(app, services)
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
  const show = async (request: FastifyRequest, reply: FastifyReply, id: string, refusal: Refusal) => {
    const frame = frameOf(request, reply, services)
    const plan = await readPlan(services, id)
    const [{ items }, adjustments, years] = await Promise.all([
      readProgress(services, id),
      listAdjustments(services, id, { limit: MAX_LIMIT }),
      plan.kind === 'fiveYearPlan' ? readPlanYears(services, id) : null
    ])
    return (
      <PlanPage
        frame={frame}
        plan={plan}
        items={items}
        adjustments={adjustments.items}
        years={years}
        refusal={refusal}
        mayWrite={mayAs(frame.actor, 'staff')}
      />
    )
  }
  app.get('/plans/:id', { config: READ, schema: { params: PlanParams } }, async (request, reply) =>
    sendPage(reply, await show(request, reply, request.params.id, UNTOUCHED))
  )
  app.post('/plans/:id', { config: STAFF, schema: { params: PlanParams } }, (request, reply) => {
    const { id } = request.params
    return answerForm(request, reply, {
      act: fields =>
        changePlan(services, requireActor(request), id, readForm(PlanChange, fields, { ...PLAN_LABELS, passedOn: '通过日期' })),
      done: () => `/plans/${id}`,
      again: refusal => show(request, reply, id, refusal)
    })
  })
}

function itemPages(app: HttpServer, services: Services): void {
  const form = async (request: FastifyRequest, reply: FastifyReply, id: string, itemId: string | null, refusal: Refusal | null) => {
    const plan = await readPlan(services, id)
    const item = itemId === null ? null : await readItem(services, id, itemId)
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
      act: fields => addItem(services, requireActor(request), request.params.id, readForm(NewPlanItem, adjusting(fields), ITEM_LABELS)),
      done: () => `/plans/${request.params.id}`,
      again: refusal => form(request, reply, request.params.id, null, refusal)
    })
  )
  app.post('/plans/:id/items/:item', { config: STAFF, schema: { params: ItemParams } }, (request, reply) => {
    const { id, item } = request.params
    return answerForm(request, reply, {
      act: async fields => {
        const wish = readForm(PlanItemChange, adjusting(fields), ITEM_LABELS)
        if (fields['do'] === 'remove') await removePlanItem(services, requireActor(request), id, item, wish.adjustment)
        else await changePlanItem(services, requireActor(request), id, item, wish)
      },
      done: () => `/plans/${id}`,
      again: refusal => form(request, reply, id, item, refusal)
    })
  })
}

/** A reason that is left empty is no adjustment; the act says where one is needed. */
function adjusting({ 'adjustment.reason': reason = '', 'adjustment.decidedOn': decidedOn = '', ...fields }: Fields): Fields {
  return reason.trim() === '' ? fields : { ...fields, 'adjustment.reason': reason, 'adjustment.decidedOn': decidedOn }
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
    const { show = 'all', phase } = request.query
    const filter = Object.entries(FIGURES).find(([name]) => name === show)
    const inPhase = progress.items.filter(({ phaseTitle }) => phase === undefined || phaseTitle === phase)
    const shown = filter ? inPhase.filter(filter[1].counts) : inPhase
    const address = (show: string, phase: string | undefined) => {
      const query = new URLSearchParams({ ...(show !== 'all' && { show }), ...(phase !== undefined && { phase }) })
      return `/plans/${request.params.id}/progress${query.size === 0 ? '' : `?${query}`}`
    }
    const chips = [
      ...Object.entries(FIGURES).map(([name, { title, counts }]) => ({
        href: address(name === show ? 'all' : name, phase),
        label: `${name === 'all' ? '全部' : title} ${inPhase.filter(counts).length} 件`,
        current: name === show,
        isAll: name === 'all'
      })),
      // 工作台 and 总览 lead here from a stage.
      ...(phase === undefined ? [] : [{ href: address(show, undefined), label: phase, current: true }])
    ]
    return sendPage(reply, <ProgressPage frame={frame} progress={progress} shown={shown} chips={chips} />)
  })
}
