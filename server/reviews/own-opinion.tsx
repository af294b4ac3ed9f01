import { type Opinion, VERDICT_TITLES } from '../../schema/opinions.ts'

/** One's own opinion in the margin: a draft is dashed and may be changed; what was sent shows what became of it. */
export const OwnOpinion = ({ opinion, edit }: { opinion: Opinion; edit: string }) => {
  const { status, quote, body, proposal, verdict, reason, quoteState } = opinion
  const isLost = quoteState === 'changed' || quoteState === 'ambiguous'
  return (
    <section class={`fc-op${status === 'draft' ? ' fc-op--draft' : ''}${isLost ? ' fc-op--lost' : ''}`}>
      <p class="fc-meta">
        <b>{status === 'draft' ? '待提交' : verdict === null ? '已提交，尚未处理' : VERDICT_TITLES[verdict]}</b>
        {isLost ? '　原文已改' : ''}
      </p>
      {quote === null ? '' : <p class="fc-meta" safe>{`“${quote}”`}</p>}
      <p class="fc-words" safe>
        {body}
      </p>
      {proposal === null ? '' : <p class="fc-words" safe>{`建议表述：${proposal}`}</p>}
      {reason === null ? '' : <p safe>{`理由：${reason}`}</p>}
      {status === 'draft' ? (
        <p class="fc-noprint">
          <a href={edit}>修改或者撤回</a>
        </p>
      ) : (
        ''
      )}
    </section>
  )
}
