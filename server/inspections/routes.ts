/** Addresses of 执法检查. */
import { Type } from 'typebox'
import { Id, IdParams } from '../../schema/http.ts'
import { LedgerItem } from '../../schema/implementation.ts'
import {
  FindingChange,
  Inspection,
  InspectionListQuery,
  Inspections,
  NewFinding,
  NewInspection,
  SlotChange
} from '../../schema/inspections.ts'
import { demandBill } from '../bills/read.ts'
import type { Services } from '../store/services.ts'
import { requireActor } from '../web/http/actor.ts'
import type { HttpServer } from '../web/http/server.ts'
import { addFinding, changeFinding, listInspections, openInspection, readInspection, recordSlot } from './inspect.ts'
import { recordInLedger } from './ledger-evidence.ts'

const READING = { access: 'signedIn' } as const
const STAFF = { access: ['staff'] } as const
const tags = ['inspections']
const SlotParams = Type.Object({ id: Id, code: Type.String({ minLength: 1, maxLength: 60 }) }, { additionalProperties: false })
const FindingParams = Type.Object({ id: Id, finding: Id }, { additionalProperties: false })
const answer = { 200: Inspection }

export function routes(app: HttpServer, services: Services): void {
  app.get(
    '/api/v1/bills/:id/inspections',
    {
      config: READING,
      schema: { summary: '法规的执法检查', tags, params: IdParams, querystring: InspectionListQuery, response: { 200: Inspections } }
    },
    async request => {
      const { id } = await demandBill(services.db, request.params.id)
      return listInspections(services, { ...request.query, bill: id })
    }
  )
  app.get(
    '/api/v1/inspections',
    {
      config: READING,
      schema: {
        summary: '各件法规的执法检查',
        description: '后启动的在前。',
        tags,
        querystring: InspectionListQuery,
        response: { 200: Inspections }
      }
    },
    request => listInspections(services, request.query)
  )
  app.post(
    '/api/v1/bills/:id/inspections',
    {
      config: STAFF,
      schema: {
        summary: '启动执法检查',
        description: '十三个环节（四会议、四清单、四报告、一意见）一并列出。',
        tags,
        params: IdParams,
        body: NewInspection,
        response: { 201: Inspection }
      }
    },
    async (request, reply) => {
      const inspection = await openInspection(services, requireActor(request), request.params.id, request.body)
      return reply.code(201).header('location', `/api/v1/inspections/${inspection.id}`).send(inspection)
    }
  )
  app.get(
    '/api/v1/inspections/:id',
    { config: READING, schema: { summary: '一次执法检查', tags, params: IdParams, response: answer } },
    request => readInspection(services, request.params.id)
  )
  app.patch(
    '/api/v1/inspections/:id/slots/:code',
    { config: STAFF, schema: { summary: '登记一个环节', tags, params: SlotParams, body: SlotChange, response: answer } },
    request => recordSlot(services, requireActor(request), request.params.id, request.params.code, request.body)
  )
  app.post(
    '/api/v1/inspections/:id/slots/:code/evidence',
    {
      config: STAFF,
      schema: {
        summary: '已完成的环节记入四入台账，作为纳入监督的证据',
        tags,
        params: SlotParams,
        response: { 201: LedgerItem }
      }
    },
    async (request, reply) =>
      reply.code(201).send(await recordInLedger(services, requireActor(request), request.params.id, request.params.code))
  )
  app.post(
    '/api/v1/inspections/:id/findings',
    { config: STAFF, schema: { summary: '登记发现的问题', tags, params: IdParams, body: NewFinding, response: { 201: Inspection } } },
    async (request, reply) => reply.code(201).send(await addFinding(services, requireActor(request), request.params.id, request.body))
  )
  app.patch(
    '/api/v1/inspections/:id/findings/:finding',
    { config: STAFF, schema: { summary: '整改、销号', tags, params: FindingParams, body: FindingChange, response: answer } },
    request => changeFinding(services, requireActor(request), request.params.id, request.params.finding, request.body)
  )
}
