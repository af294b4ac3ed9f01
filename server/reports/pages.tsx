/** Pages of reports: the export centre, one report, and the list behind a figure. */
import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { DEFAULT_LIMIT, IdParams, MAX_LIMIT } from '../../schema/http.ts'
import { Problem } from '../../schema/problems.ts'
import { REPORT_FORMATS, ReportName, ReportParameters } from '../../schema/reports.ts'
import { listBills } from '../bills/list.ts'
import { opinionTotals } from '../opinions/read.ts'
import { listPlans } from '../plans/read.ts'
import type { Services } from '../store/services.ts'
import { chinaDate, weekOf } from '../web/dates.ts'
import { fieldsOf, readForm } from '../web/forms.ts'
import { frameOf, seeOther, sendPage } from '../web/frame.ts'
import { requireActor, wantsFragment } from '../web/http/actor.ts'
import type { HttpServer } from '../web/http/server.ts'
import { MOST_AT_ONCE } from './bill-reports.ts'
import { listReports, makeReport } from './catalogue.ts'
import { CentrePage, type Choices } from './centre-page.tsx'
import { CountedPage } from './counted-page.tsx'
import { cancelExport, readExport, startAdoptionExport } from './export-job.ts'
import { exportReport, REPORT_READERS } from './export-report.ts'
import { JobPage, JobState } from './job-page.tsx'
import { overviewPages } from './overview-page.tsx'
import { currentPlan } from './progress-report.ts'
import { ReportPage } from './report-page.tsx'
import { countOf, pageOfCounted, YEAR_FIGURES } from './year-figures.ts'
import { periodOf } from './year-report.ts'

const READ = { access: REPORT_READERS } as const
const PageNumber = Type.Optional(Type.Integer({ minimum: 1, maximum: 100_000 }))
const Params = Type.Object({ report: ReportName })
const PageParameters = Type.Object({ ...ReportParameters.properties, page: PageNumber }, { additionalProperties: false })
const FigureParams = Type.Object({ figure: Type.String({ maxLength: 40 }) })
const FigureQuery = Type.Object({
  from: ReportParameters.properties.from,
  to: ReportParameters.properties.to,
  page: PageNumber
})

const LABELS = { plan: '计划', bill: '法规案', week: '周', from: '起', to: '止' }

export function pages(app: HttpServer, services: Services): void {
  overviewPages(app, services)
  app.get('/reports', { config: READ }, async (request, reply) => {
    const frame = frameOf(request, reply, services)
    const cards = await listReports(services)
    return sendPage(reply, <CentrePage frame={frame} cards={cards} choices={await choicesOf(services, {})} />)
  })
  app.get('/reports/:report', { config: READ, schema: { params: Params, querystring: PageParameters } }, async (request, reply) => {
    const { report: name } = request.params
    const card = (await listReports(services)).find(({ report }) => report === name)
    if (!card) throw new Problem('not-found')
    const { page = 1, ...parameters } = request.query
    const report = await makeReport(services, name, parameters)
    const choices = await choicesOf(services, report.parameters)
    return sendPage(reply, <ReportPage frame={frameOf(request, reply, services)} {...{ card, report, choices, page }} />)
  })
  // One address for looking and exporting: what is refused can be looked at again by GET.
  app.post('/reports/:report', { config: READ, schema: { params: Params } }, async (request, reply) => {
    const { report } = request.params
    const { format, parameters } = askedBy(request)
    if (format === null) return seeOther(reply, `/reports/${report}?${new URLSearchParams({ ...parameters })}`)
    if (report === 'adoption' && format === 'xlsx' && parameters.bill !== undefined) {
      const { total } = await opinionTotals(services, parameters.bill, {})
      if (total > MOST_AT_ONCE) {
        const { job } = await startAdoptionExport(services, requireActor(request), parameters.bill)
        return seeOther(reply, `/reports/exports/${job.id}`)
      }
    }
    const { headers, body } = await exportReport(services, requireActor(request), report, parameters, format)
    return reply.headers(headers).send(body)
  })
  figurePages(app, services)
  jobPages(app, services)
}

/** How far an export in the background is; htmx asks again every second, a browser without script by the button. */
function jobPages(app: HttpServer, services: Services): void {
  app.get('/reports/exports/:id', { config: READ, schema: { params: IdParams } }, async (request, reply) => {
    const job = await readExport(services, requireActor(request), request.params.id)
    const frame = frameOf(request, reply, services)
    if (!wantsFragment(request)) return sendPage(reply, <JobPage frame={frame} job={job} />)
    return reply.type('text/html; charset=utf-8').send(await (<JobState frame={frame} job={job} />))
  })
  app.post('/reports/exports/:id', { config: READ, schema: { params: IdParams } }, async (request, reply) => {
    await cancelExport(services, requireActor(request), request.params.id)
    return seeOther(reply, `/reports/exports/${request.params.id}`)
  })
}

function askedBy(request: FastifyRequest) {
  const fields = fieldsOf(request.body)
  const parameters = readForm(ReportParameters, fields, LABELS)
  return { format: REPORT_FORMATS.find(format => format === fields['format']) ?? null, parameters }
}

function figurePages(app: HttpServer, services: Services): void {
  app.get('/reports/year/:figure', { config: READ, schema: { params: FigureParams, querystring: FigureQuery } }, async (request, reply) => {
    const figure = YEAR_FIGURES.find(({ key }) => key === request.params.figure)
    if (!figure) throw new Problem('not-found')
    const frame = frameOf(request, reply, services)
    const period = periodOf(request.query, frame.today)
    const offset = ((request.query.page ?? 1) - 1) * DEFAULT_LIMIT
    const rows = await pageOfCounted(services.db, figure, period, { limit: DEFAULT_LIMIT, offset })
    const count = await countOf(services.db, figure, period)
    const more = rows.length === DEFAULT_LIMIT && offset + rows.length < count
    const next = more ? `/reports/year/${figure.key}?${new URLSearchParams({ ...period, page: String(offset / DEFAULT_LIMIT + 2) })}` : null
    return sendPage(reply, <CountedPage {...{ frame, figure, period, count, rows, offset, next }} />)
  })
}

/** What can be chosen, first what is chosen now. */
async function choicesOf(services: Services, chosen: Readonly<Record<string, string>>): Promise<Choices> {
  const today = chinaDate(services.now())
  const [plans, bills, plan] = await Promise.all([
    listPlans(services, { limit: MAX_LIMIT }),
    listBills(services, { limit: MAX_LIMIT }),
    currentPlan(services)
  ])
  const active = bills.items.toSorted((a, b) => Number(b.status === 'active') - Number(a.status === 'active'))
  const period = periodOf(chosen, today)
  return {
    plans: firstOf(plans.items, chosen['plan'] ?? plan),
    bills: firstOf(active, chosen['bill'] ?? null),
    week: weekOf(chosen['week'] ?? today).monday,
    from: period.from,
    to: period.to
  }
}

const firstOf = (all: readonly { readonly id: string; readonly title: string }[], first: string | null): [string, string][] =>
  all.toSorted((a, b) => Number(b.id === first) - Number(a.id === first)).map(({ id, title }) => [id, title])
