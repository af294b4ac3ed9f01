/** Pages of imports: choosing a file, looking at what was read, confirming, and how far it is. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { IdParams, MAX_LIMIT } from '../../schema/http.ts'
import { COLUMN_FIELDS, IMPORT_KINDS, type ImportKind, ImportSettings, type Mapping } from '../../schema/imports.ts'
import { Problem } from '../../schema/problems.ts'
import { readBill } from '../bills/read.ts'
import { draftOf } from '../drafts/draft-of.ts'
import { listRounds } from '../opinions/list-rounds.ts'
import { writeTable } from '../reports/write-table.ts'
import type { Services } from '../store/services.ts'
import { fileForm, uploadOf, withFiles } from '../uploads/form.ts'
import { MAX_UPLOAD, type Upload } from '../uploads/read-upload.ts'
import { answerForm, type Fields, fieldsOf, type Refusal, readForm, UNTOUCHED } from '../web/forms.ts'
import { frameOf, seeOther, sendPage } from '../web/frame.ts'
import { requireActor } from '../web/http/actor.ts'
import type { HttpServer } from '../web/http/server.ts'
import { beginAnswerImport } from './answers.ts'
import { beginTableImport, beginWordImport, demandImport, mapColumns } from './begin.ts'
import { BeginPage } from './begin-page.tsx'
import { cancelImport, confirmImport } from './confirm.ts'
import { contentOf, opinionsIn, progressOf } from './content.ts'
import { IMPORT_LABELS, ImportPage, ProgressOf } from './import-page.tsx'
import { selectImports } from './store.ts'
import { wrongRows } from './wrong-rows.ts'

const STAFF = { access: ['staff'] } as const
const LAST = 10

/** @param key signs review packages */
export function pages(app: HttpServer, services: Services, key: string): void {
  withFiles(app, scope => beginPages(scope, services, key))
  importPages(app, services)
}

function beginPages(app: HttpServer, services: Services, key: string): void {
  const show = async (request: FastifyRequest, reply: FastifyReply, id: string, refusal: Refusal, kind: ImportKind) => {
    const bill = await readBill(services, id)
    const draft = await draftOf(services, id)
    const last = await selectImports(services.db, id, LAST)
    const frame = frameOf(request, reply, services)
    return <BeginPage frame={frame} bill={bill} newest={draft?.newest ?? null} last={last} refusal={refusal} kind={kind} />
  }
  const address = '/bills/:id/opinions/import'
  app.get(address, { config: STAFF, schema: { params: IdParams } }, async (request, reply) =>
    sendPage(reply, await show(request, reply, request.params.id, UNTOUCHED, 'word'))
  )
  app.post(
    address,
    { config: { ...STAFF, csrf: false, largest: MAX_UPLOAD }, ...fileForm(app), schema: { params: IdParams } },
    (request, reply) => {
      const kind = IMPORT_KINDS.find(one => one === fieldsOf(request.body)['kind']) ?? 'table'
      return answerForm(request, reply, {
        act: fields => begin(services, request, request.params.id, kind, fields, key),
        done: id => `/imports/${id}`,
        again: refusal => show(request, reply, request.params.id, refusal, kind)
      })
    }
  )
}

function begin(services: Services, request: FastifyRequest, bill: string, kind: ImportKind, fields: Fields, key: string): Promise<string> {
  const actor = requireActor(request)
  const version = /^[1-9]\d{0,6}$/.test(fields['version'] ?? '') ? Number(fields['version']) : null
  const upload = uploadOf(request.body)
  if (kind === 'answers') return beginAnswerImport(services, actor, key, bill, upload)
  if (kind === 'word') return beginWordImport(services, actor, bill, version, upload)
  return beginTableImport(services, actor, bill, version, upload ?? pasted(fields['pasted'] ?? ''))
}

const pasted = (text: string): Upload | null =>
  text.trim() === '' ? null : { name: '粘贴的意见', bytes: Buffer.from(text.toWellFormed()) }

function importPages(app: HttpServer, services: Services): void {
  const show = async (request: FastifyRequest, reply: FastifyReply, id: string, refusal: Refusal) => {
    const row = await demandImport(services, requireActor(request), id)
    const progress = progressOf(row, services.now())
    const frame = frameOf(request, reply, services)
    if (request.headers['hx-request'] === 'true') return <ProgressOf frame={frame} progress={progress} />
    const isOpen = progress.status === 'preview' || progress.status === 'failed'
    const preview = isOpen ? { content: contentOf(row), opinions: await opinionsIn(services, row) } : null
    const { items: rounds } = await listRounds(services, row.bill, { limit: MAX_LIMIT })
    const bill = await readBill(services, row.bill)
    const about = { frame, bill, progress, fileName: row.fileName, version: row.version, rounds, refusal }
    return <ImportPage {...about} preview={preview} />
  }
  app.get('/imports/:id', { config: STAFF, schema: { params: IdParams } }, async (request, reply) =>
    sendPage(reply, await show(request, reply, request.params.id, UNTOUCHED))
  )
  app.post('/imports/:id', { config: STAFF, schema: { params: IdParams } }, (request, reply) => {
    const { id } = request.params
    return answerForm(request, reply, {
      act: async fields => {
        const actor = requireActor(request)
        if (fields['act'] === 'cancel') await cancelImport(services, actor, id)
        else await confirmImport(services, actor, id, readForm(ImportSettings, fields, IMPORT_LABELS))
      },
      done: () => `/imports/${id}`,
      again: refusal => show(request, reply, id, refusal)
    })
  })
  app.post('/imports/:id/columns', { config: STAFF, schema: { params: IdParams } }, async (request, reply) => {
    const { id } = request.params
    await mapColumns(services, requireActor(request), id, readMapping(request.body as Fields))
    return seeOther(reply, `/imports/${id}`)
  })
  app.get('/imports/:id/wrong.xlsx', { config: STAFF, schema: { params: IdParams } }, async (request, reply) => {
    const row = await demandImport(services, requireActor(request), request.params.id)
    const { headers, body } = await writeTable(wrongRows(contentOf(row), await opinionsIn(services, row)), 'xlsx')
    return reply.headers(headers).send(body)
  })
}

const MAX_COLUMN = 100

function readMapping(fields: Fields): Mapping {
  const number = (name: string): number | null => {
    const text = fields[name] ?? ''
    if (text === '') return null
    if (/^\d{1,4}$/.test(text) && Number(text) <= MAX_COLUMN) return Number(text)
    throw new Problem('invalid-request', { detail: '列和表头行数应当是 0 到 100 的数字，请重新选择。' })
  }
  const columns = Object.fromEntries(COLUMN_FIELDS.map(field => [field, number(field)]))
  return { ...(columns as Omit<Mapping, 'skip'>), skip: number('skip') ?? 0 }
}
