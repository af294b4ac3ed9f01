/** `facheng serve`: from the environment to a service that listens, and to its end by signal. */
import fs from 'node:fs'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { ROLE_TITLES } from '../../schema/people.ts'
import { buildApp } from '../app.ts'
import { advanceDueBills } from '../bills/advance-due.ts'
import { readWorkflows } from '../bills/workflows.ts'
import { startNotices } from '../calendar/notice-timer.ts'
import { type Config, readConfig } from '../config.ts'
import { loadDemo } from '../demo/load.ts'
import { type OneTimeLinks, oneTimeLinks } from '../people/one-time-links.ts'
import { readSessionSecret } from '../people/session-secret.ts'
import { type FirstVisitor, firstVisitors } from '../people/sign-in.ts'
import { indexMissing } from '../search/index-missing.ts'
import type { Database } from '../store/database.ts'
import { makeServices, type Services } from '../store/services.ts'
import { keepBackups } from '../upkeep/backups.ts'
import type { HttpServer } from '../web/http/server.ts'
import { backupBeside } from './backup-beside.ts'
import { type Command, type ExitCode, print, say, UsageError } from './command.ts'
import { open } from './with-services.ts'

/** Requests under way get this long to end after SIGTERM; who started us expects us gone after 15 s. */
const GRACE = 10_000
/** How often the bills are looked through for a step that falls due by itself. */
const HOUR = 3_600_000

export const command: Command = {
  summary: '启动服务（npm start）',
  usage: `
facheng serve

环境变量（均可不设）：
  HOST            监听地址，默认 127.0.0.1
  PORT            端口，默认 3000
  DATA_DIR        数据目录，默认 ./data
  DATABASE_URL    postgres://… 使用 PostgreSQL；不设则用 DATA_DIR 中的 SQLite 文件
  WORKFLOWS_DIR   办理流程目录，默认 ./workflows
  DEMO            0 则不向空数据库载入示例
  LOG_LEVEL       fatal error warn info debug trace silent，默认 info
  SESSION_SECRET  会话密钥，至少 32 个字符；不设则自动生成并保存在 DATA_DIR
  MAIL_URL        smtps://用户:口令@主机:端口，用邮件发送工作摘要；须同时设置 MAIL_FROM
  MAIL_FROM       发件人邮箱
  WEBHOOK_URL     企业微信、钉钉群机器人的地址，发送没有登记邮箱的人员的摘要
  OFFICE_NAME     本单位名称，显示在每页上方，如 澄川市人大常委会
  HELP_PHONE      求助电话，显示在每页上方、帮助和出错页面
`,
  async run(args) {
    if (args.length > 0) throw new UsageError(`serve 不需要参数（${args[0]}），设置用环境变量，见 facheng serve --help`)
    process.setSourceMapsEnabled(true)
    const config = readConfig(process.env)
    const db = await open(config)
    try {
      return await serve(config, db)
    } finally {
      await db.destroy()
    }
  }
}

async function serve(config: Config, db: Database): Promise<ExitCode> {
  const services = makeServices(db, config)
  if (config.demo && (await loadDemo(services))) say('数据库是空的，已载入示例（DEMO=0 可不载入）')
  const sessionSecret = await readSessionSecret(config.dataDir, config.sessionSecret)
  const links = oneTimeLinks(services.now)
  const backups = keepBackups(services, backupBeside(builtProgram(process.argv[1] ?? '')))
  const app = await buildApp(services, { logLevel: config.logLevel, sessionSecret, links, office: config.office, backups })
  // From here on a signal is remembered, even before the service listens.
  const stopped = stopSignal()
  try {
    const due = setInterval(() => advanceDueBills(services).catch(error => app.log.error(error)), HOUR).unref()
    const stopNotices = startNotices(services, config.notices, error => app.log.error(error))
    app.addHook('onClose', async () => {
      clearInterval(due)
      stopNotices()
    })
    await app.listen({ host: config.host, port: config.port })
    await print(await welcome(services, links, addressOf(app, config)))
    // One damaged bill must not keep the others from being served.
    await lookThrough(services).catch(error => app.log.error(error))
    await backups.watch(error => app.log.error(error)).catch(error => app.log.error(error))
    await stopped
    say('正在停止服务……')
  } catch (error) {
    throw cannotListen(error, config) ?? error
  } finally {
    setTimeout(() => process.exit(1), GRACE).unref()
    await app.close()
  }
  return 0
}

/** Says which definitions cannot be used, and takes the steps that fell due while nobody served, e.g. 施行. The first page does not wait for it. */
async function lookThrough(services: Services): Promise<void> {
  for (const { file, findings } of await readWorkflows(services.workflowsDir))
    for (const { line, column, message } of findings) say(`${file}:${line}:${column}: ${message}；此流程暂不可用`)
  await advanceDueBills(services)
  const added = await indexMissing(services)
  if (added > 0) say(`已为 ${added} 项较早的内容建立搜索索引`)
}

/** @param door what Node was started with, `bin/facheng.mjs` or a link to it */
const builtProgram = (door: string): string =>
  path.resolve(path.dirname(fs.existsSync(door) ? fs.realpathSync(door) : door), '../build/main.js')

/** Waits for the first signal. The others of a group (npm passes on what the terminal has sent already) change nothing. */
function stopSignal(): Promise<void> {
  return new Promise(resolve => {
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => resolve())
  })
}

function addressOf(app: HttpServer, { host }: Config): string {
  const { port } = app.server.address() as AddressInfo
  // A service that listens everywhere is best visited from here by a name that exists.
  const name = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host
  return `http://${name}:${port}`
}

async function welcome(services: Services, links: OneTimeLinks, address: string): Promise<string> {
  const visitors = await firstVisitors(services)
  const lines = ['', `法程已启动：${address}/`, '']
  if (visitors === 'none') lines.push('还没有账号，请另开窗口运行：', '  npm run -s facheng -- user add 用户名 --role administrator', '')
  else if (visitors.length > 0) lines.push('示例登录（每个链接只能用一次，60 分钟内有效，重启服务后失效）：', ...visitors.map(link), '')
  return lines.join('\n')

  function link({ account, displayName, role }: FirstVisitor): string {
    return `  ${ROLE_TITLES[role]}（${displayName}）　${address}/sign-in?once=${links.issue(account)}`
  }
}

/** What the operator can do something about, as one line. */
function cannotListen(error: unknown, { host, port }: Config): UsageError | null {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'EADDRINUSE') return new UsageError(`端口 ${port} 已被占用，请用 PORT= 指定其他端口，或先停止占用它的程序`)
  if (code === 'EACCES') return new UsageError(`没有权限使用端口 ${port}，请用 PORT= 指定 1024 以上的端口`)
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EAI_AGAIN') return new UsageError(`HOST=${host} 不是本机地址，请改正`)
  return null
}
