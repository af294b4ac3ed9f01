/** The audit log as administrators read it: sentences, newest first, narrowed by person, bill or kind of event. */
import { Type } from 'typebox'
import { type AuditEntry, AuditQuery } from '../../schema/audit.ts'
import type { Services } from '../store/services.ts'
import { Chips, Empty, Head, Scroll } from '../web/components/lists.tsx'
import { chinaMinute } from '../web/dates.ts'
import { type Frame, frameOf, sendPage } from '../web/frame.ts'
import { requireActor } from '../web/http/actor.ts'
import type { HttpServer } from '../web/http/server.ts'
import { Page } from '../web/shell.tsx'
import type { ChainChecks } from './chain-checks.ts'
import { CheckButton, checkPages } from './check-page.tsx'
import { listAudit } from './list.ts'

const Query = Type.Pick(AuditQuery, ['cursor', 'actor', 'bill', 'kind'])

export function pages(app: HttpServer, services: Services, checks: ChainChecks): void {
  checkPages(app, services, checks)
  app.get('/audit', { config: { access: ['administrator'] }, schema: { querystring: Query } }, async (request, reply) => {
    const frame = frameOf(request, reply, services)
    const { items, next } = await listAudit(services, requireActor(request), request.query)
    const { cursor: _cursor, ...filter } = request.query
    return sendPage(
      reply,
      <AuditPage frame={frame} entries={items} filter={filter} next={next === null ? null : addressOf({ ...filter, cursor: next })} />
    )
  })
}

type Filter = Readonly<Partial<Record<'actor' | 'bill' | 'kind' | 'cursor', string>>>

const addressOf = (filter: Filter): string => {
  const query = new URLSearchParams(Object.entries(filter).filter((entry): entry is [string, string] => Boolean(entry[1])))
  return query.size === 0 ? '/audit' : `/audit?${query}`
}

interface AuditProps {
  readonly frame: Frame
  readonly entries: readonly AuditEntry[]
  readonly filter: Filter
  readonly next: string | null
}

const AuditPage = ({ frame, entries, filter, next }: AuditProps) => (
  <Page frame={frame} title="审计日志" current="audit">
    <Head title="审计日志" meta="每件事都记在前后相接的日志里，只能增加，不能修改">
      <CheckButton frame={frame} />
    </Head>
    <FilterChips entries={entries} filter={filter} />
    {entries.length === 0 ? (
      <Empty sentence="没有符合筛选条件的记录。" href="/audit" action="显示全部" />
    ) : (
      <Scroll label="审计日志">
        <table class="table fc-stack fc-dense">
          <thead>
            <tr>
              <th scope="col" class="fc-num">
                序号
              </th>
              <th scope="col">时间</th>
              <th scope="col">何人</th>
              <th scope="col">何事</th>
              <th scope="col">散列值</th>
            </tr>
          </thead>
          <tbody>
            {entries.map(entry => (
              <Entry entry={entry} filter={filter} />
            ))}
          </tbody>
        </table>
      </Scroll>
    )}
    {next === null ? (
      ''
    ) : (
      <p class="fc-field fc-noprint">
        <a class="btn" href={next}>
          更早的记录
        </a>
      </p>
    )}
  </Page>
)

const Entry = ({ entry, filter }: { entry: AuditEntry; filter: Filter }) => (
  <tr>
    <td class="fc-num" data-k="序号">
      {entry.seq}
    </td>
    <td class="fc-nowrap" data-k="时间" safe>
      {chinaMinute(entry.at)}
    </td>
    <td class="fc-nowrap" data-k="何人">
      {entry.actor === null ? (
        '系统、命令行'
      ) : (
        <a href={addressOf({ ...filter, actor: entry.actor.id })} safe>
          {entry.actor.displayName}
        </a>
      )}
    </td>
    <td data-k="何事">
      <span safe>{entry.sentence}</span>
      {entry.bill === null ? '' : <Links bill={entry.bill} title={entry.billTitle ?? '法规案'} filter={filter} />}
    </td>
    <td class="fc-mono" data-k="散列值" safe>
      {entry.hash.slice(0, 12)}
    </td>
  </tr>
)

const Links = ({ bill, title, filter }: { bill: string; title: string; filter: Filter }) => (
  <small class="fc-cell">
    <a href={`/bills/${bill}`} safe>
      {title}
    </a>
    {filter.bill === bill ? (
      ''
    ) : (
      <a class="fc-noprint fc-beside" href={addressOf({ ...filter, bill })} aria-label={`只看此案：${title}`}>
        只看此案
      </a>
    )}
  </small>
)

/** Filters are set by links in the rows; here each is taken away again. */
const FilterChips = ({ entries, filter }: Pick<AuditProps, 'entries' | 'filter'>) => {
  const person = entries.find(entry => entry.actor?.id === filter.actor)?.actor?.displayName
  const set = [
    ...(filter.actor ? [{ href: addressOf({ ...filter, actor: '' }), label: `办理人：${person ?? '所选账号'}` }] : []),
    ...(filter.bill ? [{ href: addressOf({ ...filter, bill: '' }), label: '只看一件法规案' }] : []),
    ...(filter.kind ? [{ href: addressOf({ ...filter, kind: '' }), label: '只看一类事件' }] : [])
  ]
  if (set.length === 0) return ''
  return <Chips chips={set.map(one => ({ ...one, current: true }))} />
}
