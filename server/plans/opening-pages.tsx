/** Pages that begin something: the bill of an item, and the annual plan with what is carried over. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { Id } from '../../schema/http.ts'
import { NextPlan, OpeningOfBill, type PlanItem } from '../../schema/plans.ts'
import type { Problem } from '../../schema/problems.ts'
import { readWorkflows } from '../bills/workflows.ts'
import type { Services } from '../store/services.ts'
import { answerForm, filled, type Refusal, readForm } from '../web/forms.ts'
import { frameOf, sendPage } from '../web/frame.ts'
import { requireActor } from '../web/http/actor.ts'
import type { HttpServer } from '../web/http/server.ts'
import { drawUpNextPlan } from './next-plan.ts'
import { openBillOfItem } from './open-bill.ts'
import { OPENING_LABELS, OpenBillPage } from './open-bill-page.tsx'
import { NextPlanPage, PLAN_LABELS } from './plans-page.tsx'
import { readItem, readPlan } from './read.ts'

const STAFF = { access: ['staff'] } as const
const ItemParams = Type.Object({ id: Id, item: Id })

export function openingPages(app: HttpServer, services: Services): void {
  billPages(app, services)
  const form = async (request: FastifyRequest, reply: FastifyReply, refusal: Refusal) => (
    <NextPlanPage frame={frameOf(request, reply, services)} refusal={refusal} />
  )
  app.get('/plans/annual', { config: STAFF }, async (request, reply) => {
    const year = Number(frameOf(request, reply, services).today.slice(0, 4)) + 1
    return sendPage(reply, await form(request, reply, filled({ year: String(year) })))
  })
  app.post('/plans/annual', { config: STAFF }, (request, reply) =>
    answerForm(request, reply, {
      act: fields => drawUpNextPlan(services, requireActor(request), readForm(NextPlan, fields, PLAN_LABELS)),
      done: ({ plan }) => `/plans/${plan.id}`,
      again: refusal => form(request, reply, refusal)
    })
  )
}

function billPages(app: HttpServer, services: Services): void {
  const form = async (
    request: FastifyRequest,
    reply: FastifyReply,
    { id, item: itemId }: { id: string; item: string },
    came: { refusal: Refusal; problem: Problem } | null
  ) => {
    const [plan, item, workflows] = await Promise.all([readPlan(services, id), readItem(services, id, itemId), soundWorkflows(services)])
    const frame = frameOf(request, reply, services)
    const refusal = came?.refusal ?? filled({ ...knownOf(item), caseOfficer: frame.actor?.displayName ?? '' })
    const conflicts = came?.problem.code === 'target-infeasible' ? came.problem.errors.map(({ message }) => message) : []
    return <OpenBillPage frame={frame} plan={plan} item={item} workflows={workflows} refusal={refusal} conflicts={conflicts} />
  }
  const address = '/plans/:id/items/:item/bill'
  app.get(address, { config: STAFF, schema: { params: ItemParams } }, async (request, reply) =>
    sendPage(reply, await form(request, reply, request.params, null))
  )
  app.post(address, { config: STAFF, schema: { params: ItemParams } }, (request, reply) => {
    const { id, item } = request.params
    return answerForm(request, reply, {
      act: fields => {
        // A box that is not ticked sends nothing.
        const ticked = { ...fields, taskSheet: fields['taskSheet'] === 'true' ? 'true' : 'false' }
        return openBillOfItem(services, requireActor(request), id, item, readForm(OpeningOfBill, ticked, OPENING_LABELS))
      },
      done: ({ bill }) => `/bills/${bill}?tab=schedule#tabs`,
      again: (refusal, problem) => form(request, reply, request.params, { refusal, problem })
    })
  })
}

const knownOf = ({ title, amends, sponsor, draftingUnit, responsibleUnit, plannedOn }: PlanItem) => ({
  title,
  kind: amends === null ? 'enact' : 'partialAmendment',
  workflow: amends === null ? 'municipal-regulation' : 'municipal-amendment',
  sponsor,
  draftingUnit,
  competentCommittee: responsibleUnit,
  target: plannedOn.promulgation ?? null
})

async function soundWorkflows({ workflowsDir }: Services) {
  const all = await readWorkflows(workflowsDir)
  return all.flatMap(({ definition, findings }) =>
    definition && findings.length === 0 ? [{ id: definition.id, version: definition.version, title: definition.title }] : []
  )
}
