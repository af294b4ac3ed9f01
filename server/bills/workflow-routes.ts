import { Type } from 'typebox'
import { BILL_KINDS } from '../../schema/bills.ts'
import { IdParams, Page } from '../../schema/http.ts'
import { WorkflowMove, WorkflowOfBill, WorkflowSummary } from '../../schema/lifecycle.ts'
import { stateChartSvg } from '../formats/state-chart-svg.ts'
import { readDefinition } from '../lifecycle/definition.ts'
import { FileBody } from '../reports/write-table.ts'
import type { Services } from '../store/services.ts'
import { requireActor } from '../web/http/actor.ts'
import type { HttpServer } from '../web/http/server.ts'
import { moveBillToNewer, readWorkflowOfBill } from './move-definition.ts'
import { chartOfBill, chartOfWorkflow } from './state-chart.ts'
import { readWorkflows } from './workflows.ts'

const READING = { access: 'signedIn' } as const

const Findings = Type.Object(
  {
    valid: Type.Boolean(),
    findings: Type.Array(
      Type.Object(
        { line: Type.Integer(), column: Type.Integer(), code: Type.String(), message: Type.String() },
        { additionalProperties: false }
      ),
      { description: '每一处错误及其位置；没有错误的为空' }
    )
  },
  { additionalProperties: false }
)

/** A definition may be handed in as JSON, as it stands in its file, or as `{text}` with the file's own text, whose lines are then those of the findings. */
const Validated = Type.Union([
  Type.Object({ text: Type.String({ maxLength: 2_000_000, description: '定义文件的全文' }) }, { additionalProperties: false }),
  Type.Object({}, { additionalProperties: true, description: '流程定义' })
])

const Svg = { 200: { content: { 'image/svg+xml': { schema: FileBody } } } }

export function workflowRoutes(app: HttpServer, services: Services): void {
  stateChartRoutes(app, services)
  moveRoutes(app, services)
  app.get(
    '/api/v1/workflows',
    { config: READING, schema: { summary: '办理流程列表', tags: ['workflows'], response: { 200: Page(WorkflowSummary) } } },
    async () => ({ items: await listWorkflows(services), next: null })
  )
  app.post(
    '/api/v1/workflows/validate',
    { config: READING, schema: { summary: '检查流程定义', tags: ['workflows'], body: Validated, response: { 200: Findings } } },
    request => {
      const text =
        'text' in request.body && typeof request.body.text === 'string' ? request.body.text : JSON.stringify(request.body, null, 2)
      const findings = readDefinition(text).findings.map(({ line, column, code, message }) => ({ line, column, code, message }))
      return { valid: findings.length === 0, findings }
    }
  )
}

function stateChartRoutes(app: HttpServer, services: Services): void {
  app.get(
    '/api/v1/workflows/:id/state-chart',
    {
      config: READING,
      schema: { summary: '办理流程图', description: '各环节和步骤，SVG。', tags: ['workflows'], params: IdParams, response: Svg }
    },
    async (request, reply) => {
      const { chart } = await chartOfWorkflow(services, request.params.id)
      return reply.type('image/svg+xml; charset=utf-8').send(Buffer.from(await stateChartSvg(chart)))
    }
  )
  app.get(
    '/api/v1/bills/:id/state-chart',
    {
      config: READING,
      schema: {
        summary: '法规案的流程图',
        description: '所在环节、已经过的环节和步骤，SVG。',
        tags: ['bills'],
        params: IdParams,
        response: Svg
      }
    },
    async (request, reply) => {
      const { chart } = await chartOfBill(services, request.params.id)
      return reply.type('image/svg+xml; charset=utf-8').send(Buffer.from(await stateChartSvg(chart)))
    }
  )
}

/** The definitions that a new bill may begin on: those without a finding. A folder has a few, so there is one page. */
async function listWorkflows({ workflowsDir }: Pick<Services, 'workflowsDir'>): Promise<WorkflowSummary[]> {
  const all = await readWorkflows(workflowsDir)
  return all.flatMap(({ definition, findings, hash }) =>
    definition && findings.length === 0
      ? [
          {
            id: definition.id,
            version: definition.version,
            title: definition.title,
            description: definition.description ?? null,
            kinds: definition.kinds ?? [...BILL_KINDS],
            sha256: hash,
            stages: definition.stages.map(({ id, title }) => ({ id, title }))
          }
        ]
      : []
  )
}

function moveRoutes(app: HttpServer, services: Services): void {
  app.get(
    '/api/v1/bills/:id/workflow',
    { config: READING, schema: { summary: '法规案所用的流程版本', tags: ['bills'], params: IdParams, response: { 200: WorkflowOfBill } } },
    request => readWorkflowOfBill(services, request.params.id)
  )
  app.post(
    '/api/v1/bills/:id/workflow',
    {
      config: { access: ['staff'] },
      schema: {
        summary: '改用新版流程',
        description: '新版流程没有所在环节的，答复 409，法规案不变。',
        tags: ['bills'],
        params: IdParams,
        body: WorkflowMove,
        response: { 200: WorkflowOfBill }
      }
    },
    async request => {
      await moveBillToNewer(services, requireActor(request), request.params.id, request.body)
      return readWorkflowOfBill(services, request.params.id)
    }
  )
}
