import t from 'tap'
import { fix, lint } from '../law/index.ts'
import { typography, withTypography } from './typography.ts'

const found = async (text: string) => (await typography(text)).map(({ line, column, suggestion }) => [line, column, suggestion])

t.test('half-width punctuation among Chinese words and full-width letters and digits are found with their place', async t => {
  t.same(await found('# 某市条例\n\n第一条 单位,个人有权查询。\n'), [[3, 7, '，']])
  t.same(await found('第一条 设置Ａ类标志。'), [[1, 7, 'A']])
})

t.test('what a regulation writes in its own way is left alone', async t => {
  t.same(
    await found('第二章　监督管理\n\n　　第三条　市人民政府应当自2027年1月1日起公布12项标准（GB 3095）。'),
    [],
    'ideographic blanks, digits without blanks'
  )
  t.same(await found(''), [])
})

t.test('its replacements make a text in which it finds nothing more, and change nothing else', async t => {
  const text = '第一条 单位,个人应当申报.\r\n第二条 备案,公示。\r\n'
  const mended = fix(text, await typography(text))
  t.equal(mended.replaceAll('，', ',').replaceAll('。', '.'), text.replaceAll('。', '.'))
  t.same(await typography(mended), [])
})

t.test('where a rule of drafting technique has spoken, typography does not speak again', async t => {
  const text = '# 某市条例\n\n第一条 单位,个人应当申报。\n'
  const own = lint(text)
  const both = withTypography(own, await typography(text))
  t.ok(own.some(({ rule }) => rule === 'halfwidth-punct'))
  t.notOk(both.some(({ rule }) => rule === 'typography'))
})

t.test('a line of a million characters and a text of many lines are passed over or looked at piece by piece', async t => {
  t.same(await typography(`第一条 ${'甲,'.repeat(500_000)}`), [])
  const many = Array.from({ length: 1_000 }, (_, at) => (at === 900 ? '第二条 备案,公示。' : '第一条 备案。')).join('\n')
  t.same(await found(many), [[901, 7, '，']])
})
