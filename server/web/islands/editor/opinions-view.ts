/** 意见 on the text, those on the article at the cursor first. */
import type { Opinion, Verdict } from '../../../../schema/opinions.ts'
import { el } from './dom.ts'

/** The schema's own titles would bring the whole schema library into the page. */
const VERDICT_TITLES: Readonly<Record<Verdict, string>> = {
  adopted: '采纳',
  partlyAdopted: '部分采纳',
  notAdopted: '不采纳',
  deferred: '另行研究'
}

export function opinionsView(bill: string, opinions: readonly Opinion[], article: string | null): HTMLElement {
  const here = opinions.filter(({ currentArticle }) => article !== null && currentArticle === article)
  const others = opinions.filter(one => !here.includes(one))
  return el(
    'div',
    {},
    el(
      'h2',
      { class: 'fc-sec' },
      opinions.length === 0 ? '还没有意见' : article ? `${article}的意见 ${here.length} 条` : `意见 ${opinions.length} 条`
    ),
    ...here.map(opinion => itemOf(bill, opinion)),
    others.length === 0 || article === null ? null : el('h2', { class: 'fc-sec' }, `其他意见 ${others.length} 条`),
    ...others.map(opinion => itemOf(bill, opinion))
  )
}

function itemOf(bill: string, { id, givenBy, currentArticle, article, quote, body, proposal, verdict, quoteState }: Opinion): HTMLElement {
  const place = currentArticle ?? (article ? `原${article}` : '全文')
  const isLost = quoteState === 'changed' || quoteState === 'ambiguous'
  return el(
    'section',
    { class: `fc-op${isLost ? ' fc-op--lost' : ''}` },
    el(
      'p',
      { class: 'fc-meta' },
      el('b', {}, givenBy),
      `　${place}${isLost ? '　原文已改' : ''}`,
      verdict ? el('span', { class: 'fc-verdict' }, `　${VERDICT_TITLES[verdict]}`) : null
    ),
    quote ? el('p', { class: 'fc-meta' }, `“${quote}”`) : null,
    el('p', {}, el('a', { class: 'fc-plain', href: `/bills/${bill}/opinions/${id}` }, body)),
    proposal ? el('p', {}, `建议改为：${proposal}`) : null
  )
}
