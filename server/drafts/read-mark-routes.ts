/** Addresses of the marks 已阅. */
import { Type } from 'typebox'
import { Id, IdParams } from '../../schema/http.ts'
import { ChangeHash, ComparedVersions, ReadMarkChange, ReadMarks } from '../../schema/read-marks.ts'
import type { Services } from '../store/services.ts'
import { requireActor } from '../web/http/actor.ts'
import type { HttpServer } from '../web/http/server.ts'
import { markRead, readMarks } from './read-marks.ts'

const READING = { access: ['staff', 'expert'] } as const
const tags = ['drafts']
const closed = { additionalProperties: false } as const
const Compared = Type.Object(ComparedVersions, closed)

export function readMarkRoutes(app: HttpServer, services: Services): void {
  app.get(
    '/api/v1/documents/:id/read-marks',
    {
      config: READING,
      schema: {
        summary: '花脸稿中改动的各条和我的已阅',
        description: 'from、via、to 同花脸稿；已阅只有本人可见',
        tags,
        params: IdParams,
        querystring: Compared,
        response: { 200: ReadMarks }
      }
    },
    request => readMarks(services, requireActor(request), request.params.id, request.query)
  )
  app.put(
    '/api/v1/documents/:id/read-marks/:change',
    {
      config: READING,
      schema: {
        summary: '标为已阅，或者取消',
        tags,
        params: Type.Object({ id: Id, change: ChangeHash }, closed),
        body: ReadMarkChange,
        response: { 200: ReadMarks }
      }
    },
    request => markRead(services, requireActor(request), request.params.id, request.params.change, request.body)
  )
}
