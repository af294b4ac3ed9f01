/**
 * Addresses of those who are asked (征求意见对象). Room `reviews`: who may be asked, who was asked in a round, by what link they come in, and their own pages.
 * What they say is an opinion and belongs to `opinions`. Begin with addressees.ts and invitations.ts.
 */
import { Type } from 'typebox'
import { Id, IdParams, Page, PageQuery } from '../../schema/http.ts'
import { Round } from '../../schema/opinions.ts'
import {
  Addressee,
  AddresseeChange,
  Consultee,
  ConsulteeChange,
  ConsulteeQuery,
  IssuedInvitation,
  NewAddressees,
  NewConsultee,
  NewInvitations
} from '../../schema/reviews.ts'
import { demandRound, readRound } from '../opinions/list-rounds.ts'
import type { Services } from '../store/services.ts'
import { requireActor } from '../web/http/actor.ts'
import type { HttpServer } from '../web/http/server.ts'
import { addAddressees, listAddressees, replyWithoutOpinion } from './addressees.ts'
import { addConsultee, changeConsultee, listConsultees, readConsultee } from './consultees.ts'
import { inviteAddressees, revokeLink } from './invitations.ts'

const READING = { access: 'signedIn' } as const
const STAFF = { access: ['staff'] } as const
const tags = ['reviews']
const AddresseeParams = Type.Object({ id: Id, addressee: Id }, { additionalProperties: false })

export function routes(app: HttpServer, services: Services): void {
  consulteeRoutes(app, services)
  roundRoutes(app, services)
}

function consulteeRoutes(app: HttpServer, services: Services): void {
  app.get(
    '/api/v1/consultees',
    {
      config: READING,
      schema: { summary: '专家、联系点和基地列表', tags, querystring: ConsulteeQuery, response: { 200: Page(Consultee) } }
    },
    request => listConsultees(services, requireActor(request), request.query)
  )
  app.post(
    '/api/v1/consultees',
    { config: STAFF, schema: { summary: '新增专家、联系点或者基地', tags, body: NewConsultee, response: { 201: Consultee } } },
    async (request, reply) => {
      const made = await addConsultee(services, requireActor(request), request.body)
      return reply.code(201).header('location', `/api/v1/consultees/${made.id}`).send(made)
    }
  )
  app.get(
    '/api/v1/consultees/:id',
    { config: READING, schema: { summary: '专家、联系点或者基地', tags, params: IdParams, response: { 200: Consultee } } },
    request => readConsultee(services, requireActor(request), request.params.id)
  )
  app.patch(
    '/api/v1/consultees/:id',
    {
      config: STAFF,
      schema: { summary: '修改专家、联系点或者基地', tags, params: IdParams, body: ConsulteeChange, response: { 200: Consultee } }
    },
    request => changeConsultee(services, requireActor(request), request.params.id, request.body)
  )
}

function roundRoutes(app: HttpServer, services: Services): void {
  app.get(
    '/api/v1/opinion-rounds/:id',
    { config: READING, schema: { summary: '一轮征求意见', tags, params: IdParams, response: { 200: Round } } },
    request => readRound(services, request.params.id)
  )
  app.get(
    '/api/v1/opinion-rounds/:id/addressees',
    {
      config: READING,
      schema: { summary: '征求意见的对象和答复情况', tags, params: IdParams, querystring: PageQuery, response: { 200: Page(Addressee) } }
    },
    async request => listAddressees(services, (await demandRound(services, request.params.id)).id, request.query)
  )
  app.post(
    '/api/v1/opinion-rounds/:id/addressees',
    { config: STAFF, schema: { summary: '增加征求意见的对象', tags, params: IdParams, body: NewAddressees, response: { 201: Round } } },
    async (request, reply) => {
      const round = await demandRound(services, request.params.id)
      await addAddressees(services, requireActor(request), round, request.body)
      return reply.code(201).send(await readRound(services, round.id))
    }
  )
  app.patch(
    '/api/v1/opinion-rounds/:id/addressees/:addressee',
    {
      config: STAFF,
      schema: { summary: '登记对方答复没有意见', tags, params: AddresseeParams, body: AddresseeChange, response: { 200: Addressee } }
    },
    async request => {
      const { id, addressee } = request.params
      return replyWithoutOpinion(services, requireActor(request), await demandRound(services, id), addressee, request.body.repliedOn)
    }
  )
  app.post(
    '/api/v1/opinion-rounds/:id/invitations',
    {
      config: STAFF,
      schema: {
        summary: '生成评审邀请链接',
        description: '链接一次有效，只能打开这一轮征求意见的版本；只在此答复中出现，之后只存校验值。此前发给同一对象的链接失效。',
        tags,
        params: IdParams,
        body: NewInvitations,
        response: { 201: Type.Object({ items: Type.Array(IssuedInvitation) }, { additionalProperties: false }) }
      }
    },
    async (request, reply) => {
      const round = await demandRound(services, request.params.id)
      const place = `${request.protocol}://${request.host}`
      return reply.code(201).send({ items: await inviteAddressees(services, requireActor(request), round, request.body, place) })
    }
  )
  app.delete(
    '/api/v1/invitations/:id',
    { config: STAFF, schema: { summary: '收回邀请链接', tags, params: IdParams, response: { 204: Type.Null() } } },
    async (request, reply) => {
      await revokeLink(services, requireActor(request), request.params.id)
      return reply.code(204).send(null)
    }
  )
}
