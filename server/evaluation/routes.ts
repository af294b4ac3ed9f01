/** Addresses of 立法后评估. */
import { EvaluationChange, EvaluationOverview, NewEvaluation } from '../../schema/evaluation.ts'
import { IdParams } from '../../schema/http.ts'
import type { Services } from '../store/services.ts'
import { requireActor } from '../web/http/actor.ts'
import type { HttpServer } from '../web/http/server.ts'
import { openEvaluation } from './open.ts'
import { readEvaluation } from './read.ts'
import { recordEvaluation } from './record.ts'

const STAFF = { access: ['staff'] } as const
const tags = ['evaluation']
const ADDRESS = '/api/v1/bills/:id/evaluation'

export function routes(app: HttpServer, services: Services): void {
  app.get(
    ADDRESS,
    {
      config: { access: 'signedIn' },
      schema: { summary: '立法后评估', tags, params: IdParams, response: { 200: EvaluationOverview } }
    },
    request => readEvaluation(services, request.params.id)
  )
  app.post(
    ADDRESS,
    { config: STAFF, schema: { summary: '启动评估', tags, params: IdParams, body: NewEvaluation, response: { 201: EvaluationOverview } } },
    async (request, reply) => reply.code(201).send(await openEvaluation(services, requireActor(request), request.params.id, request.body))
  )
  app.patch(
    ADDRESS,
    {
      config: STAFF,
      schema: {
        summary: '记录评价、意见和结论',
        description: '结论为修改、废止、合并的，自动在项目库登记下一项项目建议。',
        tags,
        params: IdParams,
        body: EvaluationChange,
        response: { 200: EvaluationOverview }
      }
    },
    request => recordEvaluation(services, requireActor(request), request.params.id, request.body)
  )
}
