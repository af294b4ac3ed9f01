/** The redline as file and on the terminal: what a reader sees, and what no text can do to the reader. */
import t from 'tap'
import { compare, oneStep, parse, twoSteps } from '../law/index.ts'
import { RedlineArticles, redlineFile } from './redline-html.tsx'
import { redlineText } from './redline-text.ts'

const OLD = '# 某市岸线条例\n\n## 第一章 总则\n\n第一条 岸线应当公示。\n\n第二条 禁止倾倒渣土。\n\n第三条 本条例自公布之日起施行。\n'
const NEXT =
  '# 某市岸线条例\n\n## 第一章 总则\n\n第一条 岸线应当向社会公示。\n\n第二条 沿江步道向公众免费开放。\n\n第三条 本条例自公布之日起施行。\n'

const entries = (old: string, next: string) => oneStep(compare(parse(old), parse(next)))

t.test('the file stands alone, navigates by article and folds what did not change', t => {
  const html = redlineFile({ entries: entries(OLD, NEXT), names: ['现行', '一审稿'] }, '某市岸线条例')
  t.match(html, /^<!doctype html>\n<html lang="zh-CN">/)
  t.notMatch(html, /<script|<link|<img|src=|url\(|https?:/, 'no request to anywhere')
  t.match(html, '岸线应当<ins>向社会</ins>公示。')
  t.match(html, '<a href="#第一条">第一条</a>')
  t.match(html, 'id="第一条"')
  t.match(html, '<a href="#原第二条">原第二条</a>')
  t.match(html, '<del>禁止倾倒渣土。</del>')
  t.match(html, '第三条　未改动')
  t.match(html, '现行 → 一审稿')
  t.end()
})

t.test('two steps are told apart without colours', t => {
  const newer = NEXT.replace('向社会公示', '向社会公开').replace('免费', '')
  const view = { entries: twoSteps(parse(OLD), parse(NEXT), parse(newer)), names: ['现行', '一审稿', '二审稿'] }
  const html = redlineFile(view, '某市岸线条例')
  t.match(html, '<ins class="fc-step2">一审稿'.replace('一审稿', '二审稿'))
  t.match(html, '<ins>一审稿新增</ins>')
  t.match(html, /<del class="fc-step2"><ins>免费<\/ins><\/del>/, 'came with the first draft, went with the second')
  t.end()
})

t.test('numbers that changed are shown, old and new', t => {
  const html = RedlineArticles({
    entries: entries(
      OLD,
      `${NEXT.replace('第一条 岸线应当', '第一条 为了保护岸线，制定本条例。\n\n第二条 岸线应当').replace('第二条 沿江', '第三条 沿江').replace('第三条 本条例', '第四条 本条例')}`
    ),
    names: []
  })
  t.match(String(html), '<span class="fc-no"><del>第一条</del><ins>第二条</ins></span>')
  t.match(String(html), '原第一条')
  t.end()
})

t.test('markup in a text is text', t => {
  const evil = '# <script>alert(1)</script>\n\n第一条 <img src=x onerror=alert(1)>&amp;“引号”。\n'
  const html = redlineFile({ entries: entries(OLD, evil), names: ['<b>', '"'] }, '<script>')
  t.notMatch(html, /<script|<img|<b>/)
  t.match(html, '&lt;script>')
  t.end()
})

t.test('hidden characters are shown by name, on paper and on the terminal', t => {
  const hidden = OLD.replace('应当公示', '应当\u202e公\u200b示').replace('渣土', '渣\u001b[2J土')
  const html = redlineFile({ entries: entries(OLD, hidden), names: ['甲', '乙'] }, '某市岸线条例')
  t.match(html, '右至左强制 U+202E')
  t.match(html, '零宽空格 U+200B')
  t.notMatch(html, /[\u202e\u200b\u001b]/, 'and are not there any more')
  const text = redlineText(entries(OLD, hidden), false)
  t.match(text, '<转义符 U+001B>')
  t.notMatch(text, /[\u202e\u200b\u001b]/, 'a text cannot steer the terminal')
  const zeroWidthAlone = redlineText(entries(OLD, OLD.replace('应当公示', '应当\u200b公示')), false)
  t.match(zeroWidthAlone, '第一条　未改动；有看不见的字符')
  t.end()
})

t.test('on the terminal: marks without colours, and the sum at the end', t => {
  const plain = redlineText(entries(OLD, NEXT), false)
  t.match(plain, '岸线应当{+向社会+}公示。')
  t.match(plain, '[-禁止倾倒渣土。-]')
  t.match(plain, /共 4 条：修改 1 条，删除 1 条，新增 1 条，未改动 1 条\n$/)
  t.match(redlineText(entries(OLD, NEXT), true), '\u001b[34;4m向社会\u001b[0m')
  t.match(redlineText(entries('说明', '说明。'), false), '没有条文')
  t.end()
})

t.test('blanks that came or went are not marked', t => {
  const html = String(
    RedlineArticles({ entries: entries(OLD, OLD.replace('总则', '总　则').replace('应当公示', '应当  公告')), names: [] })
  )
  t.match(html, '总　则')
  t.notMatch(html, /<(ins|del)>\s+<\/\1>/)
  t.end()
})
