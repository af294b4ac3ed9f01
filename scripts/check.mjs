/** `npm run check`: types, escaping, lint and format, layers, unused code. Runs them all, two at a time, and fails when one does. */
import { spawn } from 'node:child_process'
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

/** One takes about a core. */
const JOBS = 2

const bin = path.join(root, 'node_modules', '.bin')
const env = { ...process.env, PATH: `${bin}${path.delimiter}${process.env.PATH}` }

/** Runs one check; what it prints stays together. @returns {Promise<boolean>} whether it holds */
const holds = ([name, program, args]) =>
  new Promise(resolve => {
    const running = spawn(path.join(bin, program), args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] })
    let printed = ''
    for (const stream of [running.stdout, running.stderr]) stream.setEncoding('utf8').on('data', text => (printed += text))
    running.on('close', code => {
      process.stdout.write(`— ${name}\n${printed}`)
      resolve(code === 0)
    })
  })

const waiting = [...CHECKS]
const failed = []
async function work() {
  for (let check = waiting.shift(); check; check = waiting.shift()) if (!(await holds(check))) failed.push(check)
}
await Promise.all(Array.from({ length: JOBS }, work))
if (failed.length > 0) {
  process.stdout.write(`check: ${failed.map(([name]) => name).join(', ')} failed\n`)
  process.exit(1)
}
process.stdout.write('check: all hold\n')
