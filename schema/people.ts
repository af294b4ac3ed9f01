/** Accounts (账号), their roles, and what signing in sends and gets. */
import { type Static, Type } from 'typebox'

/** Roles (角色): what an account may do follows from its role alone; see `server/people/permissions.ts`. */
export const ROLES = ['administrator', 'staff', 'expert', 'reader'] as const
export type Role = (typeof ROLES)[number]

export const ROLE_TITLES = {
  administrator: '系统管理员',
  staff: '工作人员',
  expert: '专家',
  reader: '查阅人员'
} as const satisfies Record<Role, string>

/** Longest password that is taken: longer input only costs hashing time. */
export const PASSWORD_LENGTH = 128
export const ACCOUNT_NAME_LENGTH = 32
export const DISPLAY_NAME_LENGTH = 60

const RoleTerm = Type.Enum([...ROLES], { description: '角色' })
const AccountName = Type.String({ minLength: 1, maxLength: ACCOUNT_NAME_LENGTH, description: '用户名' })
const DisplayName = Type.String({ minLength: 1, maxLength: DISPLAY_NAME_LENGTH, description: '姓名' })
const Password = Type.String({ minLength: 1, maxLength: PASSWORD_LENGTH, description: '口令' })

export const SignIn = Type.Object({ username: AccountName, password: Password }, { additionalProperties: false })
export type SignIn = Static<typeof SignIn>

/** Who is signed in. `csrfToken` accompanies unsafe requests that carry the session cookie; programs with a bearer token need none. */
export const CurrentSession = Type.Object({
  account: Type.Object({ id: Type.String(), username: Type.String(), displayName: Type.String(), role: RoleTerm }),
  csrfToken: Type.Union([Type.String(), Type.Null()])
})
export type CurrentSession = Static<typeof CurrentSession>

export const NewAccount = Type.Object(
  { username: AccountName, role: RoleTerm, displayName: Type.Optional(DisplayName), password: Password },
  { additionalProperties: false }
)
export type NewAccount = Static<typeof NewAccount>

/** What an administrator may change of an account. */
export const AccountChange = Type.Object(
  {
    role: Type.Optional(RoleTerm),
    displayName: Type.Optional(DisplayName),
    disabled: Type.Optional(Type.Boolean({ description: '停用' })),
    password: Type.Optional(Password)
  },
  { additionalProperties: false, minProperties: 1 }
)
export type AccountChange = Static<typeof AccountChange>

/** An account as it is shown: never its password, nor anything made from it. */
export const Account = Type.Object({
  id: Type.String(),
  username: Type.String(),
  displayName: Type.String(),
  role: RoleTerm,
  disabled: Type.Boolean(),
  createdAt: Type.String()
})
export type Account = Static<typeof Account>

/** A new bearer token (访问令牌). It is shown this once; what is kept is its hash. */
export const NewToken = Type.Object({ token: Type.String(), createdAt: Type.String() })
export type NewToken = Static<typeof NewToken>
