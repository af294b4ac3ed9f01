/** Finds the Node that came with `npm ci`: the system's own may be too old to run facheng. */
import fs from 'node:fs'
import path from 'node:path'

/** The first Node whose type stripping, SQLite and zstd facheng relies on. */
export const MINIMUM_NODE = 24

/** The bundled Node's path; ends the process with one line when this platform has none. */
export function bundledNode(root) {
  const platform = process.platform === 'win32' ? 'win' : process.platform
  const file = path.join(root, 'node_modules', `node-${platform}-${process.arch}`, 'bin', platform === 'win' ? 'node.exe' : 'node')
  if (fs.existsSync(file)) return file
  process.stderr.write(`facheng: 需要 Node.js ${MINIMUM_NODE} 或更高版本，当前为 ${process.versions.node}；请安装后重试\n`)
  process.exit(2)
}
