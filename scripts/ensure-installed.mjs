/** Installs the packages of the lock file when they are missing or belong to another lock file or platform. */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'

/** Everything it says goes to standard error: standard output belongs to the command that is run. */
export function ensureInstalled(root) {
  const lock = fs.readFileSync(path.join(root, 'package-lock.json'))
  const wanted = createHash('sha256').update(lock).update(`${process.platform}-${process.arch}`).digest('hex')
  const stamp = path.join(root, 'node_modules', '.facheng-installed')
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === wanted) return
  process.stderr.write('facheng: 首次运行，正在安装依赖（约半分钟）……\n')
  const flags = [
    'ci',
    '--ignore-scripts',
    '--include=dev',
    '--include=optional',
    '--no-engine-strict',
    '--no-audit',
    '--no-fund',
    '--loglevel=error'
  ]
  // npm started from npm inherits the outer command's settings (such as omit): start it clean, through its own script where known.
  const npm = process.env.npm_execpath
  const done = npm
    ? spawnSync(process.execPath, [npm, ...flags], { cwd: root, stdio: ['ignore', 2, 2] })
    : spawnSync('npm', flags, { cwd: root, stdio: ['ignore', 2, 2], shell: process.platform === 'win32' })
  if (done.status !== 0) {
    process.stderr.write('facheng: 依赖安装失败；请检查网络或 npm 源后重试\n')
    process.exit(1)
  }
  fs.writeFileSync(stamp, wanted)
}
