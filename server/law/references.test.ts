/** References as drawings: `→` before each target; state other than valid in brackets. */
import t, { type Test } from 'tap'
import { citing, readWanted } from './citations.ts'
import { parse } from './parse.ts'

const HEAD = `# 山水市停车管理条例

## 第一章 总则

第一条 甲。

第二条 下列情形：

（一）甲；

（二）乙；

（三）丙。

丁。

## 第二章 罚则

第三条 戊。

第四条 己。

`

t.test('what is cited', t => {
  cites(t, '本条例第三条', 'self 第三条')
  cites(t, '第二条第一款第二项', 'self 第二条¶1(2)')
  cites(t, '第二条第（三）项', 'self 第二条(3)')
  cites(t, '第二条第一款、第二款', 'self 第二条¶1 | self 第二条¶2')
  cites(t, '第二条第一项至第三项', 'self 第二条(1) → 第二条(3)')
  cites(t, '本条例第一条至第三条', 'self 第一条 → 第三条 | self 第三条')
  cites(t, '第一条、第二条第二款和第三条或者第四条', 'self 第一条 | self 第二条¶2 | self 第三条 | self 第四条')
  cites(t, '第二章', 'self 第二章')
  cites(t, '本章', 'self 第二章')
  cites(t, '前条', 'self 第四条')
  cites(t, '前两条', 'self 第三条 → 第四条 | self 第四条')
  cites(t, '本条', 'self 第五条')
  cites(t, '《山水市停车管理条例》第一条', 'self 第一条')
  t.end()
})

t.test('what does not stand is dangling', t => {
  cites(t, '第九条', 'self 第九条 [dangling]')
  cites(t, '第二条第三款', 'self 第二条¶3 [dangling]')
  cites(t, '第二条第四项', 'self 第二条(4) [dangling]')
  cites(t, '第二条第一项至第四项', 'self 第二条(1) → 第二条(4) [dangling]')
  cites(t, '第九章', 'self 第九章 [dangling]')
  cites(t, '前款', 'self 第五条 [dangling]')
  t.end()
})

t.test('other texts are not taken for this one', t => {
  cites(t, '《中华人民共和国甲法》第三条、第四条', '中华人民共和国甲法 第三条 [unresolvable] | 中华人民共和国甲法 第四条 [unresolvable]')
  cites(t, '刑法第一条', '刑法 第一条 [unresolvable]')
  cites(t, '依照中华人民共和国立法法第一条', '中华人民共和国立法法 第一条 [unresolvable]')
  cites(t, '基本法第一条', '基本法 第一条 [unresolvable]')
  cites(t, '《甲法》（以下简称乙法）和乙法第一条', '甲法 [unresolvable] | 甲法 第一条 [unresolvable]')
  cites(t, '《甲法》，该法第一条', '甲法 [unresolvable] | 甲法 第一条 [unresolvable]')
  cites(t, '本条例附录第一条', '附件 第一条 [ignored]')
  cites(t, '香港法例第178章', '')
  cites(t, '其规定；法律另有规定的，从其规定', '其他规定 [ignored]')
  t.end()
})

t.test('words that only look like references', t => {
  for (const words of ['本条例', '本章程', '本项目', '前条件', '目前项目', '第一项目', '第一次', '基本条件', '前三项污染物'])
    cites(t, words, '')
  t.end()
})

t.test('relative references look back from where they stand', t => {
  const law = parse(`${HEAD}第五条 甲。

乙，依照前款：

（一）丙；

（二）前项。

丁，依照前两款、前款第二项、本条第一款。

第六条 第二项。`)
  const rows = law.references.map(({ from, text, target, state }) => `${from} ${text} ${show(target)} ${state}`)
  t.same(rows, [
    '第五条 前款 第五条¶1 valid',
    '第五条 前项 第五条¶2(1) valid',
    '第五条 前两款 第五条¶1 → 第五条¶2 valid',
    '第五条 前款第二项 第五条¶2(2) valid',
    '第五条 本条第一款 第五条¶1 valid',
    '第六条 第二项 第六条¶1(2) unresolvable'
  ])
  t.end()
})

t.test('who cites an article', t => {
  const law = parse(`${HEAD}第五条 依照第一条至第三条、第二条第二款处理。\n\n第六条 依照第四条和《乙法》第二条处理。`)
  const who = (label: string) => {
    const wanted = readWanted(label)
    return wanted && citing(law, wanted).map(({ from, text }) => `${from} ${text}`)
  }
  t.same(who('第二条'), ['第五条 第一条', '第五条 第二条第二款'], 'inside a range, too')
  t.same(who('第三条'), ['第五条 第一条'], 'the end of a range is said once')
  t.same(who('第二条第一款'), ['第五条 第一条'])
  t.same(
    who('《乙法》第二条'),
    ['第六条 第二条'].map(() => '第六条 《乙法》第二条')
  )
  t.same(who('《山水市停车管理条例》第四条'), ['第六条 第四条'])
  t.same(who('第九条'), [])
  for (const label of ['', '停车', '第一条第二条和', '第一条、第二条']) t.equal(readWanted(label), null, label)
  t.end()
})

t.test('references outside articles have no article', t => {
  const law = parse('# 甲规定\n\n依照本规定第一条，制定本规定。\n\n第一条 乙，见附件。\n\n附件\n\n依照本规定第一条和第二条制定的表。')
  t.same(
    law.references.map(({ from, line }) => [from, line]),
    [
      ['', 3],
      ['', 9],
      ['', 9]
    ]
  )
  t.end()
})

type Place = { article?: string; chapter?: string; paragraph?: number; item?: number }

function place({ article, chapter, paragraph, item }: Place): string {
  return `${article ?? chapter ?? ''}${paragraph ? `¶${paragraph}` : ''}${item ? `(${item})` : ''}`
}

function show(target: Place & { to?: Place }): string {
  return place(target) + (target.to ? ` → ${place(target.to)}` : '')
}

/** The words stand in 第五条, the only 款 of the last article of the second chapter. */
function cites(t: Test, words: string, expected: string) {
  const { references } = parse(`${HEAD}第五条 按${words}处理。`)
  const rows = references.map(
    ({ target, state }) => `${target.instrument} ${show(target)}`.trim() + (state === 'valid' ? '' : ` [${state}]`)
  )
  t.equal(rows.join(' | '), expected, words)
}
