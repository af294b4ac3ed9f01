/** 意见办理: the queue, the opinion with its article, and the answer, side by side. Without script it is links and one form; with it, keys (web/islands/opinions.ts). */
import type { Bill } from '../../schema/bills.ts'
import {
  OPINION_SOURCE_TITLES,
  type Opinion,
  type OpinionFilter,
  type OpinionSource,
  VERDICT_TITLES,
  VERDICTS
} from '../../schema/opinions.ts'
import { ErrorSummary, SelectField, TextArea } from '../web/components/fields.tsx'
import { type Chip, Chips, Empty, Head } from '../web/components/lists.tsx'
import { dayInWords } from '../web/dates.ts'
import type { Refusal } from '../web/forms.ts'
import type { Frame } from '../web/frame.ts'
import { Csrf, Page } from '../web/shell.tsx'
import { AnchoredArticle } from './anchored-article.tsx'
import type { articlesOf } from './articles.ts'

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
}

export interface OpenedOpinion {
  readonly opinion: Opinion
  readonly places: Awaited<ReturnType<typeof articlesOf>>
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
        {total > 0 ? (
          <>
            <a class="btn fc-link" href={`/api/v1${address}?format=docx`}>
              采纳情况表 Word
            </a>
            <a class="btn fc-link" href={`/api/v1${address}?format=xlsx`}>
              采纳情况表 Excel
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
        {next === null ? (
          ''
        ) : (
          <p class="fc-meta">
            <a href={next}>下一页</a>
          </p>
        )}
      </nav>
      {opened ? <Opened opened={opened} /> : ''}
      {opened ? <Answer frame={frame} opened={opened} filter={filter} following={followingOf(queue, opened.opinion)} /> : ''}
    </div>
  )

/** The address of one opinion inside a filter. */
export const opinionAddress = ({ id, bill }: Pick<Opinion, 'id' | 'bill'>, filter: OpinionFilter): string =>
  withFilter(`/bills/${bill}/opinions/${id}`, filter)

export function withFilter(address: string, { verdict, source, article, round }: OpinionFilter, cursor?: string): string {
  const query = Object.entries({ verdict, source, article, round, cursor }).filter((entry): entry is [string, string] => Boolean(entry[1]))
  return query.length === 0 ? address : `${address}?${new URLSearchParams(query)}`
}

const BEGINNING = 40
const beginning = (text: string): string => {
  const characters = Array.from(text.replace(/\s+/gu, ' '))
  return characters.length <= BEGINNING ? characters.join('') : `${characters.slice(0, BEGINNING).join('')}…`
}

const standing = ({ status, verdict }: Opinion): string =>
  status === 'draft' ? '草稿' : verdict === null ? '未处理' : VERDICT_TITLES[verdict]

const followingOf = (queue: readonly Opinion[], { id }: Opinion): string =>
  queue[queue.findIndex(opinion => opinion.id === id) + 1]?.id ?? ''

const Opened = ({ opened: { opinion, places } }: { opened: OpenedOpinion }) => (
  <article id="op" aria-labelledby="oph">
    <h2 id="oph" class="fc-sechead">
      <span safe>{opinion.givenBy}</span>
      <span class="fc-meta" safe>{`${OPINION_SOURCE_TITLES[opinion.source]}　${dayInWords(opinion.givenOn)}提出`}</span>
    </h2>
    <p class="fc-said" safe>
      {opinion.body}
    </p>
    {opinion.proposal === null ? (
      ''
    ) : (
      <>
        <h3>建议的表述</h3>
        <p class="fc-law fc-proposed" safe>
          {opinion.proposal}
        </p>
      </>
    )}
    <AnchoredArticle opinion={opinion} {...places} />
  </article>
)

export const JUDGEMENT_LABELS = { verdict: '处理结果', reason: '理由', revision: '所读的意见' } as const

interface AnswerProps {
  readonly frame: Frame
  readonly opened: OpenedOpinion
  readonly filter: OpinionFilter
  readonly following: string
}

const Answer = ({ frame, opened, filter, following }: AnswerProps) => {
  const { opinion, mayJudge, isMine } = opened
  if (opinion.status === 'draft') return isMine ? <OwnDraft frame={frame} opened={opened} filter={filter} /> : ''
  return (
    <div>
      {opinion.verdict === null ? (
        mayJudge ? (
          ''
        ) : (
          <p class="fc-meta">尚未处理。</p>
        )
      ) : (
        <section aria-label="处理结果" class="fc-answered">
          <p>
            <b>{VERDICT_TITLES[opinion.verdict]}</b>
            <span
              class="fc-meta"
              safe
            >{`　${opinion.judgedBy ?? ''}　${opinion.judgedAt ? dayInWords(opinion.judgedAt.slice(0, 10)) : ''}`}</span>
          </p>
          {opinion.reason ? <p safe>{`理由：${opinion.reason}`}</p> : ''}
        </section>
      )}
      {mayJudge ? <JudgeForm frame={frame} opened={opened} filter={filter} following={following} /> : ''}
    </div>
  )
}

const JudgeForm = ({ frame, opened: { opinion, refusal }, filter, following }: AnswerProps) => {
  const { values, errors, problem } = refusal
  const chosen = values['verdict'] ?? opinion.verdict ?? ''
  return (
    <form method="post" action={opinionAddress(opinion, filter)} novalidate aria-label="处理意见">
      <Csrf frame={frame} />
      <ErrorSummary errors={errors} problem={problem} />
      <input type="hidden" name="revision" value={String(opinion.revision)} />
      <input type="hidden" name="following" value={following} />
      <fieldset class="fc-verdicts" id="verdict">
        <legend>处理结果</legend>
        {errors['verdict'] ? (
          <p class="fc-error" safe>
            {errors['verdict']}
          </p>
        ) : (
          ''
        )}
        {VERDICTS.map((verdict, index) => (
          <label class={verdict === chosen ? 'is-on' : undefined}>
            <input class="form-check-input" type="radio" name="verdict" value={verdict} checked={verdict === chosen} required />
            <span>{VERDICT_TITLES[verdict]}</span>
            <kbd class="fc-nophone">{index + 1}</kbd>
          </label>
        ))}
      </fieldset>
      <TextArea
        name="reason"
        label="理由"
        hint="采纳以外的必填"
        rows={4}
        maxlength={4000}
        value={values['reason'] ?? opinion.reason ?? ''}
        error={errors['reason']}
      />
      <p class="fc-field fc-acts">
        <button class="btn btn-primary" type="submit">
          {following ? '记下，看下一条' : '记下处理结果'}
        </button>
      </p>
    </form>
  )
}

const OwnDraft = ({ frame, opened: { opinion, refusal }, filter }: Omit<AnswerProps, 'following'>) => (
  <form method="post" action={opinionAddress(opinion, filter)} novalidate aria-label="我的草稿">
    <Csrf frame={frame} />
    <ErrorSummary errors={refusal.errors} problem={refusal.problem} />
    <p class="fc-meta">草稿只有您自己看得到；提交后不能再修改。</p>
    <p class="fc-field fc-acts">
      <button class="btn btn-primary" type="submit" name="draft" value="submit">
        提交意见
      </button>
      <button class="btn fc-link" type="submit" name="draft" value="withdraw">
        撤回草稿
      </button>
    </p>
  </form>
)
