/** Addresses of 报备 and 清理. */
import { Type } from 'typebox'
import { Cleanup, CleanupJudgement, CleanupView, Filing, NewCleanup, NewFiling } from '../../schema/filing.ts'
import { Id, IdParams, Page, PageQuery } from '../../schema/http.ts'
import type { Services } from '../store/services.ts'
import { requireActor } from '../web/http/actor.ts'
import type { HttpServer } from '../web/http/server.ts'
import { closeCleanup, judgeCleanupItem, listCleanups, openCleanup, readCleanup } from './cleanup.ts'
import { fileRegulation, listFilings, readFiling } from './file-regulation.ts'

const READING = { access: 'signedIn' } as const
const STAFF = { access: ['staff'] } as const
const tags = ['filing']
const closed = { additionalProperties: false } as const
const TextParams = Type.Object({ id: Id, seq: Type.Integer({ minimum: 1, maximum: 100_000 }) }, closed)
const ItemParams = Type.Object({ id: Id, item: Id }, closed)
const Nothing = Type.Object({}, closed)
const ListQuery = Type.Object({ ...PageQuery.properties }, closed)

export function routes(app: HttpServer, services: Services): void {
  app.get(
    '/api/v1/filings',
    { config: READING, schema: { summary: '本机关法规的报备情况', tags, querystring: ListQuery, response: { 200: Page(Filing) } } },
    request => listFilings(services, request.query)
  )
  app.put(
    '/api/v1/regulations/:id/texts/:seq/filing',
    { config: STAFF, schema: { summary: '登记报备', tags, params: TextParams, body: NewFiling, response: { 200: Filing } } },
    async request => {
      const { id, seq } = request.params
      await fileRegulation(services, requireActor(request), id, seq, request.body)
      return readFiling(services, id, seq)
    }
  )
  cleanupRoutes(app, services)
}

function cleanupRoutes(app: HttpServer, services: Services): void {
  app.get(
    '/api/v1/cleanups',
    { config: READING, schema: { summary: '清理列表', tags, querystring: ListQuery, response: { 200: Page(Cleanup) } } },
    request => listCleanups(services, request.query)
  )
  app.post(
    '/api/v1/cleanups',
    { config: STAFF, schema: { summary: '开始清理', tags, body: NewCleanup, response: { 201: CleanupView } } },
    async (request, reply) =>
      reply.code(201).send(await readCleanup(services, await openCleanup(services, requireActor(request), request.body)))
  )
  app.get(
    '/api/v1/cleanups/:id',
    { config: READING, schema: { summary: '一次清理', tags, params: IdParams, response: { 200: CleanupView } } },
    request => readCleanup(services, request.params.id)
  )
  app.patch(
    '/api/v1/cleanups/:id/items/:item',
    { config: STAFF, schema: { summary: '决定一件', tags, params: ItemParams, body: CleanupJudgement, response: { 200: CleanupView } } },
    async request => {
      await judgeCleanupItem(services, requireActor(request), request.params.id, request.params.item, request.body)
      return readCleanup(services, request.params.id)
    }
  )
  app.post(
    '/api/v1/cleanups/:id/close',
    { config: STAFF, schema: { summary: '结束清理', tags, params: IdParams, body: Nothing, response: { 200: CleanupView } } },
    async request => {
      await closeCleanup(services, requireActor(request), request.params.id)
      return readCleanup(services, request.params.id)
    }
  )
}
