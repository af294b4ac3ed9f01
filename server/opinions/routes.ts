/**
 * Addresses of opinions (意见). Room `opinions`: what people think of a text, where in it, and what became of it. It changes no text: that is
 * `drafts`. Begin with anchor.ts. Acts: file, read, list, judge, change and withdraw one's draft, open and list rounds.
 */
import { Type } from 'typebox'
import { IdParams, Page, PageQuery } from '../../schema/http.ts'
import {
  NewOpinion,
  NewRound,
  Opinion,
  OpinionChange,
  OpinionQuery,
  OpinionWriting,
  OwnOpinionQuery,
  Round,
  Submission
} from '../../schema/opinions.ts'
import { Problem } from '../../schema/problems.ts'
import { FileBody, writeTable } from '../reports/write-table.ts'
import type { Services } from '../store/services.ts'
import { requireActor } from '../web/http/actor.ts'
import type { HttpServer } from '../web/http/server.ts'
import { adoptionReport } from './adoption.ts'
import { answerOpinion, reopenOpinion } from './answer.ts'
import { changeDraft, withdrawOpinion } from './change-draft.ts'
import { fileOpinion } from './file.ts'
import { listRounds } from './list-rounds.ts'
import { openRound } from './open-round.ts'
import { listOpinions, readOpinion } from './read.ts'
import { similarTo } from './similar-to.ts'
import { listOwnOpinions, submitDrafts } from './submit.ts'
import { writeProposal } from './write-in.ts'

const READING = { access: 'signedIn' } as const
const STAFF = { access: ['staff'] } as const
const SPEAKING = { access: ['staff', 'expert'] } as const
const tags = ['opinions']

export function routes(app: HttpServer, services: Services): void {
  app.get(
    '/api/v1/bills/:id/opinions',
    {
      config: READING,
      schema: {
        summary: '意见列表',
        description: 'xlsx、docx、csv、md 为意见采纳情况表，含该法规案已提交的全部意见；copy=public 为公开稿，个人姓名以某某代替。',
        tags,
        params: IdParams,
        querystring: OpinionQuery,
        response: { 200: { content: { 'application/json': { schema: Page(Opinion) }, 'application/octet-stream': { schema: FileBody } } } }
      }
    },
    async (request, reply) => {
      const { format = 'json', copy, ...query } = request.query
      if (format === 'json') return listOpinions(services, requireActor(request), request.params.id, query)
      const { headers, body } = await writeTable(await adoptionReport(services, request.params.id, copy), format)
      return reply.headers(headers).send(body)
    }
  )
  app.post(
    '/api/v1/bills/:id/opinions',
    { config: SPEAKING, schema: { summary: '提意见', tags, params: IdParams, body: NewOpinion, response: { 201: Opinion } } },
    async (request, reply) => {
      const opinion = await fileOpinion(services, requireActor(request), request.params.id, request.body)
      return reply.code(201).header('location', `/api/v1/opinions/${opinion.id}`).send(opinion)
    }
  )
  oneOpinion(app, services)
  roundRoutes(app, services)
}

function oneOpinion(app: HttpServer, services: Services): void {
  app.get(
    '/api/v1/opinions/mine',
    {
      config: SPEAKING,
      schema: { summary: '本人的意见：待提交的和已提交的', tags, querystring: OwnOpinionQuery, response: { 200: Page(Opinion) } }
    },
    request => listOwnOpinions(services, requireActor(request), request.query)
  )
  app.post(
    '/api/v1/opinions/submissions',
    { config: SPEAKING, schema: { summary: '一并提交本人的草稿', tags, body: Submission, response: { 201: Submission } } },
    async (request, reply) => {
      await submitDrafts(services, requireActor(request), request.body.opinions)
      return reply.code(201).send(request.body)
    }
  )
  app.get(
    '/api/v1/opinions/:id',
    { config: READING, schema: { summary: '意见', tags, params: IdParams, response: { 200: Opinion } } },
    request => readOpinion(services, requireActor(request), request.params.id)
  )
  app.patch(
    '/api/v1/opinions/:id',
    {
      config: SPEAKING,
      schema: {
        summary: '处理意见，或者修改、提交草稿',
        description: '有 verdict 的是处理，限工作人员；其余限草稿的本人。',
        tags,
        params: IdParams,
        body: OpinionChange,
        response: { 200: Opinion }
      }
    },
    async request => {
      const actor = requireActor(request)
      const { verdict, reason, revision, alsoFor, write, wording, despite, ...draft } = request.body
      if (verdict === undefined) {
        if ([reason, alsoFor, write, wording, despite].some(member => member !== undefined))
          throw mixed('写了理由、一并处理或者写入文本的，须写明采纳情况')
        return changeDraft(services, actor, request.params.id, { ...draft, revision })
      }
      if (Object.keys(draft).length > 0) throw mixed('处理意见时不能改动意见本身')
      return answerOpinion(services, actor, request.params.id, {
        ...{ verdict, ...(reason !== undefined && { reason }), ...(revision !== undefined && { revision }) },
        ...{ ...(alsoFor && { alsoFor }), ...(write && { write }), ...(wording && { wording }), ...(despite && { despite }) }
      })
    }
  )
  app.get(
    '/api/v1/opinions/:id/similar',
    {
      config: READING,
      schema: {
        summary: '说法相同、尚未处理的意见',
        tags,
        params: IdParams,
        response: { 200: Type.Object({ items: Type.Array(Opinion) }, { additionalProperties: false }) }
      }
    },
    async request => ({ items: await similarTo(services, requireActor(request), request.params.id) })
  )
  app.post(
    '/api/v1/opinions/:id/writing',
    {
      config: STAFF,
      schema: { summary: '把建议的表述写入文本，成为新版本', tags, params: IdParams, body: OpinionWriting, response: { 201: Opinion } }
    },
    async (request, reply) => {
      const actor = requireActor(request)
      await writeProposal(services, actor, request.params.id, request.body)
      return reply.code(201).send(await readOpinion(services, actor, request.params.id))
    }
  )
  app.delete(
    '/api/v1/opinions/:id/verdict',
    { config: STAFF, schema: { summary: '撤销处理结果', tags, params: IdParams, response: { 200: Opinion } } },
    request => reopenOpinion(services, requireActor(request), request.params.id)
  )
  app.delete(
    '/api/v1/opinions/:id',
    { config: SPEAKING, schema: { summary: '撤回草稿', tags, params: IdParams, response: { 204: Type.Null() } } },
    async (request, reply) => {
      await withdrawOpinion(services, requireActor(request), request.params.id)
      return reply.code(204).send(null)
    }
  )
}

function roundRoutes(app: HttpServer, services: Services): void {
  app.get(
    '/api/v1/bills/:id/opinion-rounds',
    {
      config: READING,
      schema: { summary: '征求意见列表', tags, params: IdParams, querystring: PageQuery, response: { 200: Page(Round) } }
    },
    request => listRounds(services, request.params.id, request.query)
  )
  app.post(
    '/api/v1/bills/:id/opinion-rounds',
    { config: STAFF, schema: { summary: '开始一轮征求意见', tags, params: IdParams, body: NewRound, response: { 201: Round } } },
    async (request, reply) => reply.code(201).send(await openRound(services, requireActor(request), request.params.id, request.body))
  )
}

const mixed = (message: string): Problem =>
  new Problem('invalid-request', { detail: `${message}，请分开提交。`, errors: [{ code: 'verdict', message, pointer: '/verdict' }] })
