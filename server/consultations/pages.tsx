/** Pages of drafts on which our opinion is asked (配合上级立法). */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { CONSULTATION_STATE_TITLES, ConsultationChange, ConsultationReply, NewConsultation } from '../../schema/consultations.ts'
import { IdParams, MAX_LIMIT } from '../../schema/http.ts'
import { listRounds } from '../opinions/list-rounds.ts'
import { mayAs } from '../people/permissions.ts'
import type { Services } from '../store/services.ts'
import { answerForm, type Refusal, readForm, UNTOUCHED } from '../web/forms.ts'
import { frameOf, sendPage } from '../web/frame.ts'
import { requireActor } from '../web/http/actor.ts'
import type { HttpServer } from '../web/http/server.ts'
import { type ConsultationForm, ConsultationPage, REPLY_LABELS } from './consultation-page.tsx'
import { CONSULTATION_LABELS, ConsultationsPage, NewConsultationPage } from './consultations-page.tsx'
import { consultationCounts, listConsultations, readConsultation } from './read.ts'
import { changeConsultation, receiveConsultation } from './receive.ts'
import { replyConsultation } from './reply.ts'

const READ = { access: 'signedIn' } as const
const STAFF = { access: ['staff'] } as const
const ListQuery = Type.Object({
  state: Type.Optional(Type.Enum(['open', 'replied'])),
  cursor: Type.Optional(Type.String({ maxLength: 400 }))
})

export function pages(app: HttpServer, services: Services): void {
  app.get('/consultations', { config: READ, schema: { querystring: ListQuery } }, async (request, reply) => {
    const frame = frameOf(request, reply, services)
    const { state } = request.query
    const [{ items, next }, counts] = await Promise.all([listConsultations(services, request.query), consultationCounts(services)])
    const total = counts.open + counts.replied
    const chips = [
      { href: '/consultations', label: `全部 ${total} 件`, current: state === undefined, isAll: true },
      ...(['open', 'replied'] as const).map(one => ({
        href: state === one ? '/consultations' : `/consultations?state=${one}`,
        label: `${CONSULTATION_STATE_TITLES[one]} ${counts[one]} 件`,
        current: state === one
      }))
    ]
    const nextAddress = next === null ? null : `/consultations?${new URLSearchParams({ ...(state && { state }), cursor: next })}`
    return sendPage(
      reply,
      <ConsultationsPage
        {...{ frame, chips, total }}
        consultations={items}
        shown={state === undefined ? total : counts[state]}
        next={nextAddress}
        mayWrite={mayAs(frame.actor, 'staff')}
      />
    )
  })
  newPages(app, services)
  onePages(app, services)
}

function newPages(app: HttpServer, services: Services): void {
  const form = async (request: FastifyRequest, reply: FastifyReply, refusal: Refusal) => (
    <NewConsultationPage frame={frameOf(request, reply, services)} refusal={refusal} />
  )
  app.get('/consultations/new', { config: STAFF }, async (request, reply) => sendPage(reply, await form(request, reply, UNTOUCHED)))
  app.post('/consultations/new', { config: STAFF }, (request, reply) =>
    answerForm(request, reply, {
      act: fields => receiveConsultation(services, requireActor(request), readForm(NewConsultation, fields, CONSULTATION_LABELS)),
      done: ({ id }) => `/consultations/${id}`,
      again: refusal => form(request, reply, refusal)
    })
  )
}

function onePages(app: HttpServer, services: Services): void {
  type Refused = { readonly form: ConsultationForm; readonly refusal: Refusal } | null
  const show = async (request: FastifyRequest, reply: FastifyReply, id: string, refused: Refused) => {
    const frame = frameOf(request, reply, services)
    const [consultation, { items }] = await Promise.all([readConsultation(services, id), listRounds(services, id, { limit: MAX_LIMIT })])
    return (
      <ConsultationPage frame={frame} consultation={consultation} rounds={items} refused={refused} mayWrite={mayAs(frame.actor, 'staff')} />
    )
  }
  app.get('/consultations/:id', { config: READ, schema: { params: IdParams } }, async (request, reply) =>
    sendPage(reply, await show(request, reply, request.params.id, null))
  )
  app.post('/consultations/:id', { config: STAFF, schema: { params: IdParams } }, (request, reply) => {
    const { id } = request.params
    const actor = requireActor(request)
    return answerForm(request, reply, {
      act: ({ form, ...fields }) =>
        form === 'reply'
          ? replyConsultation(services, actor, id, readForm(ConsultationReply, fields, REPLY_LABELS))
          : changeConsultation(services, actor, id, readForm(ConsultationChange, fields, CONSULTATION_LABELS)),
      done: () => `/consultations/${id}`,
      again: refusal => show(request, reply, id, { form: refusal.values['form'] === 'reply' ? 'reply' : 'change', refusal })
    })
  })
}
