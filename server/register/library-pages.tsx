/** Pages of the law library beside a draft, and of what a newer text touches. */
import { Type } from 'typebox'
import { IdParams } from '../../schema/http.ts'
import { readBill } from '../bills/read.ts'
import { readDocument } from '../drafts/documents.ts'
import { parse } from '../law/index.ts'
import type { Services } from '../store/services.ts'
import { frameOf, sendPage } from '../web/frame.ts'
import type { HttpServer } from '../web/http/server.ts'
import { resolveReferences } from './cited-places.ts'
import { overlapWithLibrary } from './compare-library.ts'
import { impactOf } from './impact.ts'
import { ImpactPage } from './impact-page.tsx'
import { LibraryPage } from './library-page.tsx'
import { listRegulations } from './read.ts'
import { textOfVersion } from './text-of-version.ts'

const READ = { access: 'signedIn' } as const
const word = Type.String({ maxLength: 64 })
const LibraryQuery = Type.Object({
  version: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000 })),
  laws: Type.Optional(Type.Union([word, Type.Array(word, { maxItems: 40 })])),
  q: Type.Optional(Type.String({ maxLength: 100 }))
})
/** Laws that are offered by words of their titles. */
const FOUND = 10

export function libraryPages(app: HttpServer, services: Services): void {
  app.get('/documents/:id/library', { config: READ, schema: { params: IdParams, querystring: LibraryQuery } }, async (request, reply) => {
    const frame = frameOf(request, reply, services)
    const document = await readDocument(services, request.params.id)
    const { version = document.newest ?? 0, laws = [], q = '' } = request.query
    const law = parse(await textOfVersion(services, document.id, version || undefined))
    const [bill, references, overlap, { items }] = await Promise.all([
      readBill(services, document.bill),
      resolveReferences(services, law),
      overlapWithLibrary(services, law, [laws].flat()),
      q.trim() === '' ? { items: [] } : listRegulations(services, { own: false, q, limit: FOUND })
    ])
    const found = items.filter(({ id }) => !overlap.laws.some(one => one.id === id))
    return sendPage(reply, <LibraryPage {...{ frame, bill, document, version, references, overlap, found, q }} />)
  })
  app.get('/regulations/:id/impact', { config: READ, schema: { params: IdParams } }, async (request, reply) =>
    sendPage(reply, <ImpactPage frame={frameOf(request, reply, services)} impact={await impactOf(services, request.params.id)} />)
  )
}
