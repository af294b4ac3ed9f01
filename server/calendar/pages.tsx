/** Pages: 我的日历, and the administrator's 节假日. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import type { CalendarFeed, HolidayYear } from '../../schema/calendar.ts'
import { NewHolidayYear } from '../../schema/calendar.ts'
import { NoticeAddress } from '../../schema/calendar-notices.ts'
import type { Services } from '../store/services.ts'
import { ErrorSummary, TextArea, TextField } from '../web/components/fields.tsx'
import { Empty, Head, Scroll } from '../web/components/lists.tsx'
import { chinaMinute } from '../web/dates.ts'
import { answerForm, fieldsOf, filled, type Refusal, readForm, UNTOUCHED } from '../web/forms.ts'
import { type Frame, frameOf, sendPage } from '../web/frame.ts'
import { requireActor } from '../web/http/actor.ts'
import type { HttpServer } from '../web/http/server.ts'
import { Csrf, Page } from '../web/shell.tsx'
import { issueFeed, readFeed, revokeFeed } from './feed.ts'
import { listHolidays, setHolidays } from './holidays.ts'
import { readNoticeAddress, setNoticeAddress } from './notice-address.ts'

const LABELS = {
  year: '年份',
  holidays: '放假的日期',
  workdays: '调休上班的日期',
  source: '依据的通知',
  email: '接收工作摘要的邮箱'
} as const
const Year = Type.Object({ year: Type.Integer({ minimum: 1990, maximum: 2199 }) })

export function pages(app: HttpServer, services: Services): void {
  feedPages(app, services)
  holidayPages(app, services)
}

function feedPages(app: HttpServer, services: Services): void {
  const READ = { access: 'signedIn' } as const
  const page = async (request: FastifyRequest, reply: FastifyReply, refusal: Refusal, issued: CalendarFeed | null = null) => {
    const actor = requireActor(request)
    const feed = issued ?? (await readFeed(services, actor))
    const origin = `${request.protocol}://${request.host}`
    const known = refusal === UNTOUCHED ? filled({ ...(await readNoticeAddress(services, actor)) }) : refusal
    return <FeedPage frame={frameOf(request, reply, services)} feed={feed} origin={origin} refusal={known} />
  }
  app.get('/calendar', { config: READ }, async (request, reply) => sendPage(reply, await page(request, reply, UNTOUCHED)))
  app.post('/calendar/notices', { config: { access: ['staff'] } }, (request, reply) =>
    answerForm(request, reply, {
      act: fields =>
        setNoticeAddress(services, requireActor(request), { email: null, ...readForm(Type.Partial(NoticeAddress), fields, LABELS) }),
      done: () => '/calendar',
      again: refusal => page(request, reply, refusal)
    })
  )
  app.post('/calendar', { config: READ }, async (request, reply) => {
    const actor = requireActor(request)
    if (fieldsOf(request.body)['act'] === 'revoke') {
      await revokeFeed(services, actor)
      return reply.redirect('/calendar', 303)
    }
    const feed = await issueFeed(services, actor)
    // Shown once, in the answer itself: the address is a secret and stands in no address of ours.
    return sendPage(reply, await page(request, reply, UNTOUCHED, feed))
  })
}

interface FeedProps {
  readonly frame: Frame
  readonly feed: CalendarFeed
  readonly origin: string
  readonly refusal: Refusal
}

const FeedPage = ({ frame, feed, origin, refusal }: FeedProps) => (
  <Page frame={frame} title="我的日历" current="desk">
    <Head
      crumb={[['工作台', '/']]}
      title="我的日历"
      meta={feed.active && feed.createdAt ? `订阅地址 ${chinaMinute(feed.createdAt)} 开通` : '尚未开通'}
    />
    <p>在手机或者电脑的日历里订阅，本人的任务、承办法规案的环节和法定期限到期日会出现在日历上，变动后自动更新。</p>
    {feed.address === null ? (
      ''
    ) : (
      <>
        <p>
          订阅地址（只显示这一次，请复制到日历软件中）：
          <br />
          <code class="fc-secret" safe>{`${origin}${feed.address}`}</code>
        </p>
        <p class="fc-meta">知道这个地址的人都能看到您的日程，不要转发；泄露了就重新开通或者停用。</p>
      </>
    )}
    <form method="post" action="/calendar">
      <Csrf frame={frame} />
      <p class="fc-field">
        <button class="btn btn-primary" type="submit" name="act" value="issue">
          {feed.active ? '换一个订阅地址' : '开通日历订阅'}
        </button>
        {feed.active ? (
          <button class="btn" type="submit" name="act" value="revoke">
            停用
          </button>
        ) : (
          ''
        )}
      </p>
    </form>
    {frame.actor?.role === 'staff' ? <NoticeForm frame={frame} refusal={refusal} /> : ''}
  </Page>
)

const NoticeForm = ({ frame, refusal: { values, errors, problem } }: { frame: Frame; refusal: Refusal }) => (
  <form method="post" action="/calendar/notices" novalidate>
    <Csrf frame={frame} />
    <h2 class="fc-sechead">工作摘要</h2>
    <p>
      工作日上午八点以后，把本人的逾期、本周到期、等我处理各项发到邮箱；一小时内最多一封，当天到期的随时提醒。管理员没有设置邮件发送的，不发。
    </p>
    <ErrorSummary errors={errors} problem={problem} />
    <div class="fc-fields">
      <TextField name="email" label={LABELS.email} hint="不填为不接收" value={values['email']} error={errors['email']} maxlength={200} />
    </div>
    <p class="fc-field">
      <button class="btn" type="submit">
        保存邮箱
      </button>
    </p>
  </form>
)

function holidayPages(app: HttpServer, services: Services): void {
  const ADMINISTRATOR = { access: ['administrator'] } as const
  const page = async (request: FastifyRequest, reply: FastifyReply, refusal: Refusal) => {
    const { items, bundledTo } = await listHolidays(services)
    return <HolidaysPage frame={frameOf(request, reply, services)} years={items} bundledTo={bundledTo} refusal={refusal} />
  }
  app.get('/holidays', { config: ADMINISTRATOR }, async (request, reply) => sendPage(reply, await page(request, reply, UNTOUCHED)))
  app.post('/holidays', { config: ADMINISTRATOR }, (request, reply) =>
    answerForm(request, reply, {
      act: fields => {
        const { year } = readForm(Year, fields, LABELS)
        // An empty list is a list: a year without make-up days.
        const lists = { holidays: [], workdays: [], ...readForm(Type.Partial(NewHolidayYear), fields, LABELS) }
        return setHolidays(services, requireActor(request), year, lists)
      },
      done: () => '/holidays',
      again: refusal => page(request, reply, refusal)
    })
  )
}

interface HolidayProps {
  readonly frame: Frame
  readonly years: readonly HolidayYear[]
  readonly bundledTo: number
  readonly refusal: Refusal
}

const HolidaysPage = ({ frame, years, bundledTo, refusal: { values, errors, problem } }: HolidayProps) => (
  <Page frame={frame} title="节假日" current="holidays">
    <Head title="节假日" meta={`程序自带的节假日到 ${bundledTo} 年；国务院办公厅公布以后年份的安排后，在这里录入，排期随即采用`} />
    {years.length === 0 ? <Empty sentence="还没有录入节假日。" /> : <Years years={years} />}
    <form method="post" action="/holidays" novalidate>
      <Csrf frame={frame} />
      <h2>录入一年</h2>
      <ErrorSummary errors={errors} problem={problem} />
      <div class="fc-fields">
        <TextField
          name="year"
          label={LABELS.year}
          type="number"
          value={values['year'] ?? String(bundledTo + 1)}
          error={errors['year']}
          required
        />
        <TextField name="source" label={LABELS.source} hint="可不填" value={values['source']} error={errors['source']} maxlength={200} />
      </div>
      <TextArea
        name="holidays"
        label={LABELS.holidays}
        hint="一行一天，如 2027-10-01，假期中的周末也写"
        value={values['holidays']}
        error={errors['holidays']}
        rows={8}
        wide
      />
      <TextArea
        name="workdays"
        label={LABELS.workdays}
        hint="一行一天，可不填"
        value={values['workdays']}
        error={errors['workdays']}
        rows={4}
        wide
      />
      <p class="fc-field">
        <button class="btn btn-primary" type="submit">
          保存这一年
        </button>
      </p>
    </form>
  </Page>
)

const Years = ({ years }: { years: readonly HolidayYear[] }) => (
  <Scroll label="录入的节假日，可左右移动">
    <table class="table fc-stack">
      <thead>
        <tr>
          <th scope="col">年份</th>
          <th scope="col">放假</th>
          <th scope="col">调休上班</th>
          <th scope="col">依据</th>
        </tr>
      </thead>
      <tbody>
        {years.map(({ year, holidays, workdays, source }) => (
          <tr>
            <th scope="row" safe>{`${year} 年`}</th>
            <td data-k="放假" safe>
              {holidays.map(day => day.slice(5)).join('、')}
            </td>
            <td data-k="调休上班" safe>
              {workdays.map(day => day.slice(5)).join('、')}
            </td>
            <td data-k="依据" safe>
              {source ?? ''}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  </Scroll>
)
