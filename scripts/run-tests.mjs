/**
 * Runs test files (those named, else all) two at a time, each as the plain program that it is: `tap run` would load the recorder of coverage
 * into every process, which nobody asks for here and which takes a quarter of the time. Prints TAP.
 */
import fs from 'node:fs'
import path from 'node:path'
import { t } from 'tap'

const ROOMS = ['schema', 'server', 'scripts']
/** Two cores; a browser, a database and a test keep each busy. */
const JOBS = 2
/** Seconds for a file, and for a test in it: a busy machine is no failure. */
const PATIENCE = 600

const root = path.resolve(import.meta.dirname, '..')
const named = process.argv.slice(2)
const all = () =>
  ROOMS.flatMap(room =>
    fs.readdirSync(path.join(root, room), { recursive: true, encoding: 'utf8' }).map(file => path.join(room, file))
  ).filter(file => /\.test\.tsx?$/.test(file))
const files = (named.length > 0 ? named : all()).sort()

const env = { ...process.env, TAP_TIMEOUT: String(PATIENCE) }

t.jobs = JOBS
t.setTimeout(0)
for (const file of files) {
  t.spawn(process.execPath, ['--import=tsx', file], { cwd: root, timeout: PATIENCE * 1000, buffered: true, env }, file)
}
