/** What an expert sees, with an account or by invitation: 我的评审, one review, what is about to be sent, 已提交, 帮助. Nothing else. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { Id, IdParams, PageQuery } from '../../schema/http.ts'
import { NewReviewOpinion } from '../../schema/reviews.ts'
import { readBill } from '../bills/read.ts'
import { listOwnOpinions, submitDrafts } from '../opinions/submit.ts'
import type { Services } from '../store/services.ts'
import { answerForm, fieldsOf, type Refusal, readForm, refusalOf, UNTOUCHED } from '../web/forms.ts'
import { frameOf, seeOther, sendPage } from '../web/frame.ts'
import { requireActor } from '../web/http/actor.ts'
import { SIGN_INS_A_MINUTE } from '../web/http/limits.ts'
import type { HttpServer } from '../web/http/server.ts'
import { lookAtLink, openLink } from './invitations.ts'
import { InvitedPage } from './invited-page.tsx'
import { changeNote, demandAsked, isOver, noteOpinion, readReview, reviewsOf } from './review.ts'
import { NOTE_LABELS, type Opened, ReviewPage } from './review-page.tsx'
import { ReviewsPage } from './reviews-page.tsx'
import { SubmitPage } from './submit-page.tsx'
import { SubmittedPage } from './submitted-page.tsx'

const OWN = { access: 'signedIn', guests: true } as const
const word = (maxLength: number) => Type.Optional(Type.String({ maxLength }))
const ReviewQuery = Type.Object({ at: word(40), quote: word(1_000), edit: word(64), view: word(10) })
const OpinionParams = Type.Object({ id: Id, opinion: Id })
const CodeParams = Type.Object({ code: Type.String({ maxLength: 100 }) })
/** Open to all and limited for guessers; nobody can have a token of ours yet. */
const OPENING = {
  access: 'public',
  csrf: false,
  rateLimit: { max: SIGN_INS_A_MINUTE, timeWindow: 60_000, allowList: () => false }
} as const
/** What a browser shows that opened a link and comes back. */
const DEVICE = 'facheng-invited'

export function reviewerPages(app: HttpServer, services: Services): void {
  linkPages(app, services)
  reviewPages(app, services)
  outboxPages(app, services)
}

function linkPages(app: HttpServer, services: Services): void {
  const device = (request: FastifyRequest): string | null => request.cookies[DEVICE] ?? null
  app.get('/invited/:code', { config: { access: 'public' }, schema: { params: CodeParams } }, async (request, reply) => {
    const link = await lookAtLink(services, request.params.code, device(request))
    const { title } = await readBill(services, link.bill)
    const frame = frameOf(request, reply, services)
    return sendPage(reply, <InvitedPage frame={{ ...frame, actor: null }} link={link} bill={title} code={request.params.code} />)
  })
  app.post('/invited/:code', { config: OPENING, schema: { params: CodeParams } }, async (request, reply) => {
    const opened = await openLink(services, request.params.code, device(request), request.ip)
    await request.session.regenerate()
    request.session.invitation = opened.id
    reply.setCookie(DEVICE, opened.device, {
      ...{ path: '/invited', httpOnly: true, sameSite: 'lax', secure: request.protocol === 'https' },
      // The link itself ends with the last day; a day more costs nothing.
      expires: new Date(Date.parse(opened.expiresOn) + 2 * 24 * 60 * 60 * 1000)
    })
    return seeOther(reply, `/reviews/${opened.round}?view=start`)
  })
}

function reviewPages(app: HttpServer, services: Services): void {
  app.get('/reviews', { config: OWN, schema: { querystring: Type.Object({ all: word(1) }) } }, async (request, reply) => {
    const tasks = await reviewsOf(services, requireActor(request))
    const open = tasks.filter(task => !isOver(task))
    const [only] = open
    if (only && open.length === 1 && request.query.all === undefined) return seeOther(reply, `/reviews/${only.round.id}`)
    return sendPage(reply, <ReviewsPage frame={frameOf(request, reply, services)} tasks={tasks} />)
  })

  const show = async (request: FastifyRequest, reply: FastifyReply, id: string, opened: Opened | null, view: string | undefined) => {
    const review = await readReview(services, requireActor(request), id)
    const shown = view === 'text' || review.comparison === null ? 'text' : 'redline'
    return (
      <ReviewPage frame={frameOf(request, reply, services)} review={review} view={shown} started={view !== undefined} opened={opened} />
    )
  }
  app.get('/reviews/:id', { config: OWN, schema: { params: IdParams, querystring: ReviewQuery } }, async (request, reply) => {
    const { at, quote = '', edit, view } = request.query
    const opened = at === undefined && edit === undefined ? null : { article: at ?? null, edit: edit ?? null, quote, refusal: UNTOUCHED }
    return sendPage(reply, await show(request, reply, request.params.id, opened, view))
  })
  const refused = async (
    request: FastifyRequest,
    reply: FastifyReply,
    id: string,
    opened: Omit<Opened, 'refusal'>,
    refusal: Refusal
  ): Promise<JSX.Element> => show(request, reply, id, { ...opened, refusal }, fieldsOf(request.body)['view'])
  app.post('/reviews/:id/opinions', { config: OWN, schema: { params: IdParams } }, (request, reply) => {
    const { id } = request.params
    return answerForm(request, reply, {
      act: async fields => {
        const note = await noteOpinion(services, requireActor(request), id, readForm(NewReviewOpinion, fields, NOTE_LABELS))
        return { note, view: fields['view'] }
      },
      done: ({ note, view }) => backTo(id, view, note.article),
      again: refusal =>
        refused(request, reply, id, { article: refusal.values['article'] || '', edit: null, quote: refusal.values['quote'] ?? '' }, refusal)
    })
  })
  app.post('/reviews/:id/opinions/:opinion', { config: OWN, schema: { params: OpinionParams } }, (request, reply) => {
    const { id, opinion } = request.params
    return answerForm(request, reply, {
      act: async fields => {
        const actor = requireActor(request)
        await demandAsked(services, actor, id)
        const change =
          fields['act'] === 'withdraw' ? null : readForm(Type.Pick(NewReviewOpinion, ['body', 'proposal']), fields, NOTE_LABELS)
        await changeNote(services, actor, opinion, change)
        return fields
      },
      done: fields => backTo(id, fields['view'], fields['article'] || null),
      again: refusal => refused(request, reply, id, { article: null, edit: opinion, quote: '' }, refusal)
    })
  })
}

/** Back to the article that was spoken about. */
const backTo = (id: string, view: string | undefined, article: string | null): string =>
  `/reviews/${id}?view=${view === 'text' ? 'text' : 'redline'}#${encodeURIComponent(article ?? 'whole')}`

function outboxPages(app: HttpServer, services: Services): void {
  const outbox = async (request: FastifyRequest, reply: FastifyReply, id: string, problem: string | null) => {
    const review = await readReview(services, requireActor(request), id)
    return <SubmitPage frame={frameOf(request, reply, services)} review={review} problem={problem} />
  }
  app.get('/reviews/:id/submit', { config: OWN, schema: { params: IdParams } }, async (request, reply) =>
    sendPage(reply, await outbox(request, reply, request.params.id, null))
  )
  app.post('/reviews/:id/submit', { config: OWN, schema: { params: IdParams } }, (request, reply) => {
    const { id } = request.params
    return answerForm(request, reply, {
      act: async fields => {
        const actor = requireActor(request)
        await demandAsked(services, actor, id)
        return submitDrafts(services, actor, (fields['opinion'] ?? '').split('\n').filter(Boolean))
      },
      done: count => `/submitted?sent=${count}`,
      again: (_refusal, problem) => outbox(request, reply, id, refusalOf(problem, {}).problem ?? problem.message)
    })
  })
  app.get(
    '/submitted',
    {
      config: OWN,
      schema: { querystring: Type.Object({ ...PageQuery.properties, sent: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000 })) }) }
    },
    async (request, reply) => {
      const { sent, ...query } = request.query
      const { items, next } = await listOwnOpinions(services, requireActor(request), { ...query, status: 'submitted' })
      const bills = new Map<string, string>()
      for (const bill of new Set(items.map(({ bill }) => bill))) bills.set(bill, (await readBill(services, bill)).title)
      const nextAddress = next === null ? null : `/submitted?${new URLSearchParams({ cursor: next })}`
      return sendPage(
        reply,
        <SubmittedPage frame={frameOf(request, reply, services)} opinions={items} bills={bills} next={nextAddress} sent={sent ?? 0} />
      )
    }
  )
}
