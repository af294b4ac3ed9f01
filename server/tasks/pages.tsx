/** 工作台: the first page after signing in. Four lists in the order in which they press, and this year's plan beside them. */
import { type Static, Type } from 'typebox'
import type { Bill } from '../../schema/bills.ts'
import { Id } from '../../schema/http.ts'
import type { Progress } from '../../schema/plans.ts'
import { readBillsOf } from '../bills/read.ts'
import type { Services } from '../store/services.ts'
import { DueLamp, Lamp } from '../web/components/lamp.tsx'
import { Empty } from '../web/components/lists.tsx'
import { dateInWords, dayInWords, weekdayInWords, weekOf } from '../web/dates.ts'
import { type Frame, frameOf, seeOther, sendPage } from '../web/frame.ts'
import { requireActor } from '../web/http/actor.ts'
import type { HttpServer } from '../web/http/server.ts'
import { recentlySeen } from '../web/recently-seen.ts'
import { Csrf, Page } from '../web/shell.tsx'
import { billPages } from './bill-pages.tsx'
import { chartPages } from './chart-page.tsx'
import { type Desk, type DeskRow, type Phase, readDesk } from './desk.ts'
import { findTask } from './store.ts'
import { weekPages } from './week-page.tsx'

const Query = Type.Object({
  all: Type.Optional(Type.String({ maxLength: 1 })),
  /** The task that was just finished, and what it was before: 撤销 leads back there. */
  done: Type.Optional(Id),
  bill: Type.Optional(Id),
  was: Type.Optional(Type.Enum(['notStarted', 'inProgress']))
})
/** Rows of one list; the rest is a click away. */
const SHOWN = 8

export function pages(app: HttpServer, services: Services): void {
  billPages(app, services)
  weekPages(app, services)
  chartPages(app, services)
  app.get('/', { config: { access: 'signedIn', guests: true }, schema: { querystring: Query } }, async (request, reply) => {
    // Whoever was asked to review has a first page of his own.
    if (requireActor(request).role === 'expert') return seeOther(reply, '/reviews')
    // A leader looks at the whole; the lists of what is to be done are one click away.
    if (requireActor(request).role === 'reader' && request.query.all === undefined) return seeOther(reply, '/overview')
    const { all, ...query } = request.query
    const [desk, finished, seen] = await Promise.all([
      readDesk(services, requireActor(request), all === '1'),
      readFinished(services, query),
      readBillsOf(services, recentlySeen(request))
    ])
    const frame = frameOf(request, reply, services)
    return sendPage(reply, <DeskPage frame={frame} desk={desk} asked={all === '1'} finished={finished} seen={seen} />)
  })
}

interface Finished {
  readonly bill: string
  readonly task: string
  readonly title: string
  readonly was: 'notStarted' | 'inProgress'
}

/** The task of the address, when it is done indeed: an old address takes nothing back. */
async function readFinished(services: Services, { done, bill, was }: Static<typeof Query>): Promise<Finished | null> {
  if (done === undefined || bill === undefined || was === undefined) return null
  const task = await findTask(services.db, bill, done)
  return task?.status === 'done' ? { bill, task: done, title: task.title, was } : null
}

interface DeskProps {
  readonly frame: Frame
  readonly desk: Desk
  /** Whether all bills were asked for, by whoever has some of his own. */
  readonly asked: boolean
  readonly finished: Finished | null
  /** The bills that this person looked at last. */
  readonly seen: readonly Bill[]
}

const DeskPage = ({ frame, desk, asked, finished, seen }: DeskProps) => {
  const { monday, sunday } = weekOf(frame.today)
  return (
    <Page frame={frame} title="工作台" current="desk">
      <div class="fc-head">
        <div>
          <h1>工作台</h1>
          <p class="fc-meta" safe>
            {`${dateInWords(frame.today)}　${weekdayInWords(frame.today)}`}
          </p>
          <p class="fc-meta fc-noprint">
            <a href="/calendar">订阅到日历</a>
          </p>
        </div>
        {desk.scope === 'own' || asked ? (
          <nav class="fc-views fc-noprint" aria-label="范围">
            <a href="/" aria-current={asked ? undefined : 'true'}>
              我承办的
            </a>
            <a href="/?all=1" aria-current={asked ? 'true' : undefined}>
              全部
            </a>
          </nav>
        ) : (
          ''
        )}
      </div>
      {finished === null ? '' : <Undo frame={frame} finished={finished} />}
      {hasNothing(desk) && frame.actor?.role === 'staff' ? (
        <Empty sentence="还没有要办的法规案；登记第一件，它要办的事就列在这里。" href="/bills/new" action="新建法规案" />
      ) : (
        ''
      )}
      <div class="fc-two">
        <div>
          <TaskList frame={frame} id="overdue" title="逾期" rows={desk.overdue} empty="没有逾期事项。" isFirst isRed />
          <TaskList
            frame={frame}
            id="week"
            title="本周到期"
            note={`${dayInWords(monday)}至${dayInWords(sunday)}`}
            rows={desk.thisWeek}
            empty="本周没有到期事项。"
            isFirst={desk.overdue.length === 0}
          />
          <TaskList frame={frame} id="mine" title="等我处理" rows={desk.mine} empty="没有等您处理的法规案。" />
          <TaskList frame={frame} id="others" title="等别人" note="已转出，尚未回复" rows={desk.others} empty="没有在别人手上的法规案。" />
        </div>
        <aside aria-label="全年情况和最近看过的法规">
          {desk.progress === null ? '' : <PlanBox progress={desk.progress} phases={desk.phases} />}
          {seen.length === 0 ? '' : <SeenBox seen={seen} />}
        </aside>
      </div>
    </Page>
  )
}

/** A house that has only begun: no row, and no plan beside the rows. */
const hasNothing = ({ overdue, thisWeek, mine, others, progress }: Desk): boolean =>
  progress === null && overdue.length + thisWeek.length + mine.length + others.length === 0

/** What was just done may be taken back at once; later in the 任务书. */
const Undo = ({ frame, finished: { bill, task, title, was } }: { frame: Frame; finished: Finished }) => (
  <form class="fc-undo" method="post" action={`/bills/${bill}/tasks/${task}/undo`}>
    <Csrf frame={frame} />
    <input type="hidden" name="status" value={was} />
    <span role="status" safe>{`已办结“${title}”`}</span>
    <button class="btn btn-sm" type="submit">
      撤销
    </button>
  </form>
)

interface ListProps {
  readonly frame: Frame
  readonly id: string
  readonly title: string
  readonly note?: string
  readonly rows: readonly DeskRow[]
  readonly empty: string
  /** The list whose first button is the page's main one. */
  readonly isFirst?: boolean
  readonly isRed?: boolean
}

const TaskList = ({ frame, id, title, note, rows, empty, isFirst = false, isRed = false }: ListProps) => (
  <section class="fc-sec" aria-labelledby={id}>
    <h2 id={id}>
      <span safe>{title}</span> {rows.length > 0 ? <span class={isRed ? 'fc-red' : 'fc-meta'}>{rows.length}</span> : ''}
      {note ? (
        <span class="fc-meta" safe>
          {note}
        </span>
      ) : (
        ''
      )}
    </h2>
    {rows.length === 0 ? (
      <p class="fc-meta fc-none" safe>
        {empty}
      </p>
    ) : (
      ''
    )}
    <ul class="fc-tasks">
      {rows.slice(0, SHOWN).map((row, index) => (
        <Task frame={frame} row={row} isMain={isFirst && index === 0} />
      ))}
    </ul>
    {rows.length > SHOWN ? (
      <details class="fc-fold">
        <summary safe>{`另 ${rows.length - SHOWN} 项`}</summary>
        <ul class="fc-tasks">
          {rows.slice(SHOWN).map(row => (
            <Task frame={frame} row={row} isMain={false} />
          ))}
        </ul>
      </details>
    ) : (
      ''
    )}
  </section>
)

const Task = ({ frame, row, isMain }: { frame: Frame; row: DeskRow; isMain: boolean }) => (
  <li>
    {row.waited === null ? <DueLamp dueOn={row.dueOn} today={frame.today} /> : <Lamp colour="none" words={`已 ${row.waited} 天`} />}
    <a class="fc-what" href={row.href} safe>
      {row.what}
    </a>
    <span class="fc-bill" safe>
      {row.bill}
    </span>
    <span class="fc-meta" safe>
      {row.who}
    </span>
    <TaskButton frame={frame} row={row} isMain={isMain} />
  </li>
)

/** A leader looks; what is to be done is another's. */
const TaskButton = ({ frame, row, isMain }: { frame: Frame; row: DeskRow; isMain: boolean }) => {
  const words = frame.actor?.role === 'reader' ? '查看' : row.button
  return (
    <a class={['btn', 'btn-sm', isMain && 'btn-primary']} href={row.href} aria-label={`${words}：${row.what}，${row.bill}`} safe>
      {words}
    </a>
  )
}

/** The year in one look: how many items stand in which stage, a square an item, hatched when late. */
const PlanBox = ({ progress: { plan, items }, phases }: { progress: Progress; phases: readonly Phase[] }) => {
  const done = items.filter(({ actualOn }) => actualOn.promulgation !== undefined).length
  const late = items.filter(({ lamp }) => lamp.colour === 'red').length
  const address = `/plans/${plan.id}/progress`
  if (items.length === 0) return <Empty sentence="今年的计划还没有项目。" href={`/plans/${plan.id}`} action="看计划" />
  return (
    <section class="fc-sec" aria-labelledby="plan">
      <h2 id="plan">
        <a class="fc-plain" href={address} safe>
          {plan.title}
        </a>
      </h2>
      <p>
        <a href={address}>
          <b>{items.length}</b> 件
        </a>
        中{' '}
        <a href={`${address}?show=promulgated`}>
          <b>{done}</b> 件已公布
        </a>
        {late > 0 ? (
          <>
            ，
            <a href={`${address}?show=late`}>
              <b class="fc-red">{late}</b> 件滞后
            </a>
          </>
        ) : (
          ''
        )}
      </p>
      <dl class="fc-kv">
        {phases.map(({ title, items: rows }) => (
          <>
            <dt safe>{title}</dt>
            <dd>
              <a href={`${address}?${new URLSearchParams({ phase: title })}`} safe>
                {`${rows.length} 件`}
              </a>{' '}
              <Units rows={rows} />
            </dd>
          </>
        ))}
      </dl>
    </section>
  )
}

const SeenBox = ({ seen }: { seen: readonly Bill[] }) => (
  <section class="fc-sec fc-noprint" aria-labelledby="seen">
    <h2 id="seen">最近看过的法规</h2>
    <ul class="fc-list">
      {seen.map(({ id, title, stageTitle }) => (
        <li>
          <a class="fc-plain" href={`/bills/${id}`} safe>
            {title}
          </a>
          <small class="fc-meta" safe>
            {stageTitle}
          </small>
        </li>
      ))}
    </ul>
  </section>
)

const UNIT = 16

const Units = ({ rows }: { rows: Progress['items'] }) => {
  const width = rows.length * UNIT
  return (
    <svg class="fc-units" width={width} height="14" viewBox={`0 0 ${width} 14`} aria-hidden="true" focusable="false">
      {rows.map(({ lamp, bill, actualOn }, index) => {
        const x = index * UNIT + 0.5
        if (lamp.colour === 'red') {
          return (
            <>
              <rect class="late" x={x} y="1.5" width="12" height="11" />
              <path class="late" d={`M${x} 12.5l12-11M${x} 7l5-5M${x + 6} 12l5-5`} />
            </>
          )
        }
        return <rect class={bill === null ? 'next' : actualOn.promulgation ? 'done' : 'act'} x={x} y="1" width="13" height="12" />
      })}
    </svg>
  )
}
