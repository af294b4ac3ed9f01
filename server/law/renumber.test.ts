import fc from 'fast-check'
import t from 'tap'
import { formatNumeral } from './numerals.ts'
import { parse } from './parse.ts'
import { renumber } from './renumber.ts'

t.test('units are numbered consecutively, references follow', t => {
  t.equal(
    renumber(`第一条 依照第二条、第四条至第五条处理。
第一条之一 新增。
第二条 下列：
（一）甲；
（三）乙（第三项）。
前款第三项由第四条规定。
第四条 甲。
第五条 乙。`),
    `第一条 依照第三条、第四条至第五条处理。
第二条 新增。
第三条 下列：
（一）甲；
（二）乙（第二项）。
前款第二项由第四条规定。
第四条 甲。
第五条 乙。`
  )
  t.equal(
    renumber('目录\n第一章 总则\n第三章 罚则\n## 第一章 总则\n第一条 见第三章。\n## 第三章 罚则\n第二条 乙。'),
    '目录\n第一章 总则\n第二章 罚则\n## 第一章 总则\n第一条 见第二章。\n## 第二章 罚则\n第二条 乙。'
  )
  t.equal(
    renumber('## 第二章 甲\n### 第二节 乙\n第三条 见本章第二节。\n### 第三节 丙\n第四条 丁。'),
    '## 第一章 甲\n### 第一节 乙\n第一条 见本章第一节。\n### 第二节 丙\n第二条 丁。'
  )
  t.equal(
    renumber('第五条 甲。\n第五条 依照第五条。'),
    '第一条 甲。\n第二条 依照第二条。',
    'of two with one number the second keeps its references'
  )
  t.equal(
    renumber('第一条 下列：\n（二）甲：\n2.乙；\n(3)丙；\n3.丁。'),
    '第一条 下列：\n（一）甲：\n1.乙；\n(1)丙；\n2.丁。',
    '目 and the level below'
  )
  t.equal(
    renumber('第一条 甲：\n（一）乙。\n丙。\n（二）丁。'),
    '第一条 甲：\n（一）乙。\n丙。\n（二）丁。',
    'a list that 款 interrupt goes on'
  )
  t.end()
})

t.test('what is not ours, or already right, stays as it is printed', t => {
  for (const text of [
    '',
    '没有条文的文本。',
    '第一条 甲。\r\n\r\n第 二 条 依照《乙法》第九条、刑法第八条和第九条。\r\n',
    '## 第一编 甲\n### 第一章 乙\n第一条 丙。\n## 第二编 丁\n### 第一章 戊\n第二条 见第一章。'
  ]) {
    t.equal(renumber(text), text)
  }
  t.equal(renumber('第一条 甲。\n第三条 依照第二条。'), '第一条 甲。\n第二条 依照第二条。', 'a dangling reference is left alone')
  t.end()
})

/** An article: how many items it has, and which other article, and which item of it, it cites. */
const article = fc.record({ items: fc.nat(3), cites: fc.nat(100), item: fc.nat(3) })

function printLaw(articles: readonly { items: number; cites: number; item: number }[]): string {
  return articles
    .map(({ items, cites, item }, at) => {
      const target = cites % articles.length
      const cited = Math.min(item, articles[target]?.items ?? 0)
      const suffix = cited > 0 ? `第${formatNumeral(cited)}项` : ''
      const list = Array.from({ length: items }, (_, index) => `（${formatNumeral(index + 1)}）甲；\n`).join('')
      return `第${formatNumeral(at + 1)}条 依照本条例第${formatNumeral(target + 1)}条${suffix}，下列：\n${list}`
    })
    .join('')
}

/** Where an article begins in the text, and where the next one does. */
function spanOf(text: string, at: number): [number, number] {
  const starts = parse(text).tree.children.flatMap(node => (node.type === 'article' ? [node.position.start.offset] : []))
  return [starts[at] ?? text.length, starts[at + 1] ?? text.length]
}

t.test('inserting an article leaves no reference wrong, and deleting it gives the text back', t => {
  fc.assert(
    fc.property(fc.array(article, { minLength: 1, maxLength: 30 }), fc.nat(1000), (articles, where) => {
      const before = printLaw(articles)
      if (renumber(before) !== before) return false
      const at = where % (articles.length + 1)
      const [start] = spanOf(before, at)
      const after = renumber(`${before.slice(0, start)}第${formatNumeral(at + 1)}条 新增的内容。\n${before.slice(start)}`)
      // Each reference names the article that it named: those behind the new one have moved by one.
      const moved = (label: number) => (label >= at + 1 ? label + 1 : label)
      const cited = (text: string) =>
        parse(text).references.map(({ numbers, state }) => (state === 'valid' ? (numbers[0]?.number ?? 0) : -1))
      const follows = cited(before).every((label, index) => cited(after)[index] === moved(label))
      const [newStart, newEnd] = spanOf(after, at)
      return follows && renumber(after.slice(0, newStart) + after.slice(newEnd)) === before
    }),
    { numRuns: 150 }
  )
  fc.assert(
    fc.property(
      fc.array(
        fc.constantFrom('第三条 ', '第二条', '第一章 甲', '（二）', '1.', '本条例第三条', '前款', '\n', '目录', '至', '、', '甲。'),
        { maxLength: 60 }
      ),
      words => {
        const once = renumber(words.join(''))
        return typeof once === 'string' && parse(once).counts.article === parse(words.join('')).counts.article
      }
    ),
    { numRuns: 300 }
  )
  t.end()
})
