import { sql } from 'kysely'
import { connect, openDatabase, snapshot, sqliteFile, transaction } from './database.ts'
import { dialectOf } from './dialect.ts'
import { appendEvent } from './events.ts'
import { openSqlite } from './sqlite.ts'
import { type TestServices, withDatabases } from './testing.ts'
import { aBill } from './testing-bill.ts'
import { verifyStore } from './verify.ts'
import { decode, KnownText } from './version-encoding.ts'
import { addVersion, encodeVersion } from './versions.ts'

const law = (edit: number) =>
  Array.from({ length: 40 }, (_, at) => `第${at}条　应当遵守第${at === edit ? `${at}项新` : at}规定。\n`).join('\n')

/** A bill's draft with so many versions, each with its event. */
async function aDraft(services: TestServices, versions: number): Promise<string> {
  const { db, newId, now } = services
  const bill = await aBill(services)
  const document = newId()
  const at = now().toISOString()
  await transaction(db, async trx => {
    await trx.insertInto('document').values({ id: document, bill, kind: 'draft', title: '草案', createdAt: at }).execute()
    await appendEvent(trx, { kind: 'documentAdded', actor: 'a', at, bill, document, payload: { kind: 'draft', title: '草案' } })
  })
  for (let seq = 1; seq <= versions; seq++) {
    const parent = seq === 1 ? null : seq - 1
    const encoded = await encodeVersion(db, document, parent, law(seq))
    await transaction(db, async trx => {
      const { sha256 } = await addVersion(trx, encoded, { author: 'a', message: '', name: null, createdAt: at })
      const payload = { seq, parent, sha256, message: '', name: null }
      await appendEvent(trx, { kind: 'versionSaved', actor: 'a', at, bill, document, payload })
    })
  }
  return document
}

async function findings({ db }: Pick<TestServices, 'db'>): Promise<string[]> {
  const found: string[] = []
  await snapshot(db, reading => verifyStore(reading, finding => found.push(finding)))
  return found
}

const TRIGGERS = ['event_fixed', 'event_kept', 'version_fixed', 'version_kept', 'workflow_fixed', 'workflow_kept']

/** Does what only somebody with the database in his hands can do, finds what verify says of it, and undoes it. */
async function tampered({ db }: TestServices, statement: string): Promise<string[]> {
  const found: string[] = []
  await db
    .transaction()
    .execute(async trx => {
      if (dialectOf(trx) === 'postgres') await sql`set local session_replication_role = replica`.execute(trx)
      else for (const trigger of TRIGGERS) await sql.raw(`drop trigger ${trigger}`).execute(trx)
      await sql.raw(statement).execute(trx)
      await verifyStore(trx, finding => found.push(finding))
      throw new Error('undo')
    })
    .catch(error => {
      if (error.message !== 'undo') throw error
    })
  return found
}

withDatabases(
  'what was saved holds; what was tampered with is found and named',
  async (t, services) => {
    const document = await aDraft(services, 20)
    t.same(await findings(services), [])
    const cases: [string, RegExp][] = [
      [`update event set payload = replace(payload, '草案', '草安') where seq = 1`, /^事件 1（documentAdded）的内容与校验值不符/],
      [`update event set actor = 'b' where seq = 5`, /^事件 5/],
      ['delete from event where seq = 7', /^事件 7 缺失/],
      ['delete from event where seq = 21', /^事件记录止于第 20 条，与登记的末尾（第 21 条）不符/],
      [`delete from event where seq >= 10`, /^事件记录止于第 9 条/],
      [
        `insert into event select 22, kind, actor, body, at, bill, document, plan, subject, "payloadVersion", payload, hash, hash from event where seq = 21`,
        /^事件 22/
      ],
      ['update event set seq = case seq when 5 then 105 else 5 end where seq in (5, 6)', /^事件 5/],
      [`update "eventHead" set hash = '${'0'.repeat(64)}'`, /^事件记录止于/],
      [`update version set sha256 = '${'1'.repeat(64)}' where seq = 3`, /第 3 版的文本与校验值不符/],
      [`update version set message = 'x' where seq = 20`, /第 20 版与事件 21 的记录不符/],
      [`update version set "createdAt" = 'x' where seq = 20`, /第 20 版与事件 21 的记录不符/],
      [`update version set name = 'votingDraft' where seq = 20`, /第 20 版与事件 21 的记录不符/],
      ['delete from version where seq = 20', /第 20 版缺失/],
      [`update version set body = (select body from version where seq = 18) where seq = 19`, /第 19 版的文本(与校验值不符|无法还原)/],
      [`update document set title = '改' where id = '${document}'`, /^材料 .* 与事件记录不符/],
      [`update "workflowVersion" set definition = '{"a":1}'`, /^办理流程 w 第 1 版的定义与校验值不符/]
    ]
    for (const [statement, expected] of cases)
      t.match((await tampered(services, statement)).join('\n'), new RegExp(expected, 'm'), statement)
    t.same(await findings(services), [], 'all undone')
  },
  { builtIn: true }
)

withDatabases('events and versions can only be added', async (t, { db, ...services }) => {
  await aDraft({ db, ...services }, 2)
  await t.rejects(db.updateTable('event').set({ kind: 'x' }).where('seq', '=', 1).execute(), /append-only/)
  await t.rejects(db.deleteFrom('event').where('seq', '=', 1).execute(), /append-only/)
  await t.rejects(db.updateTable('version').set({ sha256: 'x' }).execute(), /append-only/)
  await t.rejects(db.deleteFrom('version').where('seq', '=', 2).execute(), /append-only/)
  await t.rejects(db.updateTable('workflowVersion').set({ definition: 'x' }).execute(), /append-only/)
})

withDatabases('many who act at once make one chain', async (t, services) => {
  const { db, now, databaseUrl, dataDir } = services
  // Two connections to SQLite in one process would wait for one another: it waits without letting the other go on.
  const second = databaseUrl ? await openDatabase({ databaseUrl, dataDir }) : db
  const act = (at: number) =>
    transaction(at % 2 ? db : second, trx =>
      appendEvent(trx, { kind: 'settingChanged', actor: null, at: now().toISOString(), payload: { key: `${at}` } })
    )
  await Promise.all(Array.from({ length: 40 }, (_, at) => act(at)))
  if (second !== db) await second.destroy()
  t.same(await findings(services), [])
  t.equal((await db.selectFrom('eventHead').selectAll().executeTakeFirstOrThrow()).seq, 40)
  await t.rejects(
    transaction(db, trx => appendEvent(trx, { kind: 'settingChanged', actor: null, at: '', payload: {} as { key: string } })),
    /payload/
  )
})

withDatabases('a flipped bit of a version is found, or changes nothing', async (t, services) => {
  if (services.databaseUrl) return
  await aDraft(services, 3)
  const { db, dataDir } = services
  const { body } = await db.selectFrom('version').select('body').where('seq', '=', 2).executeTakeFirstOrThrow()
  await db.destroy()
  for (let bit = 0; bit < body.length * 8; bit += 5) {
    const raw = await openSqlite(sqliteFile(dataDir))
    const flipped = Buffer.from(body)
    flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7))
    raw.exec('drop trigger if exists version_fixed')
    raw.prepare('update version set body = ? where seq = 2').run([flipped])
    raw.close()
    const reopened = await connect({ databaseUrl: null, dataDir })
    // A few bits of the compressed form mean nothing: the text that comes out is the right one then.
    const found = await findings({ db: reopened })
    t.ok(
      found.length > 0 || decode({ seq: 2, encoding: 'step', body: flipped }, new Map([[1, new KnownText(law(1))]])).text === law(2),
      `bit ${bit}`
    )
    await reopened.destroy()
  }
})
