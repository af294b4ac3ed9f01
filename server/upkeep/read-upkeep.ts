/** 运行状态 as it is now. */
import fs from 'node:fs/promises'
import path from 'node:path'
import packageJson from '../../package.json' with { type: 'json' }
import type { Upkeep } from '../../schema/upkeep.ts'
import { demandRole } from '../people/permissions.ts'
import { newestMigration } from '../store/migrate.ts'
import { writeReadiness } from '../store/readiness.ts'
import type { Actor, Services } from '../store/services.ts'
import type { Backups } from './backups.ts'
import { backupLamp, databaseLamp, diskLamp, versionLamp } from './lamps.ts'
import { databaseSize, databaseVersion, eventCount } from './store.ts'

/** @throws {Problem} `forbidden` */
export async function readUpkeep({ db, dataDir, now }: Services, actor: Actor, backups: Backups): Promise<Upkeep> {
  demandRole(actor, 'administrator')
  const [refused, version, size, events, disk, backupSize] = await Promise.all([
    writeReadiness(db, now().toISOString()).then(() => null, messageOf),
    databaseVersion(db),
    databaseSize(db),
    eventCount(db),
    fs.statfs(dataDir),
    folderSize(path.join(dataDir, 'backups'))
  ])
  const backup = backups.state()
  const free = disk.bavail * disk.bsize
  return {
    lamps: {
      database: databaseLamp(refused),
      disk: diskLamp(free, size),
      backup: backupLamp(backup, now()),
      version: versionLamp(packageJson.version, await versionOnDisk())
    },
    backup,
    versions: { program: packageJson.version, node: process.versions.node, database: version, tables: newestMigration },
    sizes: {
      database: size,
      backups: backupSize,
      diskFree: free,
      diskTotal: disk.blocks * disk.bsize,
      memory: process.memoryUsage.rss(),
      events
    },
    startedAt: new Date(Date.now() - process.uptime() * 1000).toISOString()
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** Beside the program's door lies its description; null where it was started in another way. */
async function versionOnDisk(): Promise<string | null> {
  const door = process.argv[1]
  if (!door?.endsWith('facheng.mjs')) return null
  try {
    const { version } = JSON.parse(await fs.readFile(path.join(path.dirname(await fs.realpath(door)), '../package.json'), 'utf8'))
    return typeof version === 'string' ? version : null
  } catch {
    return null
  }
}

/** Copies of every kind lie there: the daily ones, those before upgrades and before a restore. */
async function folderSize(folder: string): Promise<number> {
  const names = await fs.readdir(folder).catch(() => [])
  const sizes = await Promise.all(
    names.map(name =>
      fs.stat(path.join(folder, name)).then(
        ({ size }) => size,
        () => 0
      )
    )
  )
  return sizes.reduce((sum, size) => sum + size, 0)
}
