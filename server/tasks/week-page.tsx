/** 周报: on Friday, what each responsible unit owed, and what it handed in. */
import { Type } from 'typebox'
import type { WeeklyRow, WeeklySheet } from '../../schema/tasks.ts'
import { mayAs } from '../people/permissions.ts'
import type { Services } from '../store/services.ts'
import { Lamp, type LampColour } from '../web/components/lamp.tsx'
import { ActionsHead, Empty, Head, Scroll } from '../web/components/lists.tsx'
import { addDays, dateInWords, dayInWords } from '../web/dates.ts'
import { type Frame, frameOf, sendPage } from '../web/frame.ts'
import type { HttpServer } from '../web/http/server.ts'
import { Page } from '../web/shell.tsx'
import { readWeek } from './read-week.ts'
import { stateInWords } from './weekly-table.ts'

const WEEK = 7
const Query = Type.Object({ on: Type.Optional(Type.String({ format: 'date' })) })

export function weekPages(app: HttpServer, services: Services): void {
  app.get('/checkins', { config: { access: 'signedIn' }, schema: { querystring: Query } }, async (request, reply) => {
    const frame = frameOf(request, reply, services)
    const sheet = await readWeek(services, request.query.on ?? null)
    return sendPage(reply, <WeekPage frame={frame} sheet={sheet} mayWrite={mayAs(frame.actor, 'staff')} />)
  })
}

interface WeekProps {
  readonly frame: Frame
  readonly sheet: WeeklySheet
  readonly mayWrite: boolean
}

const WeekPage = ({ frame, sheet, mayWrite }: WeekProps) => {
  const file = (format: string) => `/api/v1/checkins?on=${sheet.week}&format=${format}`
  const postponed = sheet.rows.filter(({ checkIn }) => checkIn?.status === 'postponed').length
  const blocked = sheet.rows.filter(({ checkIn }) => checkIn?.status === 'blocked').length
  return (
    <Page frame={frame} title="周报" current="chart">
      <Head
        crumb={[['施工图', '/chart']]}
        title="周报"
        meta={`${dateInWords(sheet.week)}至${dayInWords(sheet.sunday)}　应交 ${sheet.rows.length} 件，已交 ${sheet.handedIn} 件，未交 ${sheet.missing} 件　顺延 ${postponed} 件，受阻 ${blocked} 件`}
      >
        <a class="btn fc-link" href={`/checkins?on=${addDays(sheet.week, -WEEK)}`}>
          上一周
        </a>
        {addDays(sheet.week, WEEK) <= frame.today ? (
          <a class="btn fc-link" href={`/checkins?on=${addDays(sheet.week, WEEK)}`}>
            下一周
          </a>
        ) : (
          ''
        )}
        <a class="btn" href={file('xlsx')} download="">
          导出 Excel
        </a>
        <a class="btn btn-primary" href={file('docx')} download="">
          导出 Word
        </a>
      </Head>
      {sheet.rows.length === 0 ? (
        <Empty sentence="这一周没有单位需要交账。" href="/chart" action="看施工图" />
      ) : (
        <Rows rows={sheet.rows} week={sheet.week} mayWrite={mayWrite && sheet.week <= frame.today} />
      )}
    </Page>
  )
}

const Rows = ({ rows, week, mayWrite }: { rows: readonly WeeklyRow[]; week: string; mayWrite: boolean }) => (
  <Scroll label="周报，可左右移动">
    <table class="table fc-stack">
      <thead>
        <tr>
          <th scope="col">责任单位</th>
          <th scope="col">法规名称</th>
          <th scope="col">本周任务</th>
          <th scope="col">交账情况</th>
          <th scope="col">本周完成</th>
          <th scope="col">未完成原因</th>
          <th scope="col">下周计划</th>
          <th scope="col">累计顺延</th>
          <ActionsHead mayWrite={mayWrite} />
        </tr>
      </thead>
      <tbody>
        {rows.map(row => (
          <tr>
            <th scope="row" safe>
              {row.unit}
            </th>
            <td data-k="法规名称">
              <a href={`/bills/${row.bill}?tab=schedule#tabs`} safe>
                {row.billTitle}
              </a>
            </td>
            <td data-k="本周任务" safe>
              {row.tasks.join('、')}
            </td>
            <td>
              <Lamp colour={colourOf(row)} words={stateInWords(row)} />
            </td>
            <td data-k="本周完成" safe>
              {row.checkIn?.done ?? ''}
            </td>
            <td data-k="未完成原因" safe>
              {row.checkIn?.reason ?? ''}
            </td>
            <td data-k="下周计划" safe>
              {row.checkIn?.next ?? ''}
            </td>
            <td data-k="累计顺延" safe>
              {row.postponed === 0 ? '' : `${row.postponed} 次`}
            </td>
            {mayWrite ? (
              <td class="fc-do">
                <a
                  href={`/bills/${row.bill}/checkins?${new URLSearchParams({ unit: row.unit, on: week, from: 'week' })}`}
                  aria-label={`${row.checkIn ? '更正' : '交账'}：${row.unit}，${row.billTitle}`}
                >
                  {row.checkIn ? '更正' : '交账'}
                </a>
              </td>
            ) : (
              ''
            )}
          </tr>
        ))}
      </tbody>
    </table>
  </Scroll>
)

function colourOf({ state, checkIn }: WeeklyRow): LampColour {
  if (checkIn === null) return state === 'missing' ? 'red' : 'amber'
  return checkIn.status === 'done' ? 'green' : checkIn.status === 'blocked' ? 'red' : 'amber'
}
