/**
 * Room `upkeep`: how the machine is, and backups that nobody has to think of. It copies nothing itself (who starts the service says how: the
 * command line's `backup`, in a process of its own), decides when, keeps as many as `rhythm.ts` says, and knows in memory how it stands, so
 * that any page may ask. SQLite alone: a PostgreSQL database is backed up by its own means. Begin with `keepBackups`.
 */
import fs from 'node:fs/promises'
import path from 'node:path'
import { Problem } from '../../schema/problems.ts'
import type { BackupState, StoredBackup } from '../../schema/upkeep.ts'
import { sqliteFile } from '../store/database.ts'
import { dialectOf } from '../store/dialect.ts'
import type { Services } from '../store/services.ts'
import { backupName, isDue, isOverdue, keptBackups, timeOfBackup } from './rhythm.ts'

/** How often is looked whether a backup is due; the first look is that long after the start, when the first pages have been answered. */
const LOOK = 5 * 60_000
/** A copy is at most as large as the database; something must be left to work with. */
const SPARE = 64 * 1024 * 1024

/** Writes a backup to a new file and reads it through. @throws {Error} with one Chinese sentence; the file may stand there even then */
export type MakeCopy = (file: string, signal: AbortSignal) => Promise<void>

export interface Backups {
  /** From memory: any page may ask. */
  readonly state: () => BackupState
  /**
   * Begins one backup; it goes on when this returns.
   * @param announce is told the file's name first, and waited for: when it throws, nothing is begun
   * @throws {Problem} `backup-running`, `backup-elsewhere`
   */
  readonly begin: (announce?: (file: string) => Promise<unknown>) => Promise<string>
  /** Waits until none is being made. */
  readonly settled: () => Promise<void>
  /** Makes them by itself from now on. @param report is told of every one that failed */
  readonly watch: (report: (error: Error) => void) => Promise<void>
  /** Ends the watch and a copy that is being made, and waits for it. */
  readonly stop: () => Promise<void>
}

/** What is known between two looks into the folder. */
interface Memory {
  kept: StoredBackup[]
  running: BackupState['running']
  failure: BackupState['failure']
}

export function keepBackups({ db, dataDir, now }: Pick<Services, 'db' | 'dataDir' | 'now'>, copy: MakeCopy): Backups {
  const byFile = dialectOf(db) === 'sqlite'
  const folder = path.join(dataDir, 'backups')
  const memory: Memory = { kept: [], running: null, failure: null }
  const ending = new AbortController()
  const watch: { since: string | null; timer?: NodeJS.Timeout; report: (error: Error) => void } = { since: null, report: () => undefined }
  let work: Promise<void> = Promise.resolve()

  const make = async (file: string) => {
    try {
      await fs.mkdir(folder, { recursive: true, mode: 0o700 })
      await demandRoom(folder, sqliteFile(dataDir))
      ending.signal.throwIfAborted()
      await copy(path.join(folder, file), ending.signal)
      memory.failure = null
      await removeSurplus(folder)
    } catch (error) {
      if (ending.signal.aborted) return
      const reason = error instanceof Error ? error.message : String(error)
      memory.failure = { at: now().toISOString(), reason }
      watch.report(new Error(`backup ${file}: ${reason}`))
    } finally {
      memory.kept = await storedBackups(folder)
      memory.running = null
    }
  }
  const begin: Backups['begin'] = async (announce = async () => undefined) => {
    if (!byFile) throw new Problem('backup-elsewhere')
    if (memory.running) throw new Problem('backup-running')
    const file = backupName(now())
    memory.running = { file, since: now().toISOString() } // from here on nobody else begins
    try {
      await announce(file)
    } catch (error) {
      memory.running = null
      throw error
    }
    work = make(file)
    return file
  }
  const state = (): BackupState => {
    const [latest = null] = memory.kept
    const overdue = byFile && watch.since !== null && isOverdue({ now: now(), latestAt: latest?.at ?? null, watchedSince: watch.since })
    return { byFile, folder: byFile ? folder : null, latest, running: memory.running, failure: memory.failure, overdue, kept: memory.kept }
  }
  const look = () => {
    const { latest, running, failure } = state()
    if (!running && isDue({ now: now(), latestAt: latest?.at ?? null, failedAt: failure?.at ?? null })) void begin()
  }
  return {
    state,
    begin,
    settled: () => work,
    watch: async report => {
      if (!byFile || ending.signal.aborted) return
      watch.report = report
      await removeUnfinished(folder)
      memory.kept = await storedBackups(folder)
      watch.since = now().toISOString()
      watch.timer = setInterval(look, LOOK).unref()
    },
    stop: async () => {
      clearInterval(watch.timer)
      ending.abort()
      await work
    }
  }
}

/** What lies in the folder under names of ours, newest first. */
async function storedBackups(folder: string): Promise<StoredBackup[]> {
  const found = await Promise.all(
    (await namesIn(folder)).map(async file => {
      const at = timeOfBackup(file)
      const stat = at === null ? null : await fs.stat(path.join(folder, file)).catch(() => null)
      return at !== null && stat?.isFile() ? [{ file, at, size: stat.size }] : []
    })
  )
  return found.flat().sort((a, b) => (a.at < b.at ? 1 : -1))
}

async function removeSurplus(folder: string): Promise<void> {
  const stored = await storedBackups(folder)
  const kept = keptBackups(stored.map(({ at }) => at))
  for (const { file, at } of stored) {
    if (kept.has(at)) continue
    await fs.rm(path.join(folder, file), { force: true })
    await fs.rm(path.join(folder, `${file}.sha256`), { force: true })
  }
}

/** What a service that was cut off in the midst of a copy has left. */
async function removeUnfinished(folder: string): Promise<void> {
  for (const file of await namesIn(folder)) {
    const [, begun] = /^(facheng-.+\.db)\.unfinished/.exec(file) ?? []
    if (begun && timeOfBackup(begun) !== null) await fs.rm(path.join(folder, file), { force: true })
  }
}

const namesIn = (folder: string): Promise<string[]> => fs.readdir(folder).catch(() => [])

/** @throws {Error} when the disk has no room for a copy: better said before than met in its midst, with everybody's work beside it */
async function demandRoom(folder: string, database: string): Promise<void> {
  const { bavail, bsize } = await fs.statfs(folder)
  const { size } = await fs.stat(database)
  if (bavail * bsize >= size + SPARE) return
  throw new Error('磁盘空间不够再存一份数据库，没有备份；请清理磁盘，或者把较早的备份移到别处')
}
