/** `npm run check`: types, escaping, lint and format, layers, unused code. Runs them all and fails when one does. */
import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { ensureInstalled } from './ensure-installed.mjs'

const root = path.resolve(path.dirname(new URL(import.meta.url).pathname), '..')
ensureInstalled(root)

const CHECKS = [
  ['types', 'tsc', ['--noEmit']],
  ['types of the browser', 'tsc', ['--noEmit', '-p', 'server/web/islands/tsconfig.json']],
  ['escaping', 'xss-scan', ['-p', 'tsconfig.json']],
  ['lint and format', 'biome', ['check', '.']],
  ['layers', 'depcruise', ['--config', '.dependency-cruiser.cjs', 'schema', 'server']],
  ['unused code', 'knip', ['--no-progress']],
  ['regular expressions', 'tsx', ['scripts/check-patterns.ts']]
]

const bin = path.join(root, 'node_modules', '.bin')
const failed = CHECKS.filter(([name, program, args]) => {
  process.stdout.write(`— ${name}\n`)
  const env = { ...process.env, PATH: `${bin}${path.delimiter}${process.env.PATH}` }
  return spawnSync(path.join(bin, program), args, { cwd: root, stdio: 'inherit', env }).status !== 0
})
if (failed.length > 0) {
  process.stdout.write(`check: ${failed.map(([name]) => name).join(', ')} failed\n`)
  process.exit(1)
}
process.stdout.write('check: all hold\n')
