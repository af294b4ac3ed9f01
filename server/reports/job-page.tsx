/** An export in the background: how far it is, 取消, and the file when it is done. It survives a reload: all it says stands in the database. */
import type { ExportJob } from '../../schema/reports.ts'
import { Head } from '../web/components/lists.tsx'
import { chinaMinute } from '../web/dates.ts'
import type { Frame } from '../web/frame.ts'
import { Csrf, Page } from '../web/shell.tsx'

interface JobProps {
  readonly frame: Frame
  readonly job: ExportJob
}

export const JobPage = ({ frame, job }: JobProps) => (
  <Page frame={frame} title={job.name} current="reports">
    <Head
      crumb={[
        ['报表导出', '/reports'],
        ['正在导出', null]
      ]}
      title={job.name}
      meta={`${chinaMinute(job.createdAt)} 开始`}
    />
    <JobState frame={frame} job={job} />
  </Page>
)

const WORDS = { running: '正在导出', done: '已完成', failed: '没有完成，请重新导出', cancelled: '已取消，没有留下文件' } as const

export const JobState = ({ frame, job: { id, status, rowsDone, rowsTotal, name } }: JobProps) => (
  <div
    id="job"
    {...(status === 'running' && {
      'hx-get': `/reports/exports/${id}`,
      'hx-trigger': 'every 1s',
      'hx-swap': 'outerHTML'
    })}
  >
    <p aria-live="polite" safe>
      {`${WORDS[status]}：${rowsDone}／${rowsTotal} 条`}
    </p>
    <progress
      class="fc-progressbar"
      max={String(Math.max(1, rowsTotal))}
      value={String(status === 'done' ? Math.max(1, rowsTotal) : rowsDone)}
      aria-label="导出进度"
    />
    <div class="fc-acts">
      {status === 'done' ? (
        <a class="btn btn-primary" href={`/api/v1/report-exports/${id}/file`} download={name}>
          下载
        </a>
      ) : (
        ''
      )}
      {status === 'running' ? (
        <>
          <a class="btn fc-link" href={`/reports/exports/${id}`}>
            刷新
          </a>
          <form method="post" action={`/reports/exports/${id}`}>
            <Csrf frame={frame} />
            <button class="btn" type="submit">
              取消
            </button>
          </form>
        </>
      ) : (
        <a class="btn fc-link" href="/reports">
          回到报表导出
        </a>
      )}
    </div>
  </div>
)
