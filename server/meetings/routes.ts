/** Addresses of meetings and reports upward. */
import { Type } from 'typebox'
import { Id, IdParams, Page, PageQuery } from '../../schema/http.ts'
import {
  Meeting,
  MeetingBody,
  MeetingChange,
  MeetingSummary,
  NewAgendaItem,
  NewMeeting,
  NewStatement,
  NewUpwardReport,
  NewVote,
  UpwardReport,
  UpwardReportChange
} from '../../schema/meetings.ts'
import { FileBody } from '../reports/write-table.ts'
import type { Services } from '../store/services.ts'
import { requireActor } from '../web/http/actor.ts'
import { attachment } from '../web/http/attachment.ts'
import type { HttpServer } from '../web/http/server.ts'
import { addMeeting, changeMeeting, setAgenda } from './keep-meeting.ts'
import { packPapers } from './papers.ts'
import { listMeetings, listReports, readMeeting } from './read.ts'
import { fileStatements, recordStatements, recordVote } from './record.ts'
import { changeReport, reportUpward } from './report-upward.ts'

const READING = { access: 'signedIn' } as const
const STAFF = { access: ['staff'] } as const
const tags = ['meetings']
const Empty = Type.Object({}, { additionalProperties: false })
const day = Type.Optional(Type.String({ format: 'date' }))
const MeetingsQuery = Type.Object(
  { ...PageQuery.properties, from: day, to: day, body: Type.Optional(MeetingBody) },
  { additionalProperties: false }
)
const ReportsQuery = Type.Object({ ...PageQuery.properties, from: day, to: day, bill: Type.Optional(Id) }, { additionalProperties: false })
const Agenda = Type.Object({ items: Type.Array(NewAgendaItem, { maxItems: 100 }) }, { additionalProperties: false })
const Statements = Type.Object({ items: Type.Array(NewStatement, { minItems: 1, maxItems: 500 }) }, { additionalProperties: false })

export function routes(app: HttpServer, services: Services): void {
  meetingRoutes(app, services)
  recordRoutes(app, services)
  reportRoutes(app, services)
}

function meetingRoutes(app: HttpServer, services: Services): void {
  app.get(
    '/api/v1/meetings',
    { config: READING, schema: { summary: '会议列表', tags, querystring: MeetingsQuery, response: { 200: Page(MeetingSummary) } } },
    request => listMeetings(services, request.query)
  )
  app.post(
    '/api/v1/meetings',
    { config: STAFF, schema: { summary: '登记会议', tags, body: NewMeeting, response: { 201: Meeting } } },
    async (request, reply) => {
      const meeting = await addMeeting(services, requireActor(request), request.body)
      return reply.code(201).header('location', `/api/v1/meetings/${meeting.id}`).send(meeting)
    }
  )
  app.get(
    '/api/v1/meetings/:id',
    { config: READING, schema: { summary: '会议', tags, params: IdParams, response: { 200: Meeting } } },
    request => readMeeting(services, request.params.id)
  )
  app.patch(
    '/api/v1/meetings/:id',
    {
      config: STAFF,
      schema: {
        summary: '修改会议',
        description: '登记为已举行的，须有全体组成人员的过半数出席。',
        tags,
        params: IdParams,
        body: MeetingChange,
        response: { 200: Meeting }
      }
    },
    request => changeMeeting(services, requireActor(request), request.params.id, request.body)
  )
  app.put(
    '/api/v1/meetings/:id/agenda',
    { config: STAFF, schema: { summary: '确定议程', tags, params: IdParams, body: Agenda, response: { 200: Meeting } } },
    request => setAgenda(services, requireActor(request), request.params.id, request.body.items)
  )
  app.get(
    '/api/v1/meetings/:id/papers',
    {
      config: READING,
      schema: {
        summary: '会议材料',
        description: '议程上各件法规案的全部材料最新一稿，合为一个 ZIP 文件。',
        tags,
        params: IdParams,
        response: { 200: { content: { 'application/zip': { schema: FileBody } } } }
      }
    },
    async (request, reply) => {
      const { name, bytes } = await packPapers(services, request.params.id)
      return reply.type('application/zip').header('content-disposition', attachment(name)).send(Buffer.from(bytes))
    }
  )
}

function recordRoutes(app: HttpServer, services: Services): void {
  app.post(
    '/api/v1/meetings/:id/votes',
    {
      config: STAFF,
      schema: {
        summary: '登记表决',
        description: '以全体组成人员的过半数通过；写明 clause 的为单独表决。',
        tags,
        params: IdParams,
        body: NewVote,
        response: { 201: Meeting }
      }
    },
    async (request, reply) => reply.code(201).send(await recordVote(services, requireActor(request), request.params.id, request.body))
  )
  app.post(
    '/api/v1/meetings/:id/statements',
    { config: STAFF, schema: { summary: '登记审议发言', tags, params: IdParams, body: Statements, response: { 201: Meeting } } },
    async (request, reply) =>
      reply.code(201).send(await recordStatements(services, requireActor(request), request.params.id, request.body.items))
  )
  app.post(
    '/api/v1/meetings/:id/opinions',
    {
      config: STAFF,
      schema: {
        summary: '将发言转为审议意见',
        description: '已经转过的不再转。请求内容为 {}。',
        tags,
        params: IdParams,
        body: Empty,
        response: { 201: Meeting }
      }
    },
    async (request, reply) => reply.code(201).send(await fileStatements(services, requireActor(request), request.params.id))
  )
}

function reportRoutes(app: HttpServer, services: Services): void {
  app.get(
    '/api/v1/upward-reports',
    { config: READING, schema: { summary: '请示报告列表', tags, querystring: ReportsQuery, response: { 200: Page(UpwardReport) } } },
    request => listReports(services, request.query)
  )
  app.post(
    '/api/v1/upward-reports',
    { config: STAFF, schema: { summary: '登记请示报告', tags, body: NewUpwardReport, response: { 201: UpwardReport } } },
    async (request, reply) => reply.code(201).send(await reportUpward(services, requireActor(request), request.body))
  )
  app.patch(
    '/api/v1/upward-reports/:id',
    { config: STAFF, schema: { summary: '登记答复', tags, params: IdParams, body: UpwardReportChange, response: { 200: UpwardReport } } },
    request => changeReport(services, requireActor(request), request.params.id, request.body)
  )
}
