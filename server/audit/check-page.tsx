/** 校验完整性: begins the look through the log, tells how far it is, and what it proves. */
import type { ChainCheck } from '../../schema/audit.ts'
import type { Services } from '../store/services.ts'
import { Lamp } from '../web/components/lamp.tsx'
import { Head } from '../web/components/lists.tsx'
import { chinaMinute } from '../web/dates.ts'
import { type Frame, frameOf, seeOther, sendPage } from '../web/frame.ts'
import { requireActor, wantsFragment } from '../web/http/actor.ts'
import type { HttpServer } from '../web/http/server.ts'
import { Csrf, Page } from '../web/shell.tsx'
import { type ChainChecks, readCheck, startCheck } from './chain-checks.ts'

export function checkPages(app: HttpServer, services: Services, checks: ChainChecks): void {
  const ADMINISTRATOR = { access: ['administrator'] } as const
  app.get('/audit/check', { config: ADMINISTRATOR }, async (request, reply) => {
    const check = readCheck(requireActor(request), checks)
    if (wantsFragment(request)) return sendPage(reply, <State check={check} />)
    return sendPage(reply, <CheckPage frame={frameOf(request, reply, services)} check={check} />)
  })
  app.post('/audit/check', { config: ADMINISTRATOR }, async (request, reply) => {
    await startCheck(requireActor(request), checks)
    return seeOther(reply, '/audit/check')
  })
}

export const CheckButton = ({ frame, again = false }: { frame: Frame; again?: boolean }) => (
  <form method="post" action="/audit/check">
    <Csrf frame={frame} />
    <button class={again ? 'btn' : 'btn btn-primary'} type="submit">
      校验完整性
    </button>
  </form>
)

const CheckPage = ({ frame, check }: { frame: Frame; check: ChainCheck }) => (
  <Page frame={frame} title="校验完整性" current="audit">
    <Head
      crumb={[
        ['审计日志', '/audit'],
        ['校验完整性', null]
      ]}
      title="校验完整性"
      meta={check.startedAt === null ? null : `${check.by}，${chinaMinute(check.startedAt)} 开始`}
    >
      <CheckButton frame={frame} again={check.status === 'running' || check.status === 'done'} />
    </Head>
    <State check={check} />
  </Page>
)

/** htmx asks again every second while it runs; a browser without script by the link. */
const State = ({ check }: { check: ChainCheck }) => (
  <div id="check" {...(check.status === 'running' && { 'hx-get': '/audit/check', 'hx-trigger': 'every 1s', 'hx-swap': 'outerHTML' })}>
    <Said check={check} />
  </div>
)

function Said({ check }: { check: ChainCheck }) {
  if (check.status === 'none') return <p>逐条重算审计日志的散列值，看有没有被改动、删去或者换过顺序。服务启动以来还没有校验过。</p>
  if (check.status === 'failed')
    return (
      <p class="fc-error" role="alert">
        没有校验完，请再校验一次；仍不成的，在服务器上运行 facheng verify 查看。
      </p>
    )
  return check.status === 'running' ? <Progress check={check} /> : <Result check={check} />
}

const Progress = ({ check: { checked, total } }: { check: ChainCheck }) => (
  <>
    <p aria-live="polite" safe>
      {`正在校验：${checked}／${total} 条`}
    </p>
    <progress class="fc-progressbar" max={String(Math.max(1, total))} value={String(checked)} aria-label="校验进度" />
    <p class="fc-field">
      <a class="btn" href="/audit/check">
        刷新
      </a>
    </p>
  </>
)

const Result = ({ check: { checked, head, found, findings, endedAt } }: { check: ChainCheck }) => (
  <>
    <p aria-live="polite">
      <Lamp colour={found === 0 ? 'green' : 'red'} words={found === 0 ? `${checked} 条全部相符，没有改动` : `有 ${found} 处不符`} />
    </p>
    {found === 0 ? '' : <Findings found={found} findings={findings} />}
    <section class="fc-sec">
      <h2>日志末尾</h2>
      <dl class="fc-kv">
        <dt>序号</dt>
        <dd>{head?.seq ?? 0}</dd>
        <dt>散列值</dt>
        <dd>
          <code class="fc-secret" safe>
            {head?.hash ?? ''}
          </code>
        </dd>
        <dt>校验完成</dt>
        <dd safe>{chinaMinute(endedAt ?? '')}</dd>
      </dl>
      <p class="fc-meta">把序号和散列值抄存在别处。日后同一序号的散列值仍与抄存的一致，就证明此前的日志没有被重造。</p>
    </section>
  </>
)

const Findings = ({ found, findings }: Pick<ChainCheck, 'found' | 'findings'>) => (
  <>
    <p class="fc-error" role="alert">
      日志被改动过。请停止使用，从备份恢复（facheng restore），并查明何人能够接触数据库。
    </p>
    <ul class="fc-list">
      {findings.map(finding => (
        <li safe>{finding}</li>
      ))}
    </ul>
    {found > findings.length ? <p class="fc-meta" safe>{`只列出前 ${findings.length} 处；facheng verify 列出全部。`}</p> : ''}
  </>
)
