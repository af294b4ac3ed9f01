import fc from 'fast-check'
import t from 'tap'
import { sampleLaw } from '../../scripts/bench/sample.ts'
import { overlap } from './overlap.ts'

const SUPERIOR = {
  title: '某省河道办法',
  text: '# 某省河道办法\n\n第一条 为了保护河道，制定本办法。\n\n第二条 任何单位和个人都有保护河道岸线的义务，并有权举报破坏河道岸线的行为。\n'
}

t.test('an article that repeats superior law is found with its passage, side by side', t => {
  const draft =
    '# 某市河道条例\n\n第一条 任何单位和个人都有保护河道岸线的义务，并有权举报破坏河道岸线的行为。\n\n第二条 市水务局每年三月公布巡河计划。\n'
  const { articles, share } = overlap(draft, [SUPERIOR])
  t.same(articles[0], {
    label: '第一条',
    share: 1,
    passages: [
      {
        text: '任何单位和个人都有保护河道岸线的义务，并有权举报破坏河道岸线的行为',
        superior: '某省河道办法',
        article: '第二条',
        superiorText: '任何单位和个人都有保护河道岸线的义务，并有权举报破坏河道岸线的行为'
      }
    ]
  })
  t.same(articles[1], { label: '第二条', share: 0, passages: [] })
  t.ok(share > 0.6 && share < 0.8)
  t.end()
})

t.test('other blanks and punctuation are the same words; each side is shown as printed', t => {
  const draft = '第一条 本市任何单位和个人，都有保护河道岸线的义务；并有权举报违法行为。'
  const [passage] = overlap(draft, [SUPERIOR]).articles[0]?.passages ?? []
  t.match(passage, {
    text: '任何单位和个人，都有保护河道岸线的义务；并有权举报',
    superiorText: '任何单位和个人都有保护河道岸线的义务，并有权举报'
  })
  t.end()
})

t.test('the stock of legislative language is no repetition', t => {
  const draft = '第一条 违反本条例规定，构成犯罪的，依法追究刑事责任。'
  t.equal(overlap(draft, ['第一条 伪造证件，构成犯罪的，依法追究刑事责任。']).share, 0)
  t.end()
})

t.test('a superior law without a title of its own is named by its first heading; nothing overlaps with nothing', t => {
  const draft = '第一条 任何单位和个人都有保护河道岸线的义务。'
  t.match(overlap(draft, [SUPERIOR.text]).articles[0]?.passages, [{ superior: '某省河道办法' }])
  t.same(overlap(draft, []), { share: 0, articles: [{ label: '第一条', share: 0, passages: [] }] })
  t.same(overlap('', [SUPERIOR]), { share: 0, articles: [] })
  t.end()
})

t.test('a law repeats itself wholly, and what is planted is found wherever it stands', t => {
  const text = sampleLaw(60)
  t.ok(overlap(text, [text]).share > 0.99)
  const sentence = '沿江公共步道应当连续贯通并向公众免费开放任何人不得封闭'
  fc.assert(
    fc.property(fc.nat(20), fc.nat(20), (before, after) => {
      const draft = `第一条 ${'甲'.repeat(before)}${sentence}${'乙'.repeat(after)}。`
      const [article] = overlap(draft, [`第九条 ${'丙'.repeat(after)}${sentence}${'丁'.repeat(before)}。`]).articles
      return (
        article?.passages[0]?.text === sentence && Math.abs(article.share - sentence.length / (sentence.length + before + after)) < 0.001
      )
    })
  )
  t.end()
})

t.test('monotonous texts are bounded', t => {
  const monotonous = `第一条 ${'应当'.repeat(50_000)}`
  t.ok(overlap(monotonous, [monotonous]).share > 0.99)
  t.end()
})
