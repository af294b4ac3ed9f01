/** The address of the audit log. */
import { AuditEntry, AuditQuery } from '../../schema/audit.ts'
import { Page } from '../../schema/http.ts'
import type { Services } from '../store/services.ts'
import { requireActor } from '../web/http/actor.ts'
import type { HttpServer } from '../web/http/server.ts'
import { listAudit } from './list.ts'

export function routes(app: HttpServer, services: Services): void {
  app.get(
    '/api/v1/audit',
    {
      config: { access: ['administrator'] },
      schema: { summary: '审计日志，最新的在前', tags: ['audit'], querystring: AuditQuery, response: { 200: Page(AuditEntry) } }
    },
    request => listAudit(services, requireActor(request), request.query)
  )
}
