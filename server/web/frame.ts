/** What every page knows before it says anything of its own: who looks at it, the token of its forms, and what stands around its content. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Actor } from '../store/services.ts'
import { chinaDate } from './dates.ts'
import { csrfToken } from './http/sessions.ts'
import { NO_OFFICE, type Office } from './office.ts'
import { largePreferred } from './preferences.ts'
import type { Warning } from './warning.ts'

export interface Frame {
  readonly actor: Actor | null
  /** The token that every form carries (hidden field `_csrf`). */
  readonly csrf: string
  /** The address of this page, path and query. */
  readonly url: string
  /** Today in China. */
  readonly today: string
  /** 大字模式. */
  readonly large: boolean
  readonly office: Office
  /** 待办: how much waits for the actor; null where nothing is counted. */
  readonly openTasks: number | null
  /** What the actor has to see to, whatever page he is on. */
  readonly warning: Warning | null
  /** Addresses of style sheet and scripts, by their name. */
  readonly assets: Readonly<Record<string, string>>
}

/** @param clock the services' clock */
export const frameOf = (request: FastifyRequest, reply: FastifyReply, { now }: { readonly now: () => Date }): Frame => ({
  actor: request.actor,
  csrf: csrfToken(request, reply) ?? '',
  url: request.url,
  today: chinaDate(now()),
  large: largePreferred(request),
  office: request.server.office ?? NO_OFFICE,
  openTasks: request.openTasks ?? null,
  warning: request.actor === null ? null : (request.server.warningFor?.(request.actor) ?? null),
  assets: request.server.assets
})

/** Sends a page. A component may be a promise; nothing else of a page waits. */
export async function sendPage(reply: FastifyReply, page: JSX.Element, status = 200): Promise<FastifyReply> {
  const html = await page
  return reply.code(status).type('text/html; charset=utf-8').header('cache-control', 'no-store').send(`<!doctype html>${html}`)
}

/** After a form that did its work: look at the result by GET, so that reloading repeats nothing. */
export const seeOther = (reply: FastifyReply, address: string): FastifyReply => reply.redirect(address, 303)
