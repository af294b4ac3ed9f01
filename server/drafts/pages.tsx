/** Pages of papers: reading, importing and changing a text, its versions, its redline. */
import multipart from '@fastify/multipart'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import type { Bill } from '../../schema/bills.ts'
import {
  type DocumentView,
  MAX_TEXT_BYTES,
  NewDocument,
  NewVersionBody,
  VersionChange,
  VersionParams,
  type VersionView
} from '../../schema/documents.ts'
import { Id, IdParams } from '../../schema/http.ts'
import { Problem } from '../../schema/problems.ts'
import type { Merge } from '../../schema/working-copies.ts'
import { readBill } from '../bills/read.ts'
import type { Beside } from '../formats/redline-html.tsx'
import { Margin } from '../opinions/margin.tsx'
import { opinionsOnDocument } from '../opinions/read.ts'
import { mayAs } from '../people/permissions.ts'
import type { Services } from '../store/services.ts'
import { answerForm, type Fields, filled, type Refusal, readForm } from '../web/forms.ts'
import { type Frame, frameOf, seeOther, sendPage } from '../web/frame.ts'
import { requireActor } from '../web/http/actor.ts'
import { TEXT_BODY_LIMIT } from '../web/http/limits.ts'
import type { HttpServer } from '../web/http/server.ts'
import { type Comparison, compareVersions } from './compare.ts'
import { DocumentPage, VersionsPage } from './document-page.tsx'
import { addDocument, listDocumentVersions, readDocument, readDocumentVersion } from './documents.ts'
import { draftOf } from './draft-of.ts'
import { EditPage, type Stale } from './edit-page.tsx'
import { nameVersion } from './name-version.ts'
import { RedlinePage, VIEWS, type View } from './redline-page.tsx'
import { restoreVersion, saveVersion } from './save-version.ts'
import { textOfFile, typedText } from './upload.ts'

const READ = { access: 'signedIn' } as const

const STAFF = { access: ['staff'] } as const
const seq = Type.Integer({ minimum: 1, maximum: 1_000_000 })
const ReadQuery = Type.Object({ seq: Type.Optional(seq) })
const VersionsQuery = Type.Object({ cursor: Type.Optional(Type.String({ maxLength: 400 })) })
const RedlineQuery = Type.Object({
  from: Type.Optional(seq),
  to: Type.Optional(seq),
  view: Type.Optional(Type.Enum(Object.keys(VIEWS) as View[]))
})
const LABELS = { text: '正文', message: '修改说明', parent: '所依据的版本', name: '稿次', kind: '材料种类', title: '材料名称' } as const

export function pages(app: HttpServer, services: Services): void {
  readingPages(app, services)
  versionPages(app, services)
  app.register(async scope => {
    // A form with a file. Its fields are there only after the body is read, so its token is checked here instead of before.
    await scope.register(multipart, {
      attachFieldsToBody: 'keyValues',
      limits: { files: 1, fields: 20, fileSize: MAX_TEXT_BYTES + 4, fieldSize: TEXT_BODY_LIMIT }
    })
    editPages(scope as HttpServer, services)
  })
}

function readingPages(app: HttpServer, services: Services): void {
  app.get('/documents/:id', { config: READ, schema: { params: IdParams, querystring: ReadQuery } }, async (request, reply) => {
    const frame = frameOf(request, reply, services)
    const { document, bill } = await paperOf(services, request.params.id)
    const shown = request.query.seq ?? document.newest
    const version = shown === null ? null : await readDocumentVersion(services, document.id, shown)
    return sendPage(
      reply,
      <DocumentPage frame={frame} bill={bill} document={document} version={version} mayWrite={mayAs(frame.actor, 'staff')} />
    )
  })

  app.get('/documents/:id/redline', { config: READ, schema: { params: IdParams, querystring: RedlineQuery } }, async (request, reply) => {
    const frame = frameOf(request, reply, services)
    const { document, bill } = await paperOf(services, request.params.id)
    const { from, to, view = 'redline' } = request.query
    const comparison = await compareVersions(services, document.id, from, to)
    const beside = await besideOf(services, frame, document, comparison)
    return sendPage(
      reply,
      <RedlinePage frame={frame} bill={bill} document={document} comparison={comparison} view={view} beside={beside} />
    )
  })
}

/** The opinions on this text, each beside its article in the newest version, or in the one that it was given on. */
async function besideOf(
  services: Services,
  { actor }: Frame,
  { id, bill, newest }: DocumentView,
  { from, to }: Comparison
): Promise<Beside> {
  const opinions = await opinionsOnDocument(services, bill, id)
  const maySpeak = mayAs(actor, 'staff', 'expert')
  const isNewest = to.seq === newest
  return ({ unit, labels: [old = null, next = null] }) => {
    if (unit !== 'article') return ''
    const here = opinions.filter(({ article, currentArticle, version }) =>
      isNewest && currentArticle !== null
        ? currentArticle === next
        : version === to.seq
          ? article === next
          : version === from.seq && article === old
    )
    return <Margin bill={bill} opinions={here} article={isNewest ? next : null} maySpeak={maySpeak} />
  }
}

function versionPages(app: HttpServer, services: Services): void {
  app.get('/documents/:id/versions', { config: READ, schema: { params: IdParams, querystring: VersionsQuery } }, async (request, reply) => {
    const frame = frameOf(request, reply, services)
    const { document, bill } = await paperOf(services, request.params.id)
    const { items, next } = await listDocumentVersions(services, document.id, request.query)
    const nextAddress = next === null ? null : `/documents/${document.id}/versions?${new URLSearchParams({ cursor: next })}`
    return sendPage(reply, <VersionsPage frame={frame} bill={bill} document={document} versions={items} next={nextAddress} />)
  })
  app.get(
    '/documents/:id/versions/:file',
    { config: READ, schema: { params: Type.Object({ id: Id, file: Type.String({ maxLength: 20 }) }) } },
    async (request, reply) => {
      const number = /^([1-9]\d{0,6})\.md$/.exec(request.params.file)?.[1]
      if (number === undefined) throw new Problem('not-found')
      const { text } = await readDocumentVersion(services, request.params.id, Number(number))
      return reply.type('text/markdown; charset=utf-8').header('content-disposition', `attachment; filename="${number}.md"`).send(text)
    }
  )
  app.post('/documents/:id/versions/:seq/name', { config: STAFF, schema: { params: VersionParams } }, async (request, reply) => {
    const { id, seq } = request.params
    const fields = request.body as Fields
    const { name } = readForm(VersionChange, fields, LABELS)
    await nameVersion(services, requireActor(request), id, seq, name)
    return seeOther(reply, `/documents/${id}?seq=${seq}`)
  })
  app.post('/documents/:id/versions/:seq/restore', { config: STAFF, schema: { params: VersionParams } }, async (request, reply) => {
    const { id, seq } = request.params
    await restoreVersion(services, requireActor(request), id, seq)
    return seeOther(reply, `/documents/${id}`)
  })
  app.post('/bills/:id/documents', { config: STAFF, schema: { params: IdParams } }, async (request, reply) => {
    const wish = readForm(NewDocument, request.body as Fields, LABELS)
    const made = await addDocument(services, requireActor(request), request.params.id, wish)
    return seeOther(reply, `/documents/${made.id}/edit`)
  })
}

const paperOf = async (services: Services, id: string): Promise<{ document: DocumentView; bill: Bill }> => {
  const document = await readDocument(services, id)
  return { document, bill: await readBill(services, document.bill) }
}

function editPages(app: HttpServer, services: Services): void {
  const form = (
    request: FastifyRequest,
    reply: FastifyReply,
    bill: Bill,
    document: DocumentView | null,
    refusal: Refusal,
    stale: Stale | null
  ) => <EditPage frame={frameOf(request, reply, services)} bill={bill} document={document} refusal={refusal} stale={stale} />
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
        return form(request, reply, bill, document, stale?.refusal ?? refusal, stale)
      }
    })
  }

  app.get('/documents/:id/edit', { config: STAFF, schema: { params: IdParams } }, async (request, reply) => {
    const { document, bill } = await paperOf(services, request.params.id)
    const newest = document.newest === null ? null : await readDocumentVersion(services, document.id, document.newest)
    const known = filled({ text: newest?.text ?? '', parent: newest ? String(newest.seq) : '' })
    return sendPage(reply, form(request, reply, bill, document, known, null))
  })
  app.get('/bills/:id/draft', { config: STAFF, schema: { params: IdParams } }, async (request, reply) => {
    const draft = await draftOf(services, request.params.id)
    if (draft) return seeOther(reply, `/documents/${draft.id}/edit`)
    return sendPage(reply, form(request, reply, await readBill(services, request.params.id), null, filled({}), null))
  })
  const upload = {
    config: { ...STAFF, csrf: false },
    bodyLimit: TEXT_BODY_LIMIT,
    schema: { params: IdParams },
    preHandler: app.csrfProtection
  } as const
  app.post('/documents/:id/edit', upload, async (request, reply) => {
    const { document, bill } = await paperOf(services, request.params.id)
    return save(request, reply, bill, document)
  })
  app.post('/bills/:id/draft', upload, async (request, reply) =>
    save(request, reply, await readBill(services, request.params.id), await draftOf(services, request.params.id))
  )
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
