/** `npm run bench [name …]`: every figure with its peer in the same run. Ratios hold on noisy machines, absolute times do not. */
import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { ensureInstalled } from './ensure-installed.mjs'

const root = path.resolve(path.dirname(new URL(import.meta.url).pathname), '..')
ensureInstalled(root)

const BENCHES = ['parse', 'redline', 'lint', 'overlap', 'amend', 'lifecycle', 'storage', 'http', 'transition', 'large']

const bin = path.join(root, 'node_modules', '.bin')
const env = { ...process.env, PATH: `${bin}${path.delimiter}${process.env.PATH}` }
const wanted = process.argv.slice(2)
const failed = BENCHES.filter(name => {
  if (wanted.length > 0 && !wanted.includes(name)) return false
  process.stdout.write(`— ${name}\n`)
  return (
    spawnSync(path.join(bin, 'node'), ['--import', 'tsx', 'scripts/bench/run.ts', name], { cwd: root, stdio: 'inherit', env }).status !== 0
  )
})
process.exit(failed.length > 0 ? 1 : 0)
