/** Addresses of what stands behind articles and changes, and of the papers that are drawn from it. */
import { Type } from 'typebox'
import {
  ArticleNote,
  ArticleNoteChange,
  ChangesQuery,
  Dossier,
  DossierQuery,
  ExplainedChanges,
  NewArticleNote,
  NewChangeCause
} from '../../schema/dossier.ts'
import { IdParams, Page } from '../../schema/http.ts'
import { Wording } from '../../schema/library.ts'
import { readBill } from '../bills/read.ts'
import { type Paper, paperDocx, paperMarkdown } from '../formats/paper.ts'
import { FileBody } from '../reports/write-table.ts'
import type { Services } from '../store/services.ts'
import { requireActor } from '../web/http/actor.ts'
import { attachment } from '../web/http/attachment.ts'
import type { HttpServer } from '../web/http/server.ts'
import { explainChange, explainChanges, removeCause } from './changes.ts'
import { addNote, changeNote, readDossier, removeNote } from './notes.ts'
import { changesPaper, paperOf } from './papers.ts'
import { offeredWordings } from './wordings.ts'

const READING = { access: 'signedIn' } as const
const STAFF = { access: ['staff'] } as const
const tags = ['dossier']
const ArticleQuery = Type.Object(
  { article: Type.String({ minLength: 1, maxLength: 40, description: '哪一条，如 第十条' }) },
  { additionalProperties: false }
)
const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

export function routes(app: HttpServer, services: Services): void {
  noteRoutes(app, services)
  changeRoutes(app, services)
}

/** A paper as a file that a browser saves under its title. */
async function writePaper(paper: Paper, format: 'md' | 'docx') {
  const body = format === 'md' ? Buffer.from(paperMarkdown(paper)) : Buffer.from(await paperDocx(paper))
  return {
    headers: {
      'content-type': format === 'md' ? 'text/markdown; charset=utf-8' : DOCX,
      'content-disposition': attachment(`${paper.title}.${format}`)
    },
    body
  }
}

function noteRoutes(app: HttpServer, services: Services): void {
  app.get(
    '/api/v1/bills/:id/dossier',
    {
      config: READING,
      schema: {
        summary: '条文释义：每一条的理由、依据、外地规定和意见',
        description: 'md、docx 为据此生成的条文释义、参阅资料或者起草说明的主要内容部分。',
        tags,
        params: IdParams,
        querystring: DossierQuery,
        response: { 200: { content: { 'application/json': { schema: Dossier }, 'application/octet-stream': { schema: FileBody } } } }
      }
    },
    async (request, reply) => {
      const { format = 'json', paper = 'articleNotes' } = request.query
      const { id } = request.params
      const dossier = await readDossier(services, id)
      if (format === 'json') return dossier
      const { headers, body } = await writePaper(paperOf(paper, (await readBill(services, id)).title, dossier), format)
      return reply.headers(headers).send(body)
    }
  )
  app.get(
    '/api/v1/bills/:id/dossier/wordings',
    {
      config: READING,
      schema: {
        summary: '可作为一条的依据、外地规定的条文：取自法律法规库',
        tags,
        params: IdParams,
        querystring: ArticleQuery,
        response: { 200: Page(Wording) }
      }
    },
    async request => ({ items: await offeredWordings(services, request.params.id, request.query.article), next: null })
  )
  app.post(
    '/api/v1/bills/:id/dossier/notes',
    { config: STAFF, schema: { summary: '登记一条释义', tags, params: IdParams, body: NewArticleNote, response: { 201: ArticleNote } } },
    async (request, reply) => reply.code(201).send(await addNote(services, requireActor(request), request.params.id, request.body))
  )
  app.patch(
    '/api/v1/article-notes/:id',
    { config: STAFF, schema: { summary: '修改一条释义', tags, params: IdParams, body: ArticleNoteChange, response: { 200: ArticleNote } } },
    request => changeNote(services, requireActor(request), request.params.id, request.body)
  )
  app.delete(
    '/api/v1/article-notes/:id',
    { config: STAFF, schema: { summary: '删除一条释义', tags, params: IdParams, response: { 204: Type.Null() } } },
    async (request, reply) => {
      await removeNote(services, requireActor(request), request.params.id)
      return reply.code(204).send(null)
    }
  )
}

function changeRoutes(app: HttpServer, services: Services): void {
  app.get(
    '/api/v1/bills/:id/changes',
    {
      config: READING,
      schema: {
        summary: '两个版本之间的修改和修改原因',
        description: 'md、docx 为审议结果的报告中主要修改情况部分的初稿。',
        tags,
        params: IdParams,
        querystring: ChangesQuery,
        response: {
          200: { content: { 'application/json': { schema: ExplainedChanges }, 'application/octet-stream': { schema: FileBody } } }
        }
      }
    },
    async (request, reply) => {
      const { from, to, format = 'json' } = request.query
      const { id } = request.params
      const { changes, opinions } = await explainChanges(services, id, from, to)
      if (format === 'json') return changes
      const { headers, body } = await writePaper(changesPaper((await readBill(services, id)).title, changes, opinions), format)
      return reply.headers(headers).send(body)
    }
  )
  app.post(
    '/api/v1/bills/:id/changes/causes',
    {
      config: STAFF,
      schema: {
        summary: '说明一处修改的原因',
        tags,
        params: IdParams,
        body: NewChangeCause,
        response: { 201: Type.Object({ id: Type.String() }, { additionalProperties: false }) }
      }
    },
    async (request, reply) =>
      reply.code(201).send({ id: await explainChange(services, requireActor(request), request.params.id, request.body) })
  )
  app.delete(
    '/api/v1/change-causes/:id',
    { config: STAFF, schema: { summary: '删除一条修改原因', tags, params: IdParams, response: { 204: Type.Null() } } },
    async (request, reply) => {
      await removeCause(services, requireActor(request), request.params.id)
      return reply.code(204).send(null)
    }
  )
}
