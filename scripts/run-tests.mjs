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
/** A busy machine is no failure. */
const PATIENCE = 600_000

const root = path.resolve(import.meta.dirname, '..')
const named = process.argv.slice(2)
const all = () =>
  ROOMS.flatMap(room =>
    fs.readdirSync(path.join(root, room), { recursive: true, encoding: 'utf8' }).map(file => path.join(room, file))
  ).filter(file => /\.test\.tsx?$/.test(file))
const files = (named.length > 0 ? named : all()).sort()

t.jobs = JOBS
t.setTimeout(0)
for (const file of files) {
  t.spawn(process.execPath, ['--import=tsx', file], { cwd: root, timeout: PATIENCE, buffered: true, env: process.env }, file)
}
