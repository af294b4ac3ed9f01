/** 已提交: what one has said, and what became of it, with the reason. */
import { type Opinion, VERDICT_TITLES } from '../../schema/opinions.ts'
import { Empty, Head } from '../web/components/lists.tsx'
import { chinaDate, dateInWords, dayInWords } from '../web/dates.ts'
import type { Frame } from '../web/frame.ts'
import { Page } from '../web/shell.tsx'
import { Said } from './submit-page.tsx'

interface SubmittedProps {
  readonly frame: Frame
  readonly opinions: readonly Opinion[]
  /** Titles by id. */
  readonly bills: ReadonlyMap<string, string>
  readonly next: string | null
  /** How many were sent just now. */
  readonly sent: number
}

export const SubmittedPage = ({ frame, opinions, bills, next, sent }: SubmittedProps) => (
  <Page frame={frame} title="已提交" current="submitted">
    <Head title="已提交" />
    {sent > 0 ? <p class="fc-note" role="status" safe>{`提交成功，${sent} 条意见已送达。处理结果和理由会显示在这里。`}</p> : ''}
    {opinions.length === 0 ? (
      <Empty sentence="还没有提交过意见。" href="/reviews?all=1" action="看我的评审" />
    ) : (
      [...Map.groupBy(opinions, ({ bill }) => bill)].map(([bill, some]) => (
        <section aria-label={bills.get(bill) ?? ''}>
          <h2 class="fc-sechead">
            <span safe>{`《${bills.get(bill) ?? ''}》`}</span>
            <span class="fc-meta" safe>{`${some.length} 条`}</span>
          </h2>
          <ol class="fc-outbox">
            {some.map(opinion => (
              <li>
                <Said opinion={opinion} />
                <Result opinion={opinion} />
              </li>
            ))}
          </ol>
        </section>
      ))
    )}
    {next === null ? '' : <a href={next}>更早的意见</a>}
  </Page>
)

const Result = ({ opinion: { verdict, reason, judgedAt, givenOn } }: { opinion: Opinion }) =>
  verdict === null ? (
    <p class="fc-meta" safe>{`${dateInWords(givenOn)}提出　尚未处理`}</p>
  ) : (
    <div class="fc-answered">
      <p>
        <b>{VERDICT_TITLES[verdict]}</b>
        <span class="fc-meta">{judgedAt ? `　${dayInWords(chinaDate(new Date(judgedAt)))}处理` : ''}</span>
      </p>
      {reason === null ? '' : <p safe>{`理由：${reason}`}</p>}
    </div>
  )
