/** 校验完整性 as the administrator has it: what holds, what was changed behind the program's back, and who may ask. */
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import type { ChainCheck } from '../../schema/audit.ts'
import { type Client, withApp } from '../app-testing.ts'
import { transaction } from '../store/database.ts'
import { dialectOf } from '../store/dialect.ts'
import { appendEvent } from '../store/events.ts'
import { cast, type TestServices, withDatabases } from '../store/testing.ts'
import { chainChecks } from './chain-checks.ts'

/** More than one page of the log. */
async function manyEvents({ db, now }: TestServices, count: number): Promise<void> {
  await transaction(db, async trx => {
    for (let at = 0; at < count; at++)
      await appendEvent(trx, { kind: 'settingChanged', actor: 'a', at: now().toISOString(), payload: { key: `key ${at}` } })
  })
}

/** Does what only somebody with the database in his hands can do. */
async function tamper({ db }: TestServices, statement: string): Promise<void> {
  await db.transaction().execute(async trx => {
    if (dialectOf(trx) === 'postgres') await sql`set local session_replication_role = replica`.execute(trx)
    else for (const trigger of ['event_fixed', 'event_kept']) await sql.raw(`drop trigger if exists ${trigger}`).execute(trx)
    await sql.raw(statement).execute(trx)
  })
}

async function checked(client: Client): Promise<ChainCheck> {
  await client.post('/api/v1/audit/check', {})
  // Bounded, and never without a pause: injected requests alone would leave the check no turn.
  for (let asked = 0; ; asked++) {
    await sleep(10)
    const check = (await client.get('/api/v1/audit/check')).json<ChainCheck>()
    if (check.status !== 'running' || asked > 1_000) return check
  }
}

withApp('a log that holds is proved, one that was changed is not, to the administrator alone', async (t, { as, services }) => {
  for (const role of ['staff', 'expert', 'reader'] as const) {
    t.equal((await as(role).post('/api/v1/audit/check', {})).status, 403)
    for (const address of ['/api/v1/audit/check', '/audit/check']) t.equal((await as(role).get(address)).status, 403)
  }
  const administrator = as('administrator')
  const page = async (address: string) => (await administrator.get(address, { accept: 'text/html' })).text
  t.match((await administrator.get('/api/v1/audit/check')).json(), { status: 'none' })
  t.match(await page('/audit'), /action="\/audit\/check"[\s\S]*校验完整性/)
  t.match(await page('/audit/check'), /还没有校验过/)
  await manyEvents(services, 501)
  const before = await services.db.selectFrom('eventHead').select(['seq', 'hash']).executeTakeFirstOrThrow()
  const good = await checked(administrator)
  t.match(good, { status: 'done', by: 'check-administrator', head: before, found: 0, checked: before.seq, total: before.seq })
  t.match(await page('/audit/check'), new RegExp(`全部相符[\\s\\S]*${before.hash}`))
  t.match(await page('/audit?kind=chainChecked'), /校验审计日志至第 \d+ 条，全部相符/)

  await tamper(services, `update event set payload = '{"key":"another"}' where seq = ${before.seq - 3}`)
  t.match(await checked(administrator), {
    status: 'done',
    found: 1,
    findings: [new RegExp(`事件 ${before.seq - 3}（settingChanged）的内容`)]
  })
  t.match(await page('/audit/check'), /有 1 处不符[\s\S]*日志被改动过/)
  await tamper(services, 'update event set actor = null where seq <= 60')
  const { found, findings } = await checked(administrator)
  t.ok(found > 50 && findings.length === 50, 'the first of many')
  t.match(await page('/audit/check'), /只列出前 50 处/)
})

withDatabases('others append meanwhile; a service that stops does not wait for the end', async (t, services) => {
  await manyEvents(services, 20)
  const checks = chainChecks(services)
  const [{ status }, joined] = await Promise.all([checks.start(cast.administrator), checks.start(cast.leader), manyEvents(services, 3)])
  t.equal(status, 'running')
  t.equal(joined.by, cast.administrator.displayName, 'who asks meanwhile is told of the one under way')
  for (let asked = 0; checks.state().status === 'running' && asked < 1_000; asked++) await sleep(10)
  t.match(checks.state(), { status: 'done', found: 0 })

  const late = chainChecks(services)
  await late.start(cast.administrator)
  await late.stop()
  t.match(late.state(), { status: 'failed', found: 0 })
})
