/** Pages of meetings: the list, one meeting with all that is recorded of it, and reports upward. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { Id, IdParams } from '../../schema/http.ts'
import {
  MeetingBody,
  MeetingChange,
  NewAgendaItem,
  NewMeeting,
  NewStatement,
  NewUpwardReport,
  NewVote,
  UpwardReportChange
} from '../../schema/meetings.ts'
import { Problem } from '../../schema/problems.ts'
import { allBillTitles } from '../bills/names.ts'
import { mayAs } from '../people/permissions.ts'
import type { Services } from '../store/services.ts'
import { answerForm, type Fields, filled, type Refusal, readForm, UNTOUCHED } from '../web/forms.ts'
import { frameOf, sendPage } from '../web/frame.ts'
import { requireActor } from '../web/http/actor.ts'
import type { HttpServer } from '../web/http/server.ts'
import { addMeeting, changeMeeting, setAgenda } from './keep-meeting.ts'
import { MeetingPage } from './meeting-page.tsx'
import { MEETING_LABELS, MeetingsPage, NewMeetingPage, REPORT_LABELS, ReportsPage } from './meetings-page.tsx'
import { listMeetings, listReports, readMeeting } from './read.ts'
import { fileStatements, recordStatements, recordVote } from './record.ts'
import { changeReport, reportUpward } from './report-upward.ts'

const READ = { access: 'signedIn' } as const
const STAFF = { access: ['staff'] } as const
const cursor = Type.Optional(Type.String({ maxLength: 400 }))
const ListQuery = Type.Object({ body: Type.Optional(MeetingBody), cursor })
const ReportsQuery = Type.Object({ bill: Type.Optional(Id), cursor })

export function pages(app: HttpServer, services: Services): void {
  app.get('/meetings', { config: READ, schema: { querystring: ListQuery } }, async (request, reply) => {
    const frame = frameOf(request, reply, services)
    const { items, next } = await listMeetings(services, request.query)
    return sendPage(
      reply,
      <MeetingsPage frame={frame} meetings={items} body={request.query.body} next={next} mayWrite={mayAs(frame.actor, 'staff')} />
    )
  })
  newPages(app, services)
  reportPages(app, services)
  meetingPages(app, services)
}

function newPages(app: HttpServer, services: Services): void {
  const form = (request: FastifyRequest, reply: FastifyReply, refusal: Refusal) => (
    <NewMeetingPage frame={frameOf(request, reply, services)} refusal={refusal} />
  )
  app.get('/meetings/new', { config: STAFF }, async (request, reply) =>
    sendPage(reply, form(request, reply, filled({ body: 'standingCommittee' })))
  )
  app.post('/meetings/new', { config: STAFF }, (request, reply) =>
    answerForm(request, reply, {
      act: fields => addMeeting(services, requireActor(request), readForm(NewMeeting, fields, MEETING_LABELS)),
      done: ({ id }) => `/meetings/${id}`,
      again: async refusal => form(request, reply, refusal)
    })
  )
}

function reportPages(app: HttpServer, services: Services): void {
  const page = async (request: FastifyRequest, reply: FastifyReply, query: { bill?: string; cursor?: string }, refusal: Refusal) => {
    const frame = frameOf(request, reply, services)
    const [{ items, next }, bills] = await Promise.all([listReports(services, query), allBillTitles(services)])
    return <ReportsPage frame={frame} reports={items} next={next} bills={bills} refusal={refusal} mayWrite={mayAs(frame.actor, 'staff')} />
  }
  app.get('/meetings/reports', { config: READ, schema: { querystring: ReportsQuery } }, async (request, reply) => {
    const { bill = null } = request.query
    return sendPage(reply, await page(request, reply, request.query, filled({ bill, addressee: 'partyCommittee' })))
  })
  app.post('/meetings/reports', { config: STAFF }, (request, reply) =>
    answerForm(request, reply, {
      act: ({ id = '', ...fields }) =>
        id === ''
          ? reportUpward(services, requireActor(request), readForm(NewUpwardReport, fields, REPORT_LABELS))
          : changeReport(services, requireActor(request), id, readForm(UpwardReportChange, fields, REPORT_LABELS)),
      done: () => '/meetings/reports',
      again: refusal => page(request, reply, {}, refusal)
    })
  )
}

const VOTE_LABELS = { item: '议题', clause: '单独表决的条款', votesFor: '赞成', votesAgainst: '反对', abstained: '弃权' } as const
const STATEMENT_LABELS = { bill: '法规案', speaker: '发言人', group: '组别', article: '条文', body: '发言内容' } as const
const AGENDA_LABELS = { bill: '法规案', purpose: '议题', title: '名称' } as const
/** Which form of the page was sent. */
const ACTS = ['change', 'agenda', 'drop', 'vote', 'statement', 'opinions'] as const

function meetingPages(app: HttpServer, services: Services): void {
  const page = async (request: FastifyRequest, reply: FastifyReply, id: string, refusal: Refusal) => {
    const frame = frameOf(request, reply, services)
    const [meeting, bills] = await Promise.all([readMeeting(services, id), allBillTitles(services)])
    return <MeetingPage frame={frame} meeting={meeting} bills={bills} refusal={refusal} mayWrite={mayAs(frame.actor, 'staff')} />
  }
  app.get('/meetings/:id', { config: READ, schema: { params: IdParams } }, async (request, reply) =>
    sendPage(reply, await page(request, reply, request.params.id, UNTOUCHED))
  )
  app.post('/meetings/:id', { config: STAFF, schema: { params: IdParams } }, (request, reply) => {
    const { id } = request.params
    return answerForm(request, reply, {
      act: fields => act(services, request, id, fields),
      done: anchor => `/meetings/${id}#${anchor}`,
      again: refusal => page(request, reply, id, refusal)
    })
  })
}

async function act(services: Services, request: FastifyRequest, id: string, { act: name = '', ...fields }: Fields): Promise<string> {
  const actor = requireActor(request)
  const wanted = ACTS.find(each => each === name)
  switch (wanted) {
    case 'change':
      await changeMeeting(services, actor, id, readForm(MeetingChange, fields, MEETING_LABELS))
      return 'main'
    case 'agenda':
    case 'drop': {
      const { agenda } = await readMeeting(services, id)
      const kept = agenda.filter(({ id: item }) => item !== fields['item']).map(({ bill, purpose, title }) => ({ bill, purpose, title }))
      const added = wanted === 'agenda' ? [readForm(NewAgendaItem, fields, AGENDA_LABELS)] : []
      await setAgenda(services, actor, id, [...kept, ...added])
      return 'agenda'
    }
    case 'vote':
      await recordVote(services, actor, id, readForm(NewVote, fields, VOTE_LABELS))
      return 'votes'
    case 'statement':
      await recordStatements(services, actor, id, [readForm(NewStatement, fields, STATEMENT_LABELS)])
      return 'statements'
    case 'opinions':
      await fileStatements(services, actor, id)
      return 'statements'
    case undefined:
      throw new Problem('invalid-request', { detail: '没有这种办理，请刷新页面后重试。' })
  }
}
