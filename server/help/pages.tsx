/** Room `help`: what a page cannot say for itself. It has no rows and no acts. */
import type { Services } from '../store/services.ts'
import { frameOf, sendPage } from '../web/frame.ts'
import { requireActor } from '../web/http/actor.ts'
import type { HttpServer } from '../web/http/server.ts'
import { readGuide } from './guide.ts'
import { GuidePage } from './guide-page.tsx'
import { HelpPage, ReviewerHelpPage } from './help-page.tsx'

export function pages(app: HttpServer, services: Services): void {
  app.get('/help', { config: { access: 'signedIn', guests: true } }, async (request, reply) => {
    const frame = frameOf(request, reply, services)
    // Whoever was asked to review sees what he was asked for, and how.
    const isReviewer = requireActor(request).role === 'expert'
    return sendPage(reply, isReviewer ? <ReviewerHelpPage frame={frame} /> : <HelpPage frame={frame} guide={await readGuide()} />)
  })
  app.get('/help/guide', { config: { access: ['administrator', 'staff', 'reader'] } }, async (request, reply) =>
    sendPage(reply, <GuidePage frame={frameOf(request, reply, services)} guide={await readGuide()} />)
  )
}
