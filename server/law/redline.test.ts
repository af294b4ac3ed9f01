/**
 * Redlines as drawings: `应当在[三十日内/二十个工作日内]答复。` is the old text, the new text and the expected redline in one line.
 * `[旧/新]` is a replacement, `[旧/]` a deletion, `[/新]` an insertion, ⏎ a line break.
 */
import fc from 'fast-check'
import t, { type Test } from 'tap'
import type { Hunk, Redline, RedlineEntry } from '../../schema/redline.ts'
import { sampleAmendment, sampleRevision } from '../../scripts/bench/sample.ts'
import { diffText } from './line-pairs.ts'
import { parse, parseTree } from './parse.ts'
import { passages } from './passages.ts'
import { compare, followArticles, redline } from './redline.ts'
import { Likenesses } from './similarity.ts'

t.test('inside an article', t => {
  draw(t, 'a longer period reads as one change', '应当在[三十日内/二十个工作日内]书面答复。')
  draw(t, 'an inserted proviso stays whole', '应当公示[/；但是，涉及国家秘密的除外]。')
  draw(t, 'a further member of an enumeration comes with its mark', '甲局、乙局[/、丙局]和丁局应当报告。')
  draw(t, 'a deleted member goes with its mark', '禁止倾倒、堆放[、填埋/]渣土。')
  draw(t, 'an inserted sentence ends with its full stop', '应当设置围挡。[/围挡应当坚固。]施工结束后应当拆除。')
  draw(t, 'a further sentence is shown whole, whatever it ends with', '应当依法处理。[/处理期间中止审查。]')
  draw(t, 'what both sides of a change end with is kept', '[实行平等是国家的国策。/]国家采取必要措施，消除歧视。')
  draw(t, 'a change begins behind a mark where it can', '依照地方性法规、[自治区的/]自治条例办理。')
  draw(t, 'a number is one word with what it counts', '违反本条例[第十四条/第十条]第二项规定的，责令改正。')
  draw(t, 'an amount is one word', '处[五千元/一万元]以上五万元以下罚款。')
  draw(t, 'a body that was renamed is replaced as a whole', '由[道路运输管理机构/交通运输主管部门]责令改正。')
  draw(t, 'changes with two characters between them are one', '由区[、县水务局的站/级水利局的所]负责。')
  draw(t, 'changes far from each other stay apart', '市[水务/水利]部门应当编制岸线规划，报市人民政府[批准/备案]。')
  draw(t, 'two sentences without a word in common are replaced', '[经营者不得哄抬价格。/违反前款规定的，处以罚款。]')
  draw(t, 'other blanks leave the words alone', '总[ /　]则')
  draw(t, 'a zero-width space is a change that can be shown', '应当[/\u200b]公示。')
  draw(t, 'nothing changed', '应当公示。')
  draw(t, 'everything is new', '[/应当公示。]')
  t.end()
})

t.test('the lines of an article', t => {
  draw(t, 'a new 款 at the end', '应当公示。[/⏎公示期不少于七日。]')
  draw(t, 'a new 款 at the head', '[/本市实行公示制度。⏎]应当公示。')
  draw(t, 'a 款 is struck', '应当公示。[⏎公示期不少于七日。/]⏎公示应当免费。')
  draw(
    t,
    'an inserted 项 moves the numbers of the others',
    '禁止：⏎（一）倾倒渣土；[⏎（二）/⏎（二）擅自取水；⏎（三）]毁坏护岸林木；⏎[（三）/（四）]设置广告牌。'
  )
  draw(t, 'lines are paired by their words, not by their place', '[/坚持公开原则。⏎]应当听取意见[/和建议]。⏎应当公布结果。')
  t.end()
})

t.test('articles are paired as a person would', t => {
  const shore = '滨江岸线实行分区管控，分区方案由水行政主管部门编制，报市人民政府批准。'
  const path = '沿江步道应当连续贯通，向公众免费开放，任何单位和个人不得擅自封闭。'
  const signs = '水行政主管部门应当在岸线分区的边界设置界碑和标识牌，并负责维护。'
  const fines = '违反本条例规定，擅自移动界碑的，责令恢复原状，处一千元以上五千元以下罚款。'

  t.test('a changed number alone is unchanged', t => {
    t.same(kinds(law(shore, path), law('为了保护岸线，制定本条例。', shore, path)), [
      'inserted null→第一条',
      'unchanged 第一条→第二条',
      'unchanged 第二条→第三条'
    ])
    t.end()
  })
  t.test('an article that went elsewhere has moved, and the others have not', t => {
    t.same(kinds(law(shore, path, signs, fines), law(path, signs, fines, shore)), [
      'unchanged 第二条→第一条',
      'unchanged 第三条→第二条',
      'unchanged 第四条→第三条',
      'moved 第一条→第四条'
    ])
    t.same(
      kinds(law(shore, path, signs, fines), law(path, signs, fines, shore.replace('分区方案', '管控方案'))).at(-1),
      'movedAndModified 第一条→第四条'
    )
    t.end()
  })
  t.test('what was deleted stands where it stood', t => {
    t.same(kinds(law(shore, path, signs), law(shore, signs)), ['unchanged 第一条→第一条', 'deleted 第二条→null', 'unchanged 第三条→第二条'])
    t.end()
  })
  t.test('a rewritten article is not paired with its neighbour', t => {
    t.same(kinds(law(shore, path, fines), law(shore, signs, fines)), [
      'unchanged 第一条→第一条',
      'deleted 第二条→null',
      'inserted null→第二条',
      'unchanged 第三条→第三条'
    ])
    t.end()
  })
  t.test('a split article goes on in its larger part, a merged one in the larger of its sources', t => {
    t.same(kinds(law(`${shore}${shore.replace('岸线', '水域')}\n${path}`), law(path, `${shore}${shore.replace('岸线', '水域')}`)), [
      'inserted null→第一条',
      'modified 第一条→第二条'
    ])
    t.same(kinds(law(signs, `${shore}${path}`), law(`${shore}${path}${signs}`)), ['deleted 第一条→null', 'modified 第二条→第一条'])
    t.end()
  })
  t.test('repeated wording is paired in order', t => {
    const repeated = '（删去）'
    t.same(kinds(law(repeated, shore, repeated), law(repeated, repeated)), [
      'unchanged 第一条→第一条',
      'deleted 第二条→null',
      'unchanged 第三条→第二条'
    ])
    t.end()
  })
  t.test('a line break makes a 款 and is a change; blanks are none', t => {
    t.same(kinds(law('应当公示。应当备案。'), law('应当公示。\n应当备案。')), ['modified 第一条→第一条'])
    t.same(kinds(law('应当公示。应当备案。'), law('应当公示。 应当备案。')), ['unchanged 第一条→第一条'])
    t.end()
  })
  t.test('opinions can follow an article to its new number, or learn that it is gone', t => {
    const compared = compare(parse(law(shore, path, signs)), parse(law('为了保护岸线，制定本条例。', shore.replace('批准', '备案'), signs)))
    t.same(
      [...followArticles(compared)],
      [
        ['第一条', '第二条'],
        ['第二条', null],
        ['第三条', '第三条']
      ]
    )
    t.end()
  })
  t.end()
})

t.test('headings and front matter stand in entries of their own, in order', t => {
  const old =
    '# 某市岸线条例\n\n## 第一章 总则\n\n第一条 应当公示。\n\n## 第二章 管控\n\n第二条 禁止倾倒渣土。\n\n## 附则\n\n第三条 本条例自公布之日起施行。\n'
  const next = old.replace('岸线条例', '岸线保护条例').replace('第二章 管控', '第二章 岸线管控').replace('禁止倾倒', '不得倾倒')
  t.same(
    redline(old, next).articles.map(({ kind, unit, from, to }) => `${unit} ${kind} ${from}→${to}`),
    [
      'title modified 题目→题目',
      'chapter unchanged 第一章→第一章',
      'article unchanged 第一条→第一条',
      'chapter modified 第二章→第二章',
      'article modified 第二条→第二条',
      'division unchanged 附则→附则',
      'article unchanged 第三条→第三条'
    ]
  )
  t.same(redline(old, next).articles.map(show)[0], '某市岸线[/保护]条例')
  t.end()
})

t.test('on a generated law the kinds are exactly what was done, and no change is confetti', t => {
  for (const sample of [sampleAmendment(), sampleAmendment(400, 5), sampleRevision(600, 3)]) {
    const { articles, stats } = redline(sample.old, sample.next)
    const { edited, inserted, deleted, moved } = sample
    t.match(stats, { modified: edited, inserted, deleted, moved, movedAndModified: 0, coarse: 0 })
    t.equal(islands(articles), 0)
  }
  t.end()
})

t.test('split, merged and moved articles are found in at least 95 of 100 plantings', t => {
  let found = 0
  const plantings = 100
  for (let seed = 1; seed <= plantings; seed++) found += planted(seed) ? 1 : 0
  t.ok(found >= 95, `${found} of ${plantings}`)
  t.end()
})

t.test('both sides can be put together again, whatever the texts', t => {
  fc.assert(fc.property(lawText(), lawText(), (old, next) => reassembles(old, next)))
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (old, next) => reassembles(old, next)))
  t.end()
})

t.test('a text against itself is unchanged throughout', t => {
  fc.assert(fc.property(lawText(), text => redline(text, text).articles.every(entry => entry.kind === 'unchanged')))
  t.end()
})

t.test('what is too long to compare is replaced as a whole, and says so', t => {
  const random = (seed: number) =>
    Array.from({ length: 60_000 }, (_, at) => String.fromCharCode(0x4e00 + ((at * 7_919 + seed * 104_729 + at * at) % 8_000))).join('')
  const { articles, stats } = redline(law(random(1)), law(random(2)))
  t.ok(reassembles(law(random(1)), law(random(2))))
  t.ok(articles.length >= 1)
  t.equal(stats.coarse, articles.filter(entry => entry.coarse).length)
  const long = `${random(3)}，${'应当公示，'.repeat(2_000)}`
  t.same(kinds(law(long), law(long.replace('应当公示，', '应当备案，'))), ['modified 第一条→第一条'])
  t.end()
})

t.test('five thousand equal articles, and articles in any order, stay linear', t => {
  const same = Array.from({ length: 5_000 }, () => '应当公示。')
  t.match(redline(law(...same), law(...same.slice(3))).stats, { unchanged: 4_997, deleted: 3 })
  const sample = sampleAmendment(2_000).old
  const lines = sample.split('\n').filter(line => line.startsWith('第'))
  const shuffled = lines.map((line, at) => ({ line, order: (at * 7_919) % lines.length })).sort((x, y) => x.order - y.order)
  const { stats } = redline(lines.join('\n'), shuffled.map(({ line }) => line).join('\n'))
  t.equal(stats.deleted + stats.inserted, 0)
  t.equal(stats.unchanged + stats.moved, lines.length)
  t.end()
})

/** A law of these articles, numbered as far as the tests go. */
function law(...articles: readonly string[]): string {
  return articles.map((text, at) => `第${chinese(at + 1)}条 ${text}`).join('\n')
}

function chinese(value: number): string {
  const digits = '零一二三四五六七八九'
  const parts = [Math.floor(value / 1_000), Math.floor(value / 100) % 10, Math.floor(value / 10) % 10]
  const [thousands = 0, hundreds = 0, tens = 0] = parts
  const head = `${thousands ? `${digits[thousands]}千` : ''}${hundreds ? `${digits[hundreds]}百` : thousands && value % 1_000 ? '零' : ''}`
  const middle = tens ? `${tens === 1 && head === '' ? '' : digits[tens]}十` : head !== '' && value % 10 && !head.endsWith('零') ? '零' : ''
  return `${head}${middle}${value % 10 ? digits[value % 10] : ''}`
}

function kinds(old: string, next: string): string[] {
  return redline(old, next).articles.map(({ kind, from, to }) => `${kind} ${from}→${to}`)
}

/** The redline of an entry as a drawing. */
function show({ hunks }: { readonly hunks: readonly Hunk[] }): string {
  let drawing = ''
  hunks.forEach(({ op, text }, at) => {
    const follows = op === 'insert' && hunks[at - 1]?.op === 'delete'
    if (op === 'equal') drawing += text
    else if (op === 'delete') drawing += `[${text}/${hunks[at + 1]?.op === 'insert' ? '' : ']'}`
    else drawing += `${follows ? '' : '[/'}${text}]`
  })
  return drawing.replaceAll('\n', '⏎')
}

function draw(t: Test, name: string, drawing: string): void {
  const side = (pick: 1 | 2) => drawing.replace(/\[([^\]/]*)\/([^\]]*)\]/g, `$${pick}`).replaceAll('⏎', '\n')
  t.equal(show(diffText(side(1), side(2), new Likenesses())), drawing, name)
}

/** Equal runs of at most two characters between two changes. */
function islands(entries: readonly RedlineEntry[]): number {
  const isIsland = ({ op, text }: Hunk, at: number, hunks: readonly Hunk[]) =>
    op === 'equal' && text.length <= 2 && at > 0 && at < hunks.length - 1
  return entries.reduce((sum, { hunks }) => sum + hunks.filter(isIsland).length, 0)
}

function side(entry: RedlineEntry, op: 'insert' | 'delete'): string {
  return entry.hunks
    .filter(hunk => hunk.op === 'equal' || hunk.op === op)
    .map(({ text }) => text)
    .join('')
}

function squeezed(text: string): string {
  return text.replace(/[\s\u200b\ufeff]+/g, '')
}

/** Every article of either text stands in one entry, with its own words. */
function reassembles(old: string, next: string): boolean {
  const found: Redline = redline(old, next)
  const isWhole = (text: string, label: 'from' | 'to', op: 'insert' | 'delete') => {
    const entries = found.articles.filter(entry => entry.unit === 'article' && entry[label] !== null)
    const { labels } = parse(text)
    const rest = squeezed(text)
    return (
      entries
        .map(entry => entry[label])
        .sort()
        .join() === [...labels.article].sort().join() &&
      entries.every(entry => rest.includes(squeezed(side(entry, op))) && entry.hunks.every(({ text }) => text !== ''))
    )
  }
  return isWhole(old, 'from', 'delete') && isWhole(next, 'to', 'insert')
}

/** Texts that look like laws, with all that makes them hard: equal articles, 项, headings, odd blanks. */
function lawText(): fc.Arbitrary<string> {
  const words = fc.constantFrom(
    '应当',
    '不得',
    '经营者',
    '主管部门',
    '公示',
    '备案',
    '，',
    '。',
    '；',
    '、',
    ' ',
    '　',
    '\u200b',
    '三十日',
    '第三条'
  )
  const sentence = fc.array(words, { minLength: 1, maxLength: 12 }).map(parts => parts.join(''))
  const block = fc.oneof(
    { weight: 6, arbitrary: fc.tuple(fc.integer({ min: 1, max: 30 }), sentence).map(([number, text]) => `第${chinese(number)}条 ${text}`) },
    { weight: 2, arbitrary: sentence },
    { weight: 1, arbitrary: sentence.map(text => `（一）${text}`) },
    { weight: 1, arbitrary: fc.constantFrom('## 第一章 总则', '## 第二章 管理', '## 附则', '') }
  )
  return fc.array(block, { maxLength: 14 }).map(blocks => blocks.join('\n'))
}

/** Splits one article of a generated law, merges two others and moves a third; whether all three were seen. */
function planted(seed: number): boolean {
  const text = sampleAmendment(80, seed).old
  const texts = passages({ text, tree: parseTree(text) }).flatMap(passage => (passage.unit === 'article' ? [passage.text] : []))
  const at = (place: number) => texts[place] ?? ''
  const long = `${at(20)}${at(21)}`
  const old = [...texts.slice(0, 20), long, ...texts.slice(22)]
  const next = [...texts.slice(0, 20), at(20), at(21), ...texts.slice(22)]
  const larger = at(20).length >= at(21).length ? 20 : 21
  next.splice(41, 2, `${at(41)}${at(42)}`)
  const kept = at(41).length >= at(42).length ? 40 : 41
  const [moved = ''] = next.splice(60, 1)
  next.splice(5, 0, moved)
  const { articles } = redline(law(...old), law(...next))
  const goes = (from: number) => articles.find(entry => entry.from === `第${chinese(from + 1)}条`)
  // Places after the moved article was put before them.
  return goes(20)?.to === `第${chinese(larger + 2)}条` && goes(kept)?.to === `第${chinese(43)}条` && goes(60)?.kind === 'moved'
}
