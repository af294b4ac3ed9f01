#!/usr/bin/env node
/**
 * The one door of facheng: installs what is missing, finds a Node that can run it, builds when sources changed, and hands over
 * to `server/main.ts`. Plain JavaScript for any Node from 18 on, because it runs before anything is installed.
 */
import { spawn } from 'node:child_process'
import module from 'node:module'
import path from 'node:path'
import { bundledNode, MINIMUM_NODE } from '../scripts/bundled-node.mjs'
import { ensureInstalled } from '../scripts/ensure-installed.mjs'

const root = path.resolve(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname), '..')

ensureInstalled(root)
if (Number(process.versions.node.split('.')[0]) < MINIMUM_NODE) {
  // Signals reach this process alone when a service manager stops it: pass them on, or the server would outlive its door.
  const child = spawn(bundledNode(root), process.argv.slice(1), { stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('exit', code => process.exit(code ?? 1))
} else {
  module.enableCompileCache?.(path.join(root, 'node_modules', '.cache', 'compile'))
  const { ensureBuilt } = await import('../scripts/ensure-built.mjs')
  await ensureBuilt(root)
  const { main } = await import('../build/main.js')
  process.exitCode = await main(process.argv.slice(2))
}
