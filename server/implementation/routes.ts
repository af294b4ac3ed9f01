/** Addresses of the 四入 ledger. */
import { Type } from 'typebox'
import { Id, IdParams } from '../../schema/http.ts'
import { ItemChange, Ledger, LedgerItem, NewEvidence } from '../../schema/implementation.ts'
import type { Services } from '../store/services.ts'
import { requireActor } from '../web/http/actor.ts'
import type { HttpServer } from '../web/http/server.ts'
import { addEvidence } from './add-evidence.ts'
import { changeItem } from './change-item.ts'
import { readLedger } from './read-ledger.ts'

const STAFF = { access: ['staff'] } as const
const ItemParams = Type.Object({ id: Id, item: Id }, { additionalProperties: false })

export function routes(app: HttpServer, services: Services): void {
  app.get(
    '/api/v1/bills/:id/implementation',
    {
      config: { access: 'signedIn' },
      schema: { summary: '四入台账', tags: ['implementation'], params: IdParams, response: { 200: Ledger } }
    },
    request => readLedger(services, request.params.id)
  )
  app.patch(
    '/api/v1/bills/:id/implementation/items/:item',
    {
      config: STAFF,
      schema: { summary: '办理台账事项', tags: ['implementation'], params: ItemParams, body: ItemChange, response: { 200: LedgerItem } }
    },
    request => changeItem(services, requireActor(request), request.params.id, request.params.item, request.body)
  )
  app.post(
    '/api/v1/bills/:id/implementation/items/:item/evidence',
    {
      config: STAFF,
      schema: { summary: '登记证据', tags: ['implementation'], params: ItemParams, body: NewEvidence, response: { 201: LedgerItem } }
    },
    async (request, reply) =>
      reply.code(201).send(await addEvidence(services, requireActor(request), request.params.id, request.params.item, request.body))
  )
}
