/** Addresses of calendar feeds and holidays. */
import { Type } from 'typebox'
import { CalendarFeed, HolidayYear, HolidayYears, NewHolidayYear } from '../../schema/calendar.ts'
import { NoticeAddress } from '../../schema/calendar-notices.ts'
import { Problem } from '../../schema/problems.ts'
import { FileBody } from '../reports/write-table.ts'
import type { Services } from '../store/services.ts'
import { requireActor } from '../web/http/actor.ts'
import type { HttpServer } from '../web/http/server.ts'
import { issueFeed, readCalendarFile, readFeed, revokeFeed } from './feed.ts'
import { listHolidays, setHolidays } from './holidays.ts'
import { readNoticeAddress, setNoticeAddress } from './notice-address.ts'

const READING = { access: 'signedIn' } as const
const tags = ['calendar']
const FeedParams = Type.Object({ secret: Type.String({ pattern: '^[A-Za-z0-9_-]{20,80}$' }) }, { additionalProperties: false })
const YearParams = Type.Object({ year: Type.Integer({ minimum: 1990, maximum: 2199 }) }, { additionalProperties: false })
const Empty = Type.Object({}, { additionalProperties: false })

export function routes(app: HttpServer, services: Services): void {
  app.get(
    '/api/v1/calendar-feed',
    { config: READING, schema: { summary: '我的日历订阅', tags, response: { 200: CalendarFeed } } },
    request => readFeed(services, requireActor(request))
  )
  app.post(
    '/api/v1/calendar-feed',
    {
      config: READING,
      schema: {
        summary: '开通日历订阅',
        description: '给出新的订阅地址；原来的地址随即停用。请求内容为 {}。',
        tags,
        body: Empty,
        response: { 201: CalendarFeed }
      }
    },
    async (request, reply) => reply.code(201).send(await issueFeed(services, requireActor(request)))
  )
  app.delete(
    '/api/v1/calendar-feed',
    { config: READING, schema: { summary: '停用日历订阅', tags, response: { 204: Type.Null() } } },
    async (request, reply) => {
      await revokeFeed(services, requireActor(request))
      return reply.code(204).send(null)
    }
  )
  app.get(
    '/calendar/:secret.ics',
    {
      config: { access: 'public' },
      schema: {
        summary: '日历订阅文件',
        description: '凭地址中的密钥读取，不需要登录。',
        tags,
        params: FeedParams,
        security: [],
        response: { 200: { content: { 'text/calendar': { schema: FileBody } } } }
      }
    },
    async (request, reply) => {
      const file = await readCalendarFile(services, request.params.secret, `${request.protocol}://${request.host}`)
      if (file === null) throw new Problem('not-found', { detail: '这个日历订阅地址已经停用，请登录后重新开通。' })
      return reply.type('text/calendar; charset=utf-8').send(Buffer.from(file))
    }
  )
  const STAFF = { access: ['staff'] } as const
  app.get(
    '/api/v1/notice-address',
    { config: STAFF, schema: { summary: '我的工作摘要发到哪里', tags, response: { 200: NoticeAddress } } },
    request => readNoticeAddress(services, requireActor(request))
  )
  app.put(
    '/api/v1/notice-address',
    { config: STAFF, schema: { summary: '登记接收工作摘要的邮箱', tags, body: NoticeAddress, response: { 200: NoticeAddress } } },
    request => setNoticeAddress(services, requireActor(request), request.body)
  )
  app.get('/api/v1/holidays', { config: READING, schema: { summary: '录入的节假日安排', tags, response: { 200: HolidayYears } } }, () =>
    listHolidays(services)
  )
  app.put(
    '/api/v1/holidays/:year',
    {
      config: { access: ['administrator'] },
      schema: { summary: '录入一年的节假日安排', tags, params: YearParams, body: NewHolidayYear, response: { 200: HolidayYear } }
    },
    request => setHolidays(services, requireActor(request), request.params.year, request.body)
  )
}
