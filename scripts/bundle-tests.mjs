/**
 * Bundles test files as the product is bundled, all in one go: read from some hundred sources of ours and a thousand of packages, each test file
 * took three seconds before its first line. What the product looks for beside itself is linked from `build/`.
 */
import fs from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { bundleOptions } from './ensure-built.mjs'

/** Packages that must be loaded once, or that look for files of their own. */
const EXTERNAL = ['tap', 'playwright-core', 'tsx', 'typescript']
/** Sources that only tests have: what they find beside themselves lies in the sources. */
const OF_TESTS = /(\.test\.tsx?|[\\/]testing[\w-]*\.tsx?|-testing\.tsx?|[\\/]journeys[\\/][\w-]+\.ts|[\\/]scripts[\\/][\w-]+\.m?[jt]s)$/

const places = {
  name: 'places',
  setup: ({ onLoad }) =>
    onLoad({ filter: OF_TESTS }, async ({ path: file }) => {
      if (file.includes('node_modules')) return null
      const source = await fs.promises.readFile(file, 'utf8')
      const contents = source
        .replaceAll(/\bimport\.meta\.dirname\b/g, JSON.stringify(path.dirname(file)))
        .replaceAll(/\bimport\.meta\.url\b/g, JSON.stringify(pathToFileURL(file).href))
      return { contents, loader: path.extname(file) === '.tsx' ? 'tsx' : 'ts' }
    })
}

/**
 * @param {string} root the project's folder, whose `build/` is up to date
 * @param {readonly string[]} files test files, from there
 * @returns {Promise<(file: string) => string>} where a test file's bundle lies
 */
export async function bundleTests(root, files) {
  const { build, stop } = await import('esbuild')
  const folder = path.join(root, 'node_modules', '.cache', `facheng-tests-${process.pid}`)
  process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }))
  const options = bundleOptions(root)
  const entryOf = file => file.replace(/\.tsx?$/, '').replaceAll(/[\\/]/g, '--')
  await build({
    ...options,
    entryPoints: Object.fromEntries(files.map(file => [entryOf(file), file])),
    outdir: folder,
    external: [...options.external, ...EXTERNAL],
    plugins: [places]
  })
  await stop()
  for (const made of ['browser', 'upload-worker.js']) fs.symlinkSync(path.join(root, 'build', made), path.join(folder, made))
  return file => path.join(folder, `${entryOf(file)}.js`)
}
