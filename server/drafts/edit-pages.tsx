/** Addresses of the editing page and of importing a text: forms with a file, and the working copy that was left behind. */
import multipart from '@fastify/multipart'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import type { Bill } from '../../schema/bills.ts'
import { type DocumentView, MAX_TEXT_BYTES, NewVersionBody, type VersionView } from '../../schema/documents.ts'
import { IdParams } from '../../schema/http.ts'
import type { Problem } from '../../schema/problems.ts'
import type { Merge } from '../../schema/working-copies.ts'
import { readBill } from '../bills/read.ts'
import type { Actor, Services } from '../store/services.ts'
import { answerForm, filled, type Refusal, readForm } from '../web/forms.ts'
import { frameOf, seeOther, sendPage } from '../web/frame.ts'
import { requireActor } from '../web/http/actor.ts'
import { TEXT_BODY_LIMIT } from '../web/http/limits.ts'
import type { HttpServer } from '../web/http/server.ts'
import { addDocument, readDocument, readDocumentVersion } from './documents.ts'
import { draftOf } from './draft-of.ts'
import { type Editable, EditPage } from './edit-page.tsx'
import { saveVersion } from './save-version.ts'
import type { Stale } from './stale-parts.tsx'
import { textOfFile, typedText } from './upload.ts'
import { dropWorkingCopy, findWorkingCopy } from './working-copy.ts'

const STAFF = { access: ['staff'] } as const
export const LABELS = {
  text: '正文',
  message: '修改说明',
  parent: '所依据的版本',
  name: '稿次',
  kind: '材料种类',
  title: '材料名称'
} as const
/** `plain`: the form alone, for importing a file. */
const EditQuery = Type.Object({ plain: Type.Optional(Type.Literal('1')) })

export function editPages(app: HttpServer, services: Services): void {
  app.post('/documents/:id/working-copy/drop', { config: STAFF, schema: { params: IdParams } }, async (request, reply) => {
    await dropWorkingCopy(services, requireActor(request), request.params.id)
    return seeOther(reply, `/documents/${request.params.id}/edit`)
  })
  app.register(async scope => {
    // A form with a file. Its fields are there only after the body is read, so its token is checked here instead of before.
    await scope.register(multipart, {
      attachFieldsToBody: 'keyValues',
      limits: { files: 1, fields: 20, fileSize: MAX_TEXT_BYTES + 4, fieldSize: TEXT_BODY_LIMIT }
    })
    formPages(scope as HttpServer, services)
  })
}

interface Form {
  readonly bill: Bill
  readonly document: DocumentView | null
  readonly refusal: Refusal
  readonly stale?: Stale | null
  readonly editable?: Editable | null
}

function formPages(app: HttpServer, services: Services): void {
  const form = (request: FastifyRequest, reply: FastifyReply, { stale = null, editable = null, ...rest }: Form) => (
    <EditPage frame={frameOf(request, reply, services)} stale={stale} editable={editable} {...rest} />
  )
  /** Saves what came, as the version after the one it was made from. */
  const save = (request: FastifyRequest, reply: FastifyReply, bill: Bill, document: DocumentView | null) => {
    let text = ''
    return answerForm<VersionView>(request, reply, {
      act: async fields => {
        const body = request.body as Readonly<Record<string, unknown>>
        const parent = fields['parent'] ? Number(fields['parent']) : null
        const before = document && parent ? (await readDocumentVersion(services, document.id, parent)).text : null
        text = textOfFile(body['file']) ?? typedText(fields['text'] ?? '', before)
        // The text is taken as it is: nothing may be trimmed away.
        const wish = { ...readForm(NewVersionBody, { ...fields, text: 'text' }, LABELS), text }
        const actor = requireActor(request)
        const target = document ?? (await addDocument(services, actor, bill.id, { kind: 'draft' }))
        return saveVersion(services, actor, target.id, wish)
      },
      done: version => `/documents/${version.document}`,
      again: async (refused, problem) => {
        const refusal = { ...refused, values: { ...refused.values, text: text || (refused.values['text'] ?? '') } }
        const stale = document && problem.code === 'stale-parent' ? await staleOf(services, document, refusal, problem) : null
        return form(request, reply, { bill, document, refusal: stale?.refusal ?? refusal, stale })
      }
    })
  }

  app.get('/documents/:id/edit', { config: STAFF, schema: { params: IdParams, querystring: EditQuery } }, async (request, reply) => {
    const document = await readDocument(services, request.params.id)
    const bill = await readBill(services, document.bill)
    const begun = await begin(services, requireActor(request), document, reply.cspNonce.style)
    const editable = request.query.plain === '1' ? null : begun.editable
    return sendPage(reply, form(request, reply, { bill, document, refusal: begun.refusal, editable }))
  })
  app.get('/bills/:id/draft', { config: STAFF, schema: { params: IdParams } }, async (request, reply) => {
    const draft = await draftOf(services, request.params.id)
    if (draft) return seeOther(reply, `/documents/${draft.id}/edit`)
    return sendPage(reply, form(request, reply, { bill: await readBill(services, request.params.id), document: null, refusal: filled({}) }))
  })
  const upload = {
    config: { ...STAFF, csrf: false },
    bodyLimit: TEXT_BODY_LIMIT,
    schema: { params: IdParams },
    preHandler: app.csrfProtection
  } as const
  app.post('/documents/:id/edit', upload, async (request, reply) => {
    const document = await readDocument(services, request.params.id)
    return save(request, reply, await readBill(services, document.bill), document)
  })
  app.post('/bills/:id/draft', upload, async (request, reply) =>
    save(request, reply, await readBill(services, request.params.id), await draftOf(services, request.params.id))
  )
}

/** The text that is changed: what the person was writing, or else the newest version. */
async function begin(
  services: Services,
  actor: Actor,
  document: DocumentView,
  nonce: string
): Promise<{ refusal: Refusal; editable: Editable | null }> {
  if (document.newest === null) return { refusal: filled({}), editable: null }
  const newest = await readDocumentVersion(services, document.id, document.newest)
  const copy = await findWorkingCopy(services, actor, document.id)
  const isWritten = copy !== null && copy.sha256 !== newest.sha256
  const { text, sha256 } = isWritten ? copy : newest
  const base = isWritten ? copy.base : newest.seq
  return {
    refusal: filled({ text, parent: String(base), copy: copy?.sha256 ?? null }),
    editable: {
      base,
      copy: isWritten ? copy : null,
      kept: copy?.sha256 ?? null,
      sha256,
      at: isWritten ? copy.savedAt : newest.createdAt,
      newest: newest.seq,
      crlf: text.includes('\r\n'),
      nonce
    }
  }
}

/** The form as it comes back when somebody was quicker: the merge in the field, to be saved on the newest version. */
async function staleOf(
  services: Services,
  document: DocumentView,
  refusal: Refusal,
  { extra }: Problem
): Promise<Stale & { refusal: Refusal }> {
  const { newest, merge } = extra as { newest: number; merge: Merge }
  const typed = refusal.values['text'] ?? ''
  const values = { ...refusal.values, text: merge.text, parent: String(newest) }
  return {
    typed,
    newest: await readDocumentVersion(services, document.id, newest),
    conflicts: merge.conflicts,
    refusal: { values, errors: {}, problem: null }
  }
}
