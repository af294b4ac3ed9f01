import fc from 'fast-check'
import t from 'tap'
import { hasMergeMarks, merge } from './merge.ts'

const articles = (...bodies: string[]) =>
  `# 某市示范条例\n\n${bodies.map((body, i) => `第${'一二三四五六七八九'[i]}条　${body}\n`).join('\n')}`
const base = articles('甲。', '乙。', '丙。', '丁。')

t.test('changes to neighbouring articles do not get in each other’s way', async t => {
  const { text, conflicts } = merge(base, articles('甲。', '乙之新。', '丙。', '丁。'), articles('甲。', '乙。', '丙之新。', '丁。'))
  t.same(conflicts, [])
  t.equal(text, articles('甲。', '乙之新。', '丙之新。', '丁。'))
})

t.test('one renumbers by inserting an article while the other rewords one', async t => {
  const { text, conflicts } = merge(base, articles('甲。', '乙。', '丙。', '丁之新。'), articles('甲。', '插入。', '乙。', '丙。', '丁。'))
  t.same(conflicts, [])
  t.equal(text, articles('甲。', '插入。', '乙。', '丙。', '丁之新。'))
})

t.test('an article inserted behind a reworded one', async t => {
  const { text, conflicts } = merge(base, articles('甲。', '乙之新。', '丙。', '丁。'), articles('甲。', '乙。', '插入。', '丙。', '丁。'))
  t.same(conflicts, [])
  t.equal(text, articles('甲。', '乙之新。', '插入。', '丙。', '丁。'))
})

t.test('the same change by both is one change', async t => {
  const changed = articles('甲。', '乙之新。', '丙。', '丁。')
  t.same(merge(base, changed, changed), { text: changed, conflicts: [] })
})

t.test('two changes to one article are shown side by side, and nothing is lost', async t => {
  const { text, conflicts } = merge(base, articles('甲。', '乙一。', '丙。', '丁。'), articles('甲。', '乙二。', '丙。', '丁。'))
  t.equal(
    text,
    '# 某市示范条例\n\n第一条　甲。\n\n<<<<<<< 您的文本\n第二条　乙一。\n\n=======\n第二条　乙二。\n\n>>>>>>> 最新版本\n第三条　丙。\n\n第四条　丁。\n'
  )
  t.same(conflicts, [{ article: '第二条', line: 5, base: '第二条　乙。\n\n', yours: '第二条　乙一。\n\n', newest: '第二条　乙二。\n\n' }])
  t.ok(hasMergeMarks(text))
  t.notOk(hasMergeMarks(base))
})

t.test('one deletes what the other rewords', async t => {
  const { conflicts } = merge(base, articles('甲。', '丙。', '丁。'), articles('甲。', '乙。', '丙之新。', '丁。'))
  t.same(
    merge(base, articles('甲。', '乙。', '丁。'), articles('甲。', '乙。', '丙之新。', '丁。')).conflicts.map(conflict => conflict.newest),
    ['第三条　丙之新。\n\n']
  )
  t.same(conflicts, [], 'a deletion next to it is none')
})

const text = fc
  .array(
    fc.tuple(
      fc.constantFrom('', '第一条　', '（一）', '## 第一章 '),
      fc.constantFrom('甲', '乙', '丙', '丁', ''),
      fc.constantFrom('\n', '\r\n', '\n\n')
    )
  )
  .map(lines => lines.flat().join(''))

t.test('when one side changed nothing the other side’s text comes out to the character', async t => {
  fc.assert(
    fc.property(text, text, (base, other) => {
      t.same(merge(base, other, base), { text: other, conflicts: [] })
      t.same(merge(base, base, other), { text: other, conflicts: [] })
    })
  )
})

t.test('every changed paragraph of both sides stands in the merge', async t => {
  fc.assert(
    fc.property(text, text, text, (base, yours, newest) => {
      const merged = merge(base, yours, newest)
      const words = new Set(merged.text.split(/\r\n|\r|\n/).map(line => line.replace(/^(## 第一章 |第一条　|（一）)/, '')))
      const before = new Set(base.split(/\r\n|\r|\n/).map(line => line.replace(/^(## 第一章 |第一条　|（一）)/, '')))
      for (const line of `${yours}\n${newest}`.split(/\r\n|\r|\n/)) {
        const said = line.replace(/^(## 第一章 |第一条　|（一）)/, '')
        if (said !== '' && !before.has(said)) t.ok(words.has(said), said)
      }
    })
  )
})

t.test('a text of a hundred thousand equal lines takes bounded time', async t => {
  const many = '甲\n'.repeat(100_000)
  const { conflicts } = merge(many, `${many}乙\n`, `丙\n${many}`)
  t.equal(conflicts.length, 1)
})
