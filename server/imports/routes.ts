/** What a program may ask of an import: how far it is. */
import { IdParams } from '../../schema/http.ts'
import { ImportProgress } from '../../schema/imports.ts'
import type { Services } from '../store/services.ts'
import { requireActor } from '../web/http/actor.ts'
import type { HttpServer } from '../web/http/server.ts'
import { readProgress } from './begin.ts'

export function routes(app: HttpServer, services: Services): void {
  app.get(
    '/api/v1/imports/:id',
    {
      config: { access: ['staff'] },
      schema: { summary: '一次导入的进度', tags: ['opinions'], params: IdParams, response: { 200: ImportProgress } }
    },
    request => readProgress(services, requireActor(request), request.params.id)
  )
}
