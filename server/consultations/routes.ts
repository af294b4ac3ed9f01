/** Addresses of drafts on which our opinion is asked (配合上级立法征求意见). Texts, rounds and opinions have those of any bill. */
import { Type } from 'typebox'
import { Consultation, ConsultationChange, ConsultationQuery, ConsultationReply, NewConsultation } from '../../schema/consultations.ts'
import { IdParams, Page } from '../../schema/http.ts'
import { FileBody, writeTable } from '../reports/write-table.ts'
import type { Services } from '../store/services.ts'
import { requireActor } from '../web/http/actor.ts'
import type { HttpServer } from '../web/http/server.ts'
import { answerLetter, answerTable } from './answer.ts'
import { listConsultations, readConsultation } from './read.ts'
import { changeConsultation, receiveConsultation } from './receive.ts'
import { replyConsultation } from './reply.ts'

const READING = { access: 'signedIn' } as const
const STAFF = { access: ['staff'] } as const
const tags = ['consultations']
export const AnswerQuery = Type.Object(
  { format: Type.Enum(['docx', 'xlsx'], { description: '复函 docx、意见汇总表 xlsx' }) },
  { additionalProperties: false }
)

export function routes(app: HttpServer, services: Services): void {
  app.get(
    '/api/v1/consultations',
    {
      config: READING,
      schema: { summary: '上级立法征求我方意见的稿件', tags, querystring: ConsultationQuery, response: { 200: Page(Consultation) } }
    },
    request => listConsultations(services, request.query)
  )
  app.post(
    '/api/v1/consultations',
    { config: STAFF, schema: { summary: '登记收到的征求意见稿', tags, body: NewConsultation, response: { 201: Consultation } } },
    async (request, reply) => {
      const made = await receiveConsultation(services, requireActor(request), request.body)
      return reply.code(201).header('location', `/api/v1/consultations/${made.id}`).send(made)
    }
  )
  app.get(
    '/api/v1/consultations/:id',
    { config: READING, schema: { summary: '一件征求意见稿', tags, params: IdParams, response: { 200: Consultation } } },
    request => readConsultation(services, request.params.id)
  )
  app.patch(
    '/api/v1/consultations/:id',
    {
      config: STAFF,
      schema: { summary: '更正来文情况', tags, params: IdParams, body: ConsultationChange, response: { 200: Consultation } }
    },
    request => changeConsultation(services, requireActor(request), request.params.id, request.body)
  )
  app.post(
    '/api/v1/consultations/:id/reply',
    {
      config: STAFF,
      schema: {
        summary: '登记已回复',
        description: '意见须已逐条决定是否采纳；采纳和部分采纳的写入复函。',
        tags,
        params: IdParams,
        body: ConsultationReply,
        response: { 200: Consultation }
      }
    },
    request => replyConsultation(services, requireActor(request), request.params.id, request.body)
  )
  app.get(
    '/api/v1/consultations/:id/answer',
    {
      config: READING,
      schema: { summary: '复函、意见汇总表', tags, params: IdParams, querystring: AnswerQuery, response: { 200: FileBody } }
    },
    async (request, reply) => {
      const { id } = request.params
      const { headers, body } =
        request.query.format === 'docx' ? await answerLetter(services, id) : await writeTable(await answerTable(services, id), 'xlsx')
      return reply.headers(headers).send(body)
    }
  )
}
