import type { Opinion } from '../../schema/opinions.ts'
import type { ShownArticle } from './articles.ts'

/** The article that an opinion is about, its words marked; what became of both is said in words. */
export const AnchoredArticle = ({ opinion, now, before }: { opinion: Opinion; now: ShownArticle | null; before: ShownArticle | null }) => (
  <>
    <h3>
      所提条文 <small safe>{whatBecame(opinion)}</small>
    </h3>
    {now ? <Words article={now} /> : ''}
    {before && now ? (
      <details class="fc-fold">
        <summary>提出时的条文</summary>
        <Words article={before} />
      </details>
    ) : (
      ''
    )}
    {before && !now ? <Words article={before} /> : ''}
    {opinion.article === null ? <p class="fc-meta">对全文的意见。</p> : ''}
  </>
)

/** @example '现为第三条（提出时为第二条）　原文已改' */
export function whatBecame({ article, currentArticle, quoteState }: Pick<Opinion, 'article' | 'currentArticle' | 'quoteState'>): string {
  if (article === null) return ''
  if (currentArticle === null) return `${article}已删去，以下为提出时的条文`
  const moved = article === currentArticle ? currentArticle : `现为${currentArticle}（提出时为${article}）`
  const words = { present: '', changed: '　原文已改', ambiguous: '　原文已改，或者不止一处' }[quoteState ?? 'present']
  return `${moved}${words}`
}

const Words = ({ article: { label, text, words } }: { article: ShownArticle }) => (
  <div class="fc-law">
    {linesOf(text).map(({ line, at }, index) => (
      <p>
        {index === 0 ? (
          <span class="fc-no" safe>
            {label}
          </span>
        ) : (
          ''
        )}
        {words && words.start < at + line.length && words.end > at ? (
          <>
            <span safe>{line.slice(0, Math.max(0, words.start - at))}</span>
            <mark class="fc-anchor" safe>
              {line.slice(Math.max(0, words.start - at), words.end - at)}
            </mark>
            <span safe>{line.slice(words.end - at)}</span>
          </>
        ) : (
          <span safe>{line}</span>
        )}
      </p>
    ))}
  </div>
)

function linesOf(text: string): { line: string; at: number }[] {
  let at = 0
  return text.split('\n').map(line => {
    const placed = { line, at }
    at += line.length + 1
    return placed
  })
}
