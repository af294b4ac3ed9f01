/** Bundles what browsers get: the style sheet and the islands. `ensure-built.mjs` writes it to disk; a server run from source keeps it in memory. */
import fs from 'node:fs'
import path from 'node:path'

/** The oldest browser on office computers that facheng is built for. */
const BROWSER = 'chrome92'

/** @param {string} root the project's folder @returns {Promise<Map<string, Buffer>>} file name → content */
export async function buildBrowser(root) {
  const { build } = await import('esbuild')
  const islands = fs.readdirSync(path.join(root, 'server/web/islands')).filter(name => name.endsWith('.ts') && !name.endsWith('.test.ts'))
  const { outputFiles } = await build({
    entryPoints: ['server/web/styles/look.css', ...islands.map(name => `server/web/islands/${name}`)],
    entryNames: '[name]',
    outdir: path.join(root, 'build/browser'),
    absWorkingDir: root,
    bundle: true,
    format: 'esm',
    platform: 'browser',
    target: BROWSER,
    minify: true,
    legalComments: 'none',
    logLevel: 'error',
    write: false
  })
  return new Map(outputFiles.map(file => [path.basename(file.path), Buffer.from(file.contents)]))
}
