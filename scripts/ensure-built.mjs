/** Bundles the server and the browser's islands into `build/` when any source changed since the last build. */
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { buildBrowser } from './build-browser.mjs'

/** Packages that bring files of their own (binaries, WASM, pages) stay outside the bundle. */
const EXTERNAL = ['better-sqlite3', '@node-rs/argon2', 'pg-native', 'esbuild']

const BANNER = [
  "import { createRequire as facheng_createRequire } from 'node:module'",
  "import { fileURLToPath as facheng_fileURLToPath } from 'node:url'",
  "import facheng_path from 'node:path'",
  'const require = facheng_createRequire(import.meta.url)',
  'const __filename = facheng_fileURLToPath(import.meta.url)',
  'const __dirname = facheng_path.dirname(__filename)'
].join(';')

/** One line for every source file: cheap to make and different as soon as a file was touched. */
function fingerprint(root) {
  const hash = createHash('sha256').update(fs.readFileSync(path.join(root, 'package-lock.json')))
  for (const folder of ['schema', 'server', 'scripts', 'workflows'])
    for (const entry of fs.readdirSync(path.join(root, folder), { recursive: true }).sort()) {
      const stat = fs.statSync(path.join(root, folder, entry))
      if (stat.isFile()) hash.update(`${folder}/${entry} ${stat.size} ${stat.mtimeMs}\n`)
    }
  return hash.digest('hex')
}

/** How TypeScript of the server becomes what Node runs; the tests are bundled in the same way. @param {string} root */
export const bundleOptions = root => ({
  bundle: true,
  format: 'esm',
  absWorkingDir: root,
  logLevel: 'error',
  sourcemap: true,
  legalComments: 'none',
  platform: 'node',
  target: 'node24',
  splitting: true,
  chunkNames: 'chunks/[name]-[hash]',
  external: EXTERNAL,
  // Its UMD form hides its requires from the bundler.
  alias: { 'jsonc-parser': 'jsonc-parser/lib/esm/main.js' },
  jsx: 'automatic',
  jsxImportSource: '@kitajs/html',
  banner: { js: BANNER }
})

/** @param {string} root the project's folder; afterwards `build/` is what its sources say */
export async function ensureBuilt(root) {
  const stamp = path.join(root, 'build', 'stamp')
  const wanted = fingerprint(root)
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === wanted) return
  const { build, stop } = await import('esbuild')
  // Built beside and moved in, so that a build that was cut short never serves.
  const beside = path.join(root, `build.${process.pid}`)
  await build({
    ...bundleOptions(root),
    // Uploaded files are read in threads of their own: see server/uploads/.
    entryPoints: { main: 'server/main.ts', 'upload-worker': 'server/uploads/worker.ts' },
    outdir: beside
  })
  const browser = path.join(beside, 'browser')
  fs.mkdirSync(browser)
  for (const [name, content] of await buildBrowser(root)) fs.writeFileSync(path.join(browser, name), content)
  // The bundler's own process would live as long as the service that is started next.
  await stop()
  fs.writeFileSync(path.join(beside, 'stamp'), wanted)
  fs.rmSync(path.join(root, 'build'), { recursive: true, force: true })
  fs.renameSync(beside, path.join(root, 'build'))
}
