/** Addresses of documents, their versions and their redlines. */

import type { FastifyReply, FastifyRequest } from 'fastify'
import {
  AmendmentQuery,
  DocumentView,
  documentKinds,
  isDocumentKind,
  NewDocument,
  NewVersionBody,
  type REDLINE_FORMATS,
  RedlineQuery,
  VersionChange,
  VersionParams,
  VersionView,
  VersionWithText
} from '../../schema/documents.ts'
import { IdParams, Page, PageQuery } from '../../schema/http.ts'
import { Problem } from '../../schema/problems.ts'
import { Redline } from '../../schema/redline.ts'
import { comparisonTable } from '../formats/comparison-table.ts'
import { redlineDocx } from '../formats/redline-docx.ts'
import { redlineFile } from '../formats/redline-html.tsx'
import { amend, compare, parse, patch } from '../law/index.ts'
import { withComments } from '../opinions/word-comments.ts'
import { FileBody } from '../reports/write-table.ts'
import type { Services } from '../store/services.ts'
import { readVersionDetails } from '../store/versions.ts'
import { requireActor } from '../web/http/actor.ts'
import { attachment } from '../web/http/attachment.ts'
import { prefersMarkdown, unchanged } from '../web/http/conditional.ts'
import { TEXT_BODY_LIMIT } from '../web/http/limits.ts'
import type { HttpServer } from '../web/http/server.ts'
import { type Comparison, compareVersions, redlineJson } from './compare.ts'
import { addDocument, listDocuments, listDocumentVersions, readDocument, readDocumentVersion } from './documents.ts'
import { nameVersion } from './name-version.ts'
import { readMarkRoutes } from './read-mark-routes.ts'
import { restoreVersion, saveVersion } from './save-version.ts'
import { workingCopyRoutes } from './working-copy-routes.ts'

const READ = { access: 'signedIn' } as const
const WRITE = { access: ['staff'] } as const
const tags = ['drafts']

export function routes(app: HttpServer, services: Services): void {
  documentRoutes(app, services)
  versionRoutes(app, services)
  redlineRoutes(app, services)
  amendmentRoutes(app, services)
  workingCopyRoutes(app, services)
  readMarkRoutes(app, services)
}

function documentRoutes(app: HttpServer, services: Services): void {
  app.get(
    '/api/v1/bills/:id/documents',
    {
      config: READ,
      schema: { summary: '法规案的材料', tags, params: IdParams, querystring: PageQuery, response: { 200: Page(DocumentView) } }
    },
    request => listDocuments(services, request.params.id, request.query)
  )
  app.post(
    '/api/v1/bills/:id/documents',
    { config: WRITE, schema: { summary: '新增材料', tags, params: IdParams, body: NewDocument, response: { 201: DocumentView } } },
    async (request, reply) => {
      const made = await addDocument(services, requireActor(request), request.params.id, request.body)
      return reply.code(201).header('location', `/api/v1/documents/${made.id}`).send(made)
    }
  )
  app.get(
    '/api/v1/documents/:id',
    { config: READ, schema: { summary: '材料', tags, params: IdParams, response: { 200: DocumentView } } },
    request => readDocument(services, request.params.id)
  )
}

function versionRoutes(app: HttpServer, services: Services): void {
  app.get(
    '/api/v1/documents/:id/versions',
    {
      config: READ,
      schema: { summary: '材料的版本', tags, params: IdParams, querystring: PageQuery, response: { 200: Page(VersionView) } }
    },
    request => listDocumentVersions(services, request.params.id, request.query)
  )
  app.post(
    '/api/v1/documents/:id/versions',
    {
      config: WRITE,
      bodyLimit: TEXT_BODY_LIMIT,
      schema: { summary: '保存新版本', tags, params: IdParams, body: NewVersionBody, response: { 201: VersionView } }
    },
    async (request, reply) => {
      const made = await saveVersion(services, requireActor(request), request.params.id, request.body)
      return reply.code(201).header('location', addressOf(made)).send(made)
    }
  )
  app.get(
    '/api/v1/documents/:id/versions/:seq',
    {
      config: READ,
      schema: {
        summary: '一个版本的文本',
        description: 'Accept: text/markdown 得到原样的文本',
        tags,
        params: VersionParams,
        response: { 200: VersionWithText }
      }
    },
    async (request, reply) => {
      const { id, seq } = request.params
      const bare = prefersMarkdown(request)
      reply.header('vary', 'accept')
      // The text never changes; what is said about it (its name) may. Who has both is answered without reading the text.
      const { sha256, name } = await readVersionDetails(services.db, id, seq)
      if (unchanged(request, reply, bare ? sha256 : `${sha256}-${name ?? ''}`)) return reply
      const version = await readDocumentVersion(services, id, seq)
      // A string is sent as it is: the shape of the JSON is for the other answer.
      return bare ? reply.type('text/markdown; charset=utf-8').send(version.text as never) : version
    }
  )
  app.patch(
    '/api/v1/documents/:id/versions/:seq',
    {
      config: WRITE,
      schema: { summary: '给版本定稿次', tags, params: VersionParams, body: VersionChange, response: { 200: VersionView } }
    },
    request => nameVersion(services, requireActor(request), request.params.id, request.params.seq, request.body.name)
  )
  app.get(
    '/api/v1/documents/:id/versions/:seq/docx',
    { config: READ, schema: { summary: '一个版本的 Word 文件，意见为批注', tags, params: VersionParams, response: { 200: FileBody } } },
    async (request, reply) => {
      const { text, ...version } = await readDocumentVersion(services, request.params.id, request.params.seq)
      const law = parse(text)
      const alone = { from: version, to: version, oldText: text, newText: text, title: law.title, compared: compare(law, law) }
      return sendDocx(services, request, reply, alone)
    }
  )
  app.post(
    '/api/v1/documents/:id/versions/:seq/restore',
    { config: WRITE, schema: { summary: '恢复为最新版本', tags, params: VersionParams, response: { 201: VersionView } } },
    async (request, reply) => {
      const made = await restoreVersion(services, requireActor(request), request.params.id, request.params.seq)
      return reply.code(201).header('location', addressOf(made)).send(made)
    }
  )
}

const addressOf = ({ document, seq }: VersionView) => `/api/v1/documents/${document}/versions/${seq}`

function redlineRoutes(app: HttpServer, services: Services): void {
  app.get(
    '/api/v1/documents/:id/redline',
    {
      config: READ,
      schema: {
        summary: '两个版本的花脸稿',
        description:
          'to 不填为最新版本，from 不填为它的上一版本；format 为 json、html、patch、docx（修订标记）或 table（修改对照表）；via 为中间稿，html 和 table 中两步改动分开标明',
        tags,
        params: IdParams,
        querystring: RedlineQuery,
        response: { 200: Redline }
      }
    },
    async (request, reply) => {
      const { from, to, via, format = 'json' } = request.query
      if (via !== undefined && format !== 'html' && format !== 'table') throw new Problem('invalid-request', { errors: [NO_VIA] })
      const comparison = await compareVersions(services, request.params.id, from, to, via)
      if (format === 'docx') return sendDocx(services, request, reply, comparison)
      const tag = [comparison.from, comparison.via, comparison.to].flatMap(version => version?.sha256 ?? []).join('-')
      if (unchanged(request, reply, `${tag}-${format}`)) return reply
      if (format === 'json') return redlineJson(comparison)
      const { type, content, extension } = await written(comparison, format)
      if (extension) reply.header('content-disposition', attachment(`${comparison.title || '未命名'}${extension}`))
      return reply.type(type).send(content as never)
    }
  )
}

const NO_VIA = { code: 'via', message: '中间稿只用于 html 和 table 两种格式，请去掉 via', pointer: '/via' }

function amendmentRoutes(app: HttpServer, services: Services): void {
  app.get(
    '/api/v1/documents/:id/amendment',
    {
      config: READ,
      schema: {
        summary: '由两个版本写出修改决定',
        description: '答复为 Markdown（text/markdown）；两个版本的题目和正文相同时为空',
        tags,
        params: IdParams,
        querystring: AmendmentQuery
      }
    },
    async (request, reply) => {
      const { from, to, as = '修改决定' } = request.query
      const comparison = await compareVersions(services, request.params.id, from, to)
      if (unchanged(request, reply, `${comparison.from.sha256}-${comparison.to.sha256}-${as === '修正案' ? 'bill' : 'decision'}`))
        return reply
      return reply.type('text/markdown; charset=utf-8').send(amend(comparison.oldText, comparison.newText, as))
    }
  )
}

type Sent = Pick<Comparison, 'from' | 'to' | 'title' | 'compared'>

/** A redline in Word: tracked changes, and the opinions as comments. Of one version alone: its text with the comments, 征求意见稿. */
async function sendDocx(services: Services, request: FastifyRequest, reply: FastifyReply, comparison: Sent) {
  const { from, to, title } = comparison
  const { bill } = await readDocument(services, to.document)
  const { entries, sha256 } = await withComments(services, bill, comparison)
  if (unchanged(request, reply, `${from.sha256}-${to.sha256}-docx-${sha256}`)) return reply
  const content = await redlineDocx(entries, title || '未命名', [{ author: to.authorName, date: to.createdAt }])
  const name = `${title || '未命名'}${from.seq === to.seq ? nameOf(to) : '花脸稿'}.docx`
  return reply
    .type(DOCX)
    .header('content-disposition', attachment(name))
    .send(Buffer.from(content) as never)
}

/** A redline as a file of a format; what is downloaded rather than read has a name. */
async function written(comparison: Comparison, format: Exclude<(typeof REDLINE_FORMATS)[number], 'json' | 'docx'>) {
  const { from, to, via, title, entries } = comparison
  const names = [from, ...(via ? [via] : []), to].map(nameOf)
  const heading = title || '未命名'
  switch (format) {
    case 'html':
      return {
        type: 'text/html; charset=utf-8',
        content: redlineFile({ entries, names }, heading),
        extension: null
      }
    case 'patch':
      return { type: 'text/x-patch; charset=utf-8', content: asPatch(comparison), extension: null }
    case 'table':
      return {
        type: DOCX,
        content: Buffer.from(await comparisonTable(entries, heading, names)),
        extension: '修改对照表.docx'
      }
  }
}

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

const asPatch = ({ from, to, oldText, newText }: Comparison) => patch(oldText, newText, `${from.seq}.md`, `${to.seq}.md`)

/** A version's name for readers: 表决稿, or else 第3版. */
const nameOf = ({ name, seq }: VersionView) => (name !== null && isDocumentKind(name) ? documentKinds[name] : `第${seq}版`)
