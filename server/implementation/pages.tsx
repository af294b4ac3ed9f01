/** Pages of the 四入 ledger. Every form works without script; with it, htmx swaps the one row. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'
import { Id, PageQuery } from '../../schema/http.ts'
import { ItemChange, LEDGER_SHOWS, NewEvidence } from '../../schema/implementation.ts'
import { Problem } from '../../schema/problems.ts'
import { mayAs } from '../people/permissions.ts'
import { ledgerTable } from '../reports/ledger-table.ts'
import { writeTable } from '../reports/write-table.ts'
import type { Services } from '../store/services.ts'
import { fileForm, withFiles } from '../uploads/form.ts'
import { type Fields, fieldsOf, readForm, refusalOf } from '../web/forms.ts'
import { frameOf, seeOther, sendPage } from '../web/frame.ts'
import { requireActor, wantsFragment } from '../web/http/actor.ts'
import type { HttpServer } from '../web/http/server.ts'
import { addEvidence } from './add-evidence.ts'
import { changeItem, completeItem } from './change-item.ts'
import { broughtFile, keepFile, MAX_FILE } from './files.ts'
import { CHANGE_LABELS, EVIDENCE_LABELS, ItemRow, LedgerPage, type OpenItem } from './ledger-page.tsx'
import { MatrixPage } from './matrix-page.tsx'
import { readLedger, readLedgers } from './read-ledger.ts'
import { matrixCounts, readMatrix } from './read-matrix.ts'

const READ = { access: 'signedIn' } as const

const BillParams = Type.Object({ id: Id })
const ItemParams = Type.Object({ id: Id, item: Id })
type ItemParams = Static<typeof ItemParams>
const LedgerQuery = Type.Object({ item: Type.Optional(Id) })
const MatrixQuery = Type.Object({ show: Type.Optional(Type.String({ maxLength: 40 })), cursor: PageQuery.properties.cursor })
const STAFF = { access: ['staff'] } as const

export function pages(app: HttpServer, services: Services): void {
  /** The whole ledger with one row open. */
  const show = async (request: FastifyRequest, reply: FastifyReply, id: string, open: OpenItem | null, status = 200) => {
    const frame = frameOf(request, reply, services)
    const ledger = await readLedger(services, id)
    return sendPage(reply, <LedgerPage frame={frame} ledger={ledger} open={open} mayWrite={mayAs(frame.actor, 'staff')} />, status)
  }

  /** One row alone, for htmx. */
  const showRow = async (request: FastifyRequest, reply: FastifyReply, { id, item }: ItemParams, open: OpenItem | null, status = 200) => {
    const frame = frameOf(request, reply, services)
    const ledger = await readLedger(services, id)
    const row = ledger.items.find(one => one.id === item)
    if (!row) throw new Problem('not-found')
    const html = <ItemRow frame={frame} ledger={ledger} item={row} open={open} mayWrite={mayAs(frame.actor, 'staff')} />
    return reply
      .code(status)
      .type('text/html; charset=utf-8')
      .send(await html)
  }

  /** Does what a row's form asks for and shows the row: alone to htmx, in its page to a browser without script. */
  const work = async (
    request: FastifyRequest,
    reply: FastifyReply,
    { id, item }: ItemParams,
    form: 'evidence' | 'change',
    act: (fields: Fields) => Promise<void>
  ) => {
    const fields = fieldsOf(request.body)
    try {
      await act(fields)
    } catch (error) {
      if (!(error instanceof Problem) || ![400, 409, 413, 422].includes(error.status)) throw error
      const open = { id: item, [form]: refusalOf(error, fields) }
      return wantsFragment(request) ? showRow(request, reply, { id, item }, open, 422) : show(request, reply, id, open, 422)
    }
    return wantsFragment(request) ? showRow(request, reply, { id, item }, null) : seeOther(reply, `/bills/${id}/ledger#item-${item}`)
  }

  app.get('/ledger', { config: READ, schema: { querystring: MatrixQuery } }, async (request, reply) => {
    const { show: asked, cursor } = request.query
    const show = LEDGER_SHOWS.find(one => one === asked) ?? null
    const [{ items: rows, next }, counts] = await Promise.all([
      readMatrix(services, { show: show ?? undefined, cursor }),
      matrixCounts(services)
    ])
    return sendPage(reply, <MatrixPage {...{ rows, next, show, counts }} frame={frameOf(request, reply, services)} />)
  })
  app.get('/ledger.xlsx', { config: READ }, async (_request, reply) => {
    const { headers, body } = await writeTable(ledgerTable('四入工作台账', await readLedgers(services)), 'xlsx')
    return reply.headers(headers).send(body)
  })
  app.get('/bills/:id/ledger.xlsx', { config: READ, schema: { params: BillParams } }, async (request, reply) => {
    const ledger = await readLedger(services, request.params.id)
    const { headers, body } = await writeTable(ledgerTable(`${ledger.bill.title}四入工作台账`, [ledger]), 'xlsx')
    return reply.headers(headers).send(body)
  })

  app.get('/bills/:id/ledger', { config: READ, schema: { params: BillParams, querystring: LedgerQuery } }, (request, reply) =>
    show(request, reply, request.params.id, request.query.item === undefined ? null : { id: request.query.item })
  )

  app.get('/bills/:id/ledger/:item', { config: STAFF, schema: { params: ItemParams } }, (request, reply) =>
    wantsFragment(request)
      ? showRow(request, reply, request.params, { id: request.params.item })
      : seeOther(reply, `/bills/${request.params.id}/ledger?item=${request.params.item}#item-${request.params.item}`)
  )

  const formPages = (scope: HttpServer) =>
    scope.post(
      '/bills/:id/ledger/:item',
      { config: { ...STAFF, csrf: false, largest: MAX_FILE }, ...fileForm(scope), schema: { params: ItemParams } },
      (request, reply) => {
        const actor = requireActor(request)
        const { id, item } = request.params
        // One address for both forms of a row: what is refused can be looked at again by GET.
        if (fieldsOf(request.body)['form'] !== 'evidence') {
          return work(request, reply, request.params, 'change', async fields => {
            await changeItem(services, actor, id, item, readForm(ItemChange, fields, CHANGE_LABELS))
          })
        }
        return work(request, reply, request.params, 'evidence', async fields => {
          const wish = readForm(NewEvidence, fields, EVIDENCE_LABELS)
          const brought = broughtFile(request.body)
          const kept = brought && (await keepFile(services, actor, brought))
          const register = fields['then'] === 'done' ? completeItem : addEvidence
          await register(services, actor, id, item, { ...wish, ...(kept && { file: kept.sha256, fileName: kept.name }) })
        })
      }
    )
  withFiles(app, formPages)
}
