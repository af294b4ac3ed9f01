/**
 * Addresses of bills (法规案) and of the definitions that they run on. Room `bills`: filing a bill, what is said about it, and driving it through
 * its procedure. It knows no text: that is `drafts`. Acts: file, read, list, change, advance, advance-due, lifecycle, replay.
 */
import { Bill, BillChange, BillQuery, NewBill } from '../../schema/bills.ts'
import { IdParams, Page } from '../../schema/http.ts'
import { Lifecycle, LifecycleEvent } from '../../schema/lifecycle.ts'
import type { Services } from '../store/services.ts'
import { requireActor } from '../web/http/actor.ts'
import type { HttpServer } from '../web/http/server.ts'
import { advanceBill } from './advance.ts'
import { changeBill } from './change.ts'
import { fileBill } from './file.ts'
import { readLifecycle } from './lifecycle.ts'
import { listBills } from './list.ts'
import { readBill } from './read.ts'
import { workflowRoutes } from './workflow-routes.ts'

const READING = { access: 'signedIn' } as const
const STAFF = { access: ['staff'] } as const

export function routes(app: HttpServer, services: Services): void {
  billRoutes(app, services)
  lifecycleRoutes(app, services)
  workflowRoutes(app, services)
}

function billRoutes(app: HttpServer, services: Services): void {
  app.get(
    '/api/v1/bills',
    { config: READING, schema: { summary: '法规案列表', tags: ['bills'], querystring: BillQuery, response: { 200: Page(Bill) } } },
    request => listBills(services, request.query)
  )
  app.post(
    '/api/v1/bills',
    { config: STAFF, schema: { summary: '登记法规案', tags: ['bills'], body: NewBill, response: { 201: Bill } } },
    async (request, reply) => {
      const bill = await fileBill(services, requireActor(request), request.body)
      return reply.code(201).header('location', `/api/v1/bills/${bill.id}`).send(bill)
    }
  )
  app.get(
    '/api/v1/bills/:id',
    { config: READING, schema: { summary: '法规案', tags: ['bills'], params: IdParams, response: { 200: Bill } } },
    request => readBill(services, request.params.id)
  )
  app.patch(
    '/api/v1/bills/:id',
    {
      config: STAFF,
      schema: { summary: '更正法规案的基本情况', tags: ['bills'], params: IdParams, body: BillChange, response: { 200: Bill } }
    },
    request => changeBill(services, requireActor(request), request.params.id, request.body)
  )
}

function lifecycleRoutes(app: HttpServer, services: Services): void {
  app.get(
    '/api/v1/bills/:id/lifecycle',
    { config: READING, schema: { summary: '办理情况', tags: ['bills'], params: IdParams, response: { 200: Lifecycle } } },
    request => readLifecycle(services, request.params.id)
  )
  app.post(
    '/api/v1/bills/:id/lifecycle/events',
    {
      config: STAFF,
      schema: {
        summary: '推进法规案',
        description: '条件未满足的，答复 409 和全部未满足的条件，法规案不变。',
        tags: ['bills'],
        params: IdParams,
        body: LifecycleEvent,
        response: { 201: Lifecycle }
      }
    },
    async (request, reply) => {
      const { event, ...input } = request.body
      await advanceBill(services, requireActor(request), request.params.id, event, input)
      return reply.code(201).send(await readLifecycle(services, request.params.id))
    }
  )
}
