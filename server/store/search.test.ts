import fc from 'fast-check'
import t from 'tap'
import { tokenRuns } from './bigrams.ts'
import { transaction } from './database.ts'
import { findPassages, putPassages, removePassages } from './search.ts'
import { type TestServices, withDatabases } from './testing.ts'

t.test('words of two characters are kept, whatever surrounds them', async t => {
  t.same(tokenRuns('物业管理条例'), [['物业', '业管', '管理', '理条', '条例']])
  t.same(tokenRuns('（一）垃圾，Wi-Fi 12'), [['一'], ['垃圾'], ['wi'], ['fi'], ['12']])
  t.same(tokenRuns('𠀀𪛖甲'), [['𠀀𪛖', '𪛖甲']])
  t.same(tokenRuns('。、“”'), [])
})

const passage = (label: string | null, body: string, title = '某市物业管理条例') => ({ title, label, body })
const put = ({ db }: TestServices, subject: string, ...passages: ReturnType<typeof passage>[]) =>
  transaction(db, trx => putPassages(trx, { kind: 'document', subject }, null, passages))
const found = async ({ db }: TestServices, text: string) => (await findPassages(db, { text, limit: 20 })).map(({ label }) => label)

withDatabases(
  'passages are found by what stands in them',
  async (t, services) => {
    const first = passage('第一条', '为了规范物业服务，制定本条例。')
    await put(services, 'a', first, passage('第二条', '楠竹林不得砍伐。𠀀𪛖。'), passage('第三条', '罚款 3000 元，100%_'))
    t.same(await found(services, '楠竹'), ['第二条'])
    t.same(await found(services, '𠀀𪛖'), ['第二条'])
    t.same(await found(services, '物业服务'), ['第一条'])
    t.same(await found(services, '服务制定'), [], 'no word reaches over a comma')
    t.same(await found(services, '规范 条例'), ['第一条'], 'every word must stand there')
    t.same(await found(services, '竹'), ['第二条'], 'a single character')
    t.same(await found(services, '3000'), ['第三条'])
    t.same(await found(services, '第二条'), ['第二条'])
    t.equal((await found(services, '物业')).length, 3, 'the title counts')
    for (const odd of ['', ' ', '%', '_', '"', "'", '\\', '。', 'OR', 'NOT 楠竹', '*', 'a:b', '楠竹"', "楠竹'"]) await found(services, odd)
    t.same(await found(services, '%'), [])

    await put(services, 'a', first, passage('第二条', '改写了。'))
    t.same(await found(services, '楠竹'), [])
    t.same(await found(services, '物业服务'), ['第一条'])
    await transaction(services.db, trx => removePassages(trx, { kind: 'document', subject: 'a' }))
    t.same(await found(services, '物业'), [])
  },
  { builtIn: true }
)

withDatabases('pages of hits, kinds, and a passage too long for one entry', async (t, { db }) => {
  const law = Array.from({ length: 1200 }, (_, i) => passage(`第${i}条`, `第${i}项规定。`))
  await transaction(db, trx => putPassages(trx, { kind: 'document', subject: 'a' }, null, law))
  await transaction(db, trx => putPassages(trx, { kind: 'bill', subject: 'b' }, 'b', [passage(null, `${'长'.repeat(100_000)}楠竹`)]))
  const page = await findPassages(db, { text: '规定', limit: 500 })
  t.equal(page.length, 500)
  t.equal((await findPassages(db, { text: '规定', limit: 2000, before: page.at(-1)?.id })).length, 700)
  t.equal((await findPassages(db, { text: '物业', limit: 2000, kinds: ['bill'] })).length, 6)
  t.equal((await findPassages(db, { text: '楠竹', limit: 20 })).length, 1)
})

withDatabases('no query is an error, and whatever was put is found', async (t, services) => {
  const han = fc.constantFrom('物', '业', '〇', '𠀀', '𬺰', '𰻝')
  const text = fc.array(fc.oneof(han, fc.constantFrom('Wi-Fi', '12', '。', '%', '"', "'", ' ')), { minLength: 1, maxLength: 12 })
  await fc.assert(
    fc.asyncProperty(text, fc.string({ unit: 'grapheme' }), async (pieces, odd) => {
      const body = pieces.join('')
      await put(services, 'a', passage(null, body))
      t.equal((await found(services, body)).length > 0, tokenRuns(body).length > 0, body)
      await found(services, odd.toWellFormed().replaceAll('\0', ''))
    }),
    { numRuns: 60 }
  )
})
