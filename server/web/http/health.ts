/** `/healthz`: the process answers. `/readyz`: it can do its work, which a full disk or a lost database would prevent. */
import type { FastifyInstance } from 'fastify'
import { Problem } from '../../../schema/problems.ts'

/** How long an answer of `/readyz` holds, so that asking is no way to wear the disk out. */
const HOLDS = 1_000

/** @param ready rejects while the service cannot do its work */
export function addHealth(app: FastifyInstance, ready: () => Promise<void>): void {
  app.get('/healthz', { config: { access: 'public', rateLimit: false }, logLevel: 'silent' }, async () => ({ status: 'ok' }))
  let asked = 0
  let answer: Promise<void> = Promise.resolve()
  app.get('/readyz', { config: { access: 'public', rateLimit: false }, logLevel: 'warn' }, async request => {
    if (Date.now() - asked > HOLDS) {
      asked = Date.now()
      answer = ready()
      answer.catch(() => undefined) // said to whoever awaits it below; alone it would end the process
    }
    try {
      await answer
    } catch (error) {
      request.log.warn({ err: error }, 'not ready')
      throw new Problem('service-unavailable', { detail: '数据库暂时不能写入，请检查磁盘空间和数据库。' })
    }
    return { status: 'ok' }
  })
}
