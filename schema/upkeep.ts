/** 运行状态: what an administrator is told about the machine that the house runs on, and the backups it keeps. */
import { type Static, Type } from 'typebox'

const textOrNull = Type.Union([Type.String(), Type.Null()])
const bytes = (description: string) => Type.Integer({ description: `${description}，字节` })

export const LAMP_STATES = ['good', 'attention', 'bad', 'none'] as const

export const UpkeepLamp = Type.Object({
  state: Type.Enum([...LAMP_STATES]),
  words: Type.String({ description: '中文，说明状态和该做的事' })
})
export type UpkeepLamp = Static<typeof UpkeepLamp>

export const StoredBackup = Type.Object({
  file: Type.String({ description: '数据目录下 backups 文件夹中的文件名' }),
  at: Type.String(),
  size: bytes('大小')
})
export type StoredBackup = Static<typeof StoredBackup>

export const BackupState = Type.Object({
  byFile: Type.Boolean({ description: '由本程序备份；PostgreSQL 为 false，用 pg_dump 备份' }),
  folder: textOrNull,
  latest: Type.Union([StoredBackup, Type.Null()]),
  running: Type.Union([Type.Object({ file: Type.String(), since: Type.String() }), Type.Null()]),
  /** Of the last try; null when it went well. */
  failure: Type.Union([Type.Object({ at: Type.String(), reason: Type.String() }), Type.Null()]),
  /** None is newer than 48 hours, though the service has had the time to make one. */
  overdue: Type.Boolean(),
  kept: Type.Array(StoredBackup)
})
export type BackupState = Static<typeof BackupState>

export const Upkeep = Type.Object({
  lamps: Type.Object({ database: UpkeepLamp, disk: UpkeepLamp, backup: UpkeepLamp, version: UpkeepLamp }),
  backup: BackupState,
  versions: Type.Object({
    program: Type.String(),
    node: Type.String(),
    database: Type.String(),
    tables: Type.String({ description: '数据库表已升级到的迁移' })
  }),
  sizes: Type.Object({
    database: bytes('数据库'),
    backups: bytes('备份文件夹'),
    diskFree: bytes('数据目录所在磁盘的可用空间'),
    diskTotal: bytes('数据目录所在磁盘的总空间'),
    memory: bytes('服务占用的内存'),
    events: Type.Integer({ description: '事件记录的条数' })
  }),
  startedAt: Type.String({ description: '服务启动的时间' })
})
export type Upkeep = Static<typeof Upkeep>

export const BegunBackup = Type.Object({ file: Type.String() })
export type BegunBackup = Static<typeof BegunBackup>
