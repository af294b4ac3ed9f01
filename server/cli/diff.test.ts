/** `facheng diff` as a person types it. */
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import t, { type Test } from 'tap'
import { UsageError } from './command.ts'
import { command } from './diff.ts'
import { door, root } from './testing.ts'

function desk(t: Test) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'facheng-diff-'))
  t.teardown(() => fs.rmSync(folder, { recursive: true, force: true }))
  const file = (name: string, bytes: string | Uint8Array) => {
    fs.writeFileSync(path.join(folder, name), bytes)
    return path.join(folder, name)
  }
  /** Runs the command in this process and reads what it wrote to a file. */
  const diff = async (...words: string[]) => {
    const out = path.join(folder, 'out')
    const code = await command.run([...words, '-o', out])
    return { code, out: fs.readFileSync(out, 'utf8') }
  }
  return { folder, file, diff }
}

const OLD = '# 某市岸线条例\n\n第一条 岸线应当公示。\n'
const NEW = '# 某市岸线条例\n\n第一条 岸线应当公告。\n'

t.test('two drafts in every format; the exit code says whether they differ', async t => {
  const { file, diff } = desk(t)
  const [old, next] = [file('一审稿.md', OLD), file('二审稿.md', NEW)]
  t.match(await diff(old, next), { code: 1, out: /\[-公示-\]\{\+公告\+\}/ })
  t.match(await diff(old, old), { code: 0, out: /未改动 1 条/ })
  const { out } = await diff('--format', 'json', old, next)
  t.match(JSON.parse(out), { articles: [{ from: '题目' }, { kind: 'modified', from: '第一条' }], stats: { modified: 1 } })
  t.match(await diff('--format', 'patch', old, next), { code: 1, out: /^--- .*\n\+\+\+ .*\n@@/ })
  t.match(await diff('--format', 'html', old, next), { code: 1, out: /一审稿 → 二审稿/ })
  t.match(await diff('--format', 'html', old, next, file('三审稿.md', OLD)), { code: 1, out: /二审稿 → 三审稿/ })
})

t.test('pairs from a list: a line for each in order, and one bad file does not stop the others', t => {
  const { file } = desk(t)
  const [old, next, bad] = [file('旧.md', OLD), file('新.md', NEW), file('坏.md', Uint8Array.of(0xb7, 0xa8, 0x0a))]
  const list = file('清单.tsv', `${old}\t${next}\n${old}\t${bad}\n只有一个\n${old}\t${old}\n`)
  const words = ['diff', '--format', 'json', '--pairs', list]
  const { status, stdout, stderr } = spawnSync(process.execPath, door(...words), {
    cwd: root,
    encoding: 'utf8'
  })
  t.equal(status, 2)
  const lines = stdout
    .trim()
    .split('\n')
    .map(line => JSON.parse(line))
  t.match(lines, [{ stats: { modified: 1 } }, { error: /坏\.md:1: 不是 UTF-8/ }, { error: /旧稿<TAB>新稿/ }, { stats: { modified: 0 } }])
  t.match(stderr, /facheng: .*坏\.md:1/)
  t.end()
})

t.test('wrong usage is refused with what to do', async t => {
  const { file, folder } = desk(t)
  const old = file('旧.md', OLD)
  const refused: [string[], RegExp][] = [
    [[old], /需要两个或三个文件/],
    [[old, path.join(folder, '没有.md')], /没有这个文件/],
    [['--format', 'pdf', old, old], /没有格式 pdf/],
    [['--format', 'json', old, old, old], /只比较两稿/],
    [['-', '-'], /只能有一个文件是标准输入/],
    [['--pairs', old], /--format json/],
    [['-o', path.join(folder, '没有', '花脸稿.txt'), old, old], /无法写入/],
    [[old, file('空.md', ' \n')], /没有内容/]
  ]
  for (const [words, message] of refused) await t.rejects(command.run(words), { constructor: UsageError, message })
})
