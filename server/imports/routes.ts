/** What a program may ask: how far an import is, and an offline review package. */
import { Type } from 'typebox'
import { IdParams } from '../../schema/http.ts'
import { ImportProgress } from '../../schema/imports.ts'
import { FileBody } from '../reports/write-table.ts'
import type { Services } from '../store/services.ts'
import { requireActor } from '../web/http/actor.ts'
import { attachment } from '../web/http/attachment.ts'
import type { HttpServer } from '../web/http/server.ts'
import { readProgress } from './begin.ts'
import { reviewPackage } from './package.ts'

const Seq = Type.Integer({ minimum: 1, maximum: 1_000_000 })

const Versions = Type.Object({ from: Type.Optional(Seq), to: Type.Optional(Seq) }, { additionalProperties: false })

/** @param key signs review packages */
export function routes(app: HttpServer, services: Services, key: string): void {
  app.get(
    '/api/v1/documents/:id/review-package',
    {
      config: { access: ['staff'] },
      schema: {
        summary: '离线评审包：一个 HTML 文件',
        description: 'to 不填为最新版本，from 不填为它的上一版本',
        tags: ['opinions'],
        params: IdParams,
        querystring: Versions,
        response: { 200: FileBody }
      }
    },
    async (request, reply) => {
      const { from = null, to = null } = request.query
      const wish = { document: request.params.id, from, to }
      const { html, fileName } = await reviewPackage(services, requireActor(request), key, wish, app.assetText('package.js'))
      return reply.type('text/html; charset=utf-8').header('content-disposition', attachment(fileName)).send(Buffer.from(html))
    }
  )
  app.get(
    '/api/v1/imports/:id',
    {
      config: { access: ['staff'] },
      schema: { summary: '一次导入的进度', tags: ['opinions'], params: IdParams, response: { 200: ImportProgress } }
    },
    request => readProgress(services, requireActor(request), request.params.id)
  )
}
