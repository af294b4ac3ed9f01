/** What every answer tells the browser not to do, and what may be kept in caches. */
import helmet from '@fastify/helmet'
import type { FastifyInstance } from 'fastify'

const isForPrograms = (url: string): boolean => url.startsWith('/api/')

const POLICY = {
  'default-src': ["'none'"],
  'script-src': ["'self'"],
  'worker-src': ["'self'"], // the editor reads law text beside the page
  'style-src': ["'self'"], // with the nonce that CodeMirror's style needs
  'img-src': ["'self'", 'data:'],
  'font-src': ["'self'"],
  'connect-src': ["'self'"],
  'form-action': ["'self'"],
  'base-uri': ["'none'"],
  'frame-ancestors': ["'none'"]
}

const FOR_PROGRAMS = {
  'content-security-policy': Object.entries(POLICY)
    .map(([directive, sources]) => `${directive} ${sources.join(' ')}`)
    .join(';'),
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY'
}

/** Without `upgrade-insecure-requests` and HSTS: both break an office network that serves plain HTTP. */
export async function addSecurityHeaders(app: FastifyInstance): Promise<void> {
  // A program's answer is no page: nothing in it is ever shown or run, and its headers need not be made anew for each.
  app.addHook('onRequest', (request, reply, next) => {
    if (isForPrograms(request.routeOptions.url ?? '')) reply.headers(FOR_PROGRAMS)
    next()
  })
  app.addHook('onRoute', route => {
    if (isForPrograms(route.url)) route.helmet = false
  })
  await app.register(helmet, {
    enableCSPNonces: true,
    hsts: false,
    // The address of a draft says which bill is being worked on.
    referrerPolicy: { policy: 'same-origin' },
    contentSecurityPolicy: {
      useDefaults: false,
      directives: POLICY
    }
  })
  // Drafts are not public: unless an address says otherwise, nothing stays in a cache; what has an ETag is asked for again each time.
  app.addHook('onSend', (_request, reply, _payload, next) => {
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', reply.hasHeader('etag') ? 'private, no-cache' : 'no-store')
    next()
  })
}
