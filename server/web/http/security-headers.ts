/** What every answer tells the browser not to do, and what may be kept in caches. */
import helmet from '@fastify/helmet'
import type { FastifyInstance } from 'fastify'

/** Without `upgrade-insecure-requests` and HSTS: both break an office network that serves plain HTTP. */
export async function addSecurityHeaders(app: FastifyInstance): Promise<void> {
  await app.register(helmet, {
    enableCSPNonces: true,
    hsts: false,
    // The address of a draft says which bill is being worked on.
    referrerPolicy: { policy: 'same-origin' },
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
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
    }
  })
  // Drafts are not public: unless an address says otherwise, nothing stays in a cache; what has an ETag is asked for again each time.
  app.addHook('onSend', async (_request, reply) => {
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', reply.hasHeader('etag') ? 'private, no-cache' : 'no-store')
  })
}
