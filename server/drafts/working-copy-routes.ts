/** Addresses of working copies and of merging, for the editor. */
import { IdParams } from '../../schema/http.ts'
import { Problem } from '../../schema/problems.ts'
import { KeptWorkingCopy, MergeAnswer, MergeRequest, NewWorkingCopy, WorkingCopy } from '../../schema/working-copies.ts'
import type { Services } from '../store/services.ts'
import { requireActor } from '../web/http/actor.ts'
import { TEXT_BODY_LIMIT } from '../web/http/limits.ts'
import type { HttpServer } from '../web/http/server.ts'
import { dropWorkingCopy, findWorkingCopy, keepWorkingCopy, mergeWithNewest } from './working-copy.ts'

const WRITE = { access: ['staff'] } as const
const tags = ['drafts']
const address = '/api/v1/documents/:id/working-copy'

export function workingCopyRoutes(app: HttpServer, services: Services): void {
  app.get(
    address,
    { config: WRITE, schema: { summary: '我的工作副本', tags, params: IdParams, response: { 200: WorkingCopy } } },
    async request => {
      const copy = await findWorkingCopy(services, requireActor(request), request.params.id)
      if (!copy) throw new Problem('not-found', { detail: '您没有这份材料的工作副本。' })
      return copy
    }
  )
  app.put(
    address,
    {
      config: WRITE,
      bodyLimit: TEXT_BODY_LIMIT,
      schema: {
        summary: '保存我的工作副本',
        description: '仅本人可见，不成为版本，不入审计日志；答复中的 sha256 是服务器所存文本的校验值',
        tags,
        params: IdParams,
        body: NewWorkingCopy,
        response: { 200: KeptWorkingCopy }
      }
    },
    request => keepWorkingCopy(services, requireActor(request), request.params.id, request.body)
  )
  app.delete(address, { config: WRITE, schema: { summary: '放弃我的工作副本', tags, params: IdParams } }, async (request, reply) => {
    await dropWorkingCopy(services, requireActor(request), request.params.id)
    return reply.code(204).send()
  })
  app.post(
    '/api/v1/documents/:id/merge',
    {
      config: WRITE,
      bodyLimit: TEXT_BODY_LIMIT,
      schema: {
        summary: '与最新版本三方合并',
        description: '只作比较，不保存',
        tags,
        params: IdParams,
        body: MergeRequest,
        response: { 200: MergeAnswer }
      }
    },
    request => mergeWithNewest(services, requireActor(request), request.params.id, request.body)
  )
}
