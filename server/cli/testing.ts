/** For tests alone: the command line through its own door, built as a person gets it. */
import path from 'node:path'

export const root = path.resolve(import.meta.dirname, '../..')

/** What Node is given to run a command, e.g. `spawn(process.execPath, door('parse', 'a.md'))`; builds first where sources changed. */
export const door = (...words: readonly string[]): string[] => [path.join(root, 'bin', 'facheng.mjs'), ...words]
