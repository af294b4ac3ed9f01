/** For tests alone: the command line through its own door, built as a person gets it. */
import { type ChildProcess, spawn } from 'node:child_process'
import path from 'node:path'

export const root = path.resolve(import.meta.dirname, '../..')

/** What Node is given to run a command, e.g. `spawn(process.execPath, door('parse', 'a.md'))`; builds first where sources changed. */
export const door = (...words: readonly string[]): string[] => [path.join(root, 'bin', 'facheng.mjs'), ...words]

export interface Running {
  readonly child: ChildProcess
  readonly said: () => string
  readonly ended: Promise<number | null>
}

/** Runs a command in a process of its own. */
export function run(words: readonly string[], env: Record<string, string>, stdin?: string): Running {
  const environment = { ...process.env, LOG_LEVEL: 'warn', ...env }
  const child = spawn(process.execPath, door(...words), { cwd: root, env: environment })
  let said = ''
  child.stdout.on('data', chunk => (said += chunk))
  child.stderr.on('data', chunk => (said += chunk))
  child.stdin.end(stdin)
  return { child, said: () => said, ended: new Promise(resolve => child.on('close', resolve)) }
}

/** Waits until a service has said where it is. */
export async function listening(running: Running): Promise<Running & { readonly url: string }> {
  for (;;) {
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(running.said())?.[0]
    if (url) return { ...running, url }
    const early = await Promise.race([running.ended, new Promise<'waiting'>(resolve => setTimeout(resolve, 50, 'waiting'))])
    if (early !== 'waiting') throw new Error(`ended with ${early}: ${running.said()}`)
  }
}
