/** 提交评审: everything that will be sent, to be looked at once more; then one press sends it. */
import type { Opinion } from '../../schema/opinions.ts'
import { Empty, Head } from '../web/components/lists.tsx'
import type { Frame } from '../web/frame.ts'
import { Csrf, Page } from '../web/shell.tsx'
import { deadline } from './invited-page.tsx'
import type { Review } from './review.ts'

export const SubmitPage = ({ frame, review, problem }: { frame: Frame; review: Review; problem: string | null }) => {
  const { round, bill, drafts } = review
  return (
    <Page frame={frame} title={`提交评审：${bill.title}`} current="reviews">
      <Head crumb={[[`《${bill.title}》`, `/reviews/${round.id}`]]} title="提交评审" meta={deadline(round.closesOn, frame.today)} />
      {problem === null ? (
        ''
      ) : (
        <p class="fc-errsum" role="alert" safe>
          {problem}
        </p>
      )}
      {drafts.length === 0 ? (
        <Empty sentence="没有待提交的意见。" href={`/reviews/${round.id}?view=redline`} action="回到条文" />
      ) : (
        <form method="post" action={`/reviews/${round.id}/submit`}>
          <Csrf frame={frame} />
          <p safe>{`将提交以下 ${drafts.length} 条意见，提交后不能再改动。`}</p>
          <ol class="fc-outbox">
            {[...drafts].reverse().map(draft => (
              <li>
                <input type="hidden" name="opinion" value={draft.id} />
                <Said opinion={draft} />
                <p class="fc-meta">
                  <a href={`/reviews/${round.id}?view=redline&edit=${draft.id}#${encodeURIComponent(draft.article ?? 'whole')}`}>修改</a>
                </p>
              </li>
            ))}
          </ol>
          <p class="fc-field fc-acts">
            <button class="btn btn-primary" type="submit" safe>
              {`提交 ${drafts.length} 条意见`}
            </button>
            <a class="btn fc-link" href={`/reviews/${round.id}?view=redline`}>
              继续阅读
            </a>
          </p>
        </form>
      )}
    </Page>
  )
}

/** What somebody said: where, on which words, what, and how it should read. */
export const Said = ({ opinion: { article, quote, body, proposal } }: { opinion: Opinion }) => (
  <>
    <p>
      <b safe>{article ?? '全文'}</b>
      {quote === null ? '' : <span class="fc-meta" safe>{`　“${quote}”`}</span>}
    </p>
    <p class="fc-words" safe>
      {body}
    </p>
    {proposal === null ? '' : <p class="fc-words" safe>{`建议表述：${proposal}`}</p>}
  </>
)
