import fs from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import t, { type Test } from 'tap'
import { parse } from '../parse.ts'
import { amend, apply } from './amend.ts'
import { printedLines, readBody, rowsOf } from './body.ts'

const OPENING = '# 某市示范管理条例\n\n'
const law = (...articles: readonly string[]) => `${OPENING}${articles.join('\n\n')}\n`

const FIRST = '第一条 为了规范示范管理，制定本条例。'
const SECOND = '第二条 市人民政府负责示范工作。'
const THIRD = '第三条 单位应当登记下列事项：\n\n（一）名称；\n\n（二）地址。\n\n登记不收取费用，登记的内容向社会公开。'
const FOURTH = '第四条 违反本条例第三条规定的，由市城市管理主管部门责令改正。'
const LAST = '第五条 本条例自2027年1月1日起施行。'
const OLD = law(FIRST, SECOND, THIRD, FOURTH, LAST)

/** Title and every line, blanks apart: what a decision can carry. */
const rows = (text: string) => {
  const body = readBody(parse(text))
  return rowsOf(body.title, body.blocks.flatMap(printedLines))
}

/** The clauses of a decision without its frame. */
const clauses = (decision: string) => decision.split('\n\n').slice(2, -2).join('\n')

function returns(t: Test, old: string, next: string) {
  const decision = amend(old, next)
  const { text, notApplied } = apply(decision, old)
  t.strictSame(notApplied, [])
  t.strictSame(rows(text), rows(next))
  return decision
}

t.test('the finest operation that says the change', async t => {
  const cases: readonly (readonly [string, string, string])[] = [
    [
      'a phrase',
      law(FIRST, SECOND.replace('市人民政府', '市、区人民政府'), THIRD, FOURTH, LAST),
      '将第二条中的“市人民政府”修改为“市、区人民政府”。'
    ],
    ['a phrase of one 款', OLD.replace('不收取费用', '免收费用'), '将第三条第二款中的“不收取费用”修改为“免收费用”。'],
    [
      'an item',
      OLD.replace('（二）地址', '（二）经营场所、联系人、联系电话以及开放时间'),
      '将第三条第一款第二项修改为：“（二）经营场所、联系人、联系电话以及开放时间。”'
    ],
    ['a new item', OLD.replace('（二）地址', '（二）联系电话；\n\n（三）地址'), '第三条第一款增加一项，作为第二项：“（二）联系电话；”'],
    ['an item that goes', OLD.replace('（一）名称；\n\n（二）', '（一）'), '删去第三条第一款第一项。'],
    [
      'a new 款',
      OLD.replace('向社会公开。', '向社会公开。\n\n登记办法由市人民政府制定。'),
      '第三条增加一款，作为第三款：“登记办法由市人民政府制定。”'
    ],
    ['a 款 that goes', OLD.replace('\n\n登记不收取费用，登记的内容向社会公开。', ''), '删去第三条第二款。'],
    [
      'an article',
      OLD.replace(SECOND, '第二条 示范街区的范围，由区人民政府划定并公布。'),
      '将第二条修改为：“示范街区的范围，由区人民政府划定并公布。”'
    ],
    [
      'a new article at the end of its numbers',
      law(FIRST, SECOND, THIRD, FOURTH, LAST, '第六条 附件另行公布。'),
      '增加一条，作为第六条：“附件另行公布。”'
    ],
    ['the title', OLD.replace('示范管理条例', '示范街区条例'), '将题目修改为：“某市示范街区条例”']
  ]
  for (const [name, next, clause] of cases) t.equal(clauses(returns(t, OLD, next)), clause, name)
})

t.test('references in words that the decision did not write follow their targets', async t => {
  const next = law(
    FIRST,
    SECOND,
    '第三条 示范牌的样式由市人民政府公布。',
    THIRD.replace('第三条', '第四条'),
    FOURTH.replace('第四条', '第五条').replace('本条例第三条', '本条例第四条'),
    LAST.replace('第五条', '第六条')
  )
  const decision = returns(t, OLD, next)
  t.equal(clauses(decision), '增加一条，作为第三条：“示范牌的样式由市人民政府公布。”')
  t.match(decision, '并对条文顺序作相应调整，重新公布')
})

t.test('a reference that the new text leaves as it was is said', async t => {
  const next = law(FIRST, THIRD.replace('第三条', '第二条'), FOURTH.replace('第四条', '第三条'), LAST.replace('第五条', '第四条'))
  returns(t, OLD, next)
})

t.test('chapters: names, new ones, borders', async t => {
  const old = `${OPENING}## 第一章 总则\n\n${FIRST}\n\n${SECOND}\n\n## 第二章 附则\n\n${LAST.replace('第五条', '第三条')}\n`
  const renamed = old.replace('第一章 总则', '第一章 一般规定')
  t.equal(clauses(returns(t, old, renamed)), '将第一章章名修改为：“一般规定”')
  const border = old.replace(`${SECOND}\n\n## 第二章 附则`, `## 第二章 附则\n\n${SECOND}`)
  t.match(clauses(returns(t, old, border)), '第二章包括第二条至第三条')
  const added = `${OPENING}## 第一章 总则\n\n${FIRST}\n\n${SECOND}\n\n## 第二章 示范街区\n\n第三条 示范街区由区人民政府认定。\n\n## 第三章 附则\n\n${LAST.replace('第五条', '第四条')}\n`
  t.match(clauses(returns(t, old, added)), '增加一章，作为第二章，章名为“示范街区”，包括第三条')
  t.match(clauses(returns(t, added, old)), '删去第二章章名。')
  const onTwoLines = added.replace('第二章 示范街区', '第二章 示范街区的认定\n\n与公布')
  t.match(clauses(returns(t, old, onTwoLines)), '增加一章，作为第二章，包括第三条，章名为：“示范街区的认定\n“与公布”')
  t.match(clauses(returns(t, onTwoLines, old)), '删去第二章章名。')
})

t.test('an article that moved and one that kept its number with 之一 beside it', async t => {
  const swapped = law(
    FIRST,
    '第二条 单位应当登记下列事项：\n\n（一）名称；\n\n（二）地址。\n\n登记不收取费用。',
    '第三条 市人民政府负责示范工作。',
    FOURTH.replace('本条例第三条', '本条例第二条'),
    LAST
  )
  t.match(clauses(returns(t, OLD, swapped)), /将第[二三]条移作第[二三]条/)
  const branched = law(FIRST, SECOND, '第二条之一 区人民政府可以制定示范规划。', THIRD, FOURTH, LAST)
  t.equal(clauses(returns(t, OLD, branched)), '增加一条，作为第二条之一：“区人民政府可以制定示范规划。”')
})

t.test('the same phrase in three places is said once', async t => {
  const old = law('第一条 示范点应当公示。', '第二条 示范点应当登记。', '第三条 示范点应当每年检查一次。')
  const next = old.replaceAll('示范点', '示范街区')
  t.equal(clauses(returns(t, old, next)), '将全文中的“点应当”统一修改为“街区应当”。')
})

t.test('quotation marks come back as they were', async t => {
  const next = OLD.replace(SECOND, '第二条 “门前三包”责任人应当写明“包卫生、包秩序、包设施”。\n\n“责任人”是指临街单位。')
  returns(t, OLD, next)
  returns(t, next, OLD)
})

t.test('of two equal texts nothing, and nothing gives the old text back', async t => {
  t.equal(amend(OLD, OLD), '')
  t.equal(amend(OLD, OLD.replaceAll('\n', '\r\n').replaceAll('第二条 ', '第二条　')), '', 'blanks are no change')
  t.equal(apply('', OLD).text, OLD)
})

t.test('修正案 has its own name', async t => {
  const decision = amend(OLD, OLD.replace('市人民政府', '区人民政府'), '修正案')
  t.match(decision, '# 《某市示范管理条例》修正案（草案）')
  t.match(decision, '本修正案自公布之日起施行。')
})

t.test('decisions as legislatures write them', async t => {
  const decide = (...lines: readonly string[]) =>
    apply(
      `# 关于修改《某市示范管理条例》的决定\n\n2026年5月1日 某会议通过\n\n<!-- INFO END -->\n\n决定对《某市示范管理条例》作如下修改：\n\n${lines.join('\n\n')}\n\n本决定自公布之日起施行。\n`,
      OLD
    )
  const line = (text: string, label: string) => text.split('\n').find(one => one.startsWith(label))

  t.equal(line(decide('一、第二条修改为：“区人民政府负责示范工作。”').text, '第二条'), '第二条 区人民政府负责示范工作。', '没有“将”')
  t.equal(
    line(decide('1.将第二条修改为:', '“区人民政府负责示范工作。”').text, '第二条'),
    '第二条 区人民政府负责示范工作。',
    'half-width colon, wording on the next line'
  )
  t.equal(
    line(decide('一、将第二条改为第三条，修改为：“区人民政府负责。”', '二、将第三条改为第二条。').text, '第三条'),
    '第三条 区人民政府负责。'
  )
  t.equal(
    line(decide('一、删除第二条。', '二、条文顺序作相应调整。').text, '第三条'),
    '第三条 违反本条例第二条规定的，由市城市管理主管部门责令改正。',
    'the reference follows'
  )
  t.equal(line(decide('一、将第二条中的“市人民政府”修改为“市、区人民政府”，删去“工作”。').text, '第二条')?.includes('市、区人民政府'), true)
  t.match(decide('一、在第二条中的“负责”后增加“全市”。').text, '市人民政府负责全市示范工作。')
  t.match(decide('一、将第三条第一款第（二）项修改为：“（二）经营场所。”').text, '（二）经营场所。')
  t.match(decide('一、在第三条中增加一款，作为第三款：“登记可以委托办理。”').text, '向社会公开。\n\n登记可以委托办理。')
  t.match(decide('一、将第三条第一款项前语修改为：“单位应当公示下列事项：”').text, '第三条 单位应当公示下列事项：\n\n（一）名称；')
  t.match(
    decide(
      '一、将第二条、第四条合并，作为第二条，修改为：“市人民政府负责示范工作，市城市管理主管部门责令改正。”',
      '二、条文顺序作相应调整。'
    ).text,
    '第四条 本条例自'
  )
  t.match(
    decide(
      '一、将第二条分为两条，作为第二条、第三条，修改为：“第二条　市人民政府负责。',
      '“第三条　区人民政府协助。”',
      '二、条文顺序作相应调整。'
    ).text,
    '第三条 区人民政府协助。\n\n第四条 单位应当登记'
  )
})

t.test('what does not fit is named by clause, the rest is applied', async t => {
  const decision =
    '# 关于修改《某市示范管理条例》的决定\n\n对《某市示范管理条例》作如下修改：\n\n一、将第二条中的“市人民政府”修改为“区人民政府”。\n\n二、将第九条修改为：“略。”\n\n三、删去第一条中的“从严”。\n\n四、对部分文字作技术性修改。\n'
  const { text, notApplied } = apply(decision, OLD)
  t.match(text, '第二条 区人民政府负责示范工作。')
  t.match(notApplied, [
    { clause: '第二项', line: 7, reason: /没有第九条/ },
    { clause: '第三项', line: 9, reason: /没有“从严”/ },
    { clause: '第四项', line: 11, reason: /不能自动执行/ }
  ])
})

t.test('a phrase that stands twice is not guessed', async t => {
  const decision = '# 关于修改《某市示范管理条例》的决定\n\n对《某市示范管理条例》作如下修改：\n\n一、将第三条中的“登记”修改为“备案”。\n'
  const { text, notApplied } = apply(decision, OLD)
  t.strictSame(rows(text), rows(OLD))
  t.match(notApplied, [{ reason: /出现3次/ }])
})

t.test('a decision about another text, and one on several', async t => {
  t.equal(apply('# 关于修改《某市别样条例》的决定\n\n对《某市别样条例》作如下修改：\n\n一、删去第二条。\n', OLD).isAboutAnother, true)
  const several =
    '# 关于修改《某市别样条例》等两件地方性法规的决定\n\n一、修改《某市别样条例》\n\n1.删去第一条。\n\n二、修改《某市示范管理条例》\n\n1.将第二条修改为：“区人民政府负责示范工作。”\n'
  const { text, notApplied } = apply(several, OLD)
  t.strictSame(notApplied, [])
  t.match(text, `${FIRST}\n\n第二条 区人民政府负责示范工作。`)
})

t.test('property: apply(amend(A, B), A) = B', async t => {
  const words = fc.constantFrom(
    '单位',
    '个人',
    '应当',
    '可以',
    '登记',
    '公示',
    '“示范”',
    '本条例第二条',
    '市人民政府',
    '，',
    '；',
    '不得',
    '第三款'
  )
  const sentence = fc.array(words, { minLength: 2, maxLength: 9 }).map(parts => `甲${parts.join('')}。`)
  const items = fc.array(sentence, { maxLength: 3 }).map(all => all.map((one, index) => `（${'一二三'[index]}）${one}`))
  const article = fc
    .array(fc.tuple(sentence, items), { minLength: 1, maxLength: 3 })
    .map(all => all.flatMap(([head, list]) => [head, ...list]).join('\n\n'))
  const numerals = '一二三四五六七八九'
  const text = fc.tuple(fc.array(article, { minLength: 1, maxLength: 6 }), fc.integer({ min: 0, max: 3 })).map(([articles, at]) => {
    const blocks = articles.map((one, index) => `第${numerals[index]}条 ${one}`)
    if (at > 0 && blocks.length > at) blocks.splice(at, 0, '## 第二章 示范').toString()
    return `# 某市示范管理条例\n\n${at > 0 && articles.length > at ? '## 第一章 总则\n\n' : ''}${blocks.join('\n\n')}\n`
  })
  fc.assert(
    fc.property(text, text, (old, next) => {
      const decision = amend(old, next)
      const { text: made, notApplied } = apply(decision, old)
      if (notApplied.length > 0) throw new Error(notApplied[0]?.reason)
      if (rows(made).join('\n') !== rows(next).join('\n')) throw new Error(decision)
    }),
    { numRuns: 300 }
  )
  t.pass()
})

t.test('property: a decision of any words is read without an exception', async t => {
  const pieces = fc.constantFrom(
    '将',
    '第二条',
    '修改为：',
    '“',
    '”',
    '删去',
    '增加一条，作为',
    '第三条',
    '一、',
    '\n\n',
    '中的',
    '改为',
    '。',
    '；',
    '‘',
    '包括',
    '第一章',
    '并'
  )
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 40 }), parts => {
      apply(`# 关于修改《某市示范管理条例》的决定\n\n对《某市示范管理条例》作如下修改：\n\n${parts.join('')}`, OLD)
    })
  )
  t.pass()
})

t.test('every pair of versions of a body of law', { skip: process.env['CORPUS_DIR'] ? false : 'CORPUS_DIR is not set' }, async t => {
  const corpus = process.env['CORPUS_DIR'] ?? ''
  const versions = path.join(corpus, 'versions')
  for (const title of fs.readdirSync(versions)) {
    const texts = fs.readdirSync(path.join(versions, title)).map(file => fs.readFileSync(path.join(versions, title, file), 'utf8'))
    for (const old of texts)
      for (const next of texts) if (old !== next) t.strictSame(rows(apply(amend(old, next), old).text), rows(next), title)
  }
})
