/** Addresses of what the law library says about a text, and about a newer text of a law. */
import { Type } from 'typebox'
import { IdParams, Page } from '../../schema/http.ts'
import {
  CitedPlaces,
  Impact,
  LibraryLaw,
  LibraryOverlap,
  ResolvedPlace,
  ResolvedReference,
  TextForLibrary,
  TextForOverlap
} from '../../schema/library.ts'
import { parse } from '../law/index.ts'
import type { Services } from '../store/services.ts'
import { TEXT_BODY_LIMIT } from '../web/http/limits.ts'
import type { HttpServer } from '../web/http/server.ts'
import { resolvePlaces, resolveReferences } from './cited-places.ts'
import { overlapWithLibrary } from './compare-library.ts'
import { impactOf } from './impact.ts'
import { lawsFor } from './library.ts'
import { textOfVersion } from './text-of-version.ts'

const READING = { access: 'signedIn' } as const
const tags = ['register']
const closed = { additionalProperties: false } as const
const seq = Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000, description: '哪一版；不写的为最新一版' }))
const VersionQuery = Type.Object({ version: seq }, closed)

export function libraryRoutes(app: HttpServer, services: Services): void {
  textRoutes(app, services)
  app.get(
    '/api/v1/documents/:id/overlap',
    {
      config: READING,
      schema: {
        summary: '草案与法律法规库对照：重复上位法和其他地方法规的条文',
        tags,
        params: IdParams,
        querystring: VersionQuery,
        response: { 200: LibraryOverlap }
      }
    },
    async request => overlapWithLibrary(services, parse(await textOfVersion(services, request.params.id, request.query.version)))
  )
  app.get(
    '/api/v1/documents/:id/references',
    {
      config: READING,
      schema: {
        summary: '草案引用的其他法律法规，逐处与库中现行文本核对',
        tags,
        params: IdParams,
        querystring: VersionQuery,
        response: { 200: Page(ResolvedReference) }
      }
    },
    async request => ({
      items: await resolveReferences(services, parse(await textOfVersion(services, request.params.id, request.query.version))),
      next: null
    })
  )
  app.get(
    '/api/v1/regulations/:id/impact',
    { config: READING, schema: { summary: '新文本触及的在册法规和草案', tags, params: IdParams, response: { 200: Impact } } },
    request => impactOf(services, request.params.id)
  )
}

/** Of a text that is not kept here: the editor's, or another program's. */
function textRoutes(app: HttpServer, services: Services): void {
  app.post(
    '/api/v1/regulations/overlap',
    {
      config: READING,
      bodyLimit: TEXT_BODY_LIMIT,
      schema: { summary: '一份文本与法律法规库对照', tags, body: TextForOverlap, response: { 200: LibraryOverlap } }
    },
    request => overlapWithLibrary(services, parse(request.body.text), request.body.laws)
  )
  app.post(
    '/api/v1/regulations/related',
    {
      config: READING,
      bodyLimit: TEXT_BODY_LIMIT,
      schema: {
        summary: '库中与一份文本有关的：文本引用的，其他地方名称相近的',
        tags,
        body: TextForLibrary,
        response: { 200: Page(LibraryLaw) }
      }
    },
    async request => ({ items: await lawsFor(services, parse(request.body.text)), next: null })
  )
  app.post(
    '/api/v1/regulations/places',
    {
      config: READING,
      schema: { summary: '所引的条文在库中是否存在', tags, body: CitedPlaces, response: { 200: Page(ResolvedPlace) } }
    },
    async request => ({ items: await resolvePlaces(services, request.body.places), next: null })
  )
}
