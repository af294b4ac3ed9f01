/** Trees as drawings: an indented line for each unit, 款 with their position, items with their printed label. */
import fs from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import t, { type Test } from 'tap'
import { unified } from 'unified'
import { formatNumeral } from './numerals.ts'
import { parse, parseTree, print } from './parse.ts'
import { lawText } from './plugin.ts'
import type { LawNode } from './tree.ts'
import { wordsOf } from './walk.ts'

t.test('units', t => {
  draw(
    t,
    'words after the label are 款 1; a line after the last item is a 款 of its own',
    `第十二条 经营者应当遵守下列规定：

（一）公示收费标准；

（二）记录下列内容：

1.日期；

2.数量。

违反前款规定的，应当改正。`,
    `第十二条
  款1 经营者应当遵守下列规定：
    （一） 公示收费标准；
    （二） 记录下列内容：
      1. 日期；
      2. 数量。
  款2 违反前款规定的，应当改正。`
  )
  draw(
    t,
    '编 章 节 by their labels, whatever the number of #',
    `### 第一编 总则

# 第一章  基本规定

##### 第一节　一般规定

第一条 甲。

第二章 其他规定

第二条 乙。

## 附则

第三条 丙。`,
    `第一编 总则
  第一章 基本规定
    第一节 一般规定
      第一条
        款1 甲。
  第二章 其他规定
    第二条
      款1 乙。
附则
  第三条
    款1 丙。`
  )
  draw(
    t,
    '分编 stand between 编 and 章',
    '## 第二编 物权\n\n### 第一分编 通则\n\n#### 第一章 一般规定\n\n第一条 甲。\n\n### 第二分编 所有权\n\n第二条 乙。',
    '第二编 物权\n  第一分编 通则\n    第一章 一般规定\n      第一条\n        款1 甲。\n  第二分编 所有权\n    第二条\n      款1 乙。'
  )
  draw(
    t,
    'items that were typed on one line are items',
    '第一条 应当提交： （一）申请书；（二）身份证明。\n（三）其他材料。',
    '第一条\n  款1 应当提交：\n    （一） 申请书；\n    （二） 身份证明。\n    （三） 其他材料。'
  )
  draw(t, 'but an item that is cited is none', '第一条 依照前款第（一）项办理。', '第一条\n  款1 依照前款第（一）项办理。')
  draw(
    t,
    '一、 is an item of old texts in a list, and else the words of a 款',
    '第一条 具备下列条件：\n一、年满十八周岁；\n二、有固定住所。\n第二条 甲。\n三、乙。',
    '第一条\n  款1 具备下列条件：\n    一、 年满十八周岁；\n    二、 有固定住所。\n第二条\n  款1 甲。\n  款2 三、乙。'
  )
  draw(t, 'an article may begin with an item', '第一条\n（一）甲；\n（二）乙。', '第一条\n  款1 \n    （一） 甲；\n    （二） 乙。')
  draw(t, 'tables are no 款', '第一条 标准如下：\n\n| 级别 | 金额 |\n| --- | --- |\n\n乙。', '第一条\n  款1 标准如下：\n    表\n  款2 乙。')
  t.end()
})

t.test('what looks like a unit and what does not', t => {
  draw(
    t,
    '第十条规定的… at the head of a line is a reference',
    '第十条 甲。\n\n第十条规定的期限不得延长。',
    '第十条\n  款1 甲。\n  款2 第十条规定的期限不得延长。'
  )
  draw(
    t,
    'a label that lost its blank is an article when it is next',
    '第九条 甲。\n\n第十条市人民政府应当公示。',
    '第九条\n  款1 甲。\n第十条\n  款1 市人民政府应当公示。'
  )
  draw(t, 'a blank in the label is no part of it', '第一百二十八 条 侦查人员应当勘验。', '第一百二十八条\n  款1 侦查人员应当勘验。')
  draw(t, 'nor is one in an article that comes next', '第三十条 甲。\n\n第三十 一条乙。', '第三十条\n  款1 甲。\n第三十一条\n  款1 乙。')
  draw(t, 'a dash typed for 一', '第三十条 甲。\n\n第三十－条 乙。', '第三十条\n  款1 甲。\n第三十－条\n  款1 乙。')
  draw(
    t,
    '之一',
    '第十条 甲。\n\n第十条之一 乙。\n\n第十条之规定除外。',
    '第十条\n  款1 甲。\n第十条之一\n  款1 乙。\n  款2 第十条之规定除外。'
  )
  draw(
    t,
    'a sentence cut before a cited article goes on',
    '第一条 甲。\n\n第二条 依据民法典\n\n第五十二条 以及本规定第一条认定。\n\n第三条 乙。',
    '第一条\n  款1 甲。\n第二条\n  款1 依据民法典\n  款2 第五十二条 以及本规定第一条认定。\n第三条\n  款1 乙。'
  )
  draw(
    t,
    '第二章规定的… is a sentence',
    '第一条 甲。\n第二章规定的程序，适用本条。',
    '第一条\n  款1 甲。\n  款2 第二章规定的程序，适用本条。'
  )
  draw(
    t,
    'a heading without # and blank',
    '第一条 甲。\n\n第二章法律责任\n\n第二条 乙。',
    '第一条\n  款1 甲。\n第二章 法律责任\n  第二条\n    款1 乙。'
  )
  draw(t, '1.5米 is a measure', '第一条 应当符合：\n1.宽度；\n1.5米以上。', '第一条\n  款1 应当符合：\n    1. 宽度；\n  款2 1.5米以上。')
  draw(
    t,
    '附条件… is a sentence, 附件 is an annex',
    '第一条 甲。\n附条件的从其约定。\n附件1 收费标准\n第一条 乙。',
    '第一条\n  款1 甲。\n  款2 附条件的从其约定。\n附件1收费标准'
  )
  draw(t, 'emphasised labels', '**第一条** 甲。', '第一条\n  款1 甲。')
  draw(t, 'comments and rules are nothing', '第一条 甲。\n\n<!-- FORCE BREAK -->\n\n---\n\n乙。', '第一条\n  款1 甲。\n  款2 乙。')
  t.end()
})

t.test('what stands before the body', t => {
  const law = parse(`# 山水市停车管理条例

2026年3月1日 山水市人民代表大会常务委员会通过

第三十一条的决定》修正

<!-- INFO END -->

山水市停车管理
条例

（2026年3月1日通过　2026年5月1日批准
根据某决定修正）

目　录

第一章　总则
第二章　附则

## 第一章　总则

第一条 甲。

## 第二章　附则

第二条 乙。`)
  t.equal(law.title, '山水市停车管理条例')
  t.same(law.labels, { part: [], subpart: [], chapter: ['第一章', '第二章'], section: [], article: ['第一条', '第二条'] })
  const kinds = law.tree.children.filter(node => node.type !== 'gap').map(node => node.type)
  t.same(kinds, ['title', 'history', 'infoEnd', 'title', 'titleNote', 'tableOfContents', 'chapter', 'chapter'])
  t.same(law.anomalies, [])

  t.same(
    parse('## 第一章 总则\n## 第二章 罚则\n## 第一章 总则\n第一条 甲。\n## 第二章 罚则\n第二条 乙。').counts.chapter,
    2,
    'contents without the word'
  )
  t.same(
    parse('目录\n第一章 总则\n第二章 罚则\n第一条 甲。\n## 第二章 罚则\n第二条 乙。').labels.chapter,
    ['第二章'],
    'the body lost its first chapter'
  )
  t.same(
    parse('## 第一编 总则\n## 第一章 甲\n### 第一节 乙\n第一条 丙。').labels.section,
    ['第一节'],
    'three headings in a row are no contents'
  )
  t.equal(parse('山水市停车管理条例\n\n第一条 甲。').title, '山水市停车管理条例', 'a text without marks has its title in the first line')
  t.equal(parse('本市停车，适用本条例。\n\n第一条 甲。').title, '', 'but a sentence is no title')
  t.end()
})

t.test('anomalies have a line and a code', t => {
  const odd = (text: string) => parse(text).anomalies.map(({ code, line }) => `${line} ${code}`)
  t.same(odd('# 甲条例\n第一条 甲。\n第三条 乙。\n第三条 丙。\n第二条 丁。'), [
    '3 article-gap',
    '4 article-duplicate',
    '5 article-out-of-order'
  ])
  t.same(odd('# 甲条例\n## 第二章 总则\n第一条 甲。\n## 第二章 罚则\n第二条 乙。'), ['2 chapter-gap', '4 chapter-duplicate'])
  t.same(odd('# 甲条例\n第一条 下列：\n（一)甲；\n（三）乙。'), ['3 item-bracket-mixed', '4 item-gap'])
  t.same(odd('# 甲条例\n第一条 下列：\n(一)甲；\n(二)乙。'), ['3 item-bracket-halfwidth'])
  t.same(odd('# 甲条例\n第一条 下列：\n登记；\n公示。\n本市\n实行。'), ['2 item-unmarked-suspected', '5 line-broken-suspected'])
  t.same(odd('# 甲条例\n第一条 依照第九条\u200b处理。\ue000'), ['2 odd-space', '2 reference-dangling'])
  t.same(odd('# 甲条例\n第一条 甲\ue000。'), ['2 private-use-char'])
  t.same(odd('# 甲条例\n目录\n第一章 总则\n第二章 监管\n## 第一章 总则\n第一条 甲。\n## 第二章 监督管理\n第二条 乙。'), [
    '4 contents-mismatch',
    '7 contents-mismatch'
  ])
  t.same(odd('第一条 甲。\n附件\n乙'), ['1 no-title', '2 annex-unreferenced'])
  t.same(odd('# 甲条例\n甲。'), ['1 no-article'])
  t.same(odd('# 甲条例\n2026年1月1日 通过\n第一条 甲。'), ['2 no-info-end'])
  t.same(odd('# 甲条例\n### 第一章 总则\n## 第一节 甲\n第一条 乙。\n第二章 罚则\n第二条 丙。'), [
    '3 heading-level-swapped',
    '5 heading-unmarked'
  ])
  t.same(odd('# 甲修正案\n第三十二条 乙。'), ['2 amendment-numbering', '2 article-gap'])
  t.same(odd('# 甲条例\n## 第一章 总则和\n其他\n第一条 乙。'), ['2 heading-broken'])
  t.end()
})

t.test('positions point at the words', t => {
  const text = '# 甲条例\r\n\r\n  第一条　乙：\r\n（一）丙。\r\n'
  const { tree } = parse(text)
  const article = tree.children.find(node => node.type === 'article')
  t.same(article?.position, { start: { line: 3, column: 3, offset: 11 }, end: { line: 4, column: 6, offset: 24 } })
  t.equal(text.slice(article?.position.start.offset, article?.position.end.offset), '第一条　乙：\r\n（一）丙。')
  for (const node of nodesOf(tree))
    if (!('children' in node)) t.equal(text.slice(node.position.start.offset, node.position.end.offset), node.value)
  t.end()
})

t.test('the tree prints back to the very same text', t => {
  const keep = (text: string) => print(parseTree(text)) === text
  t.ok(keep('\ufeff# 甲\r\n\r\n第一条 乙\u200b。\r\n \t\r\n'), 'byte order mark, CR LF, blanks at the end')
  fc.assert(fc.property(fc.string({ unit: 'binary' }), keep), { numRuns: 200 })
  const pieces = [
    '第',
    '一',
    '二十',
    '条',
    '章',
    '节',
    '编',
    '分编',
    '款',
    '项',
    '之一',
    ' ',
    '　',
    '\n',
    '\r\n',
    '\n\n',
    '# ',
    '## ',
    '（一）',
    '(二)',
    '（三)',
    '1.',
    '①',
    '一、',
    '：',
    '；',
    '。',
    '、',
    '和',
    '至',
    '本条例',
    '前款',
    '《',
    '》',
    '附件',
    '附则',
    '目录',
    '| 甲 |',
    '<!-- INFO END -->',
    '**',
    '---',
    '甲',
    '\ud800',
    '\udc00',
    '\u200b',
    '\ufeff',
    '从其规定',
    '以下简称'
  ]
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 120 }), words => {
      const law = parse(words.join(''))
      return print(law.tree) === words.join('')
    }),
    { numRuns: 400 }
  )
  t.equal(String(unified().use(lawText).processSync('第一条 甲。\n')), '第一条 甲。\n', 'as a plugin of unified')
  t.end()
})

/** Long enough that anything quadratic would take minutes, and the runner would end the test. */
const LONG = 60_000

t.test('no text takes more than its length', t => {
  const repeat = (piece: string) => piece.repeat(Math.ceil(LONG / piece.length))
  const shapes: Record<string, string> = {
    '5,000 articles': Array.from(
      { length: 5000 },
      (_, at) => `第${formatNumeral(at + 1)}条 依照第${formatNumeral(at + 9)}条处理：\n（一）甲；\n`
    ).join(''),
    'one line of 5 MB': `第一条 ${'市容环境卫生责任人应当保持整洁，'.repeat(312_500)}依照前款处理。`,
    'references without end': `第一条 ${repeat('第三条、')}`,
    'abbreviations without end': `第一条 ${repeat('《甲法》（以下简称乙法）乙法第一条')}`,
    'one number without end': `第${repeat('一')}条`,
    'short lines': `第一条 甲\n${repeat('乙\n')}`,
    'headings only': repeat('## 第一章 甲\n'),
    'articles of one number': repeat('第一条 甲。\n'),
    'deep nesting': repeat(['第一编 甲', '第一分编 甲', '第一章 甲', '第一节 甲', '第一条 甲：', '（一）甲：', '1.甲', ''].join('\n')),
    '10,000 deep': `${'#'.repeat(10_000)} 第一章 甲\n${'>'.repeat(10_000)} ${'（'.repeat(10_000)}${'《'.repeat(10_000)}`,
    'items on one line': `第一条 下列：${Array.from({ length: 9000 }, (_, at) => `（${formatNumeral(at + 1)}）甲；`).join('')}`,
    'annexes only': `第一条 甲\n${repeat('附件\n')}`,
    blanks: `第${repeat(' ')}一条`,
    'carriage returns': repeat('\r'),
    'lone surrogates': `第一条 ${repeat('\ud800')}`
  }
  for (const [name, text] of Object.entries(shapes)) t.ok(print(parse(text).tree) === text, name)
  t.end()
})

const corpus = process.env['CORPUS_DIR']
t.test('the corpus comes back to the character', { skip: corpus === undefined && 'CORPUS_DIR is not set' }, t => {
  const files = fs.readdirSync(corpus ?? '.', { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.md'))
  for (const file of files) {
    const text = fs.readFileSync(path.join(corpus ?? '.', file), 'utf8')
    const law = parse(text)
    if (print(law.tree) !== text) t.fail(file)
    if (law.labels.article.length !== law.counts.article) t.fail(`${file}: labels`)
  }
  t.pass(`${files.length} files`)
  t.end()
})

function draw(t: Test, name: string, text: string, expected: string) {
  const { tree } = parse(text)
  const rows: string[] = []
  for (const node of tree.children) if (node.type !== 'gap') drawNode(node, 0, rows)
  t.equal(rows.join('\n'), expected, name)
}

function drawNode(node: LawNode, depth: number, rows: string[]) {
  if (!('children' in node)) return
  const indent = '  '.repeat(depth)
  const words = () => wordsOf({ ...node, children: node.children.filter(child => !('children' in child)) } as LawNode)
  if (node.type === 'paragraph') rows.push(`${indent}款${node.number} ${words()}`)
  else if (node.type === 'item' || node.type === 'subitem') rows.push(`${indent}${node.label} ${words()}`)
  else if (node.type === 'article') rows.push(indent + node.label)
  else if (node.type === 'annex') rows.push(indent + node.name)
  else if (node.type === 'division') rows.push(indent + node.title)
  else if ('title' in node) rows.push(`${indent}${node.label} ${node.title}`)
  else rows.push(node.type === 'table' ? `${indent}表` : `${indent}${words()}`)
  for (const child of node.children) drawNode(child, depth + 1, rows)
}

function* nodesOf(node: LawNode): Generator<LawNode> {
  yield node
  if ('children' in node) for (const child of node.children) yield* nodesOf(child)
}
