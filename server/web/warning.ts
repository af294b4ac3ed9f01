/** A warning above the content of every page of the person who can do something about it. */
import type { FastifyInstance } from 'fastify'
import type { Actor } from '../store/services.ts'

export interface Warning {
  readonly words: string
  /** Where it can be done. */
  readonly href: string
  readonly action: string
}

declare module 'fastify' {
  interface FastifyInstance {
    warningFor: (actor: Actor) => Warning | null
  }
}

/** @param warningFor is asked for every page: it answers from memory */
export function addWarnings(app: FastifyInstance, warningFor: (actor: Actor) => Warning | null): void {
  app.decorate('warningFor', warningFor)
}
