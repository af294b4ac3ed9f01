/** Whose house this is: what stands in the top line of every page beside the person's own name. Set once, when the service is put together. */
import type { FastifyInstance } from 'fastify'
import type { Actor } from '../store/services.ts'
import { wantsFragment, wantsPage } from './http/actor.ts'

export interface Office {
  /** Its name, e.g. 澄川市人大常委会. */
  readonly name: string | null
  /** Whom to call when something does not work: a number, or a name with a number. */
  readonly phone: string | null
}

export const NO_OFFICE: Office = { name: null, phone: null }

declare module 'fastify' {
  interface FastifyInstance {
    office: Office
  }
  interface FastifyRequest {
    /** How much waits for the person who asks for this page (待办); null where nothing is counted. */
    openTasks: number | null
  }
}

/** Adds the office to every page of the service. */
export function addOffice(app: FastifyInstance, office: Office): void {
  app.decorate('office', office)
  app.decorateRequest('openTasks', null)
}

/**
 * Has each page know how much waits for its reader.
 * @param countOpen null for a role that works nothing off
 */
export function addOpenTasks(pages: FastifyInstance, countOpen: (actor: Actor) => Promise<number | null>): void {
  pages.addHook('preHandler', async request => {
    // A piece that htmx asks for has no top line, nor has a file.
    if (request.actor === null || !wantsPage(request) || wantsFragment(request)) return
    request.openTasks = await countOpen(request.actor)
  })
}
