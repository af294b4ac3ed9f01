/** 在册法规 and 法律法规库 as a list; what is promulgated and not yet entered stands on top. */
import type { Regulation } from '../../schema/regulations.ts'
import { RANK_TITLES, REGULATION_STATUS_TITLES, REGULATION_STATUSES } from '../../schema/regulations.ts'
import { Lamp } from '../web/components/lamp.tsx'
import { Chips, Empty, Head, Scroll } from '../web/components/lists.tsx'
import type { Frame } from '../web/frame.ts'
import { Csrf, Page } from '../web/shell.tsx'
import { RegisterTabs } from './register-tabs.tsx'

interface RegisterProps {
  readonly frame: Frame
  readonly own: boolean
  readonly all: readonly Regulation[]
  readonly status: string | undefined
  readonly waiting: readonly { readonly id: string; readonly title: string }[]
  readonly mayWrite: boolean
  readonly problem: string | null
}

export const RegisterPage = ({ frame, own, all, status, waiting, mayWrite, problem }: RegisterProps) => {
  const address = own ? '/regulations' : '/regulations?own=false'
  const narrowed = (one: string) => `/regulations?${new URLSearchParams({ ...(own ? {} : { own: 'false' }), status: one })}`
  const rows = status === undefined ? all : all.filter(row => row.status === status)
  const chips = [
    { href: address, label: `全部 ${all.length} 件`, current: status === undefined, isAll: true },
    ...REGULATION_STATUSES.map(one => ({
      href: one === status ? address : narrowed(one),
      label: `${REGULATION_STATUS_TITLES[one]} ${all.filter(row => row.status === one).length} 件`,
      current: one === status
    }))
  ]
  return (
    <Page frame={frame} title={own ? '在册法规' : '法律法规库'} current="ledger">
      <Head
        title={own ? '在册法规' : '法律法规库'}
        meta={own ? '本机关制定的法规，公布后自动入册' : '上位法和其他地方的法规，供对照和核对'}
      >
        {mayWrite ? (
          <a class="btn btn-primary" href={`/regulations/import${own ? '' : '?own=false'}`}>
            导入
          </a>
        ) : (
          ''
        )}
      </Head>
      <RegisterTabs current={own ? 'register' : 'library'} />
      {problem === null ? (
        ''
      ) : (
        <p class="fc-error" role="alert" safe>
          {problem}
        </p>
      )}
      {own && waiting.length > 0 ? <Waiting frame={frame} waiting={waiting} mayWrite={mayWrite} /> : ''}
      {all.length === 0 ? (
        <Empty
          sentence={own ? '册中还没有法规：公布后自动入册，以前制定的请导入。' : '库中还没有文本，请导入上位法和其他地方的法规。'}
          {...(mayWrite && { href: `/regulations/import${own ? '' : '?own=false'}`, action: '导入' })}
        />
      ) : (
        <>
          <Chips chips={chips} shown={rows.length} total={all.length} unit="件" />
          <Rows rows={rows} />
        </>
      )}
    </Page>
  )
}

const Waiting = ({ frame, waiting, mayWrite }: Pick<RegisterProps, 'frame' | 'waiting' | 'mayWrite'>) => (
  <section class="fc-block" aria-labelledby="waiting">
    <h2 id="waiting" safe>{`已公布、尚未入册 ${waiting.length} 件`}</h2>
    <table class="table">
      <tbody>
        {waiting.map(({ id, title }) => (
          <tr>
            <th scope="row">
              <a class="fc-plain" href={`/bills/${id}`} safe>
                {title}
              </a>
            </th>
            <td>
              {mayWrite ? (
                <form method="post" action="/regulations">
                  <Csrf frame={frame} />
                  <input type="hidden" name="bill" value={id} />
                  <button class="btn btn-sm" type="submit" aria-label={`入册：${title}`}>
                    入册
                  </button>
                </form>
              ) : (
                ''
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  </section>
)

export const StatusLamp = ({ status }: Pick<Regulation, 'status'>) => (
  <Lamp colour={status === 'inForce' ? 'green' : status === 'notYetInForce' ? 'amber' : 'none'} words={REGULATION_STATUS_TITLES[status]} />
)

const Rows = ({ rows }: { rows: readonly Regulation[] }) => (
  <Scroll label="法规，可左右移动">
    <table class="table fc-stack">
      <thead>
        <tr>
          <th scope="col">名称</th>
          <th scope="col">位阶</th>
          <th scope="col">公布</th>
          <th scope="col">施行</th>
          <th scope="col">状态</th>
          <th scope="col">修改</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(row => (
          <tr>
            <th scope="row">
              <a class="fc-plain" href={`/regulations/${row.id}`} safe>
                {row.title}
              </a>
            </th>
            <td data-k="位阶" safe>
              {RANK_TITLES[row.rank]}
            </td>
            <td class="fc-nowrap" data-k="公布" safe>
              {row.promulgatedOn ?? ''}
            </td>
            <td class="fc-nowrap" data-k="施行" safe>
              {row.effectiveOn ?? ''}
            </td>
            <td>
              <StatusLamp status={row.status} />
            </td>
            <td data-k="修改" safe>
              {row.amendments === 0 ? '' : `${row.amendments} 次`}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  </Scroll>
)
