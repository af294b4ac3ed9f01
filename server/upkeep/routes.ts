/** Addresses of 运行状态 and of backups. */
import { Type } from 'typebox'
import { BegunBackup, Upkeep } from '../../schema/upkeep.ts'
import type { Services } from '../store/services.ts'
import { requireActor } from '../web/http/actor.ts'
import type { HttpServer } from '../web/http/server.ts'
import type { Backups } from './backups.ts'
import { readUpkeep } from './read-upkeep.ts'
import { startBackup } from './start-backup.ts'

const ADMINISTRATOR = { access: ['administrator'] } as const
const tags = ['upkeep']
const Nothing = Type.Object({}, { additionalProperties: false })

export function routes(app: HttpServer, services: Services, backups: Backups): void {
  app.get(
    '/api/v1/upkeep',
    { config: ADMINISTRATOR, schema: { summary: '运行状态：数据库、磁盘、备份、版本', tags, response: { 200: Upkeep } } },
    request => readUpkeep(services, requireActor(request), backups)
  )
  app.post(
    '/api/v1/upkeep/backups',
    {
      config: ADMINISTRATOR,
      schema: {
        summary: '立即备份',
        description: '备份在后台写成，进展见 GET /api/v1/upkeep。请求内容为 {}。',
        tags,
        body: Nothing,
        response: { 202: BegunBackup }
      }
    },
    async (request, reply) => reply.code(202).send(await startBackup(services, requireActor(request), backups))
  )
}
