/** 意见办理: the queue, the opinion with its article, and the answer, side by side. Without script it is links and one form; with it, keys (web/islands/opinions.ts). */
import type { Bill } from '../../schema/bills.ts'
import { OPINION_SOURCE_TITLES, type Opinion, type OpinionFilter, type OpinionSource, VERDICT_TITLES } from '../../schema/opinions.ts'
import { SelectField } from '../web/components/fields.tsx'
import { type Chip, Chips, Empty, Head, Next } from '../web/components/lists.tsx'
import type { Refusal } from '../web/forms.ts'
import type { Frame } from '../web/frame.ts'
import { Csrf, Page } from '../web/shell.tsx'
import { Answer } from './answer-form.tsx'
import type { articlesOf } from './articles.ts'
import { Opened } from './opened-opinion.tsx'
import { beginning, opinionAddress } from './opinion-address.ts'
import type { WritePreview } from './write-in.ts'

interface OpinionsProps {
  readonly frame: Frame
  readonly bill: Bill
  readonly filter: OpinionFilter
  readonly chips: readonly Chip[]
  readonly sources: readonly OpinionSource[]
  readonly articles: readonly string[]
  readonly queue: readonly Opinion[]
  readonly shown: number
  readonly total: number
  /** The address of the queue's next page, null at its end. */
  readonly next: string | null
  readonly opened: OpenedOpinion | null
  readonly maySpeak: boolean
  /** What was answered just now. */
  readonly done: Opinion | null
}

export interface OpenedOpinion {
  readonly opinion: Opinion
  readonly places: Awaited<ReturnType<typeof articlesOf>>
  /** Unanswered ones that say the same. */
  readonly similar: readonly Opinion[]
  /** What writing its wording into the text would do. */
  readonly preview: WritePreview | null
  readonly refusal: Refusal
  readonly mayJudge: boolean
  readonly isMine: boolean
}

export const OpinionsPage = (props: OpinionsProps) => {
  const { frame, bill, chips, shown, total, maySpeak } = props
  const address = `/bills/${bill.id}/opinions`
  return (
    <Page frame={frame} title={`意见办理：${bill.title}`} current="opinions" scripts={['opinions.js']}>
      <Head
        crumb={[
          ['意见', '/opinions'],
          [bill.title, `/bills/${bill.id}`]
        ]}
        title="意见办理"
      >
        <a class="btn fc-link" href={`/bills/${bill.id}/rounds`}>
          征求意见
        </a>
        <a class="btn fc-link" href={`/bills/${bill.id}/changes`}>
          修改原因
        </a>
        {frame.actor?.role === 'staff' ? (
          <a class="btn fc-link" href={`${address}/import`}>
            导入意见
          </a>
        ) : (
          ''
        )}
        {total > 0 ? (
          <>
            <a class="btn fc-link" href={`/api/v1${address}?format=docx`}>
              采纳情况表 Word
            </a>
            <a class="btn fc-link" href={`/api/v1${address}?format=xlsx`}>
              采纳情况表 Excel
            </a>
            <a class="btn fc-link" href={`/api/v1${address}?format=docx&copy=public`}>
              公开稿 Word
            </a>
          </>
        ) : (
          ''
        )}
        {maySpeak ? (
          <a class={`btn${total === 0 ? ' btn-primary' : ''}`} href={`${address}/new`}>
            提意见
          </a>
        ) : (
          ''
        )}
      </Head>
      {total === 0 ? (
        <Empty sentence="还没有意见。" {...(maySpeak && { href: `${address}/new`, action: '提意见' })} />
      ) : (
        <>
          <Chips chips={chips} shown={shown} total={total} unit="条" />
          <Filters {...props} />
          <Triage {...props} />
          <Done {...props} />
        </>
      )}
    </Page>
  )
}

const Filters = ({ bill, filter, sources, articles }: OpinionsProps) => (
  <form class="fc-fields fc-noprint" method="get" action={`/bills/${bill.id}/opinions`} aria-label="按来源和条款筛选">
    {filter.verdict ? <input type="hidden" name="verdict" value={filter.verdict} /> : ''}
    {filter.round ? <input type="hidden" name="round" value={filter.round} /> : ''}
    <SelectField
      name="source"
      label="来源"
      value={filter.source ?? ''}
      options={[['', '全部来源'], ...sources.map(source => [source, OPINION_SOURCE_TITLES[source]] as const)]}
    />
    <SelectField
      name="article"
      label="提出时的条款"
      value={filter.article ?? ''}
      options={[['', '全部条款'], ...articles.map(article => [article, article] as const)]}
    />
    <p class="fc-field fc-filter">
      <button class="btn" type="submit">
        筛选
      </button>
    </p>
  </form>
)

const Triage = ({ frame, bill, filter, queue, next, opened }: OpinionsProps) =>
  queue.length === 0 && opened === null ? (
    <Empty sentence="没有符合筛选条件的意见。" href={`/bills/${bill.id}/opinions`} action="显示全部" />
  ) : (
    <div class="fc-triage">
      <nav class="fc-queue" aria-label="意见">
        <ul>
          {queue.map(opinion => (
            <li>
              <a href={opinionAddress(opinion, filter)} aria-current={opinion.id === opened?.opinion.id ? 'true' : undefined}>
                <span safe>{beginning(opinion.body)}</span>
                <small safe>{[opinion.givenBy, opinion.currentArticle ?? opinion.article ?? '全文', standing(opinion)].join('　')}</small>
              </a>
            </li>
          ))}
        </ul>
        <Next href={next} />
      </nav>
      {opened ? <Opened opened={opened} /> : ''}
      {opened ? <Answer frame={frame} opened={opened} filter={filter} following={followingOf(queue, opened)} /> : ''}
    </div>
  )

const standing = ({ status, verdict }: Opinion): string =>
  status === 'draft' ? '草稿' : verdict === null ? '未处理' : VERDICT_TITLES[verdict]

/** The next one in the queue that is not answered with this one. */
function followingOf(queue: readonly Opinion[], { opinion, similar }: OpenedOpinion): string {
  const together = new Set(similar.map(({ id }) => id))
  return queue.slice(queue.findIndex(({ id }) => id === opinion.id) + 1).find(({ id }) => !together.has(id))?.id ?? ''
}

/** What was done just now, and how to take it back. */
const Done = ({ frame, filter, done }: OpinionsProps) =>
  done === null || done.verdict === null ? (
    ''
  ) : (
    <form class="fc-toast" method="post" action={opinionAddress(done, filter)}>
      <Csrf frame={frame} />
      <span role="status" safe>
        {`“${beginning(done.body)}”已记为${VERDICT_TITLES[done.verdict]}${done.writtenIn === null ? '' : `，写入第 ${done.writtenIn} 版`}`}
      </span>
      {done.writtenIn === null ? (
        <button class="btn fc-link" type="submit" name="act" value="reopen">
          撤销
        </button>
      ) : (
        <a href={`/documents/${done.document}/versions`}>看版本</a>
      )}
    </form>
  )
