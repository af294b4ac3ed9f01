/** 在册法规 and 法律法规库 as a list; what is promulgated and not yet entered stands on top. */
import type { Regulation } from '../../schema/regulations.ts'
import { RANK_TITLES, RANKS, REGULATION_STATUS_TITLES, REGULATION_STATUSES } from '../../schema/regulations.ts'
import { Lamp } from '../web/components/lamp.tsx'
import { Chips, Empty, Head, Next, Scroll } from '../web/components/lists.tsx'
import type { Frame } from '../web/frame.ts'
import { Csrf, Page } from '../web/shell.tsx'
import type { newerLaws } from './impact.ts'
import { RegisterTabs } from './register-tabs.tsx'

interface RegisterProps {
  readonly frame: Frame
  readonly own: boolean
  readonly rows: readonly Regulation[]
  readonly next: string | null
  readonly query: RegisterQuery
  /** How many of each status, whatever status is shown. */
  readonly counts: ReadonlyMap<string, number>
  readonly waiting: readonly { readonly id: string; readonly title: string }[]
  readonly newer: Awaited<ReturnType<typeof newerLaws>>
  readonly mayWrite: boolean
  readonly problem: string | null
}

export interface RegisterQuery {
  readonly status?: string | undefined
  readonly rank?: string | undefined
  readonly q?: string | undefined
}

export function registerAddress(own: boolean, query: RegisterQuery & { readonly cursor?: string | undefined }): string {
  const set = Object.entries(query).filter((entry): entry is [string, string] => Boolean(entry[1]))
  const all = new URLSearchParams([...(own ? [] : [['own', 'false'] as [string, string]]), ...set])
  return all.size === 0 ? '/regulations' : `/regulations?${all}`
}

export const RegisterPage = (props: RegisterProps) => {
  const { frame, own, rows, query, counts, waiting, mayWrite, problem } = props
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0)
  const shown = query.status === undefined ? total : (counts.get(query.status) ?? 0)
  const narrowed = (status: string | undefined) => registerAddress(own, { ...query, status })
  const chips = [
    { href: narrowed(undefined), label: `全部 ${total} 件`, current: query.status === undefined, isAll: true },
    ...REGULATION_STATUSES.map(one => ({
      href: narrowed(one === query.status ? undefined : one),
      label: `${REGULATION_STATUS_TITLES[one]} ${counts.get(one) ?? 0} 件`,
      current: one === query.status
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
      <Newer newer={props.newer} />
      {total === 0 && !query.q && !query.rank ? (
        <Empty
          sentence={own ? '册中还没有法规：公布后自动入册，以前制定的请导入。' : '库中还没有文本，请导入上位法和其他地方的法规。'}
          {...(mayWrite && { href: `/regulations/import${own ? '' : '?own=false'}`, action: '导入' })}
        />
      ) : (
        <>
          <Finder own={own} query={query} />
          <Chips chips={chips} shown={shown} total={total} unit="件" />
          <Rows rows={rows} />
          <Next href={props.next} />
        </>
      )}
    </Page>
  )
}

/** By words of the title and by rank; it works without script. */
const Finder = ({ own, query }: Pick<RegisterProps, 'own' | 'query'>) => (
  <form method="get" action="/regulations" class="fc-period fc-field fc-noprint">
    {own ? '' : <input type="hidden" name="own" value="false" />}
    {query.status === undefined ? '' : <input type="hidden" name="status" value={query.status} />}
    <input
      class="form-control"
      type="search"
      name="q"
      value={query.q ?? ''}
      maxlength="100"
      placeholder="名称中的字"
      aria-label="名称中的字"
    />
    <select class="form-select" name="rank" aria-label="位阶">
      <option value="">全部位阶</option>
      {RANKS.map(rank => (
        <option value={rank} selected={rank === query.rank} safe>
          {RANK_TITLES[rank]}
        </option>
      ))}
    </select>
    <button class="btn" type="submit">
      查找
    </button>
  </form>
)

/** 上位法有新文本: told until somebody has looked, newest first. */
const Newer = ({ newer }: Pick<RegisterProps, 'newer'>) =>
  newer.length === 0 ? (
    ''
  ) : (
    <section class="fc-block" aria-labelledby="newer">
      <h2 id="newer">库中有新文本的法律法规</h2>
      <table class="table fc-stack">
        <tbody>
          {newer.map(({ id, title, effectiveOn, promulgatedOn, touched }) => (
            <tr>
              <th scope="row">
                <a class="fc-plain" href={`/regulations/${id}`} safe>
                  {title}
                </a>
              </th>
              <td class="fc-nowrap" safe>
                {effectiveOn ? `${effectiveOn} 起` : promulgatedOn ? `${promulgatedOn} 公布` : ''}
              </td>
              <td>
                {touched === 0 ? (
                  <span class="fc-meta">未触及在册法规和草案</span>
                ) : (
                  <a class="btn btn-sm" href={`/regulations/${id}/impact`} aria-label={`触及 ${touched} 件，核对：《${title}》`} safe>
                    {`触及 ${touched} 件，核对`}
                  </a>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )

const Waiting = ({ frame, waiting, mayWrite }: Pick<RegisterProps, 'frame' | 'waiting' | 'mayWrite'>) => (
  <section class="fc-block" aria-labelledby="waiting">
    <h2 id="waiting" safe>{`已公布、尚未入册 ${waiting.length} 件`}</h2>
    <table class="table fc-stack">
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
