/** Addresses of the pool of proposals (项目库). */
import { IdParams, Page } from '../../schema/http.ts'
import {
  NewProposal,
  Proposal,
  ProposalChange,
  ProposalDecision,
  ProposalImport,
  ProposalQuery,
  ProposalsImported,
  ProposalTransfer
} from '../../schema/proposals.ts'
import type { Services } from '../store/services.ts'
import { requireActor } from '../web/http/actor.ts'
import type { HttpServer } from '../web/http/server.ts'
import { addProposal, changeProposal } from './add.ts'
import { carryProposal, decideProposal } from './decide.ts'
import { importProposals } from './import.ts'
import { listProposals, readProposal } from './read.ts'

const READING = { access: 'signedIn' } as const
const STAFF = { access: ['staff'] } as const
const tags = ['proposals']

export function routes(app: HttpServer, services: Services): void {
  app.get(
    '/api/v1/proposals',
    { config: READING, schema: { summary: '项目建议列表', tags, querystring: ProposalQuery, response: { 200: Page(Proposal) } } },
    request => listProposals(services, request.query)
  )
  app.post(
    '/api/v1/proposals',
    { config: STAFF, schema: { summary: '新增项目建议', tags, body: NewProposal, response: { 201: Proposal } } },
    async (request, reply) => {
      const proposal = await addProposal(services, requireActor(request), request.body)
      return reply.code(201).header('location', `/api/v1/proposals/${proposal.id}`).send(proposal)
    }
  )
  app.post(
    '/api/v1/proposals/import',
    {
      config: STAFF,
      schema: {
        summary: '导入项目建议',
        description: '第一行为列名：项目名称、来源、提出人、理由，可有提出日期、建议年份、类型。有一行不符合要求的，一行也不导入。',
        tags,
        body: ProposalImport,
        response: { 201: ProposalsImported }
      }
    },
    async (request, reply) => reply.code(201).send(await importProposals(services, requireActor(request), request.body.text))
  )
  app.get(
    '/api/v1/proposals/:id',
    { config: READING, schema: { summary: '项目建议', tags, params: IdParams, response: { 200: Proposal } } },
    request => readProposal(services, request.params.id)
  )
  app.patch(
    '/api/v1/proposals/:id',
    { config: STAFF, schema: { summary: '修改、论证项目建议', tags, params: IdParams, body: ProposalChange, response: { 200: Proposal } } },
    request => changeProposal(services, requireActor(request), request.params.id, request.body)
  )
  app.post(
    '/api/v1/proposals/:id/decision',
    {
      config: STAFF,
      schema: { summary: '选取、留库或者不予立项', tags, params: IdParams, body: ProposalDecision, response: { 200: Proposal } }
    },
    request => decideProposal(services, requireActor(request), request.params.id, request.body)
  )
  app.post(
    '/api/v1/proposals/:id/plan',
    {
      config: STAFF,
      schema: { summary: '转入计划', tags, params: IdParams, body: ProposalTransfer, response: { 200: Proposal } }
    },
    request => carryProposal(services, requireActor(request), request.params.id, request.body)
  )
}
