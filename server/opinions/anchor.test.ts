/** An opinion follows its article and its words, and is never moved to others that read the same. */
import fc from 'fast-check'
import t from 'tap'
import { compare, parse, passages } from '../law/index.ts'
import { anchorIn, follow, occurrences, type Quote, type Stand } from './anchor.ts'

const law = (articles: readonly string[]): string =>
  `# 临江市渡口管理条例\n\n${articles.map((body, index) => `第${'一二三四五六七八九十'.charAt(index)}条　${body}`).join('\n\n')}\n`

const anchored = (text: string, label: string, quote: Partial<Quote> & { exact: string }) => {
  const found = anchorIn(passages(parse(text)), label, { prefix: '', suffix: '', ...quote })
  if (!found) throw new Error(`no ${label}`)
  const { passage, words } = found
  const stand: Stand = { article: { label, at: passage.start }, words, state: words ? 'present' : 'ambiguous' }
  return { stand, quote: found.quote, found: found.found }
}

const through = (texts: readonly string[], label: string, quote: Partial<Quote> & { exact: string }): Stand => {
  const first = anchored(texts[0] ?? '', label, quote)
  return texts.slice(1).reduce((stand, next, index) => {
    return follow(stand, first.quote, compare(parse(texts[index] ?? ''), parse(next)))
  }, first.stand)
}

const FERRY = '渡口经营者应当在每日首班渡船开航前检查救生设备，并记入航行日志。'
const FEES = '渡运价格实行政府指导价，由市价格主管部门会同市交通运输主管部门制定。'
const NIGHT = '夜间停航的，渡口经营者应当提前三日公告停航的时间。'

t.test('an opinion follows its article through renumbering, and is told when the article is struck', async t => {
  const first = law([FEES, FERRY])
  const second = law([FEES, '渡口应当设置标志。', FERRY])
  t.match(through([first, second], '第二条', { exact: '救生设备' }), { article: { label: '第三条' }, state: 'present' })
  const gone = through([first, second, law([FEES, '渡口应当设置标志。'])], '第二条', { exact: '救生设备' })
  t.match(gone, { article: null, words: null, state: 'changed' })
  const again = through([first, law([FEES]), first], '第二条', { exact: '救生设备' })
  t.equal(again.article, null, 'an article that was struck does not come back by reading the same')
})

t.test('words that were changed are said to be changed, words around them may change', async t => {
  const states = (next: string) => through([law([NIGHT]), law([next])], '第一条', { exact: '提前三日公告' }).state
  t.equal(states(NIGHT.replace('夜间停航', '因水位停航')), 'present')
  t.equal(states(NIGHT.replace('停航的时间', '停航的时间和原因')), 'present')
  t.equal(states(NIGHT.replace('三日', '五日')), 'changed')
})

t.test('of words that stand twice in an article the surroundings tell which are meant', async t => {
  const twice = '渡船超载的，由海事机构责令改正；拒不改正的，处五百元罚款。渡船无证的，由海事机构责令改正；拒不改正的，处二千元罚款。'
  const exact = '由海事机构责令改正'
  const vague = anchored(law([twice]), '第一条', { exact })
  t.equal(vague.found, 2)
  t.equal(vague.stand.words, null, 'nobody said which')
  const meant = anchored(law([twice]), '第一条', { exact, prefix: '无证的，' })
  t.equal(meant.stand.words?.start, twice.lastIndexOf(exact))
  const without = through([law([twice]), law([twice.slice(0, twice.indexOf('渡船无证'))])], '第一条', { exact, prefix: '无证的，' })
  t.match(without, { words: null, state: 'ambiguous' }, 'the other one is not taken for it')
})

t.test('blanks and line ends between the characters do not hide words', async t => {
  t.same(occurrences('甲 乙\n丙甲乙', '甲乙'), [
    { start: 0, end: 3 },
    { start: 5, end: 7 }
  ])
  t.same(occurrences('甲乙', ' \n'), [])
  t.equal(anchorIn(passages(parse(law([FEES]))), '第九条', null), null)
})

t.test('over random edits a place is given only where the words really are', async t => {
  // Every sentence has a name of its own and the same boilerplate, so that the oracle knows which one the quoted words belong to.
  const exact = '应当依照有关规定办理'
  const names = ['东岸渡口', '西岸渡口', '上码头', '下码头', '客渡船', '车渡船', '渡工', '船检站']
  const sentence = (name: string) => `${name}${exact}登记手续。`
  const edit = fc.record({ kind: fc.constantFrom('drop', 'add', 'swap', 'reword', 'article'), a: fc.nat(20), b: fc.nat(20) })
  let followed = 0
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 4 }), fc.nat(20), fc.array(edit, { minLength: 1, maxLength: 4 }), (size, which, edits) => {
      const articles = [names.slice(0, size), names.slice(size, 8)]
      const name = articles[0]?.[which % size] ?? ''
      const print = () => law([FERRY, ...articles.map(list => list.map(sentence).join('')), FEES])
      const texts = [print()]
      for (const { kind, a, b } of edits) {
        const list = articles[a % articles.length] ?? []
        if (kind === 'drop' && list.length > 1) list.splice(b % list.length, 1)
        if (kind === 'add') list.splice(b % (list.length + 1), 0, `新增的第${texts.length}类船舶`)
        if (kind === 'swap' && list.length > 1) list.push(...list.splice(b % list.length, 1))
        if (kind === 'reword') list[b % list.length] = `本市${list[b % list.length]}`
        if (kind === 'article') articles.splice(a % (articles.length + 1), 0, [`第${texts.length}批渡船`])
        texts.push(print())
      }
      const stand = through(texts, '第二条', { exact, prefix: name })
      if (stand.state !== 'present' || !stand.words || !stand.article) return
      followed++
      const at = stand.article.at
      const passage = passages(parse(texts.at(-1) ?? '')).find(({ start }) => start === at)
      t.equal(passage?.text.slice(stand.words.start, stand.words.end), exact)
      const before = passage?.text.slice(0, stand.words.start) ?? ''
      if (!before.endsWith(name)) throw new Error(`moved from ${name} to …${before.slice(-12)}`)
    }),
    { numRuns: Number(process.env['PROPERTY_RUNS'] ?? 300) }
  )
  t.ok(followed > 20, `${followed} opinions still stood at their words`)
})
