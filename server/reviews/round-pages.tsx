/** Pages of a bill's rounds (征求意见轮次): the list, one round with who has answered, the form that opens one, and the links to hand out. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { Id, IdParams, MAX_LIMIT, PageQuery } from '../../schema/http.ts'
import { NewRound, OPINION_SOURCES } from '../../schema/opinions.ts'
import { Problem } from '../../schema/problems.ts'
import { type IssuedInvitation, NewInvitations } from '../../schema/reviews.ts'
import { readBill } from '../bills/read.ts'
import { listDocumentVersions } from '../drafts/documents.ts'
import { draftOf } from '../drafts/draft-of.ts'
import { demandRound, listRounds, readRound } from '../opinions/list-rounds.ts'
import { openRound } from '../opinions/open-round.ts'
import { mayAs } from '../people/permissions.ts'
import { writeTable } from '../reports/write-table.ts'
import type { Services } from '../store/services.ts'
import { addDays, chinaDate } from '../web/dates.ts'
import { answerForm, type Fields, fieldsOf, filled, type Refusal, readForm, refusalOf } from '../web/forms.ts'
import { frameOf, seeOther, sendPage } from '../web/frame.ts'
import { requireActor } from '../web/http/actor.ts'
import type { HttpServer } from '../web/http/server.ts'
import { addAddressees, allAddressees, replyWithoutOpinion } from './addressees.ts'
import { consulteesByLateness } from './consultees.ts'
import { deadlineCalendar } from './deadline.ts'
import { inviteAddressees, revokeLinkOf } from './invitations.ts'
import { LinksPage, linksTable, readLinks } from './links-page.tsx'
import { isServing, NewRoundPage, ROUND_LABELS } from './new-round-page.tsx'
import { RoundPage } from './round-page.tsx'
import { RoundsPage } from './rounds-page.tsx'

const READ = { access: 'signedIn' } as const
const STAFF = { access: ['staff'] } as const
const AddresseeParams = Type.Object({ id: Id, addressee: Id })
const NewQuery = Type.Object({ version: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000 })) })
/** The law asks for thirty days; a form begins with them. */
const USUAL_DAYS = 30

export function roundPages(app: HttpServer, services: Services): void {
  app.get('/bills/:id/rounds', { config: READ, schema: { params: IdParams, querystring: PageQuery } }, async (request, reply) => {
    const { id } = request.params
    const [bill, { items, next }] = await Promise.all([readBill(services, id), listRounds(services, id, request.query)])
    const frame = frameOf(request, reply, services)
    const nextAddress = next === null ? null : `/bills/${id}/rounds?${new URLSearchParams({ cursor: next })}`
    return sendPage(reply, <RoundsPage frame={frame} bill={bill} rounds={items} next={nextAddress} mayOpen={mayAs(frame.actor, 'staff')} />)
  })
  newRound(app, services)
  oneRound(app, services)
}

function newRound(app: HttpServer, services: Services): void {
  const form = async (request: FastifyRequest, reply: FastifyReply, bill: string, refusal: Refusal) => {
    const actor = requireActor(request)
    const draft = await draftOf(services, bill)
    const [shown, consultees, versions] = await Promise.all([
      readBill(services, bill),
      consulteesByLateness(services, actor, {}),
      draft?.newest ? listDocumentVersions(services, draft.id, { limit: MAX_LIMIT }) : null
    ])
    return (
      <NewRoundPage
        frame={frameOf(request, reply, services)}
        bill={shown}
        draft={draft}
        versions={versions?.items ?? []}
        consultees={consultees}
        refusal={refusal}
      />
    )
  }
  app.get('/bills/:id/rounds/new', { config: STAFF, schema: { params: IdParams, querystring: NewQuery } }, async (request, reply) => {
    const { today } = frameOf(request, reply, services)
    const { version } = request.query
    const known = filled({
      round: services.newId(),
      opensOn: today,
      closesOn: addDays(today, USUAL_DAYS),
      ...(version !== undefined && { version: String(version) })
    })
    return sendPage(reply, await form(request, reply, request.params.id, known))
  })
  app.post('/bills/:id/rounds/new', { config: STAFF, schema: { params: IdParams } }, async (request, reply) => {
    const fields = fieldsOf(request.body)
    const bill = request.params.id
    try {
      const actor = requireActor(request)
      const wish = await roundOf(services, request, fields)
      const round = await openRound(
        services,
        actor,
        bill,
        wish,
        fields['round'] && /^[\w-]{8,64}$/.test(fields['round']) ? fields['round'] : undefined
      )
      if (round.bill !== bill) throw new Problem('not-found')
      const reachable =
        fields['links'] === 'true' &&
        (await allAddressees(services, round.id)).some(({ account, answered }) => account === null && !answered)
      if (!reachable) return seeOther(reply, `/rounds/${round.id}`)
      const links = await inviteAddressees(services, actor, await demandRound(services, round.id), {}, placeOf(request))
      return sendPage(reply, await linksPage(services, request, reply, round.id, links))
    } catch (error) {
      if (!(error instanceof Problem) || ![400, 409].includes(error.status)) throw error
      return sendPage(reply, await form(request, reply, bill, refusalOf(error, fields)), 422)
    }
  })
}

const placeOf = ({ protocol, host }: FastifyRequest): string => `${protocol}://${host}`

/** What the form says: those on record by a tick each, the others a line each. */
async function roundOf(services: Services, request: FastifyRequest, fields: Fields): Promise<NewRound> {
  const { asked, consultees, all, ...rest } = fields
  const wish = readForm(Type.Omit(NewRound, ['consultees', 'asked']), rest, ROUND_LABELS)
  const kinds = ticked(all)
  const today = chinaDate(services.now())
  const everyone = kinds.length === 0 ? [] : await consulteesByLateness(services, requireActor(request), {})
  const whole = everyone.filter(one => kinds.includes(one.kind) && isServing(one, today)).map(({ id }) => id)
  return { ...wish, consultees: [...new Set([...whole, ...ticked(consultees)])], asked: named(asked, fields['source']) } as NewRound
}

const ticked = (value: string | undefined): string[] => (value ?? '').split('\n').filter(id => id !== '')

function named(value: string | undefined, source: string | undefined) {
  const known = OPINION_SOURCES.find(term => term === source) ?? 'department'
  const names = (value ?? '').split(/[\r\n]+/).map(name => name.trim())
  const long = names.find(name => name.length > 100)
  if (long !== undefined) {
    const message = '一行写一个单位或者个人，每行不超过 100 个字'
    throw new Problem('invalid-request', { errors: [{ code: 'asked', message, pointer: '/asked' }] })
  }
  return names.filter(name => name !== '').map(name => ({ name, source: known }))
}

async function linksPage(services: Services, request: FastifyRequest, reply: FastifyReply, id: string, links: readonly IssuedInvitation[]) {
  const round = await readRound(services, id)
  return <LinksPage frame={frameOf(request, reply, services)} bill={await readBill(services, round.bill)} round={round} links={links} />
}

function oneRound(app: HttpServer, services: Services): void {
  const show = async (request: FastifyRequest, reply: FastifyReply, id: string, refusal: Refusal) => {
    const round = await readRound(services, id)
    const [bill, addressees] = await Promise.all([readBill(services, round.bill), allAddressees(services, id)])
    const frame = frameOf(request, reply, services)
    return (
      <RoundPage frame={frame} bill={bill} round={round} addressees={addressees} refusal={refusal} mayWrite={mayAs(frame.actor, 'staff')} />
    )
  }
  app.get('/rounds/:id', { config: READ, schema: { params: IdParams } }, async (request, reply) =>
    sendPage(reply, await show(request, reply, request.params.id, filled({})))
  )
  app.get('/rounds/:id/deadline.ics', { config: { ...READ, guests: true }, schema: { params: IdParams } }, async (request, reply) => {
    const round = await readRound(services, request.params.id)
    const { guest } = requireActor(request)
    if (guest && guest.round !== round.id) throw new Problem('guest-only')
    const calendar = deadlineCalendar(round, (await readBill(services, round.bill)).title, services.now())
    return reply.type('text/calendar; charset=utf-8').header('content-disposition', 'attachment; filename="deadline.ics"').send(calendar)
  })
  app.post('/rounds/:id/addressees', { config: STAFF, schema: { params: IdParams } }, (request, reply) => {
    const { id } = request.params
    return answerForm(request, reply, {
      act: async fields => {
        const wish = { asked: named(fields['asked'], fields['source']) }
        await addAddressees(services, requireActor(request), await demandRound(services, id), wish)
      },
      done: () => `/rounds/${id}`,
      again: refusal => show(request, reply, id, refusal)
    })
  })
  app.post('/rounds/:id/addressees/:addressee', { config: STAFF, schema: { params: AddresseeParams } }, async (request, reply) => {
    const { id, addressee } = request.params
    const actor = requireActor(request)
    const { act } = fieldsOf(request.body)
    if (act === 'revoke') await revokeLinkOf(services, actor, addressee)
    else {
      const { today } = frameOf(request, reply, services)
      await replyWithoutOpinion(services, actor, await demandRound(services, id), addressee, act === 'none' ? today : null)
    }
    return seeOther(reply, `/rounds/${id}#whom`)
  })
  app.post('/rounds/:id/links', { config: STAFF, schema: { params: IdParams } }, async (request, reply) => {
    const { id } = request.params
    const fields = fieldsOf(request.body)
    try {
      const wish = readForm(
        NewInvitations,
        { expiresOn: fields['expiresOn'] ?? '', ...(fields['addressee'] && { addressees: fields['addressee'] }) },
        ROUND_LABELS
      )
      const links = await inviteAddressees(services, requireActor(request), await demandRound(services, id), wish, placeOf(request))
      return sendPage(reply, await linksPage(services, request, reply, id, links))
    } catch (error) {
      if (!(error instanceof Problem) || ![400, 409].includes(error.status)) throw error
      return sendPage(reply, await show(request, reply, id, refusalOf(error, fields)), 422)
    }
  })
  // The links are known to the page alone that shows them: it sends them back to have them as a file.
  app.post('/rounds/:id/links/file', { config: STAFF, schema: { params: IdParams } }, async (request, reply) => {
    const round = await readRound(services, request.params.id)
    const { title } = await readBill(services, round.bill)
    const fields = fieldsOf(request.body)
    const table = linksTable(title, round, readLinks(fields['link'] ?? ''))
    const { headers, body } = await writeTable(table, fields['format'] === 'csv' ? 'csv' : 'xlsx')
    return reply.headers(headers).send(body)
  })
}
