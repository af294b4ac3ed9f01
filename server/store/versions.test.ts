import { createHash } from 'node:crypto'
import fc from 'fast-check'
import t from 'tap'
import { transaction } from './database.ts'
import { type TestServices, withDatabases } from './testing.ts'
import { aBill } from './testing-bill.ts'
import { decode, encode, KnownText, partsOf } from './version-encoding.ts'
import { addVersion, encodeVersion, listVersions, newestSeq, readVersion, StaleParent, setVersionName } from './versions.ts'

/** A document of a bill. */
async function aDocument(services: TestServices): Promise<string> {
  const [bill, document] = [await aBill(services), services.newId()]
  await services.db.insertInto('document').values({ id: document, bill, kind: 'draft', title: '草案', createdAt: '' }).execute()
  return document
}

async function save({ db, now }: TestServices, document: string, parent: number | null, text: string) {
  const encoded = await encodeVersion(db, document, parent, text)
  const details = { author: 'account-x', message: '', name: null, createdAt: now().toISOString() }
  return transaction(db, trx => addVersion(trx, encoded, details))
}

const law = (articles: number, edit = -1) =>
  `# 某市示范条例\r\n\r\n${Array.from({ length: articles }, (_, i) => `第${i}条　单位和个人应当遵守第${i}项规定${i === edit ? '，并且报告' : ''}。`).join('\n\n')}\n`

t.test('a text is put together from few versions', async t => {
  t.same(partsOf(1), [1])
  t.same(partsOf(16), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16])
  t.same(partsOf(17), [1, 17])
  t.same(partsOf(36), [1, 33, 34, 35, 36])
  t.same(partsOf(257), [257], 'every 256th stands alone')
  for (let seq = 1; seq < 1000; seq++) t.ok(partsOf(seq).length <= 20)
})

t.test('any texts come back to the character, whatever their line ends', async t => {
  const piece = fc.constantFrom(
    '\n',
    '\r\n',
    '\r',
    '第一条　',
    '𠀀𪛖',
    '甲',
    '\u2028',
    '\ufeff',
    '--- a',
    '+++ b',
    '@@ -1 +1 @@',
    '\\ No newline at end of file',
    ' '
  )
  const text = fc.array(fc.oneof(piece, fc.string({ unit: 'grapheme' })), { minLength: 1, maxLength: 30 }).map(parts => parts.join(''))
  const chains = fc.array(text, { minLength: 1, maxLength: 40 })
  fc.assert(
    fc.property(chains, versions => {
      const texts = new Map<number, KnownText>()
      const stored = versions.map((version, index) => {
        const encoded = encode(index + 1, version, texts)
        texts.set(index + 1, new KnownText(version))
        return encoded
      })
      const read = new Map<number, KnownText>()
      for (const version of stored) read.set(version.seq, decode(version, read))
      t.ok(versions.every((version, index) => read.get(index + 1)?.text === version))
    }),
    { numRuns: 200 }
  )
})

withDatabases(
  'what is saved is what is read',
  async (t, services) => {
    const document = await aDocument(services)
    const texts = [
      '\ufeff# 某市示范条例\r\n\r\n第一条　𠀀𪚥𫝀。\r\n',
      law(900),
      law(900),
      `${'长'.repeat(690_000)}\n`,
      '第一条 甲。',
      law(900, 7)
    ]
    for (const [index, text] of texts.entries()) {
      const stored = await save(services, document, index === 0 ? null : index, text)
      t.equal(stored.seq, index + 1)
      t.equal(stored.sha256, createHash('sha256').update(text, 'utf8').digest('hex'))
    }
    for (const [index, text] of texts.entries()) t.ok((await readVersion(services.db, document, index + 1)).text === text)
    await t.rejects(readVersion(services.db, document, 99), { code: 'not-found' })
    await transaction(services.db, trx => setVersionName(trx, document, 2, 'votingDraft'))
    t.equal((await readVersion(services.db, document, 2)).name, 'votingDraft')
    t.same(
      (await listVersions(services.db, document, 2, 4)).map(version => version.seq),
      [3, 2]
    )
  },
  { builtIn: true }
)

withDatabases(
  'a stale parent is refused and nothing is written',
  async (t, services) => {
    const document = await aDocument(services)
    await save(services, document, null, '第一条 甲。')
    await save(services, document, 1, '第一条 乙。')
    for (const parent of [1, null, 7]) await t.rejects(save(services, document, parent, '第一条 丙。'), new StaleParent(2))
    t.equal(await newestSeq(services.db, document), 2)
  },
  { builtIn: true }
)

withDatabases('of twenty who save on the same parent at once one wins', async (t, services) => {
  const document = await aDocument(services)
  await save(services, document, null, law(20))
  const saved = await Promise.allSettled(Array.from({ length: 20 }, (_, i) => save(services, document, 1, law(20, i))))
  t.equal(saved.filter(result => result.status === 'fulfilled').length, 1)
  for (const result of saved) if (result.status === 'rejected') t.ok(result.reason instanceof StaleParent, String(result.reason))
  t.equal(await newestSeq(services.db, document), 2)
})

withDatabases(
  'three hundred versions take little room and any one comes back',
  async (t, services) => {
    const document = await aDocument(services)
    for (let seq = 1; seq <= 300; seq++) await save(services, document, seq === 1 ? null : seq - 1, law(300, seq))
    for (const seq of [1, 16, 17, 255, 256, 257, 273, 300]) t.ok((await readVersion(services.db, document, seq)).text === law(300, seq))
    const rows = await services.db.selectFrom('version').select(['encoding', 'body']).execute()
    const bytes = rows.reduce((sum, row) => sum + row.body.length, 0)
    t.ok(bytes / 300 < 200, `${bytes / 300} bytes a version`)
    t.equal(rows.filter(row => row.encoding === 'whole').length, 2)
  },
  { builtIn: true }
)

withDatabases('what is damaged is never served', async (t, services) => {
  const document = await aDocument(services)
  const encoded = await encodeVersion(services.db, document, null, law(3))
  const row = {
    document,
    parent: null,
    author: 'x',
    message: '',
    name: null,
    createdAt: 'x',
    encoding: 'whole',
    body: Buffer.from(encoded.body)
  }
  await services.db
    .insertInto('version')
    .values({ ...row, seq: 1, sha256: '1'.repeat(64) })
    .execute()
  await t.rejects(readVersion(services.db, document, 1), { code: 'version-damaged' })
})
