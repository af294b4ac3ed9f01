/** Addresses of reports (报表). Looking records nothing; who exports by the page leaves 上次导出. */
import { Type } from 'typebox'
import { Id, IdParams, Page } from '../../schema/http.ts'
import { ExportJob, ReportBody, ReportCard, ReportName, ReportQuery } from '../../schema/reports.ts'
import type { Services } from '../store/services.ts'
import { requireActor } from '../web/http/actor.ts'
import { attachment } from '../web/http/attachment.ts'
import type { HttpServer } from '../web/http/server.ts'
import { bodyOf, listReports, makeReport } from './catalogue.ts'
import { cancelExport, openExport, readExport, startAdoptionExport } from './export-job.ts'
import { REPORT_READERS } from './export-report.ts'
import { streamAdoption, streamHeaders, XLSX } from './stream-report.ts'
import { writeReport } from './write-report.ts'
import { FileBody } from './write-table.ts'

const READING = { access: REPORT_READERS } as const
const tags = ['reports']
const NewExport = Type.Object({ bill: Id }, { additionalProperties: false })
const Params = Type.Object({ report: ReportName }, { additionalProperties: false })

export function routes(app: HttpServer, services: Services): void {
  exportRoutes(app, services)
  app.get('/api/v1/reports', { config: READING, schema: { summary: '报表列表', tags, response: { 200: Page(ReportCard) } } }, async () => ({
    items: await listReports(services),
    next: null
  }))
  app.get(
    '/api/v1/reports/:report',
    {
      config: READING,
      schema: {
        summary: '报表',
        description: 'xlsx、docx、csv、md 为文件，各行与 json 相同；docx 前面另有总体情况。',
        tags,
        params: Params,
        querystring: ReportQuery,
        response: { 200: { content: { 'application/json': { schema: ReportBody }, 'application/octet-stream': { schema: FileBody } } } }
      }
    },
    async (request, reply) => {
      const { format = 'json', ...parameters } = request.query
      const report = await makeReport(services, request.params.report, parameters)
      if (format === 'json') return bodyOf(report)
      if (report.rowsInAll !== undefined && (format === 'xlsx' || format === 'csv'))
        return reply.headers(streamHeaders(report, format)).send(streamAdoption(services, report, format))
      const { headers, body } = await writeReport(report, format)
      return reply.headers(headers).send(body)
    }
  )
}

/** Exports in the background, for programs that show how far they are. */
function exportRoutes(app: HttpServer, services: Services): void {
  app.post(
    '/api/v1/report-exports',
    {
      config: READING,
      schema: {
        summary: '在后台导出意见采纳情况表',
        description: '用于条数很多的法规案；进度见 GET，完成后下载 file。',
        tags,
        body: NewExport,
        response: { 202: ExportJob }
      }
    },
    async (request, reply) => {
      const { job } = await startAdoptionExport(services, requireActor(request), request.body.bill)
      return reply.code(202).header('location', `/api/v1/report-exports/${job.id}`).send(job)
    }
  )
  app.get(
    '/api/v1/report-exports/:id',
    { config: READING, schema: { summary: '导出的进度', tags, params: IdParams, response: { 200: ExportJob } } },
    request => readExport(services, requireActor(request), request.params.id)
  )
  app.delete(
    '/api/v1/report-exports/:id',
    { config: READING, schema: { summary: '取消导出', tags, params: IdParams, response: { 200: ExportJob } } },
    request => cancelExport(services, requireActor(request), request.params.id)
  )
  app.get(
    '/api/v1/report-exports/:id/file',
    {
      config: READING,
      schema: {
        summary: '下载导出的文件',
        tags,
        params: IdParams,
        response: { 200: { content: { 'application/octet-stream': { schema: FileBody } } } }
      }
    },
    async (request, reply) => {
      const { name, stream } = await openExport(services, requireActor(request), request.params.id)
      return reply.type(XLSX).header('content-disposition', attachment(name)).send(stream)
    }
  )
}
