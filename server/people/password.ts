/** Passwords (口令): which are good enough, and how they are kept. */
import { hash, verify } from '@node-rs/argon2'
import { PASSWORD_LENGTH } from '../../schema/people.ts'

/** GB/T 22239 asks for complexity; the figures are those of common 等保 practice. */
const SHORTEST = 10
const KINDS_NEEDED = 3
const KINDS = [/\p{Ll}|\p{Lo}/u, /\p{Lu}/u, /\p{Nd}/u, /[^\p{L}\p{Nd}]/u] as const
/** A piece of the account's name this long inside the password makes it guessable. */
const FRAGMENT = 4

/** What people reach for when they must have three kinds of characters. Compared without case and with the usual replacements undone. */
const COMMON = [
  'password', 'passw0rd', 'admin', 'administrator', 'qwerty', 'asdfgh', 'zxcvbn', 'iloveyou', 'welcome', 'letmein', 'abcd1234', 'abc123',
  '123456', '654321', '111111', '888888', '666666', '1q2w3e', '1qaz2wsx', 'qazwsx', 'woaini', 'facheng', '法程', 'renda', '人大', 'lifa', '立法',
  'changwei', '常委会', 'zhengfu', '政府', 'beijing', 'sichuan', 'luzhou', 'zhongguo', 'china', 'huawei', 'test1234', 'root', 'guest'
] // biome-ignore format: a list of words

/** OWASP's first choice for Argon2id: 19 MiB, two passes. */
const ARGON2 = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/**
 * Why a password is refused, as one Chinese sentence; `null` when it may be used.
 * @param name the account's name: it must not stand in the password
 */
export function passwordFault(password: string, name: string): string | null {
  const length = [...password].length
  if (length < SHORTEST) return `口令至少 ${SHORTEST} 个字符`
  if (length > PASSWORD_LENGTH) return `口令不能超过 ${PASSWORD_LENGTH} 个字符`
  if (KINDS.filter(kind => kind.test(password)).length < KINDS_NEEDED) return '口令应当含小写字母或汉字、大写字母、数字、其他符号中的三种'
  const plain = undone(password)
  if (fragments(undone(name)).some(fragment => plain.includes(fragment))) return '口令不能含用户名或其中一段'
  if (isCommon(plain)) return '口令太常见，请换一个不容易猜到的'
  return null
}

/** Takes about 20 ms and 19 MB: never inside a transaction. */
export const hashPassword = (password: string): Promise<string> => hash(password, ARGON2)

/**
 * Whether the password is the one that was hashed. Without a hash (no such account) it takes as long and says no, so that the
 * time of an answer does not tell which accounts exist.
 */
export async function passwordHolds(stored: string | null, password: string): Promise<boolean> {
  const holds = await verify(stored ?? (await hashOfNobody()), password)
  return stored !== null && holds
}

let nobody: Promise<string> | null = null
const hashOfNobody = (): Promise<string> => {
  nobody ??= hashPassword(crypto.randomUUID())
  return nobody
}

/** A common word that makes up most of the password; in a long one it does no harm. */
function isCommon(plain: string): boolean {
  return COMMON.some(word => plain.includes(word) && word.length * 2 >= plain.length) || new Set(plain).size < SHORTEST / 2
}

const undone = (text: string): string => text.normalize('NFKC').toLowerCase().replaceAll('@', 'a').replaceAll('$', 's').replaceAll('!', 'i')

function fragments(name: string): string[] {
  if (name.length < FRAGMENT) return []
  return Array.from({ length: name.length - FRAGMENT + 1 }, (_, at) => name.slice(at, at + FRAGMENT))
}
