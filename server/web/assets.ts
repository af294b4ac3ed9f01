/**
 * Style sheet and scripts, served under names that hold their hash, so that browsers keep them for ever. The bundle has them built in
 * `build/browser`; running from source (tests) builds them in memory on first use.
 */
import { createHash } from 'node:crypto'
import fs from 'node:fs/promises'
import path from 'node:path'
import type { FastifyInstance } from 'fastify'

declare module 'fastify' {
  interface FastifyInstance {
    /** Address by name: `look.css` → `/assets/look.1a2b3c4d.css`. */
    assets: Readonly<Record<string, string>>
    /** The content of an asset, for files that must need no other. */
    assetText: (name: string) => string
  }
}

const TYPES: Readonly<Record<string, string>> = { '.css': 'text/css; charset=utf-8', '.js': 'text/javascript; charset=utf-8' }
const FOR_EVER = 'public, max-age=31536000, immutable'

/** Registers `/assets/…` and decorates the server with the addresses. */
export async function assets(app: FastifyInstance): Promise<void> {
  const files = await builtFiles()
  const addresses: Record<string, string> = {}
  const served = new Map<string, { readonly type: string; readonly body: Buffer }>()
  for (const [name, body] of files) {
    const { name: stem, ext } = path.parse(name)
    const hashed = `${stem}.${createHash('sha256').update(body).digest('hex').slice(0, 12)}${ext}`
    addresses[name] = `/assets/${hashed}`
    served.set(hashed, { type: TYPES[ext] ?? 'application/octet-stream', body })
  }
  app.decorate('assets', addresses)
  app.decorate('assetText', name => files.get(name)?.toString() ?? '')
  app.get<{ Params: { file: string } }>('/assets/:file', { config: { access: 'public' } }, (request, reply) => {
    const found = served.get(request.params.file)
    if (!found) return reply.callNotFound()
    return reply.type(found.type).header('cache-control', FOR_EVER).send(found.body)
  })
}

async function builtFiles(): Promise<ReadonlyMap<string, Buffer>> {
  // In the bundle this module lies in build/ or build/chunks/; in the sources in server/web/.
  for (const folder of ['browser', '../browser']) {
    const built = path.join(import.meta.dirname, folder)
    const names = await fs.readdir(built).catch(() => [])
    if (names.length > 0)
      return new Map(await Promise.all(names.map(async name => [name, await fs.readFile(path.join(built, name))] as const)))
  }
  const root = path.resolve(import.meta.dirname, '../..')
  const { buildBrowser } = await import('../../scripts/build-browser.mjs')
  return buildBrowser(root)
}
