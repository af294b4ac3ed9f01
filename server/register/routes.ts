/** Addresses of the register of regulations in force and of the law library. */
import { Type } from 'typebox'
import { Id, IdParams, Page } from '../../schema/http.ts'
import {
  Citing,
  Imported,
  NewRegulation,
  NewTerm,
  NewText,
  Regulation,
  RegulationChange,
  RegulationQuery,
  RegulationView,
  TextAsOf
} from '../../schema/regulations.ts'
import type { Services } from '../store/services.ts'
import { requireActor } from '../web/http/actor.ts'
import { TEXT_BODY_LIMIT } from '../web/http/limits.ts'
import type { HttpServer } from '../web/http/server.ts'
import { addTerm, addText, changeRegulation, removeTerm } from './add-text.ts'
import { whoCites } from './citing.ts'
import { enterByHand } from './enter-bill.ts'
import { importRegulations } from './import.ts'
import { libraryRoutes } from './library-routes.ts'
import { listRegulations, readRegulation, readTextAsOf } from './read.ts'

const READING = { access: 'signedIn' } as const
const STAFF = { access: ['staff'] } as const
const tags = ['register']
const closed = { additionalProperties: false } as const
const TermParams = Type.Object({ id: Id, term: Id }, closed)
const CitingQuery = Type.Object(
  { to: Type.String({ minLength: 1, maxLength: 300, description: '《…条例》第十条，或者《…条例》' }) },
  closed
)
const AsOfQuery = Type.Object({ on: Type.Optional(Type.String({ format: 'date', description: '哪一天；不写的为今天' })) }, closed)
const Entry = Type.Object(
  { bill: Id, regulation: Type.Optional(Type.String({ ...Id, description: '被修改、废止的法规，名称看不出的才写' })) },
  closed
)
/** Many files at once; each is a text of its own. */
const MAX_FILES = 200
const Import = Type.Object(
  {
    items: Type.Array(Type.Object({ file: Type.String({ minLength: 1, maxLength: 200 }), ...NewRegulation.properties }, closed), {
      minItems: 1,
      maxItems: MAX_FILES
    })
  },
  closed
)

export function routes(app: HttpServer, services: Services): void {
  registerRoutes(app, services)
  textRoutes(app, services)
  libraryRoutes(app, services)
}

function registerRoutes(app: HttpServer, services: Services): void {
  app.get(
    '/api/v1/regulations',
    {
      config: READING,
      schema: { summary: '在册法规、法律法规库', tags, querystring: RegulationQuery, response: { 200: Page(Regulation) } }
    },
    request => listRegulations(services, request.query)
  )
  app.post(
    '/api/v1/regulations',
    {
      config: STAFF,
      bodyLimit: TEXT_BODY_LIMIT,
      schema: { summary: '一件法规入册、入库', tags, body: NewRegulation, response: { 201: RegulationView } }
    },
    async (request, reply) => {
      const [done] = await importRegulations(services, requireActor(request), [{ ...request.body, file: '提交的文本' }])
      const regulation = await readRegulation(services, done?.id ?? '')
      return reply.code(201).header('location', `/api/v1/regulations/${regulation.id}`).send(regulation)
    }
  )
  app.post(
    '/api/v1/regulations/import',
    {
      config: STAFF,
      bodyLimit: TEXT_BODY_LIMIT,
      schema: {
        summary: '多件法规入册、入库',
        description: '全部成功，或者一件也不导入；题目相同的存为新文本，并列出册中提到它的法规。',
        tags,
        body: Import,
        response: { 200: Page(Imported) }
      }
    },
    async request => ({ items: await importRegulations(services, requireActor(request), request.body.items), next: null })
  )
  app.post(
    '/api/v1/regulations/entries',
    { config: STAFF, schema: { summary: '已公布的法规案入册', tags, body: Entry, response: { 201: RegulationView } } },
    async (request, reply) => {
      const { bill, regulation } = request.body
      const id = await enterByHand(services, requireActor(request), bill, regulation)
      return reply.code(201).send(await readRegulation(services, id))
    }
  )
  app.get(
    '/api/v1/regulations/citing',
    { config: READING, schema: { summary: '谁提到某一条：清理的工作单', tags, querystring: CitingQuery, response: { 200: Page(Citing) } } },
    async request => ({ items: await whoCites(services, request.query.to), next: null })
  )
}

function textRoutes(app: HttpServer, services: Services): void {
  app.get(
    '/api/v1/regulations/:id',
    { config: READING, schema: { summary: '一件法规的沿革、关联', tags, params: IdParams, response: { 200: RegulationView } } },
    request => readRegulation(services, request.params.id)
  )
  app.patch(
    '/api/v1/regulations/:id',
    {
      config: STAFF,
      schema: { summary: '修改在册法规的基本情况', tags, params: IdParams, body: RegulationChange, response: { 200: RegulationView } }
    },
    async request => {
      await changeRegulation(services, requireActor(request), request.params.id, request.body)
      return readRegulation(services, request.params.id)
    }
  )
  app.get(
    '/api/v1/regulations/:id/text',
    { config: READING, schema: { summary: '某一天的文本', tags, params: IdParams, querystring: AsOfQuery, response: { 200: TextAsOf } } },
    request => readTextAsOf(services, request.params.id, request.query.on)
  )
  app.post(
    '/api/v1/regulations/:id/texts',
    {
      config: STAFF,
      bodyLimit: TEXT_BODY_LIMIT,
      schema: { summary: '添加修改后的文本', tags, params: IdParams, body: NewText, response: { 201: RegulationView } }
    },
    async (request, reply) => {
      await addText(services, requireActor(request), request.params.id, request.body)
      return reply.code(201).send(await readRegulation(services, request.params.id))
    }
  )
  app.post(
    '/api/v1/regulations/:id/terms',
    {
      config: STAFF,
      schema: { summary: '一条另有施行、失效日期', tags, params: IdParams, body: NewTerm, response: { 201: RegulationView } }
    },
    async (request, reply) => {
      await addTerm(services, requireActor(request), request.params.id, request.body)
      return reply.code(201).send(await readRegulation(services, request.params.id))
    }
  )
  app.delete(
    '/api/v1/regulations/:id/terms/:term',
    { config: STAFF, schema: { summary: '取消一条的单独日期', tags, params: TermParams, response: { 204: Type.Null() } } },
    async (request, reply) => {
      await removeTerm(services, requireActor(request), request.params.id, request.params.term)
      return reply.code(204).send(null)
    }
  )
}
