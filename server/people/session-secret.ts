/** The secret that signs session cookies: of the environment, or made on the first start and kept beside the database. */
import fs from 'node:fs/promises'
import path from 'node:path'
import { newSecret } from './secrets.ts'

/** Two services that start at once agree on the secret of the one that was first. */
export async function readSessionSecret(dataDir: string, given: string | null): Promise<string> {
  if (given !== null) return given
  const file = path.join(dataDir, 'session-secret')
  await fs.mkdir(dataDir, { recursive: true, mode: 0o700 })
  try {
    await fs.writeFile(file, newSecret(), { mode: 0o600, flag: 'wx' })
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  }
  return (await fs.readFile(file, 'utf8')).trim()
}
