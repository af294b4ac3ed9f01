/** Opinions in the margin of a redline, each beside its article. */
import { type Opinion, VERDICT_TITLES } from '../../schema/opinions.ts'

/** More would be longer than the article. */
const MAX_BESIDE = 8

interface MarginProps {
  readonly bill: string
  readonly opinions: readonly Opinion[]
  /** The number of each in the text's margin, by its id: it stands behind the words that it is about. */
  readonly numbers?: ReadonlyMap<string, number>
  /** The article's label in the newest text, null where it is gone; with it one may speak about it. */
  readonly article: string | null
  readonly maySpeak: boolean
}

export const Margin = ({ bill, opinions, numbers, article, maySpeak }: MarginProps) =>
  opinions.length === 0 && (!maySpeak || article === null) ? (
    ''
  ) : (
    <aside class="fc-ops" aria-label={article === null ? '意见' : `${article}的意见`}>
      {opinions.slice(0, MAX_BESIDE).map(opinion => (
        <section class={`fc-op${opinion.quoteState === 'changed' || opinion.quoteState === 'ambiguous' ? ' fc-op--lost' : ''}`}>
          <p class="fc-meta">
            <b safe>{[numbers?.get(opinion.id), opinion.givenBy].filter(Boolean).join('　')}</b>
            {opinion.verdict === null ? '' : <span class="fc-verdict" safe>{`　${VERDICT_TITLES[opinion.verdict]}`}</span>}
            {opinion.quoteState === 'changed' || opinion.quoteState === 'ambiguous' ? '　原文已改' : ''}
          </p>
          {opinion.quote === null ? (
            ''
          ) : (
            <p class="fc-meta" safe>
              {`“${opinion.quote}”`}
            </p>
          )}
          <p>
            <a class="fc-plain" href={`/bills/${bill}/opinions/${opinion.id}`} safe>
              {opinion.body}
            </a>
          </p>
        </section>
      ))}
      {opinions.length > MAX_BESIDE ? (
        <p class="fc-meta">
          <a href={`/bills/${bill}/opinions`} safe>{`另 ${opinions.length - MAX_BESIDE} 条`}</a>
        </p>
      ) : (
        ''
      )}
      {maySpeak && article !== null ? (
        <p class="fc-meta fc-noprint">
          <a href={`/bills/${bill}/opinions/new?${new URLSearchParams({ article })}`} aria-label={`对${article}提意见`}>
            提意见
          </a>
        </p>
      ) : (
        ''
      )}
    </aside>
  )
