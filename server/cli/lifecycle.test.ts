/** `workflow check` and `schedule` as a person types them. */
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import t from 'tap'
import { door, root } from './testing.ts'

t.setTimeout(180_000)

function facheng(...words: string[]) {
  const environment = { ...process.env, WORKFLOWS_DIR: path.join(root, 'workflows') }
  const { status, stdout, stderr } = spawnSync(process.execPath, door(...words), {
    cwd: root,
    env: environment,
    encoding: 'utf8'
  })
  return { code: status, out: stdout, said: stderr }
}

function file(folder: string, name: string, content: string | Uint8Array): string {
  fs.writeFileSync(path.join(folder, name), content)
  return path.join(folder, name)
}

const shipped = path.join(root, 'workflows/municipal-repeal.json')

t.test('workflow check: sound, broken, unreadable', async t => {
  const folder = t.testdir({})
  t.match(facheng('workflow', 'check', shipped), { code: 0, out: '', said: /没有发现问题/ })
  const text = fs.readFileSync(shipped, 'utf8')
  const broken = file(folder, 'broken.json', text.replace('"to": "drafting"', '"to": "drafing"'))
  const line = text.slice(0, text.indexOf('"to": "drafting"')).split('\n').length
  const plain = facheng('workflow', 'check', broken)
  t.equal(plain.code, 1)
  t.match(plain.out, `broken.json:${line}:`)
  t.match(plain.out, 'to 所指的环节 drafing 不存在')
  const json = facheng('workflow', 'check', '--json', shipped, broken)
  t.equal(json.code, 1)
  t.match(JSON.parse(json.out.split('\n')[0] ?? ''), { file: broken, line, code: 'unknown-place', message: /不存在/ })
  t.match(
    facheng('workflow', 'check', path.join(root, 'workflows/checklists/four-entries.json')),
    { code: 1 },
    'a checklist is no procedure'
  )
  t.match(facheng('workflow', 'check', file(folder, 'latin.json', Uint8Array.of(0x7b, 0xff, 0x7d))), { code: 2, said: /不是 UTF-8/ })
  t.match(
    facheng('workflow', 'check', 'none.json', broken),
    { code: 2, out: /不存在/, said: /没有这个文件/ },
    'the others are checked all the same'
  )
  t.match(facheng('workflow', 'check'), { code: 2, said: /请写明/ })
  t.match(facheng('workflow', 'chek', broken), { code: 2, said: /check/ })
})

t.test('schedule: text, JSON, SVG, and what cannot be', async t => {
  const asked = ['schedule', 'municipal-repeal', '--target', '2026-12-01', '--from', '2026-01-05']
  const text = facheng(...asked)
  t.equal(text.code, 0)
  t.match(text.out, /2026-12-01 至 2026-12-01 .*废止生效/)
  const plan = JSON.parse(facheng(...asked, '--json').out)
  t.match(plan, { target: '2026-12-01', from: '2026-01-05', feasible: true, conflicts: [] })
  t.match(plan.items[0], { id: 'initiation', parent: null, title: '立项', kind: 'stage' })
  const svg = facheng(...asked, '--svg').out
  t.match(svg, /^<\?xml/)
  t.match(svg, '表决废止决定')
  t.notMatch(svg, 'style=', 'no inline style: it would be blocked on a page')
  const late = facheng('schedule', shipped, '--target', '2026-03-03', '--from', '2026-03-02')
  t.equal(late.code, 1)
  t.match(late.said, /还差\d+日/)
  t.match(facheng('schedule', 'municipal-repeal'), { code: 2, said: /--target/ })
  t.match(facheng('schedule', 'municipal-repeal', '--target', '2026-02-30'), { code: 2, said: /2026-02-30/ })
  t.match(facheng('schedule', 'municipal-repeal', '--target', '2026-12-01', '--goal', '升旗'), { code: 2, said: /升旗/ })
  t.match(facheng('schedule', 'no-such', '--target', '2026-12-01'), { code: 2, said: /没有这个文件/ })
})
