import { spawn } from 'node:child_process'
import os from 'node:os'
import type { MakeCopy } from '../upkeep/backups.ts'

/** What a running copy has said so far is kept to this length: one line of it is shown. */
const SAID = 4_000

const RUN = `import { pathToFileURL } from 'node:url'
const [program, ...words] = process.argv.slice(1)
const { main } = await import(pathToFileURL(program))
process.exitCode = await main(words)`

/**
 * Runs `facheng backup` in a process of its own and out of everybody's way: copying and reading through would keep every request waiting here.
 * It runs the program as it was built, not through its door: that would build anew where sources were replaced, under the feet of the service.
 * @param program `build/main.js`
 */
export const backupBeside =
  (program: string): MakeCopy =>
  (file, signal) =>
    new Promise((resolve, reject) => {
      const child = spawn(process.execPath, ['--input-type=module', '--eval', RUN, '--', program, 'backup', file], {
        stdio: ['ignore', 'ignore', 'pipe'],
        signal
      })
      let said = ''
      child.stderr.on('data', chunk => {
        said = (said + chunk).slice(-SAID)
      })
      child.on('spawn', () => {
        if (child.pid !== undefined) yieldTo(child.pid)
      })
      child.on('error', reject)
      child.on('close', code => (code === 0 ? resolve() : reject(new Error(lastWords(said, code)))))
    })

/** A system that does not let processes be put back has it run as it is. */
function yieldTo(pid: number): void {
  try {
    os.setPriority(pid, os.constants.priority.PRIORITY_LOW)
  } catch {}
}

/** The command says one line for whatever goes wrong; a crash says many. */
function lastWords(said: string, code: number | null): string {
  const lines = said.trim().split('\n')
  const ours = lines.findLast(line => line.startsWith('facheng: '))
  return (
    ours?.slice('facheng: '.length) ??
    `备份程序意外结束（${code ?? '被终止'}）：${lines.find(line => /^\w*Error\b/.test(line)) ?? lines[0]}`
  )
}
