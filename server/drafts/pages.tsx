/** Pages of papers: reading, importing and changing a text, its versions, its redline. */
import { Type } from 'typebox'
import type { Bill } from '../../schema/bills.ts'
import { type DocumentView, NewDocument, VersionChange, VersionParams } from '../../schema/documents.ts'
import { Id, IdParams, MAX_LIMIT } from '../../schema/http.ts'
import type { Opinion } from '../../schema/opinions.ts'
import { Problem } from '../../schema/problems.ts'
import { ChangeHash } from '../../schema/read-marks.ts'
import { readBill } from '../bills/read.ts'
import type { Beside, Quotes } from '../formats/redline-html.tsx'
import { parse, type StepEntry } from '../law/index.ts'
import { Margin } from '../opinions/margin.tsx'
import { opinionsOnDocument } from '../opinions/read.ts'
import { mayAs } from '../people/permissions.ts'
import { linksOf } from '../register/text-links.ts'
import type { Services } from '../store/services.ts'
import { type Fields, readForm } from '../web/forms.ts'
import { type Frame, frameOf, seeOther, sendPage } from '../web/frame.ts'
import { requireActor } from '../web/http/actor.ts'
import type { HttpServer } from '../web/http/server.ts'
import { type Comparison, compareVersions } from './compare.ts'
import { DocumentPage, VersionsPage } from './document-page.tsx'
import { addDocument, listDocumentVersions, readDocument, readDocumentVersion } from './documents.ts'
import { editPages, LABELS } from './edit-pages.tsx'
import { importPages } from './import-pages.tsx'
import { nameVersion } from './name-version.ts'
import { markRead, marksOf } from './read-marks.ts'
import { RedlinePage, redlineAddress, VIEWS, type View } from './redline-page.tsx'
import { restoreVersion } from './save-version.ts'
import { isRegulation } from './text-of.tsx'

const READ = { access: 'signedIn' } as const

const STAFF = { access: ['staff'] } as const
const REVIEW = { access: ['staff', 'expert'] } as const
const seq = Type.Integer({ minimum: 1, maximum: 1_000_000 })
const ReadQuery = Type.Object({ seq: Type.Optional(seq) })
const VersionsQuery = Type.Object({ cursor: Type.Optional(Type.String({ maxLength: 400 })) })
const MarkForm = Type.Object({
  from: seq,
  via: Type.Optional(Type.Union([seq, Type.Null()])),
  to: seq,
  read: Type.Optional(ChangeHash),
  unread: Type.Optional(ChangeHash)
})
const RedlineQuery = Type.Object({
  from: Type.Optional(seq),
  // The form of the chooser sends an empty one where there is none.
  via: Type.Optional(Type.Union([seq, Type.Literal('')])),
  to: Type.Optional(seq),
  view: Type.Optional(Type.Enum(Object.keys(VIEWS) as View[]))
})

export function pages(app: HttpServer, services: Services): void {
  readingPages(app, services)
  versionPages(app, services)
  importPages(app, services)
  editPages(app, services)
}

function readingPages(app: HttpServer, services: Services): void {
  app.get('/documents/:id', { config: READ, schema: { params: IdParams, querystring: ReadQuery } }, async (request, reply) => {
    const frame = frameOf(request, reply, services)
    const { document, bill } = await paperOf(services, request.params.id)
    const shown = request.query.seq ?? document.newest
    const version = shown === null ? null : await readDocumentVersion(services, document.id, shown)
    const links = version && isRegulation(document) ? await linksOf(services, parse(version.text)) : []
    const mayWrite = mayAs(frame.actor, 'staff')
    return sendPage(reply, <DocumentPage {...{ frame, bill, document, version, links, mayWrite }} />)
  })

  app.get('/documents/:id/redline', { config: READ, schema: { params: IdParams, querystring: RedlineQuery } }, async (request, reply) => {
    const frame = frameOf(request, reply, services)
    const { document, bill } = await paperOf(services, request.params.id)
    const { from, via, to, view = 'redline' } = request.query
    const comparison = await compareVersions(services, document.id, from, to, typeof via === 'number' ? via : undefined)
    const actor = requireActor(request)
    const marks = mayAs(actor, 'staff', 'expert') ? await marksOf(services, actor, document.id) : null
    const { items: versions } = await listDocumentVersions(services, document.id, { limit: MAX_LIMIT })
    const margin = await marginOf(services, frame, document, comparison)
    const shown = { frame, bill, document, comparison, view, versions, marks, ...margin }
    return sendPage(reply, <RedlinePage {...shown} />)
  })
  app.post('/documents/:id/read-marks', { config: REVIEW, schema: { params: IdParams } }, async (request, reply) => {
    const { from, via, to, read, unread } = readForm(MarkForm, request.body as Fields, LABELS)
    const { id } = request.params
    const wish = { ...numbersOf(from, via, to), read: read !== undefined }
    const { items } = await markRead(services, requireActor(request), id, read ?? unread ?? '', wish)
    const path = [from, ...(via ? [via] : []), to].map(seq => ({ seq }))
    const article = items.find(({ change }) => change === (read ?? unread))?.article ?? ''
    return seeOther(reply, `${redlineAddress(id, path)}#${encodeURIComponent(article)}`)
  })
}

const numbersOf = (from: number, via: number | null | undefined, to: number) => ({ from, to, ...(via ? { via } : {}) })

/** The opinions on this text, each beside its article in the newest version, or in the one that it was given on, and at its words. */
async function marginOf(
  services: Services,
  { actor }: Frame,
  { id, bill, newest }: DocumentView,
  { from, to }: Comparison
): Promise<{ beside: Beside; quotes: Quotes }> {
  const opinions = await opinionsOnDocument(services, bill, id)
  const numbers = new Map(opinions.map((opinion, at) => [opinion.id, at + 1]))
  const maySpeak = mayAs(actor, 'staff', 'expert')
  const isNewest = to.seq === newest
  const on = ({ unit, labels }: StepEntry): readonly Opinion[] => {
    if (unit !== 'article') return []
    const [old, next] = [labels[0] ?? null, labels.at(-1) ?? null]
    return opinions.filter(({ article, currentArticle, version }) =>
      isNewest && currentArticle !== null
        ? currentArticle === next
        : version === to.seq
          ? article === next
          : version === from.seq && article === old
    )
  }
  return {
    beside: entry =>
      entry.unit === 'article' ? (
        <Margin
          bill={bill}
          opinions={on(entry)}
          numbers={numbers}
          article={isNewest ? (entry.labels.at(-1) ?? null) : null}
          maySpeak={maySpeak}
        />
      ) : (
        ''
      ),
    quotes: entry => on(entry).map(({ id: opinion, quote }) => ({ text: quote ?? '', number: numbers.get(opinion) ?? 0 }))
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
