/** Reads and checks every setting before anything is opened or written. A wrong value is one clear line and exit code 2. */
import path from 'node:path'

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const

export interface Config {
  readonly host: string
  readonly port: number
  /** Everything that facheng writes lies in here. */
  readonly dataDir: string
  /** `null`: a SQLite file in `dataDir`; otherwise a `postgres://` address. */
  readonly databaseUrl: string | null
  readonly workflowsDir: string
  /** Whether an empty database gets the demo. */
  readonly demo: boolean
  readonly logLevel: (typeof LOG_LEVELS)[number]
  /** `null`: made on first start and kept in `dataDir`. */
  readonly sessionSecret: string | null
  /** How digests are sent; nothing is sent while both are `null`. */
  readonly notices: NoticeConfig
  readonly office: OfficeConfig
}

export interface NoticeConfig {
  readonly mail: { readonly url: string; readonly from: string } | null
  /** The robot of a group in 企业微信 or 钉钉. */
  readonly webhook: string | null
}

/** What stands in the top line and on pages of help and of errors. */
export interface OfficeConfig {
  readonly name: string | null
  /** Whom to call. */
  readonly phone: string | null
}

/** A setting that cannot be used; its message is the one line that the user sees. */
export class ConfigError extends Error {}

const DEFAULT_PORT = 3000
/** `@fastify/session` signs with HMAC-SHA256: a shorter secret would be the weakest link. */
const SECRET_LENGTH = 32

/**
 * @param env usually `process.env`; an empty string counts as absent
 * @throws {ConfigError} naming the variable, what was seen and what is expected
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const text = (name: string) => env[name]?.trim() || undefined
  return {
    host: text('HOST') ?? '127.0.0.1',
    port: port(text('PORT')),
    dataDir: path.resolve(text('DATA_DIR') ?? 'data'),
    databaseUrl: databaseUrl(text('DATABASE_URL')),
    workflowsDir: path.resolve(text('WORKFLOWS_DIR') ?? 'workflows'),
    demo: flag('DEMO', text('DEMO'), true),
    logLevel: logLevel(text('LOG_LEVEL')),
    sessionSecret: secret(text('SESSION_SECRET')),
    notices: { mail: mail(text('MAIL_URL'), text('MAIL_FROM')), webhook: webhook(text('WEBHOOK_URL')) },
    office: { name: words('OFFICE_NAME', text('OFFICE_NAME')), phone: words('HELP_PHONE', text('HELP_PHONE')) }
  }
}

/** More would not fit into the top line. */
const WORDS_LENGTH = 30

function words(name: string, value: string | undefined): string | null {
  if (value === undefined) return null
  if (value.length <= WORDS_LENGTH && !/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(value)) return value
  throw new ConfigError(`${name} 太长或者含有换行等字符，请改为一行、不超过 ${WORDS_LENGTH} 个字`)
}

function port(value: string | undefined): number {
  if (value === undefined) return DEFAULT_PORT
  const number = Number(value)
  if (/^\d{1,5}$/.test(value) && number <= 65535) return number
  throw new ConfigError(`PORT=${value} 不是端口号，请改为 0 至 65535 之间的整数`)
}

function databaseUrl(value: string | undefined): string | null {
  if (value === undefined) return null
  if (/^postgres(ql)?:\/\//.test(value) && URL.canParse(value)) return value
  throw new ConfigError('DATABASE_URL 不是 postgres:// 开头的地址；使用 SQLite 时请不要设置它')
}

function flag(name: string, value: string | undefined, absent: boolean): boolean {
  if (value === undefined) return absent
  if (value === '0' || value === '1') return value === '1'
  throw new ConfigError(`${name}=${value} 无效，请改为 0 或 1`)
}

function logLevel(value: string | undefined): Config['logLevel'] {
  if (value === undefined) return 'info'
  const found = LOG_LEVELS.find(level => level === value)
  if (found) return found
  throw new ConfigError(`LOG_LEVEL=${value} 无效，请改为 ${LOG_LEVELS.join('、')} 之一`)
}

function secret(value: string | undefined): string | null {
  if (value === undefined) return null
  if (value.length >= SECRET_LENGTH) return value
  throw new ConfigError(`SESSION_SECRET 太短，请至少使用 ${SECRET_LENGTH} 个字符`)
}

const ADDRESS = /^[^\s@<>,;"]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*$/

/** The values hold secrets: no message repeats them. */
function mail(url: string | undefined, from: string | undefined): NoticeConfig['mail'] {
  if (url === undefined && from === undefined) return null
  if (url === undefined) throw new ConfigError('MAIL_URL 没有设置，MAIL_FROM 单独设置不起作用，请同时设置')
  if (!/^smtps?:\/\//.test(url) || !URL.canParse(url) || new URL(url).hostname === '')
    throw new ConfigError('MAIL_URL 不是 smtp:// 或者 smtps:// 开头的地址，请改为 smtps://用户:口令@主机:端口')
  if (from === undefined) throw new ConfigError('MAIL_FROM 没有设置，请写明发件人的邮箱')
  if (!ADDRESS.test(from)) throw new ConfigError(`MAIL_FROM=${from} 不是邮箱地址，请改正`)
  return { url, from }
}

function webhook(value: string | undefined): string | null {
  if (value === undefined) return null
  if (/^https?:\/\//.test(value) && URL.canParse(value) && new URL(value).username === '') return value
  throw new ConfigError('WEBHOOK_URL 不是 https:// 开头的机器人地址，请改正')
}
