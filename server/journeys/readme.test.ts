/** The two READMEs say what there is, and only what there is: every command, every setting; and their examples run as they are written. */
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import t from 'tap'

const root = path.resolve(import.meta.dirname, '../..')
const read = (file: string) => fs.readFileSync(path.join(root, file), 'utf8')
const found = (text: string, pattern: RegExp) => new Set([...text.matchAll(pattern)].map(match => match[1] ?? ''))

const commands = found(read('server/main.ts'), /^ {2}'?([a-z-]+)'?: \(\) => import\(/gm)
const settings = found(read('server/config.ts'), /\btext\('([A-Z_]+)'\)/g)

/** What stands in backquotes in the first column of the tables. */
function firstColumn(markdown: string, pattern: RegExp): Set<string> {
  const cells = [...markdown.matchAll(/^\| (.+?) \|/gm)].map(match => match[1] ?? '')
  return new Set(cells.flatMap(cell => [...cell.matchAll(/`([^`]+)`/g)].map(match => match[1] ?? '')).filter(name => pattern.test(name)))
}

/** The commands of the shell examples, without comments, in order. */
const examples = (markdown: string) =>
  [...markdown.matchAll(/```sh\n(.+?)```/gs)].flatMap(block => (block[1] ?? '').split('\n')).filter(line => /^\w/.test(line))

const sorted = (names: Iterable<string>) => [...names].sort()

for (const file of ['README.md', 'README.zh-CN.md']) {
  t.test(file, async t => {
    const markdown = read(file)
    t.ok(commands.size > 0 && settings.size > 0, 'the sources are read')
    t.same(sorted(firstColumn(markdown, /^[a-z-]+$/)), sorted(commands), 'lists every command of main.ts and no other')
    t.same(sorted(firstColumn(markdown, /^[A-Z_]+$/)), sorted(settings), 'lists every setting of config.ts and no other')
    const used = examples(markdown).flatMap(line => /^npm run -s facheng -- ([a-z-]+)/.exec(line)?.[1] ?? [])
    t.same(sorted(used.filter(name => !commands.has(name))), [], 'shows no command that does not exist')
    for (const [, link = ''] of markdown.matchAll(/\]\(([^)#:]+)\)/g)) t.ok(fs.existsSync(path.join(root, link)), `${link} exists`)
  })
}

t.test('both languages show the same commands', async t => t.same(examples(read('README.zh-CN.md')), examples(read('README.md'))))

t.test('examples on texts run as they are written', async t => {
  const folder = t.testdir({
    '草案.md': read('fixtures/demo/fire-lanes/draft-preliminary.md'),
    '一审稿.md': read('fixtures/demo/bamboo-forest/draft-first-reading.md'),
    '二审稿.md': read('fixtures/demo/bamboo-forest/draft-revised.md'),
    '现行.md': read('fixtures/demo/spring-water/draft-passed.md'),
    '上位法.md': read('fixtures/demo/charging-points/draft-first-reading.md'),
    '新文本.md': read('fixtures/demo/spring-water-amendment/draft-amendment.md'),
    workflows: fs.existsSync(path.join(root, 'workflows')) ? t.fixture('symlink', path.join(root, 'workflows')) : {}
  })
  const onTexts = /^npm run -s facheng -- ((?:parse|lint|references|renumber|diff|workflow|schedule|amend|apply|overlap|convert) .+)$/
  const lines = examples(read('README.md')).flatMap(line => onTexts.exec(line)?.[1] ?? [])
  const results = run(lines, folder)
  t.equal(results.length, lines.length, 'all of them ran')
  for (const [at, line] of lines.entries()) {
    const { status, printed = '' } = results[at] ?? {}
    t.ok(status === 0 || status === 1, `${line}: exit code ${status}`)
    if (line.includes(' > ')) t.match(printed, /条/, `${line} prints a text`)
  }
})

/** Runs commands one after another in another folder and in one process of their own: what they print is kept apart from the tests' own. */
const RUN_ALL = `
  const fs = await import('node:fs')
  const { main } = await import(process.argv[1])
  const write = process.stdout.write.bind(process.stdout)
  const results = []
  for (const line of process.argv.slice(2)) {
    const [command, output] = line.split(' > ')
    let printed = ''
    process.stdout.write = (chunk, done) => { printed += chunk; done?.(); return true }
    results.push({ status: await main(command.split(' ')), printed })
    if (output) fs.writeFileSync(output, printed)
  }
  write(JSON.stringify(results))`

function run(lines: readonly string[], cwd: string): { status?: number; printed?: string }[] {
  const args = [
    '--input-type=module',
    '--import',
    import.meta.resolve('tsx'),
    '-e',
    RUN_ALL,
    '--',
    new URL('../main.ts', import.meta.url).href
  ]
  const env = { ...process.env, TSX_TSCONFIG_PATH: path.join(root, 'tsconfig.json') }
  const { stdout, stderr } = spawnSync(process.execPath, [...args, ...lines], { cwd, env, encoding: 'utf8' })
  if (stdout === '') throw new Error(stderr)
  return JSON.parse(stdout)
}

t.test('the guide names only buttons, links and columns that pages have', async t => {
  const pages = fs.globSync('server/**/*.{ts,tsx}', { cwd: root }).filter(file => !file.includes('.test.'))
  const shown = pages.map(read).join('\n')
  const labels = [...read('docs/guide.zh-CN.md').matchAll(/\*\*(.+?)\*\*/g)].map(match => match[1] ?? '')
  t.ok(labels.length > 30, 'it names some')
  t.same(
    labels.filter(label => !shown.includes(label)),
    []
  )
})
