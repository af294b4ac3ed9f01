/** parse, references and renumber as a person types them: what stands on standard output, what is said, and the exit code. */
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import t from 'tap'
import { door, root } from './testing.ts'

const facheng = (...words: string[]) => {
  const done = spawnSync(process.execPath, door(...words), { cwd: root, encoding: 'utf8' })
  return { code: done.status, out: done.stdout, said: done.stderr }
}

t.test('the text commands', t => {
  const folder = t.testdir({
    'good.md': '\ufeff# 山水市停车管理条例\n\n第一条 依照第二条和《甲法》第三条。\n\n第二条 乙。\n',
    'odd.md': '# 甲条例\n\n第一条 依照第九条。\n\n第三条 乙。\n',
    'empty.md': ' \n'
  })
  const file = (name: string) => path.join(folder, name)
  fs.writeFileSync(file('bytes.md'), Buffer.from([0x23, 0x20, 0x0a, 0xff, 0xfe]))

  const many = facheng('parse', '--json', file('good.md'), file('bytes.md'), file('none.md'), file('empty.md'), file('odd.md'))
  t.equal(many.code, 2, 'a bad file is an error')
  const records = many.out
    .trim()
    .split('\n')
    .map(line => JSON.parse(line))
  t.same(
    records.map(record => record.title),
    ['山水市停车管理条例', '甲条例'],
    'but does not stop the others'
  )
  t.match(many.said, /bytes\.md:2: .*UTF-8/)
  t.match(many.said, /none\.md/)
  t.match(many.said, /empty\.md/)
  t.same(records[0].counts, { part: 0, subpart: 0, chapter: 0, section: 0, article: 2, paragraph: 2, item: 0, subitem: 0 })
  t.same(records[0].references[0], {
    from: '第一条',
    text: '第二条',
    target: { instrument: 'self', article: '第二条' },
    resolved: true,
    state: 'valid',
    line: 3,
    column: 7
  })
  t.same(records[1].anomalies.map((anomaly: { code: string }) => anomaly.code).sort(), ['article-gap', 'reference-dangling'])

  t.match(facheng('parse', file('odd.md')), { code: 0, out: /第一条[\s\S]*共 0 编[\s\S]*article-gap/ })
  t.match(facheng('references', file('odd.md')), { code: 1, out: /第九条（没有对应条文/ })
  t.match(facheng('references', '--to', '《甲法》第三条', '--json', file('good.md'), file('odd.md')), { code: 0, out: /"from":"第一条"/ })
  t.match(facheng('references', '--to', '停车', file('good.md')), { code: 2, said: /停车/ })
  t.match(facheng('renumber', file('odd.md')), { code: 1, out: /第二条 乙。/, said: /odd\.md:3: 「第九条」/ })
  t.match(facheng('renumber', file('good.md')), { code: 0, said: '' })
  for (const command of ['parse', 'references', 'renumber']) t.equal(facheng(command).code, 2, `${command} without a file`)
  t.end()
})
