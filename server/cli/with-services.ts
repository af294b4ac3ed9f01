/** Opens the database of the environment for one command and closes it again. It works beside a running service. */
import { readConfig } from '../config.ts'
import { openDatabase } from '../store/database.ts'
import { makeServices, type Services } from '../store/services.ts'

/** @throws {ConfigError} before anything is opened or written */
export async function withServices<T>(work: (services: Services) => Promise<T>): Promise<T> {
  const config = readConfig(process.env)
  const db = await openDatabase(config)
  try {
    return await work(makeServices(db, config))
  } finally {
    await db.destroy()
  }
}
