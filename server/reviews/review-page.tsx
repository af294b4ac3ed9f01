/**
 * 评审: the text that was sent, with the reviewer's own margin. Without script it is links and forms: 提意见 opens the form beside its article. With it, what is
 * selected is quoted, and `n`, `p`, `c` lead from change to change and to the form (web/islands/review.ts).
 */
import type { Opinion } from '../../schema/opinions.ts'
import { versionName } from '../drafts/text-of.tsx'
import { type Beside, RedlineArticles, RedlineLegend, RedlineNavigator } from '../formats/redline-html.tsx'
import { oneStep, type Passage, parse, passages } from '../law/index.ts'
import { ErrorSummary, TextArea } from '../web/components/fields.tsx'
import { Head } from '../web/components/lists.tsx'
import type { Refusal } from '../web/forms.ts'
import type { Frame } from '../web/frame.ts'
import { Csrf, Page } from '../web/shell.tsx'
import { deadline } from './invited-page.tsx'
import { OwnOpinion } from './own-opinion.tsx'
import type { Review } from './review.ts'

export const NOTE_LABELS = { article: '条款', quote: '所引原文', body: '意见', proposal: '建议的表述' } as const

/** The form that is open: for a new opinion on an article ('' the whole text), or for a draft. */
export interface Opened {
  readonly article: string | null
  readonly edit: string | null
  readonly quote: string
  readonly refusal: Refusal
}

interface ReviewProps {
  readonly frame: Frame
  readonly review: Review
  readonly view: 'redline' | 'text'
  /** Whether reading has begun: before, the page says what is asked. */
  readonly started: boolean
  readonly opened: Opened | null
}

export const ReviewPage = (props: ReviewProps) => {
  const { frame, review, view, started, opened } = props
  const { bill, round, version, comparison, drafts } = review
  const address = `/reviews/${round.id}`
  return (
    <Page
      frame={frame}
      title={`评审：${bill.title}`}
      current="reviews"
      reading={started || opened !== null}
      scripts={['redline.js', 'review.js']}
    >
      {started || opened ? (
        <Head crumb={[['我的评审', '/reviews?all=1']]} title={bill.title} meta={`${version}　${deadline(round.closesOn, frame.today)}`} />
      ) : (
        <Asked {...props} />
      )}
      <div class="fc-bar">
        <nav class="fc-views" aria-label="视图">
          {comparison ? (
            <a href={`${address}?view=redline`} aria-current={view === 'redline' ? 'true' : undefined}>
              只看改动
            </a>
          ) : (
            ''
          )}
          <a href={`${address}?view=text`} aria-current={view === 'text' ? 'true' : undefined}>
            全文
          </a>
        </nav>
        <p class="fc-meta" id="whole">
          <a href={`${address}?view=${view}&at=#whole`} data-ask="">
            对全文提意见
          </a>
        </p>
        {view === 'redline' ? (
          <a class="btn" href="#toc" data-next-change="">
            下一处改动<kbd class="fc-nophone">n</kbd>
          </a>
        ) : (
          ''
        )}
      </div>
      <Whole {...props} />
      {view === 'redline' && comparison ? <Redlined {...props} /> : <WholeText {...props} />}
      <div class="fc-send fc-noprint">
        <p class="fc-meta" role="status" safe>
          {drafts.length === 0 ? '还没有待提交的意见' : `待提交 ${drafts.length} 条，只有您自己看得到`}
        </p>
        <a class="btn btn-primary" href={`${address}/submit`} safe>
          {drafts.length === 0 ? '提交评审' : `提交评审（${drafts.length}）`}
        </a>
      </div>
    </Page>
  )
}

/** One sentence what is asked, until when, and one button. */
const Asked = ({ frame, review: { bill, round, version }, view }: ReviewProps) => (
  <div class="fc-ask">
    <h1 safe>{`请您对《${bill.title}》提出意见`}</h1>
    <p safe>{`${round.title}　${version}　${deadline(round.closesOn, frame.today)}`}</p>
    <p class="fc-acts">
      <a class="btn btn-primary" href={`/reviews/${round.id}?view=${view}`}>
        开始阅读
      </a>
      <a class="btn fc-link" href={`/rounds/${round.id}/deadline.ics`}>
        截止日加入日历
      </a>
    </p>
  </div>
)

/** What was said of the text as a whole stands above it. */
const Whole = (props: ReviewProps) => {
  const { review, opened } = props
  const own = [...review.drafts, ...review.submitted].filter(({ article }) => article === null)
  const isOpen = opened?.article === '' || own.some(({ id }) => id === opened?.edit)
  return own.length === 0 && !isOpen ? (
    ''
  ) : (
    <section class="fc-wholeops" aria-label="对全文的意见">
      {Own({ ...props, article: null, own })}
    </section>
  )
}

const Redlined = (props: ReviewProps) => {
  const { comparison } = props.review
  if (!comparison) return ''
  const { from, to, compared } = comparison
  const beside: Beside = ({ unit, labels: [, next = null] }) =>
    unit === 'article' && next !== null ? <OwnMargin {...props} article={next} /> : ''
  const view = { entries: oneStep(compared), names: [versionName(from), versionName(to)], beside }
  return (
    <div class="fc-redline fc-redline--ops">
      <RedlineNavigator {...view} />
      <div>
        <RedlineLegend names={view.names} />
        <RedlineArticles {...view} />
      </div>
    </div>
  )
}

/** Every article of the text as it was sent, each with its margin. */
const WholeText = (props: ReviewProps) => (
  <div class="fc-redline--ops">
    {passages(parse(props.review.text)).map(passage => (
      <PassageOf passage={passage} props={props} />
    ))}
  </div>
)

const PassageOf = ({ passage, props }: { passage: Passage; props: ReviewProps }) => {
  const { unit, label, text } = passage
  if (unit === 'tableOfContents') return ''
  const lines = text.split('\n')
  const css = unit === 'title' ? 'fc-lawtitle' : unit === 'titleNote' ? 'fc-lawnote' : 'fc-law'
  if (unit !== 'article')
    return (
      <div class="fc-art fc-art--chap">
        <div class={css}>
          {['part', 'subpart', 'chapter', 'section'].includes(unit) ? (
            <h2 safe>{`${label}　${text}`}</h2>
          ) : (
            lines.map(line => <p safe>{line}</p>)
          )}
        </div>
      </div>
    )
  return (
    <article class="fc-art" id={label} aria-label={label}>
      <div class="fc-art-text">
        <div class="fc-law">
          {lines.map((line, index) => (
            <p>
              {index === 0 ? (
                <span class="fc-no" safe>
                  {label}
                </span>
              ) : (
                ''
              )}
              <span safe>{line}</span>
            </p>
          ))}
        </div>
      </div>
      <OwnMargin {...props} article={label} />
    </article>
  )
}

const OwnMargin = (props: ReviewProps & { article: string }) => {
  const { review, article } = props
  const own = [...review.drafts, ...review.submitted].filter(opinion => opinion.article === article)
  return (
    <aside class="fc-ops" aria-label={`对${article}的意见`}>
      {Own({ ...props, own })}
    </aside>
  )
}

/** One's own opinions on an article, the form where it is open, and the link that opens it. */
function Own({ frame, review, view, opened, article, own }: ReviewProps & { article: string | null; own: readonly Opinion[] }) {
  const address = `/reviews/${review.round.id}`
  const here = opened && opened.edit === null && opened.article === (article ?? '')
  return (
    <>
      {own.map(opinion =>
        opinion.status === 'draft' && opened?.edit === opinion.id ? (
          <NoteForm
            frame={frame}
            action={`${address}/opinions/${opinion.id}`}
            view={view}
            article={article}
            quote={null}
            refusal={
              opened.refusal.values['body'] === undefined
                ? { ...opened.refusal, values: { body: opinion.body, proposal: opinion.proposal ?? '' } }
                : opened.refusal
            }
            draft={opinion}
          />
        ) : (
          <OwnOpinion opinion={opinion} edit={`${address}?view=${view}&edit=${opinion.id}#${encodeURIComponent(article ?? 'whole')}`} />
        )
      )}
      {here ? (
        <NoteForm
          frame={frame}
          action={`${address}/opinions`}
          view={view}
          article={article}
          quote={opened.quote}
          refusal={opened.refusal}
          draft={null}
        />
      ) : article === null ? (
        ''
      ) : (
        <p class="fc-noprint">
          <a
            class="btn fc-askbtn"
            href={`${address}?view=${view}&at=${encodeURIComponent(article)}#${encodeURIComponent(article)}`}
            data-ask=""
          >
            提意见
          </a>
        </p>
      )}
    </>
  )
}

interface NoteFormProps {
  readonly frame: Frame
  readonly action: string
  readonly view: string
  readonly article: string | null
  /** Null: a draft keeps the words that it was written about. */
  readonly quote: string | null
  readonly refusal: Refusal
  readonly draft: Opinion | null
}

const NoteForm = ({ frame, action, view, article, quote, refusal, draft }: NoteFormProps) => {
  const fieldOf = (name: keyof typeof NOTE_LABELS) => ({
    name,
    label: NOTE_LABELS[name],
    value: refusal.values[name],
    error: refusal.errors[name]
  })
  return (
    <form class="fc-noteform" id="note" method="post" action={action} novalidate aria-label={`对${article ?? '全文'}提意见`}>
      <Csrf frame={frame} />
      <ErrorSummary errors={refusal.errors} problem={refusal.problem} />
      <input type="hidden" name="view" value={view} />
      <input type="hidden" name="article" value={article ?? ''} />
      {quote === null || article === null ? (
        ''
      ) : (
        <TextArea {...fieldOf('quote')} value={refusal.values['quote'] ?? quote} hint="可不填" rows={2} maxlength={1000} />
      )}
      <TextArea {...fieldOf('body')} rows={3} maxlength={4000} required />
      <TextArea {...fieldOf('proposal')} hint="可不填" rows={2} maxlength={4000} />
      <p class="fc-field fc-acts">
        <button class="btn btn-primary" type="submit">
          记下
        </button>
        {draft === null ? (
          ''
        ) : (
          <button class="btn fc-link" type="submit" name="act" value="withdraw" formnovalidate>
            撤回
          </button>
        )}
        <a class="btn fc-link" href={`?view=${view}#${encodeURIComponent(article ?? 'whole')}`}>
          取消
        </a>
      </p>
    </form>
  )
}
