/** Addresses of 任务书, 施工图 and 周周交账 of a bill. */
import { Type } from 'typebox'
import { Id, IdParams, Page, PageQuery } from '../../schema/http.ts'
import {
  ChartFilters,
  CheckIn,
  CheckInWeek,
  NewCheckIn,
  NewTarget,
  Task,
  TaskChange,
  TaskPostponement,
  TaskSheet,
  WeeklySheet,
  WorkChart,
  WorkSchedule
} from '../../schema/tasks.ts'
import { ics } from '../formats/ics.ts'
import { FileBody, TABLE_FORMATS, writeTable } from '../reports/write-table.ts'
import type { Services } from '../store/services.ts'
import { requireActor } from '../web/http/actor.ts'
import { attachment } from '../web/http/attachment.ts'
import type { HttpServer } from '../web/http/server.ts'
import { entriesOfBill } from './calendar-entries.ts'
import { changeTask } from './change-task.ts'
import { checkIn } from './check-in.ts'
import { makeTaskSheet } from './make-task-sheet.ts'
import { postponeTask } from './postpone-task.ts'
import { drawChart, readChart } from './read-chart.ts'
import { readCheckIns } from './read-check-ins.ts'
import { drawSchedule, readSchedule } from './read-schedule.ts'
import { readTaskSheet } from './read-tasks.ts'
import { readWeek } from './read-week.ts'
import { setTarget } from './set-target.ts'
import { weeklyTable } from './weekly-table.ts'

const READING = { access: 'signedIn' } as const
const STAFF = { access: ['staff'] } as const
const tags = ['tasks']
const TaskParams = Type.Object({ id: Id, task: Id }, { additionalProperties: false })
const Empty = Type.Object({}, { additionalProperties: false })
const ScheduleQuery = Type.Object(
  { format: Type.Optional(Type.Enum(['json', 'svg', 'ics'], { description: '格式，默认 json' })) },
  { additionalProperties: false }
)

const ChartQuery = Type.Object(
  { ...ChartFilters, format: Type.Optional(Type.Enum(['json', 'svg'], { description: '格式，默认 json' })) },
  { additionalProperties: false }
)
const WeekQuery = Type.Object(
  {
    on: Type.Optional(Type.String({ format: 'date', description: '该周任何一天；不写的为本周' })),
    format: Type.Optional(Type.Enum(['json', ...TABLE_FORMATS], { description: '格式，默认 json' }))
  },
  { additionalProperties: false }
)

export function routes(app: HttpServer, services: Services): void {
  taskRoutes(app, services)
  scheduleRoutes(app, services)
  checkInRoutes(app, services)
}

function taskRoutes(app: HttpServer, services: Services): void {
  app.get(
    '/api/v1/bills/:id/tasks',
    { config: READING, schema: { summary: '任务书', tags, params: IdParams, response: { 200: TaskSheet } } },
    request => readTaskSheet(services, request.params.id)
  )
  app.post(
    '/api/v1/bills/:id/tasks',
    {
      config: STAFF,
      schema: {
        summary: '制定任务书',
        description: '按办理流程列出自所在环节起的各项任务；请求内容为 {}。',
        tags,
        params: IdParams,
        body: Empty,
        response: { 201: TaskSheet }
      }
    },
    async (request, reply) => reply.code(201).send(await makeTaskSheet(services, requireActor(request), request.params.id))
  )
  app.patch(
    '/api/v1/bills/:id/tasks/:task',
    { config: STAFF, schema: { summary: '修改任务', tags, params: TaskParams, body: TaskChange, response: { 200: Task } } },
    request => changeTask(services, requireActor(request), request.params.id, request.params.task, request.body)
  )
  app.post(
    '/api/v1/bills/:id/tasks/:task/postponement',
    {
      config: STAFF,
      schema: {
        summary: '顺延任务',
        description:
          '等待它的任务一并顺延，法定期限不缩短，会议顺延到下一次；顺延后赶不上目标日期而 moveTarget 不为 true 的，答复 409，施工图不变。基线不变。',
        tags,
        params: TaskParams,
        body: TaskPostponement,
        response: { 201: WorkSchedule }
      }
    },
    async (request, reply) => {
      const { id, task } = request.params
      return reply.code(201).send(await postponeTask(services, requireActor(request), id, task, request.body))
    }
  )
}

function scheduleRoutes(app: HttpServer, services: Services): void {
  app.get(
    '/api/v1/chart',
    {
      config: READING,
      schema: {
        summary: '施工图：本年度全部法规',
        description: '一件法规一行：原计划、实际、推算的完成日期；svg 为挂图。',
        tags,
        querystring: ChartQuery,
        response: { 200: { content: { 'application/json': { schema: WorkChart }, 'image/svg+xml': { schema: FileBody } } } }
      }
    },
    async (request, reply) => {
      const { format, ...filter } = request.query
      const chart = await readChart(services, requireActor(request), filter)
      return format === 'svg' ? reply.type('image/svg+xml; charset=utf-8').send(Buffer.from(drawChart(chart))) : chart
    }
  )
  app.get(
    '/api/v1/bills/:id/schedule',
    {
      config: READING,
      schema: {
        summary: '施工图',
        description: '第一次排期为基线；svg 为图，ics 为日历。',
        tags,
        params: IdParams,
        querystring: ScheduleQuery,
        response: {
          200: {
            content: {
              'application/json': { schema: WorkSchedule },
              'image/svg+xml': { schema: FileBody },
              'text/calendar': { schema: FileBody }
            }
          }
        }
      }
    },
    async (request, reply) => {
      if (request.query.format === 'ics') {
        const { title, entries } = await entriesOfBill(services, request.params.id)
        const file = ics(`${title}日程`, entries, { stamp: services.now(), origin: `${request.protocol}://${request.host}` })
        reply.header('content-disposition', attachment(`${title}日程.ics`))
        return reply.type('text/calendar; charset=utf-8').send(Buffer.from(file))
      }
      if (request.query.format !== 'svg') return readSchedule(services, request.params.id)
      return reply.type('image/svg+xml; charset=utf-8').send(Buffer.from(await drawSchedule(services, request.params.id)))
    }
  )
  app.post(
    '/api/v1/bills/:id/schedule',
    {
      config: STAFF,
      schema: {
        summary: '倒排工期',
        description: '自目标日期倒排；赶不上的，答复 409 和每一项不能遵守的规则及相差天数，施工图不变。再次排期须写明理由。',
        tags,
        params: IdParams,
        body: NewTarget,
        response: { 201: WorkSchedule }
      }
    },
    async (request, reply) => reply.code(201).send(await setTarget(services, requireActor(request), request.params.id, request.body))
  )
}

function checkInRoutes(app: HttpServer, services: Services): void {
  app.get(
    '/api/v1/checkins',
    {
      config: READING,
      schema: {
        summary: '周报：全部法规案一周的交账情况',
        description: '按责任单位排列；没有交的也列出。xlsx、docx、csv、md 为文件。',
        tags,
        querystring: WeekQuery,
        response: { 200: { content: { 'application/json': { schema: WeeklySheet }, 'application/octet-stream': { schema: FileBody } } } }
      }
    },
    async (request, reply) => {
      const { format = 'json', on } = request.query
      const sheet = await readWeek(services, on ?? null)
      if (format === 'json') return sheet
      const { headers, body } = await writeTable(weeklyTable(sheet), format)
      return reply.headers(headers).send(body)
    }
  )
  app.get(
    '/api/v1/bills/:id/checkins',
    {
      config: READING,
      schema: { summary: '周周交账，一周一项', tags, params: IdParams, querystring: PageQuery, response: { 200: Page(CheckInWeek) } }
    },
    request => readCheckIns(services, request.params.id, request.query)
  )
  app.post(
    '/api/v1/bills/:id/checkins',
    {
      config: STAFF,
      schema: {
        summary: '交账',
        description: '同一单位同一周再次交账的，以后一次为准。',
        tags,
        params: IdParams,
        body: NewCheckIn,
        response: { 201: CheckIn }
      }
    },
    async (request, reply) => reply.code(201).send(await checkIn(services, requireActor(request), request.params.id, request.body))
  )
}
