/** 任务书 and 日程 below a bill's lifecycle. */
import type { CheckInWeek, TaskSheet, WorkSchedule } from '../../schema/tasks.ts'
import { CHECK_IN_STATUS_TITLES } from '../../schema/tasks.ts'
import { Lamp } from '../web/components/lamp.tsx'
import { Empty, Scroll } from '../web/components/lists.tsx'
import { dateInWords } from '../web/dates.ts'
import type { Frame } from '../web/frame.ts'
import { Csrf } from '../web/shell.tsx'

interface TasksProps {
  readonly frame: Frame
  readonly bill: string
  readonly sheet: TaskSheet
  readonly mayWrite: boolean
}

export const TasksTab = ({ frame, bill, sheet, mayWrite }: TasksProps) =>
  sheet.items.length === 0 ? (
    <>
      <Empty sentence="还没有任务书。" />
      {mayWrite ? (
        <form method="post" action={`/bills/${bill}/tasks`}>
          <Csrf frame={frame} />
          <button class="btn" type="submit">
            按办理流程制定任务书
          </button>
        </form>
      ) : (
        ''
      )}
    </>
  ) : (
    <section aria-labelledby="sheet">
      <div class="fc-head">
        <h2 id="sheet">任务书</h2>
        <p class="fc-meta" safe>{`共 ${sheet.total} 项，未完成 ${sheet.open} 项`}</p>
      </div>
      <Scroll label="任务书，可左右移动">
        <table class="table fc-stack">
          <thead>
            <tr>
              <th scope="col">环节</th>
              <th scope="col">工作任务</th>
              <th scope="col">责任单位</th>
              <th scope="col">责任人</th>
              <th scope="col">成果</th>
              <th scope="col">计划</th>
              <th scope="col">状态</th>
            </tr>
          </thead>
          <tbody>
            {sheet.items.map(task => (
              <tr>
                <td class="fc-nowrap" safe>
                  {task.stageTitle}
                </td>
                <th scope="row">
                  {mayWrite ? (
                    <a class="fc-plain" href={`/bills/${bill}/tasks/${task.id}`} safe>
                      {task.title}
                    </a>
                  ) : (
                    <span safe>{task.title}</span>
                  )}
                </th>
                <td data-k="责任单位" safe>
                  {task.unit}
                </td>
                <td class="fc-nowrap" data-k="责任人" safe>
                  {task.person ?? ''}
                </td>
                <td data-k="成果" safe>
                  {task.documents.join('、')}
                </td>
                <td class="fc-nowrap" data-k="计划" safe>
                  {task.dueOn ?? ''}
                </td>
                <td>
                  <Lamp {...task.lamp} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </section>
  )

interface ScheduleProps {
  readonly bill: string
  readonly schedule: WorkSchedule
  readonly weeks: readonly CheckInWeek[]
  readonly mayWrite: boolean
}

export const ScheduleTab = ({ bill, schedule, weeks, mayWrite }: ScheduleProps) => (
  <>
    <section aria-labelledby="plan">
      <div class="fc-head">
        <div>
          <h2 id="plan">施工图</h2>
          <p class="fc-meta" safe>
            {targetInWords(schedule)}
          </p>
        </div>
        {mayWrite ? (
          <p class="fc-acts">
            <a class="btn" href={`/bills/${bill}/schedule`}>
              {schedule.target === null ? '倒排工期' : '调整目标日期'}
            </a>
          </p>
        ) : (
          ''
        )}
      </div>
      {schedule.conflicts.map(({ message }) => (
        <p class="fc-red" safe>
          {message}
        </p>
      ))}
      {schedule.notes.map(note => (
        <p class="fc-meta" safe>
          {note}
        </p>
      ))}
      {schedule.target === null ? <Empty sentence="还没有施工图。" /> : <Items bill={bill} items={schedule.items} />}
    </section>
    <section class="fc-sec" aria-labelledby="weeks">
      <div class="fc-head">
        <h2 id="weeks">周周交账</h2>
        <p class="fc-acts">
          <a class="btn fc-link" href="/checkins">
            全部法规的周报
          </a>
          {mayWrite ? (
            <a class="btn" href={`/bills/${bill}/checkins`}>
              交账
            </a>
          ) : (
            ''
          )}
        </p>
      </div>
      <Weeks weeks={weeks} />
    </section>
  </>
)

/** @example '目标 2028年1月1日，原目标 2027年12月1日；照通常所需时间，可能在 2028年2月3日 完成' */
function targetInWords({ target, baselineTarget, likelyEnd }: WorkSchedule): string {
  const original = baselineTarget !== null && baselineTarget !== target ? `，原目标 ${dateInWords(baselineTarget)}` : ''
  const aim = target === null ? '尚未确定目标日期' : `目标 ${dateInWords(target)}${original}`
  return likelyEnd === null ? aim : `${aim}；照通常所需时间，可能在${dateInWords(likelyEnd)}完成`
}

const Items = ({ bill, items }: { bill: string; items: WorkSchedule['items'] }) => (
  <>
    <p>
      <a href={`/api/v1/bills/${bill}/schedule?format=svg`}>看横道图</a>
      <a class="fc-beside" href={`/api/v1/bills/${bill}/schedule?format=ics`}>
        下载日历文件
      </a>
    </p>
    <Scroll label="施工图，可左右移动">
      <table class="table fc-stack fc-dense">
        <thead>
          <tr>
            <th scope="col">环节、任务</th>
            <th scope="col">原计划</th>
            <th scope="col">现计划</th>
            <th scope="col">实际</th>
            <th scope="col">偏差</th>
            <th scope="col">法定约束</th>
            <th scope="col">状态</th>
          </tr>
        </thead>
        <tbody>
          {items.map(item => (
            <tr>
              <th scope="row" safe>
                {`${item.kind === 'stage' ? '' : item.kind === 'step' ? '　' : '　　'}${item.title}${item.critical && item.kind !== 'stage' && item.kind !== 'step' ? '（关键）' : ''}`}
              </th>
              <td class="fc-nowrap" data-k="原计划" safe>
                {item.baselineDue === null ? '' : `${item.baselineStart ?? ''} 至 ${item.baselineDue}`}
              </td>
              <td class="fc-nowrap" data-k="现计划" safe>{`${item.start} 至 ${item.due}`}</td>
              <td class="fc-nowrap" data-k="实际" safe>
                {item.actualOn ?? ''}
              </td>
              <td class="fc-nowrap" data-k="偏差" safe>
                {item.daysLate === 0 ? '' : item.daysLate > 0 ? `晚 ${item.daysLate} 天` : `早 ${-item.daysLate} 天`}
              </td>
              <td data-k="法定约束" safe>
                {legalBasis(item)}
              </td>
              <td>
                <Lamp {...item.lamp} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  </>
)

/** The rule that fixes how long it takes; of what custom alone asks for, none. */
const legalBasis = ({ statutory, basis }: WorkSchedule['items'][number]): string => (statutory ? (basis ?? '') : '')

const STATES = { handedIn: '已交', due: '本周待交', missing: '未交' } as const

const Weeks = ({ weeks }: { weeks: readonly CheckInWeek[] }) =>
  weeks.every(({ units }) => units.length === 0) ? (
    <p class="fc-meta">任务书中的任务有了计划开始日期以后，责任单位每周交账。</p>
  ) : (
    <Scroll label="周周交账，可左右移动">
      <table class="table fc-stack">
        <thead>
          <tr>
            <th scope="col">周</th>
            <th scope="col">单位</th>
            <th scope="col">交账</th>
            <th scope="col">本周完成</th>
            <th scope="col">未完成原因</th>
            <th scope="col">下周计划</th>
          </tr>
        </thead>
        <tbody>
          {weeks.flatMap(({ week, sunday, units }) =>
            units.map(({ unit, state, checkIn }) => (
              <tr>
                <td class="fc-nowrap" safe>{`${week} 至 ${sunday.slice(5)}`}</td>
                <th scope="row" safe>
                  {unit}
                </th>
                <td>
                  {checkIn === null ? (
                    <Lamp colour={state === 'missing' ? 'red' : 'amber'} words={STATES[state]} />
                  ) : (
                    <Lamp
                      colour={checkIn.status === 'done' ? 'green' : checkIn.status === 'blocked' ? 'red' : 'amber'}
                      words={`${CHECK_IN_STATUS_TITLES[checkIn.status]}${checkIn.late ? '（补交）' : ''}`}
                    />
                  )}
                </td>
                <td data-k="本周完成" safe>
                  {checkIn?.done ?? ''}
                </td>
                <td data-k="未完成原因" safe>
                  {checkIn?.reason ?? ''}
                </td>
                <td data-k="下周计划" safe>
                  {checkIn?.next ?? ''}
                </td>
              </tr>
            ))
          )}
        </tbody>
      </table>
    </Scroll>
  )
