/** Pages of 执法检查, the second tab of the ledger. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'
import { IdParams, MAX_LIMIT, PageQuery } from '../../schema/http.ts'
import { FindingChange, INSPECTION_SHOWS, NewFinding, NewInspection, SlotChange } from '../../schema/inspections.ts'
import { Problem } from '../../schema/problems.ts'
import { listBills } from '../bills/list.ts'
import { readBill } from '../bills/read.ts'
import { broughtFile, keepFile, MAX_FILE } from '../implementation/files.ts'
import { mayAs } from '../people/permissions.ts'
import type { Actor, Services } from '../store/services.ts'
import { fileForm, withFiles } from '../uploads/form.ts'
import { answerForm, type Fields, type Refusal, readForm, UNTOUCHED } from '../web/forms.ts'
import { frameOf, sendPage } from '../web/frame.ts'
import { requireActor } from '../web/http/actor.ts'
import type { HttpServer } from '../web/http/server.ts'
import { addFinding, changeFinding, inspectionCounts, listInspections, openInspection, readInspection, recordSlot } from './inspect.ts'
import { FINDING_LABELS, type FormName, InspectionPage, SLOT_LABELS } from './inspection-page.tsx'
import { InspectionsPage, OPEN_LABELS } from './inspections-page.tsx'
import { recordInLedger, slotsToRecord } from './ledger-evidence.ts'

const READ = { access: 'signedIn' } as const
const STAFF = { access: ['staff'] } as const
const ListQuery = Type.Object({
  show: Type.Optional(Type.String({ maxLength: 40 })),
  bill: Type.Optional(Type.String({ maxLength: 64 })),
  cursor: PageQuery.properties.cursor
})
type ListQuery = Static<typeof ListQuery>
const OpenQuery = Type.Object({ open: Type.Optional(Type.String({ maxLength: 64 })) })

export function pages(app: HttpServer, services: Services): void {
  const list = async (request: FastifyRequest, reply: FastifyReply, query: ListQuery, refusal: Refusal) => {
    const frame = frameOf(request, reply, services)
    const show = INSPECTION_SHOWS.find(one => one === query.show)
    const bill = query.bill ? await readBill(services, query.bill) : null
    const [{ items, next }, counts, inForce, evaluating] = await Promise.all([
      listInspections(services, { show, bill: bill?.id, cursor: query.cursor }),
      inspectionCounts(services, bill?.id),
      listBills(services, { stage: 'implementation', limit: MAX_LIMIT }),
      listBills(services, { stage: 'evaluation', limit: MAX_LIMIT })
    ])
    const offered = [...(bill ? [bill] : []), ...inForce.items, ...evaluating.items]
    const regulations = [...new Map(offered.map(({ id, title }) => [id, title]))]
    const isCut = inForce.next !== null || evaluating.next !== null
    const mayWrite = mayAs(frame.actor, 'staff')
    return <InspectionsPage {...{ frame, inspections: items, next, counts, show, bill, regulations, isCut, refusal, mayWrite }} />
  }
  app.get('/inspections', { config: READ, schema: { querystring: ListQuery } }, async (request, reply) =>
    sendPage(reply, await list(request, reply, request.query, UNTOUCHED))
  )
  app.post('/inspections', { config: STAFF }, (request, reply) =>
    answerForm(request, reply, {
      act: fields => {
        const { bill = '' } = fields
        if (bill === '') throw new Problem('invalid-request', { errors: [{ code: 'required', message: '请选择法规', pointer: '/bill' }] })
        return openInspection(services, requireActor(request), bill, readForm(NewInspection, fields, OPEN_LABELS))
      },
      done: ({ id }) => `/inspections/${id}`,
      again: refusal => list(request, reply, {}, refusal)
    })
  )
  withFiles(app, scope => onePages(scope, services))
}

function onePages(app: HttpServer, services: Services): void {
  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    id: string,
    open: string | null,
    refused: { form: FormName; of: string; refusal: Refusal } | null
  ) => {
    const frame = frameOf(request, reply, services)
    const inspection = await readInspection(services, id)
    const mayWrite = mayAs(frame.actor, 'staff')
    const recordable = mayWrite ? await slotsToRecord(services, inspection) : new Set<string>()
    return <InspectionPage {...{ frame, inspection, open, refused, recordable, mayWrite }} />
  }
  app.get('/inspections/:id', { config: READ, schema: { params: IdParams, querystring: OpenQuery } }, async (request, reply) =>
    sendPage(reply, await show(request, reply, request.params.id, request.query.open ?? null, null))
  )
  app.post(
    '/inspections/:id',
    { config: { ...STAFF, csrf: false, largest: MAX_FILE }, ...fileForm(app), schema: { params: IdParams } },
    (request, reply) => {
      const { id } = request.params
      const actor = requireActor(request)
      return answerForm(request, reply, {
        act: fields => work(services, actor, id, fields, request.body),
        done: hash => `/inspections/${id}#${hash}`,
        again: refusal => {
          const { of = '' } = refusal.values
          return show(request, reply, id, of || null, { form: formOf(refusal.values), of, refusal })
        }
      })
    }
  )
}

const FORMS: readonly FormName[] = ['slot', 'finding', 'rectify', 'ledger']
const formOf = (fields: Fields): FormName => FORMS.find(form => form === fields['form']) ?? 'finding'

/** @returns where on the page the change is seen */
async function work(services: Services, actor: Actor, id: string, fields: Fields, body: unknown): Promise<string> {
  const { of = '' } = fields
  switch (formOf(fields)) {
    case 'slot': {
      const wish = readForm(SlotChange, fields, SLOT_LABELS)
      const brought = broughtFile(body)
      const kept = brought && (await keepFile(services, actor, brought))
      const { file: _none, fileName: _noName, ...rest } = wish
      await recordSlot(services, actor, id, of, { ...rest, ...(kept && { file: kept.sha256, fileName: kept.name }) })
      return `slot-${encodeURIComponent(of)}`
    }
    case 'ledger':
      await recordInLedger(services, actor, id, of)
      return `slot-${encodeURIComponent(of)}`
    case 'rectify':
      await changeFinding(services, actor, id, of, readForm(FindingChange, fields, FINDING_LABELS))
      return `finding-${encodeURIComponent(of)}`
    case 'finding':
      await addFinding(services, actor, id, readForm(NewFinding, fields, FINDING_LABELS))
      return 'findings'
  }
}
