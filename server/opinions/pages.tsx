/** Pages of opinions: the list that is worked off, one opinion in it, and the form that files one. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'
import { Id, IdParams, MAX_LIMIT } from '../../schema/http.ts'
import {
  NewOpinion,
  OPINION_SOURCES,
  OpinionAnswer,
  OpinionChange,
  type OpinionFilter,
  OpinionWriting,
  VERDICT_TITLES,
  VERDICTS
} from '../../schema/opinions.ts'
import { Problem } from '../../schema/problems.ts'
import { readBill } from '../bills/read.ts'
import { draftOf } from '../drafts/draft-of.ts'
import { mayAs } from '../people/permissions.ts'
import type { Services } from '../store/services.ts'
import type { Chip } from '../web/components/lists.tsx'
import { answerForm, type Fields, filled, type Refusal, readForm, UNTOUCHED } from '../web/forms.ts'
import { frameOf, sendPage } from '../web/frame.ts'
import { requireActor } from '../web/http/actor.ts'
import type { HttpServer } from '../web/http/server.ts'
import { answerOpinion, reopenOpinion } from './answer.ts'
import { JUDGEMENT_LABELS } from './answer-form.tsx'
import { articleLabels, articlesOf } from './articles.ts'
import { changeDraft, withdrawOpinion } from './change-draft.ts'
import { fileOpinion } from './file.ts'
import { listRounds } from './list-rounds.ts'
import { NewOpinionPage, OPINION_LABELS } from './new-opinion-page.tsx'
import { withFilter } from './opinion-address.ts'
import { type OpenedOpinion, OpinionsPage } from './opinions-page.tsx'
import { readOverview } from './overview.ts'
import { OverviewPage } from './overview-page.tsx'
import { listOpinions, opinionTotals, readOpinion } from './read.ts'
import { similarTo } from './similar-to.ts'
import { listOwnOpinions } from './submit.ts'
import { previewWriting, writeProposal } from './write-in.ts'

const READ = { access: 'signedIn' } as const
const SPEAKING = { access: ['staff', 'expert'] } as const

const OpinionParams = Type.Object({ id: Id, opinion: Id })
// An empty choice of a filter's form is no filter.
const word = Type.Optional(Type.String({ maxLength: 400 }))
const ListQuery = Type.Object({ verdict: word, source: word, article: word, round: word, cursor: word, done: word })
type ListQuery = Static<typeof ListQuery>
const NewQuery = Type.Object({ article: word, quote: Type.Optional(Type.String({ maxLength: 1_000 })) })

export function pages(app: HttpServer, services: Services): void {
  app.get('/opinions', { config: READ }, async (request, reply) => {
    const [overview, drafts] = await Promise.all([
      readOverview(services),
      listOwnOpinions(services, requireActor(request), { status: 'draft', limit: MAX_LIMIT })
    ])
    return sendPage(
      reply,
      <OverviewPage frame={frameOf(request, reply, services)} overview={overview} own={{ drafts: drafts.items.length }} />
    )
  })
  listPages(app, services)
  filePages(app, services)
}

function listPages(app: HttpServer, services: Services): void {
  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    id: string,
    query: ListQuery,
    opinion: string | null,
    refusal = UNTOUCHED
  ) => {
    const frame = frameOf(request, reply, services)
    const actor = requireActor(request)
    const bill = await readBill(services, id)
    const filter = filterOf(query)
    const [{ items, next }, all, narrowed] = await Promise.all([
      listOpinions(services, actor, id, { ...filter, cursor: query.cursor }),
      opinionTotals(services, id, {}, actor),
      opinionTotals(services, id, filter, actor)
    ])
    const shown = opinion ?? items[0]?.id ?? null
    const done = query.done === undefined ? null : await readOpinion(services, actor, query.done).catch(() => null)
    return (
      <OpinionsPage
        frame={frame}
        bill={bill}
        filter={filter}
        chips={chipsOf(id, filter, all.total, all.byVerdict)}
        sources={OPINION_SOURCES.filter(source => all.bySource.has(source))}
        articles={[...all.byArticle.keys()]}
        queue={items}
        shown={narrowed.total}
        total={all.total}
        next={next === null ? null : withFilter(`/bills/${id}/opinions`, filter, { cursor: next })}
        opened={shown === null ? null : await opened(services, request, id, shown, refusal)}
        maySpeak={mayAs(actor, 'staff', 'expert')}
        done={done?.bill === id && done.verdict !== null && mayAs(actor, 'staff') ? done : null}
      />
    )
  }

  app.get('/bills/:id/opinions', { config: READ, schema: { params: IdParams, querystring: ListQuery } }, async (request, reply) =>
    sendPage(reply, await show(request, reply, request.params.id, request.query, null))
  )
  const one = { params: OpinionParams, querystring: ListQuery }
  app.get('/bills/:id/opinions/:opinion', { config: READ, schema: one }, async (request, reply) =>
    sendPage(reply, await show(request, reply, request.params.id, request.query, request.params.opinion))
  )
  app.post('/bills/:id/opinions/:opinion', { config: SPEAKING, schema: one }, (request, reply) => {
    const { id, opinion } = request.params
    return answerForm(request, reply, {
      act: fields => work(services, request, opinion, fields),
      done: ({ following, done }) => withFilter(`/bills/${id}/opinions${following}`, filterOf(request.query), { done }),
      again: refusal => {
        const { done: _done, ...query } = request.query
        return show(request, reply, id, query, opinion, refusal)
      }
    })
  })
}

/** What one's own draft says now: what is sent is what stands in the fields. */
const draftOfForm = (fields: Fields) => readForm(Type.Pick(OpinionChange, ['body', 'proposal']), fields, OPINION_LABELS)

interface Worked {
  /** Where the person goes on, below the list's address. */
  readonly following: string
  /** What was answered, to be taken back with one press. */
  readonly done?: string
}

async function work(services: Services, request: FastifyRequest, id: string, fields: Fields): Promise<Worked> {
  const actor = requireActor(request)
  const here = `/${encodeURIComponent(id)}`
  switch (fields['act']) {
    case 'withdraw':
      await withdrawOpinion(services, actor, id)
      return { following: '' }
    case 'submit':
      await changeDraft(services, actor, id, { ...draftOfForm(fields), status: 'submitted' })
      return { following: here }
    case 'change':
      await changeDraft(services, actor, id, draftOfForm(fields))
      return { following: here }
    case 'reopen':
      await reopenOpinion(services, actor, id)
      return { following: here }
    case 'write':
      await writeProposal(services, actor, id, readForm(OpinionWriting, fields, JUDGEMENT_LABELS))
      return { following: here }
    default: {
      const { usual, ...answer } = fields
      const reason = answer['reason']?.trim() || (answer['verdict'] === 'adopted' ? '' : (usual ?? ''))
      await answerOpinion(services, actor, id, readForm(OpinionAnswer, { ...answer, reason }, JUDGEMENT_LABELS))
      const next = fields['following'] ?? ''
      // At the end of what is open there is the next page of it, or nothing.
      const isQueue = fields['queue'] === 'open'
      return { following: next ? `/${encodeURIComponent(next)}` : isQueue ? '' : here, done: id }
    }
  }
}

async function opened(services: Services, request: FastifyRequest, bill: string, id: string, refusal: Refusal): Promise<OpenedOpinion> {
  const actor = requireActor(request)
  const opinion = await readOpinion(services, actor, id)
  if (opinion.bill !== bill) throw new Problem('not-found')
  const mayJudge = mayAs(actor, 'staff')
  const [places, similar, preview] = await Promise.all([
    articlesOf(services, actor, id),
    mayJudge ? similarTo(services, actor, id) : [],
    mayJudge ? previewWriting(services, actor, id, refusal.values['wording']?.trim() || undefined) : null
  ])
  return { opinion, places, similar, preview, refusal, mayJudge, isMine: opinion.author === actor.id }
}

/** What of a query names a filter that there is. */
function filterOf({ verdict, source, article, round }: ListQuery): OpinionFilter {
  const known = (['open', ...VERDICTS] as const).find(term => term === verdict)
  const from = OPINION_SOURCES.find(term => term === source)
  return {
    ...(known && { verdict: known }),
    ...(from && { source: from }),
    ...(article && { article: article.slice(0, 40) }),
    ...(round && { round: round.slice(0, 64) })
  }
}

function chipsOf(bill: string, filter: OpinionFilter, total: number, counts: ReadonlyMap<string, number>): Chip[] {
  const address = `/bills/${bill}/opinions`
  const chip = (verdict: NonNullable<OpinionFilter['verdict']>, title: string): Chip => {
    const current = filter.verdict === verdict
    const { verdict: _verdict, ...rest } = filter
    return { href: withFilter(address, current ? rest : { ...rest, verdict }), label: `${title} ${counts.get(verdict) ?? 0}`, current }
  }
  const isAll = Object.keys(filter).length === 0
  return [
    { href: address, label: `全部 ${total}`, current: isAll, isAll: true },
    chip('open', '未处理'),
    ...VERDICTS.map(verdict => chip(verdict, VERDICT_TITLES[verdict]))
  ]
}

function filePages(app: HttpServer, services: Services): void {
  const form = async (request: FastifyRequest, reply: FastifyReply, id: string, refusal: Refusal) => {
    const frame = frameOf(request, reply, services)
    const bill = await readBill(services, id)
    const draft = await draftOf(services, id)
    const text = draft?.newest
      ? { document: draft, version: draft.newest, articles: await articleLabels(services, draft.id, draft.newest) }
      : null
    const { items: rounds } = await listRounds(services, id, { limit: MAX_LIMIT })
    return (
      <NewOpinionPage frame={frame} bill={bill} text={text} rounds={rounds} forOthers={mayAs(frame.actor, 'staff')} refusal={refusal} />
    )
  }
  app.get('/bills/:id/opinions/new', { config: SPEAKING, schema: { params: IdParams, querystring: NewQuery } }, async (request, reply) => {
    const { article = '', quote = '' } = request.query
    return sendPage(reply, await form(request, reply, request.params.id, filled({ article, quote })))
  })
  app.post('/bills/:id/opinions/new', { config: SPEAKING, schema: { params: IdParams } }, (request, reply) => {
    const { id } = request.params
    return answerForm(request, reply, {
      act: fields => fileOpinion(services, requireActor(request), id, readForm(NewOpinion, fields, OPINION_LABELS)),
      done: opinion => `/bills/${id}/opinions/${opinion.id}`,
      again: refusal => form(request, reply, id, refusal)
    })
  })
}
