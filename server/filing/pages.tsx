/** Pages of 报备, 备案审查 and 清理. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { CleanupJudgement, NewCleanup, NewFiling } from '../../schema/filing.ts'
import { Id, IdParams, MAX_LIMIT } from '../../schema/http.ts'
import { listBills } from '../bills/list.ts'
import { readStandings } from '../bills/standing.ts'
import { mayAs } from '../people/permissions.ts'
import type { Services } from '../store/services.ts'
import { answerForm, filled, type Refusal, readForm, UNTOUCHED } from '../web/forms.ts'
import { frameOf, sendPage } from '../web/frame.ts'
import { requireActor } from '../web/http/actor.ts'
import type { HttpServer } from '../web/http/server.ts'
import { closeCleanup, judgeCleanupItem, listCleanups, openCleanup, readCleanup } from './cleanup.ts'
import { CleanupPage, NewCleanupPage } from './cleanup-page.tsx'
import { fileRegulation, listFilings, readFiling } from './file-regulation.ts'
import { FilingFormPage, FilingPage } from './filing-page.tsx'

const READ = { access: 'signedIn' } as const
const STAFF = { access: ['staff'] } as const
const TextParams = Type.Object({ id: Id, seq: Type.Integer({ minimum: 1, maximum: 100_000 }) })
const LABELS = {
  addressee: '报送机关',
  number: '文号',
  sentOn: '报送日期',
  documents: '报送的材料',
  receiptOn: '回执日期',
  receiptNumber: '回执编号',
  note: '说明',
  title: '清理名称',
  basis: '依据、范围',
  titles: '文件名称',
  result: '结果',
  reason: '理由'
}
/** The definition on which normative documents are reviewed. */
const REVIEW = 'normative-document-review'

const FilingQuery = Type.Object({ cursor: Type.Optional(Type.String({ maxLength: 400 })) })

export function pages(app: HttpServer, services: Services): void {
  app.get('/filing', { config: READ, schema: { querystring: FilingQuery } }, async (request, reply) => {
    const frame = frameOf(request, reply, services)
    const [{ items: filings, next }, { items: cleanups }, { items }] = await Promise.all([
      listFilings(services, request.query),
      listCleanups(services, { limit: MAX_LIMIT }),
      listBills(services, { workflow: REVIEW, limit: MAX_LIMIT })
    ])
    const standings = await readStandings(
      services,
      items.map(({ id }) => id)
    )
    const reviews = items.flatMap(({ id }) => standings.get(id) ?? [])
    return sendPage(
      reply,
      <FilingPage
        {...{ frame, filings, reviews, cleanups }}
        next={next === null ? null : `/filing?cursor=${next}`}
        mayWrite={mayAs(frame.actor, 'staff')}
      />
    )
  })
  filingForms(app, services)
  cleanupPages(app, services)
}

function filingForms(app: HttpServer, services: Services): void {
  const form = async (request: FastifyRequest, reply: FastifyReply, id: string, seq: number, refusal: Refusal | null) => {
    const filing = await readFiling(services, id, seq)
    const { addressee, number, sentOn, receiptOn, receiptNumber, note } = filing
    const known = filled({ addressee: addressee ?? '省人大常委会', number, sentOn, receiptOn, receiptNumber, note })
    return <FilingFormPage frame={frameOf(request, reply, services)} filing={filing} refusal={refusal ?? known} />
  }
  app.get('/filing/:id/:seq', { config: STAFF, schema: { params: TextParams } }, async (request, reply) =>
    sendPage(reply, await form(request, reply, request.params.id, request.params.seq, null))
  )
  app.post('/filing/:id/:seq', { config: STAFF, schema: { params: TextParams } }, (request, reply) => {
    const { id, seq } = request.params
    return answerForm(request, reply, {
      act: fields => fileRegulation(services, requireActor(request), id, seq, readForm(NewFiling, fields, LABELS)),
      done: () => '/filing',
      again: refusal => form(request, reply, id, seq, refusal)
    })
  })
}

function cleanupPages(app: HttpServer, services: Services): void {
  app.get('/cleanups/new', { config: STAFF }, async (request, reply) =>
    sendPage(reply, <NewCleanupPage frame={frameOf(request, reply, services)} refusal={UNTOUCHED} />)
  )
  app.post('/cleanups/new', { config: STAFF }, (request, reply) =>
    answerForm(request, reply, {
      act: fields => {
        // A title may hold 、 of its own: one a line.
        const titles = (fields['titles'] ?? '').split(/\r\n|\r|\n/).filter(title => title.trim() !== '')
        const { title, basis } = readForm(NewCleanup, { ...fields, titles: '' }, LABELS)
        return openCleanup(services, requireActor(request), { title, basis: basis ?? null, titles: titles.map(one => one.slice(0, 200)) })
      },
      done: id => `/cleanups/${id}`,
      again: async refusal => <NewCleanupPage frame={frameOf(request, reply, services)} refusal={refusal} />
    })
  )
  const show = async (request: FastifyRequest, reply: FastifyReply, id: string, problem: string | null) => {
    const frame = frameOf(request, reply, services)
    return <CleanupPage frame={frame} cleanup={await readCleanup(services, id)} problem={problem} mayWrite={mayAs(frame.actor, 'staff')} />
  }
  app.get('/cleanups/:id', { config: READ, schema: { params: IdParams } }, async (request, reply) =>
    sendPage(reply, await show(request, reply, request.params.id, null))
  )
  app.post('/cleanups/:id', { config: STAFF, schema: { params: IdParams } }, (request, reply) => {
    const { id } = request.params
    const actor = requireActor(request)
    return answerForm(request, reply, {
      act: async fields => {
        if (fields['form'] === 'close') return closeCleanup(services, actor, id)
        return judgeCleanupItem(services, actor, id, fields['item'] ?? '', readForm(CleanupJudgement, fields, LABELS))
      },
      done: () => `/cleanups/${id}`,
      again: (_refusal, problem) => show(request, reply, id, problem.message)
    })
  })
}
