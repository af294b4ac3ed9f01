/** 运行状态: four lamps, then the backups, versions and sizes. */
import type { BackupState, Upkeep, UpkeepLamp } from '../../schema/upkeep.ts'
import type { Services } from '../store/services.ts'
import { Lamp, type LampColour } from '../web/components/lamp.tsx'
import { Empty, Head, Scroll } from '../web/components/lists.tsx'
import { chinaMinute } from '../web/dates.ts'
import { type Frame, frameOf, seeOther, sendPage } from '../web/frame.ts'
import { requireActor, wantsFragment } from '../web/http/actor.ts'
import type { HttpServer } from '../web/http/server.ts'
import { Csrf, Page } from '../web/shell.tsx'
import type { Backups } from './backups.ts'
import { bytesInWords } from './lamps.ts'
import { readUpkeep } from './read-upkeep.ts'
import { KEPT } from './rhythm.ts'
import { startBackup } from './start-backup.ts'

export function pages(app: HttpServer, services: Services, backups: Backups): void {
  const ADMINISTRATOR = { access: ['administrator'] } as const
  app.get('/upkeep', { config: ADMINISTRATOR }, async (request, reply) => {
    const frame = frameOf(request, reply, services)
    const upkeep = await readUpkeep(services, requireActor(request), backups)
    return sendPage(reply, wantsFragment(request) ? <State frame={frame} upkeep={upkeep} /> : <UpkeepPage frame={frame} upkeep={upkeep} />)
  })
  app.post('/upkeep/backups', { config: ADMINISTRATOR }, async (request, reply) => {
    await startBackup(services, requireActor(request), backups)
    return seeOther(reply, '/upkeep')
  })
}

interface Props {
  readonly frame: Frame
  readonly upkeep: Upkeep
}

const UpkeepPage = ({ frame, upkeep }: Props) => (
  <Page frame={frame} title="运行状态" current="upkeep">
    <Head title="运行状态" meta={`服务 ${chinaMinute(upkeep.startedAt)} 启动，已运行 ${uptimeInWords(upkeep.startedAt, Date.now())}`} />
    <State frame={frame} upkeep={upkeep} />
  </Page>
)

/** While a backup is being made, htmx asks again; a browser without script by the link. */
const State = ({ frame, upkeep: { lamps, backup, versions, sizes } }: Props) => (
  <div id="upkeep" {...(backup.running && { 'hx-get': '/upkeep', 'hx-trigger': 'every 2s', 'hx-swap': 'outerHTML' })}>
    <ul class="fc-lamps" aria-live="polite">
      <LampItem title="数据库" lamp={lamps.database} />
      <LampItem title="磁盘" lamp={lamps.disk} />
      <LampItem title="备份" lamp={lamps.backup} />
      <LampItem title="版本" lamp={lamps.version} />
    </ul>
    {backup.byFile ? <BackupSection frame={frame} backup={backup} /> : ''}
    <section class="fc-sec">
      <h2>版本与容量</h2>
      <dl class="fc-kv">
        <Fact name="法程" value={versions.program} />
        <Fact name="Node.js" value={versions.node} />
        <Fact name="数据库" value={`${versions.database}，表结构 ${versions.tables}`} />
        <Fact name="数据库大小" value={bytesInWords(sizes.database)} />
        <Fact name="事件记录" value={`${sizes.events} 条`} />
        <Fact name="备份文件夹" value={bytesInWords(sizes.backups)} />
        <Fact name="磁盘" value={`可用 ${bytesInWords(sizes.diskFree)}，共 ${bytesInWords(sizes.diskTotal)}`} />
        <Fact name="服务占用内存" value={bytesInWords(sizes.memory)} />
      </dl>
    </section>
  </div>
)

const COLOURS: Readonly<Record<UpkeepLamp['state'], LampColour>> = { good: 'green', attention: 'amber', bad: 'red', none: 'none' }

const LampItem = ({ title, lamp }: { title: string; lamp: UpkeepLamp }) => (
  <li>
    <b safe>{title}</b>
    <Lamp colour={COLOURS[lamp.state]} words={lamp.words} />
  </li>
)

const Fact = ({ name, value }: { name: string; value: string }) => (
  <>
    <dt safe>{name}</dt>
    <dd safe>{value}</dd>
  </>
)

const BackupSection = ({ frame, backup: { folder, running, failure, kept } }: { frame: Frame; backup: BackupState }) => (
  <section class="fc-sec">
    <h2>备份</h2>
    <p class="fc-meta" safe>
      {`每天自动备份，写成后全部核验。同一天的留最后一份，保留最近 ${KEPT.days} 天、${KEPT.weeks} 周、${KEPT.months} 个月的；都在 ${folder}，请定期复制到另一台机器上。恢复用 facheng restore。`}
    </p>
    {failure && !running ? (
      <p class="fc-error" role="alert" safe>
        {`${chinaMinute(failure.at)} 没有备份成：${failure.reason}`}
      </p>
    ) : (
      ''
    )}
    {running ? (
      <p class="fc-acts">
        <span safe>{`${chinaMinute(running.since)} 开始备份，正在写入并核验；可以继续办理其他工作。`}</span>
        <a class="fc-link" href="/upkeep">
          刷新
        </a>
      </p>
    ) : (
      <form method="post" action="/upkeep/backups">
        <Csrf frame={frame} />
        <p class="fc-field">
          <button class="btn btn-primary" type="submit">
            立即备份
          </button>
        </p>
      </form>
    )}
    {kept.length === 0 ? <Empty sentence="还没有备份。" /> : <BackupTable kept={kept} />}
  </section>
)

const BackupTable = ({ kept }: Pick<BackupState, 'kept'>) => (
  <Scroll label="已有的备份">
    <table class="table fc-stack fc-dense">
      <thead>
        <tr>
          <th scope="col">时间</th>
          <th scope="col" class="fc-num">
            大小
          </th>
          <th scope="col">文件</th>
        </tr>
      </thead>
      <tbody>
        {kept.map(({ file, at, size }) => (
          <tr>
            <td class="fc-nowrap" data-k="时间" safe>
              {chinaMinute(at)}
            </td>
            <td class="fc-num fc-nowrap" data-k="大小" safe>
              {bytesInWords(size)}
            </td>
            <td class="fc-mono" data-k="文件" safe>
              {file}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  </Scroll>
)

function uptimeInWords(startedAt: string, now: number): string {
  const minutes = Math.max(0, Math.floor((now - Date.parse(startedAt)) / 60_000))
  if (minutes < 120) return `${minutes} 分钟`
  return minutes < 48 * 60 ? `${Math.floor(minutes / 60)} 小时` : `${Math.floor(minutes / 60 / 24)} 天`
}
