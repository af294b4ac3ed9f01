/** Names of accounts (用户名): letters of any script, digits and `. _ -`; one name, however it is typed. */
import { ACCOUNT_NAME_LENGTH } from '../../schema/people.ts'

const NAME = /^[\p{L}\p{Nd}][\p{L}\p{Nd}._-]*$/u

/** As it is kept and compared: full-width letters and capitals are the same name. */
export const accountName = (typed: string): string => typed.trim().normalize('NFKC').toLowerCase()

/** Why a name (as `accountName` gives it) is refused; `null` when it may be used. */
export function accountNameFault(name: string): string | null {
  if (name === '') return '用户名不能为空'
  if (name.length > ACCOUNT_NAME_LENGTH) return `用户名不能超过 ${ACCOUNT_NAME_LENGTH} 个字符`
  return NAME.test(name) ? null : '用户名只能用文字、数字和 . _ -，并以文字或数字开头'
}
