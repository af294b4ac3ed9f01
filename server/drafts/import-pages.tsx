/** A department's Word draft: from the file to what was read of it. It writes nothing: what is shown is saved by the form of edit-pages.tsx. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Bill } from '../../schema/bills.ts'
import type { DocumentView } from '../../schema/documents.ts'
import { IdParams } from '../../schema/http.ts'
import { Problem } from '../../schema/problems.ts'
import { readBill } from '../bills/read.ts'
import type { Services } from '../store/services.ts'
import { fileForm, uploadOf, withFiles } from '../uploads/form.ts'
import { MAX_UPLOAD, readUpload, shownName } from '../uploads/read-upload.ts'
import { refusalOf } from '../web/forms.ts'
import { frameOf, sendPage } from '../web/frame.ts'
import type { HttpServer } from '../web/http/server.ts'
import { readDocument } from './documents.ts'
import { draftOf } from './draft-of.ts'
import { ImportPreviewPage, WordFormPage } from './import-page.tsx'
import { readDraft } from './import-word.ts'

const STAFF = { access: ['staff'] } as const

export function importPages(app: HttpServer, services: Services): void {
  const preview = async (request: FastifyRequest, reply: FastifyReply, bill: Bill, document: DocumentView | null) => {
    const of = { frame: frameOf(request, reply, services), bill, document }
    try {
      const upload = uploadOf(request.body)
      const reading = readDraft(await readUpload('word', upload))
      return await sendPage(reply, <ImportPreviewPage {...of} reading={reading} fileName={shownName(upload?.name ?? '')} />)
    } catch (error) {
      if (!(error instanceof Problem) || error.status >= 500) throw error
      return sendPage(reply, <WordFormPage {...of} refusal={refusalOf(error, {})} />, 422)
    }
  }
  withFiles(app, scope => {
    const upload = { config: { ...STAFF, csrf: false, largest: MAX_UPLOAD }, ...fileForm(app), schema: { params: IdParams } } as const
    scope.post('/bills/:id/draft/import', upload, async (request, reply) => {
      const bill = await readBill(services, request.params.id)
      return preview(request, reply, bill, await draftOf(services, bill.id))
    })
    scope.post('/documents/:id/import', upload, async (request, reply) => {
      const document = await readDocument(services, request.params.id)
      return preview(request, reply, await readBill(services, document.bill), document)
    })
  })
}
