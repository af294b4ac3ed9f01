/** Pages of rounds, of those who are asked, and of those who came to review. */
import type { Services } from '../store/services.ts'
import type { HttpServer } from '../web/http/server.ts'
import { consulteePages } from './consultee-pages.tsx'
import { reviewerPages } from './reviewer-pages.tsx'
import { roundPages } from './round-pages.tsx'

export function pages(app: HttpServer, services: Services): void {
  roundPages(app, services)
  consulteePages(app, services)
  reviewerPages(app, services)
}
