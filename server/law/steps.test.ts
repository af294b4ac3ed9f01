import fc from 'fast-check'
import t from 'tap'
import { parse } from './parse.ts'
import { redlineLines } from './redline-lines.ts'
import { type StepEntry, type StepHunk, twoSteps } from './steps.ts'

/** The drawing of an entry: `{1+新增}` and `{1-删除}` at the first step, `{2+…}` and `{2-…}` at the second, `{1+2-…}` came and went. */
function show({ hunks }: StepEntry): string {
  const mark = ({ inserted, deleted }: StepHunk) => `${inserted ? `${inserted}+` : ''}${deleted ? `${deleted}-` : ''}`
  return hunks.map(hunk => (mark(hunk) === '' ? hunk.text : `{${mark(hunk)}${hunk.text}}`)).join('')
}

/** The text of one version: what had come by then and had not gone. */
function versionOf(entry: StepEntry, version: number): string {
  return entry.hunks
    .filter(({ inserted, deleted }) => inserted <= version && (deleted === 0 || deleted > version))
    .map(({ text }) => text)
    .join('')
}

function steps(old: string, next: string, newer: string): StepEntry[] {
  return twoSteps(parse(old), parse(next), parse(newer))
}

t.test('现行 → 一审稿 → 二审稿 in one view', t => {
  const [entry] = steps('第一条 应当公示征求意见。', '第一条 应当向社会公告征求意见。', '第一条 应当向社会公开征求意见的结果。')
  t.equal(entry && show(entry), '应当{1-公示}{1+向社会}{1+2-公告}{2+公开}征求意见{2+的结果}。')
  t.same(entry?.kinds, ['modified', 'modified'])
  t.end()
})

t.test('an article that came at the first step and went at the second has an entry of its own', t => {
  const shore = '滨江岸线实行分区管控，由水行政主管部门负责。'
  const path = '沿江步道应当连续贯通，向公众免费开放。'
  const signs = '任何单位和个人不得移动界碑和标识牌。'
  const entries = steps(`第一条 ${shore}`, `第一条 ${path}\n第二条 ${shore}`, `第一条 ${shore}\n第二条 ${signs}`)
  t.same(
    entries.map(({ labels, kinds }) => [labels, kinds]),
    [
      [
        [null, '第一条', null],
        ['inserted', 'deleted']
      ],
      [
        ['第一条', '第二条', '第一条'],
        ['unchanged', 'unchanged']
      ],
      [
        [null, null, '第二条'],
        [null, 'inserted']
      ]
    ]
  )
  t.end()
})

t.test('what went at the first step stands where it stood', t => {
  const entries = steps('第一条 应当公示。\n第二条 禁止擅自取水。', '第一条 应当公示。', '第一条 应当公示。')
  t.same(
    entries.map(({ labels }) => labels),
    [
      ['第一条', '第一条', '第一条'],
      ['第二条', null, null]
    ]
  )
  t.end()
})

t.test('each of the three texts can be read off again', t => {
  const words = fc.constantFrom('应当', '不得', '公示', '备案', '，', '。', '三十日')
  const article = fc.array(words, { minLength: 1, maxLength: 10 }).map(parts => parts.join(''))
  const law = fc
    .array(article, { maxLength: 6 })
    .map(articles => articles.map((text, at) => `第${'一二三四五六'[at]}条 ${text}`).join('\n'))
  fc.assert(
    fc.property(law, law, law, (...texts) => {
      const entries = steps(...texts)
      return texts.every((text, version) => {
        const articles = entries.filter(entry => entry.labels[version] !== null)
        return (
          articles
            .map(entry => versionOf(entry, version))
            .sort()
            .join() === bodies(text).sort().join()
        )
      })
    })
  )
  t.end()
})

function bodies(text: string): string[] {
  return text === '' ? [] : text.split('\n').map(line => line.slice(4))
}

t.test('lines: struck and new lines are paired from both ends, and paragraph marks have a fate', t => {
  const struck = (text: string): StepHunk => ({ text, inserted: 0, deleted: 1 })
  const fresh = (text: string): StepHunk => ({ text, inserted: 1, deleted: 0 })
  const kept = (text: string): StepHunk => ({ text, inserted: 0, deleted: 0 })
  const drawing = (...hunks: StepHunk[]) =>
    redlineLines(hunks).map(({ hunks, end }) => {
      const words = hunks.map(({ text, inserted, deleted }) => `${inserted ? '+' : deleted ? '-' : ''}${text}`).join('|')
      return `${words}${end.inserted ? '¶+' : end.deleted ? '¶-' : ''}`
    })
  t.same(drawing(kept('甲。\n乙。')), ['甲。', '乙。'])
  t.same(drawing(kept('甲。'), fresh('\n乙。'), kept('\n丙。')), ['甲。¶+', '+乙。', '丙。'])
  t.same(drawing(struck('甲。\n乙'), fresh('丙。\n丁'), kept('。')), ['-甲。|+丙。', '-乙|+丁|。'])
  t.same(drawing(kept('甲。'), struck('\n（二）'), fresh('\n（二）乙；\n（三）'), kept('丙。')), [
    '甲。¶+',
    '+（二）乙；',
    '-（二）|+（三）|丙。'
  ])
  t.same(drawing(), [''])
  t.end()
})
