/** Addresses of plans (规划、计划), their items and their progress report. Room `plans`: what is to be made, by when, and how far it has come. */
import { Type } from 'typebox'
import { Id, IdParams, Page, PageQuery } from '../../schema/http.ts'
import {
  Adjustment,
  NewPlan,
  NewPlanItem,
  NextPlan,
  OpenedBill,
  OpeningOfBill,
  Plan,
  PlanAdjustment,
  PlanChange,
  PlanItem,
  PlanItemChange,
  PlanYear,
  Progress
} from '../../schema/plans.ts'
import { ChartFilters } from '../../schema/tasks.ts'
import { progressTable } from '../reports/progress-table.ts'
import { FileBody, TABLE_FORMATS, writeTable } from '../reports/write-table.ts'
import type { Services } from '../store/services.ts'
import { drawChart, readPlanChart } from '../tasks/read-chart.ts'
import { requireActor } from '../web/http/actor.ts'
import type { HttpServer } from '../web/http/server.ts'
import { addItem, addPlan } from './add.ts'
import { changePlanItem, removePlanItem } from './change-item.ts'
import { drawUpNextPlan } from './next-plan.ts'
import { openBillOfItem } from './open-bill.ts'
import { changePlan } from './pass.ts'
import { listAdjustments, listItems, listPlans, readPlan } from './read.ts'
import { readProgress } from './read-progress.ts'
import { readPlanYears } from './years.ts'

const READING = { access: 'signedIn' } as const
const STAFF = { access: ['staff'] } as const
const tags = ['plans']
const ProgressQuery = Type.Object(
  {
    ...ChartFilters,
    format: Type.Optional(Type.Enum(['json', ...TABLE_FORMATS, 'svg'], { description: '格式，默认 json；only 和 unit 只用于 svg' }))
  },
  { additionalProperties: false }
)
/** In the address, as an answer to DELETE has no body; both are those of an adjustment. */
const RemovalQuery = Type.Partial(Adjustment, { additionalProperties: false })
const PlanYears = Type.Object(
  { years: Type.Array(PlanYear), undated: Type.Array(Progress.properties.items.items) },
  { additionalProperties: false }
)
const ItemParams = Type.Object({ id: Id, item: Id }, { additionalProperties: false })

export function routes(app: HttpServer, services: Services): void {
  planRoutes(app, services)
  itemRoutes(app, services)
  app.get(
    '/api/v1/plans/:id/progress',
    {
      config: READING,
      schema: {
        summary: '计划进展情况',
        description: 'xlsx、docx、csv、md 为文件，内容与 json 相同；svg 为施工图。',
        tags,
        params: IdParams,
        querystring: ProgressQuery,
        response: { 200: { content: { 'application/json': { schema: Progress }, 'application/octet-stream': { schema: FileBody } } } }
      }
    },
    async (request, reply) => {
      const { format = 'json', ...filter } = request.query
      if (format === 'svg') {
        const { chart } = await readPlanChart(services, requireActor(request), request.params.id, filter)
        return reply.type('image/svg+xml; charset=utf-8').send(Buffer.from(drawChart(chart)))
      }
      const progress = await readProgress(services, request.params.id)
      if (format === 'json') return progress
      const { headers, body } = await writeTable(progressTable(progress), format)
      return reply.headers(headers).send(body)
    }
  )
}

function planRoutes(app: HttpServer, services: Services): void {
  app.get(
    '/api/v1/plans',
    { config: READING, schema: { summary: '规划、计划列表', tags, querystring: PageQuery, response: { 200: Page(Plan) } } },
    request => listPlans(services, request.query)
  )
  app.post(
    '/api/v1/plans',
    { config: STAFF, schema: { summary: '新增规划、计划', tags, body: NewPlan, response: { 201: Plan } } },
    async (request, reply) => {
      const plan = await addPlan(services, requireActor(request), request.body)
      return reply.code(201).header('location', `/api/v1/plans/${plan.id}`).send(plan)
    }
  )
  app.get(
    '/api/v1/plans/:id',
    { config: READING, schema: { summary: '规划、计划', tags, params: IdParams, response: { 200: Plan } } },
    request => readPlan(services, request.params.id)
  )
  app.patch(
    '/api/v1/plans/:id',
    {
      config: STAFF,
      schema: { summary: '修改名称，登记通过', tags, params: IdParams, body: PlanChange, response: { 200: Plan } }
    },
    request => changePlan(services, requireActor(request), request.params.id, request.body)
  )
  app.post(
    '/api/v1/plans/annual',
    {
      config: STAFF,
      schema: {
        summary: '编制年度计划',
        description: '上年未完成的和五年规划列在本年的项目一并列入。',
        tags,
        body: NextPlan,
        response: { 201: Plan }
      }
    },
    async (request, reply) => {
      const { plan } = await drawUpNextPlan(services, requireActor(request), request.body)
      return reply.code(201).header('location', `/api/v1/plans/${plan.id}`).send(plan)
    }
  )
  app.get(
    '/api/v1/plans/:id/adjustments',
    {
      config: READING,
      schema: { summary: '计划调整记录', tags, params: IdParams, querystring: PageQuery, response: { 200: Page(PlanAdjustment) } }
    },
    request => listAdjustments(services, request.params.id, request.query)
  )
  app.get(
    '/api/v1/plans/:id/years',
    {
      config: READING,
      schema: { summary: '五年规划逐年情况', tags, params: IdParams, response: { 200: PlanYears } }
    },
    request => readPlanYears(services, request.params.id)
  )
}

function itemRoutes(app: HttpServer, services: Services): void {
  app.get(
    '/api/v1/plans/:id/items',
    {
      config: READING,
      schema: { summary: '立法项目列表', tags, params: IdParams, querystring: PageQuery, response: { 200: Page(PlanItem) } }
    },
    request => listItems(services, request.params.id, request.query)
  )
  app.post(
    '/api/v1/plans/:id/items',
    { config: STAFF, schema: { summary: '新增立法项目', tags, params: IdParams, body: NewPlanItem, response: { 201: PlanItem } } },
    async (request, reply) => reply.code(201).send(await addItem(services, requireActor(request), request.params.id, request.body))
  )
  app.patch(
    '/api/v1/plans/:id/items/:item',
    { config: STAFF, schema: { summary: '修改立法项目', tags, params: ItemParams, body: PlanItemChange, response: { 200: PlanItem } } },
    request => changePlanItem(services, requireActor(request), request.params.id, request.params.item, request.body)
  )
  app.delete(
    '/api/v1/plans/:id/items/:item',
    {
      config: STAFF,
      schema: { summary: '移除立法项目', tags, params: ItemParams, querystring: RemovalQuery, response: { 204: Type.Null() } }
    },
    async (request, reply) => {
      const { reason, decidedOn } = request.query
      const adjustment = reason === undefined ? undefined : { reason, ...(decidedOn !== undefined && { decidedOn }) }
      await removePlanItem(services, requireActor(request), request.params.id, request.params.item, adjustment)
      return reply.code(204).send(null)
    }
  )
  app.post(
    '/api/v1/plans/:id/items/:item/bill',
    {
      config: STAFF,
      schema: {
        summary: '立案：一步登记法规案、专班、任务书和施工图',
        tags,
        params: ItemParams,
        body: OpeningOfBill,
        response: { 201: OpenedBill }
      }
    },
    async (request, reply) => {
      const { id, item } = request.params
      return reply.code(201).send(await openBillOfItem(services, requireActor(request), id, item, request.body))
    }
  )
}
