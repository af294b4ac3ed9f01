/** `npm test`: installs what is missing, runs the whole suite, and ends with a line that people and CI can read. */
import { spawn } from 'node:child_process'
import path from 'node:path'
import { ensureInstalled } from './ensure-installed.mjs'
import { startPostgres } from './throwaway-postgres.mjs'

const root = path.resolve(path.dirname(new URL(import.meta.url).pathname), '..')
ensureInstalled(root)

const bin = path.join(root, 'node_modules', '.bin')
const env = { ...process.env, PATH: `${bin}${path.delimiter}${process.env.PATH}`, TZ: process.env.TZ ?? 'Asia/Shanghai' }
// One cluster for the whole run; each test makes its own database in it.
const postgres = startPostgres(root)
if (postgres) env.FACHENG_TEST_POSTGRES = postgres
const tap = spawn(path.join(bin, 'node'), [path.join(root, 'scripts', 'run-tests.mjs'), ...process.argv.slice(2)], {
  cwd: root,
  env,
  stdio: ['ignore', 'pipe', 'inherit']
})

let printed = ''
tap.stdout.on('data', chunk => {
  process.stdout.write(chunk)
  printed = (printed + chunk).slice(-10_000)
})
tap.on('exit', code => {
  const totals = /# \{ total: \d+(?:, pass: (\d+))?(?:, fail: (\d+))?/.exec(printed)
  process.stdout.write(`${totals?.[1] ?? 0} passed, ${totals?.[2] ?? 0} failed\n`)
  process.exit(code ?? 1)
})
