/** `facheng user …`: accounts from the command line, where nobody can be locked out. */

import readline from 'node:readline'
import { Writable } from 'node:stream'
import { parseArgs } from 'node:util'
import { ROLE_TITLES, ROLES, type Role } from '../../schema/people.ts'
import { accountByName, addAccount, changeAccount, listAccounts } from '../people/accounts.ts'
import { issueToken } from '../people/tokens.ts'
import type { Services } from '../store/services.ts'
import { type Command, type ExitCode, print, say, UsageError } from './command.ts'
import { withServices } from './with-services.ts'

const PAGE = 100

export const command: Command = {
  summary: '管理账号：新增、停用、改口令、签发访问令牌',
  usage: `
facheng user add 用户名 --role 角色 [--display-name 姓名]   新增账号，从标准输入读一行作为口令
facheng user token 用户名                                  签发访问令牌，只打印令牌本身（仅此一次）
facheng user password 用户名                               改口令并解除锁定，从标准输入读一行作为新口令
facheng user disable 用户名                                停用账号，收回它的登录和令牌
facheng user enable 用户名                                 重新启用账号
facheng user list                                          列出全部账号

角色：${ROLES.map(role => `${role}（${ROLE_TITLES[role]}）`).join('、')}
口令：至少 10 个字符，含小写字母或汉字、大写字母、数字、其他符号中的三种，不含用户名。
`,
  async run(args) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { role: { type: 'string' }, 'display-name': { type: 'string' } }
    })
    const [action = '', name, ...surplus] = positionals
    const run = Object.hasOwn(ACTIONS, action) ? ACTIONS[action] : undefined
    if (!run) throw new UsageError(`user 之后应为 ${Object.keys(ACTIONS).join('、')} 之一，用 facheng user --help 查看用法`)
    if (surplus.length > 0 || (name === undefined) !== (action === 'list'))
      throw new UsageError(`user ${action} 需要${action === 'list' ? '零' : '一'}个用户名`)
    return run(name ?? '', values)
  }
}

interface Values {
  readonly role?: string | undefined
  readonly 'display-name'?: string | undefined
}

const ACTIONS: Readonly<Record<string, (name: string, values: Values) => Promise<ExitCode>>> = {
  async add(name, values) {
    const role = readRole(values.role)
    const password = await readPassword()
    return withServices<ExitCode>(async services => {
      const made = await addAccount(services, null, { name, role, displayName: values['display-name'], password })
      say(`已新增账号 ${made.username}（${ROLE_TITLES[role]}）`)
      return 0
    })
  },
  token: name =>
    withServices<ExitCode>(async services => {
      const { id } = await accountByName(services, name)
      await print(`${(await issueToken(services, null, id)).token}\n`)
      return 0
    }),
  async password(name) {
    const password = await readPassword()
    return withServices(services => change(services, name, { password }, '口令已修改，锁定已解除'))
  },
  disable: name => withServices(services => change(services, name, { disabled: true }, '账号已停用')),
  enable: name => withServices(services => change(services, name, { disabled: false }, '账号已启用')),
  list: () =>
    withServices<ExitCode>(async services => {
      for (let cursor: string | undefined; ; ) {
        const page = await listAccounts(services, null, { limit: PAGE, cursor })
        for (const { username, role, displayName, disabled } of page.items) {
          await print(`${[username, role, displayName, disabled ? '已停用' : '可用'].join('\t')}\n`)
        }
        if (page.next === null) return 0
        cursor = page.next
      }
    })
}

async function change(
  services: Services,
  name: string,
  what: { password: string } | { disabled: boolean },
  done: string
): Promise<ExitCode> {
  const { id, username } = await accountByName(services, name)
  await changeAccount(services, null, id, what)
  say(`${username}：${done}`)
  return 0
}

function readRole(value: string | undefined): Role {
  const role = ROLES.find(one => one === value)
  if (!role) throw new UsageError(`--role 应为 ${ROLES.join('、')} 之一`)
  return role
}

/** One line of standard input; typed at a terminal it is not shown. @throws {UsageError} when there is none */
async function readPassword(): Promise<string> {
  const terminal = process.stdin.isTTY === true
  if (terminal) say('请输入口令，以回车结束（不显示）')
  // A terminal's echo is written by readline itself: into nothing.
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() })
  const lines = readline.createInterface({ input: process.stdin, output: nowhere, terminal })
  try {
    for await (const line of lines) return line
  } finally {
    lines.close()
  }
  throw new UsageError('没有读到口令：请从标准输入给出一行')
}
