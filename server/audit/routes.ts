/** The addresses of the audit log and of the look through it. */
import { Type } from 'typebox'
import { AuditEntry, AuditQuery, ChainCheck } from '../../schema/audit.ts'
import { Page } from '../../schema/http.ts'
import type { Services } from '../store/services.ts'
import { requireActor } from '../web/http/actor.ts'
import type { HttpServer } from '../web/http/server.ts'
import { type ChainChecks, readCheck, startCheck } from './chain-checks.ts'
import { listAudit } from './list.ts'

export function routes(app: HttpServer, services: Services, checks: ChainChecks): void {
  app.get(
    '/api/v1/audit',
    {
      config: { access: ['administrator'] },
      schema: { summary: '审计日志，最新的在前', tags: ['audit'], querystring: AuditQuery, response: { 200: Page(AuditEntry) } }
    },
    request => listAudit(services, requireActor(request), request.query)
  )
  app.get(
    '/api/v1/audit/check',
    {
      config: { access: ['administrator'] },
      schema: { summary: '校验完整性的进展和结果', tags: ['audit'], response: { 200: ChainCheck } }
    },
    async request => readCheck(requireActor(request), checks)
  )
  app.post(
    '/api/v1/audit/check',
    {
      config: { access: ['administrator'] },
      schema: {
        summary: '校验完整性：重算每条事件的散列值',
        description: '在后台进行，进展见同一地址的 GET；正在校验时不另外开始。请求内容为 {}。',
        tags: ['audit'],
        body: Type.Object({}, { additionalProperties: false }),
        response: { 202: ChainCheck }
      }
    },
    async (request, reply) => reply.code(202).send(await startCheck(requireActor(request), checks))
  )
}
