/** Addresses of the 四入 ledger. */
import { Type } from 'typebox'
import { Id, IdParams } from '../../schema/http.ts'
import { ItemChange, KeptFile, Ledger, LedgerItem, LedgerListQuery, LedgerRows, NewEvidence } from '../../schema/implementation.ts'
import { FileBody } from '../reports/write-table.ts'
import type { Services } from '../store/services.ts'
import { requireActor } from '../web/http/actor.ts'
import { attachment } from '../web/http/attachment.ts'
import type { HttpServer } from '../web/http/server.ts'
import { addEvidence } from './add-evidence.ts'
import { changeItem, completeItem } from './change-item.ts'
import { keepFile, MAX_FILE, plainName, readFile } from './files.ts'
import { readLedger } from './read-ledger.ts'
import { readMatrix } from './read-matrix.ts'

const STAFF = { access: ['staff'] } as const
/** Room for a file that is too large by a little, so that the answer can say so in its own words. */
const BODY = MAX_FILE + 1024 * 1024
const FileParams = Type.Object(
  { sha256: Type.String({ pattern: '^[0-9a-f]{64}$', description: '附件的 sha256' }) },
  { additionalProperties: false }
)
const FileQuery = Type.Object(
  { name: Type.Optional(Type.String({ maxLength: 400, description: '附件名称' })) },
  { additionalProperties: false }
)
const EvidenceBody = Type.Object(
  { ...NewEvidence.properties, completes: Type.Optional(Type.Boolean({ description: '登记证据，事项完成' })) },
  { additionalProperties: false }
)
const ItemParams = Type.Object({ id: Id, item: Id }, { additionalProperties: false })

export function routes(app: HttpServer, services: Services): void {
  app.get(
    '/api/v1/implementation',
    {
      config: { access: 'signedIn' },
      schema: {
        summary: '各件法规的四入情况',
        description: '后公布的在前；每件法规各类的已完成项数、应完成项数和最近证据的日期。',
        tags: ['implementation'],
        querystring: LedgerListQuery,
        response: { 200: LedgerRows }
      }
    },
    request => readMatrix(services, request.query)
  )
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
      schema: {
        summary: '登记证据',
        description: 'completes 为 true 的，事项同时改为已完成；不能完成的，证据也不登记。',
        tags: ['implementation'],
        params: ItemParams,
        body: EvidenceBody,
        response: { 201: LedgerItem }
      }
    },
    async (request, reply) => {
      const { completes = false, ...evidence } = request.body
      const register = completes ? completeItem : addEvidence
      return reply.code(201).send(await register(services, requireActor(request), request.params.id, request.params.item, evidence))
    }
  )
  fileRoutes(app, services)
}

/** Files of evidence and of inspections: taken in as bytes, given out as something to save. */
function fileRoutes(app: HttpServer, services: Services): void {
  app.register(async scope => {
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: BODY }, (_request, body, done) => done(null, body))
    ;(scope as HttpServer).post(
      '/api/v1/files',
      {
        config: { ...STAFF, largest: MAX_FILE },
        bodyLimit: BODY,
        schema: {
          summary: '上传附件',
          description: '请求的正文就是文件（application/octet-stream），至多 20 MB；相同的文件只存一份。',
          tags: ['implementation'],
          querystring: FileQuery,
          response: { 201: KeptFile }
        }
      },
      async (request, reply) => {
        const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
        return reply.code(201).send(await keepFile(services, requireActor(request), { name: request.query.name ?? '', bytes }))
      }
    )
  })
  app.get(
    '/api/v1/files/:sha256',
    {
      config: { access: 'signedIn' },
      schema: { summary: '下载附件', tags: ['implementation'], params: FileParams, querystring: FileQuery, response: { 200: FileBody } }
    },
    async (request, reply) => {
      const bytes = await readFile(services, request.params.sha256)
      return reply
        .type('application/octet-stream')
        .header('content-disposition', attachment(plainName(request.query.name ?? '')))
        .send(bytes)
    }
  )
}
