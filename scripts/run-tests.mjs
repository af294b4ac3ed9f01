/**
 * Runs test files (those named, else all) three at a time, each as a plain program, bundled: `tap run` would load the recorder of coverage and a
 * compiler into every process, which takes half of the time. Prints TAP, then as comments the slowest files and
 * every failure once more, so that the end of a long log says what went wrong.
 */
import fs from 'node:fs'
import path from 'node:path'
import { t } from 'tap'
import { bundleTests } from './bundle-tests.mjs'
import { ensureBuilt } from './ensure-built.mjs'

const ROOMS = ['schema', 'server', 'scripts']
/** The rooms with the longest tests begin, so that no core waits for the last of them. */
const LONGEST = ['server/journeys', 'server/cli']
/** Two cores: while two wait for a browser or a disk, a third works. */
const JOBS = 3
/** Seconds for a file, and for a test in it: a busy machine is no failure. */
const PATIENCE = 600
const SLOWEST = 12

const root = path.resolve(import.meta.dirname, '..')
const named = process.argv.slice(2)
const all = () =>
  ROOMS.flatMap(room =>
    fs.readdirSync(path.join(root, room), { recursive: true, encoding: 'utf8' }).map(file => path.join(room, file))
  ).filter(file => /\.test\.tsx?$/.test(file))
const isShort = file => !LONGEST.some(room => file.startsWith(`${room}${path.sep}`))
const files = (named.length > 0 ? named : all()).sort((a, b) => Number(isShort(a)) - Number(isShort(b)) || a.localeCompare(b))

await ensureBuilt(root)
const bundleOf = await bundleTests(root, files)
const cache = path.join(root, 'node_modules', '.cache', 'compile')
const env = { ...process.env, TAP_TIMEOUT: String(PATIENCE), NODE_COMPILE_CACHE: cache, FACHENG_TEST_RUN: String(process.pid) }
const seconds = new Map()
const failures = []

t.jobs = JOBS
t.setTimeout(0)
for (const file of files) {
  const options = { cwd: root, timeout: PATIENCE * 1000, buffered: true, env }
  const running = t.spawn(process.execPath, ['--enable-source-maps', bundleOf(file)], options, file)
  rememberFailures(running.subtest.parser, [file])
  running.then(results => seconds.set(file, Math.round((results?.time ?? 0) / 1000)))
}

/** A test that failed only because one in it did is not named a second time. */
function rememberFailures(parser, names) {
  let inner = 0
  parser.on('child', child => {
    rememberFailures(child, [...names, child.name])
    child.on('assert', ({ ok, todo, skip }) => {
      if (!ok && !todo && !skip) inner += 1
    })
  })
  parser.on('assert', ({ ok, todo, skip, name }) => {
    if (ok || todo || skip) return
    if (inner === 0) failures.push([...names, name].join(' > '))
    inner = 0
  })
}

process.on('exit', () => {
  const slowest = [...seconds].sort(([, a], [, b]) => b - a).slice(0, SLOWEST)
  for (const [file, time] of slowest) process.stdout.write(`# ${String(time).padStart(4)} s ${file}\n`)
  for (const failure of failures) process.stdout.write(`# failed: ${failure}\n`)
})
