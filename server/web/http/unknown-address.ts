/** Addresses that do not exist, and addresses that do not know the method: 404 and 405. */
import type { FastifyInstance } from 'fastify'
import { Problem } from '../../../schema/problems.ts'
import type { Access } from './actor.ts'
import { sendProblem } from './problem-handler.tsx'

declare module 'fastify' {
  interface FastifyInstance {
    /** Every address with its rule, for tests that hold all of them to what all must hold. */
    routeTable: readonly Address[]
  }
}

interface Address {
  readonly url: string
  readonly methods: readonly string[]
  readonly access: Access | undefined
  readonly matches: RegExp
}

/** Has to be added before any address is, as it collects them. */
export function addUnknownAddresses(app: FastifyInstance): void {
  const known: Address[] = []
  app.decorate('routeTable', known)
  app.addHook('onRoute', ({ url, method, config }) => {
    known.push({ url, methods: [method].flat(), access: config?.access, matches: addressPattern(url) })
  })
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?', 1)[0] ?? ''
    const methods = new Set(known.filter(route => route.matches.test(path)).flatMap(route => route.methods))
    if (methods.size === 0 || methods.has(request.method)) return sendProblem(request, reply, new Problem('not-found'))
    reply.header('allow', [...methods].sort().join(', '))
    return sendProblem(request, reply, new Problem('method-not-allowed'))
  })
}

/** @example addressPattern('/api/v1/bills/:id').test('/api/v1/bills/7') // true */
function addressPattern(url: string): RegExp {
  const steps = url
    .split('/')
    .map(step => (step.startsWith(':') ? '[^/]+' : step === '*' ? '.*' : step.replace(/[.+?^${}()|[\]\\]/g, '\\$&')))
  return new RegExp(`^${steps.join('/')}/?$`)
}
