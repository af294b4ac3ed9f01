import { Page } from '../../schema/http.ts'
import { SearchHit, SearchQuery } from '../../schema/search.ts'
import type { Services } from '../store/services.ts'
import type { HttpServer } from '../web/http/server.ts'
import { search } from './search.ts'

export function routes(app: HttpServer, services: Services): void {
  app.get(
    '/api/v1/search',
    {
      config: { access: 'signedIn' },
      schema: { summary: '搜索', tags: ['search'], querystring: SearchQuery, response: { 200: Page(SearchHit) } }
    },
    request => search(services, request.query)
  )
}
