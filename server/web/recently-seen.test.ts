/** 最近看过的法规: the last five, the newest first, and never another person's. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import t from 'tap'
import { recentlySeen, rememberSeen } from './recently-seen.ts'

const bill = (n: number) => `01a20ea5-50bd-7198-89e6-${String(n).padStart(12, '0')}`

/** A browser that keeps what it is told. */
function browser() {
  const cookies: Record<string, string> = {}
  const reply = { setCookie: (name: string, value: string) => (cookies[name] = value) } as unknown as FastifyReply
  const as = (id: string, byCookie = true) => ({ actor: { id }, byCookie, cookies }) as unknown as FastifyRequest
  return { cookies, reply, as }
}

t.test('the last five, each once, the newest first', async t => {
  const { reply, as } = browser()
  for (const n of [1, 2, 3, 4, 5, 6, 2]) rememberSeen(as('guting'), reply, bill(n))
  t.same(recentlySeen(as('guting')), [2, 6, 5, 4, 3].map(bill))
})

t.test('whoever uses the browser next does not get them, and begins his own', async t => {
  const { reply, as } = browser()
  rememberSeen(as('guting'), reply, bill(1))
  t.same(recentlySeen(as('taoyan')), [])
  rememberSeen(as('taoyan'), reply, bill(2))
  t.same(recentlySeen(as('taoyan')), [bill(2)])
})

t.test('a program is told to keep nothing; what is no id is passed over', async t => {
  const { cookies, reply, as } = browser()
  rememberSeen(as('guting', false), reply, bill(1))
  t.same(cookies, {})
  cookies['seen'] = `guting.<script>.${bill(1)}.`
  t.same(recentlySeen(as('guting')), [bill(1)])
})
