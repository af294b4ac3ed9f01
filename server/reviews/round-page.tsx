/** One round (一轮征求意见): its period and version, who has answered and who has not, and the links of those without an account. */
import type { Bill } from '../../schema/bills.ts'
import { OPINION_SOURCE_TITLES, OPINION_SOURCES, type Round } from '../../schema/opinions.ts'
import { type Addressee, INVITATION_STATE_TITLES } from '../../schema/reviews.ts'
import { ErrorSummary, SelectField, TextArea, TextField } from '../web/components/fields.tsx'
import { Head, Scroll } from '../web/components/lists.tsx'
import { dayInWords } from '../web/dates.ts'
import type { Refusal } from '../web/forms.ts'
import type { Frame } from '../web/frame.ts'
import { Csrf, Page } from '../web/shell.tsx'
import { ROUND_LABELS } from './new-round-page.tsx'
import { RoundLamp } from './rounds-page.tsx'

interface RoundProps {
  readonly frame: Frame
  readonly bill: Bill
  readonly round: Round
  readonly addressees: readonly (Addressee & { account: string | null })[]
  readonly refusal: Refusal
  readonly mayWrite: boolean
}

export const RoundPage = (props: RoundProps) => {
  const { frame, bill, round, addressees, refusal, mayWrite } = props
  const linkless = addressees.filter(({ answered, account }) => !answered && account === null)
  return (
    <Page frame={frame} title={`${round.title}：${bill.title}`} current="opinions">
      <Head
        crumb={[
          [bill.title, `/bills/${bill.id}`],
          ['征求意见', `/bills/${bill.id}/rounds`]
        ]}
        title={round.title}
        meta={`${round.kindTitle}　${round.opensOn} 至 ${round.closesOn}`}
      >
        <a class="btn fc-link" href={`/rounds/${round.id}/deadline.ics`}>
          截止日加入日历
        </a>
        <a class="btn" href={`/bills/${bill.id}/opinions?round=${round.id}`} safe>
          {`看意见 ${round.opinions} 条`}
        </a>
      </Head>
      <p class="fc-meta">
        <RoundLamp round={round} today={frame.today} />
        {'　'}
        <a href={`/documents/${round.document}?seq=${round.version}`} safe>{`第 ${round.version} 版`}</a>
        {round.asked === 0 ? '' : <span safe>{`　已答复 ${round.answered}／${round.asked}`}</span>}
      </p>
      {round.addressees === null ? '' : <p safe>{`征求意见的对象：${round.addressees}`}</p>}
      {round.reason === null ? '' : <p safe>{`期限短于规定的理由：${round.reason}`}</p>}
      <ErrorSummary errors={refusal.errors} problem={refusal.problem} />
      {addressees.length === 0 ? '' : <Asked {...props} />}
      {mayWrite && linkless.length > 0 && round.state !== 'closed' ? <Links {...props} count={linkless.length} /> : ''}
      {mayWrite ? <More {...props} /> : ''}
    </Page>
  )
}

/** Those who have not answered stand first: they are whom one has to call. */
const Asked = ({ frame, bill, round, addressees, mayWrite }: RoundProps) => (
  <section id="whom" aria-labelledby="askedh">
    <h2 id="askedh" class="fc-sechead">
      <span>征求意见的对象</span>
      <span class="fc-meta" safe>{`未答复 ${round.asked - round.answered}，已答复 ${round.answered}`}</span>
    </h2>
    <Scroll label="征求意见的对象">
      <table class="table fc-stack">
        <thead>
          <tr>
            <th scope="col">对象</th>
            <th scope="col">来源</th>
            <th scope="col">答复</th>
            <th scope="col">链接</th>
            {mayWrite ? (
              <th scope="col" class="fc-do">
                办理
              </th>
            ) : (
              ''
            )}
          </tr>
        </thead>
        <tbody>
          {[...addressees]
            .sort((a, b) => Number(a.answered) - Number(b.answered))
            .map(one => (
              <tr>
                <th scope="row" safe>
                  {one.name}
                </th>
                <td data-k="来源">{OPINION_SOURCE_TITLES[one.source]}</td>
                <td class="fc-nowrap" data-k="答复">
                  {one.opinions > 0 ? (
                    <a href={`/bills/${bill.id}/opinions?round=${round.id}`} safe>{`意见 ${one.opinions} 条`}</a>
                  ) : one.repliedOn === null ? (
                    '未答复'
                  ) : (
                    <span safe>{`${dayInWords(one.repliedOn)}答复没有意见`}</span>
                  )}
                </td>
                <td class="fc-nowrap" data-k="链接">
                  {one.account === null ? INVITATION_STATE_TITLES[one.invitation] : '有账号'}
                </td>
                {mayWrite ? (
                  <td class="fc-do">
                    <Acts frame={frame} round={round} one={one} />
                  </td>
                ) : (
                  ''
                )}
              </tr>
            ))}
        </tbody>
      </table>
    </Scroll>
  </section>
)

const Acts = ({ frame, round, one }: { frame: Frame; round: Round; one: Addressee }) => {
  const open = one.invitation === 'issued' || one.invitation === 'opened'
  if (one.opinions > 0 && !open) return ''
  return (
    <form class="fc-acts" method="post" action={`/rounds/${round.id}/addressees/${one.id}`} aria-label={`办理${one.name}`}>
      <Csrf frame={frame} />
      {one.opinions > 0 ? (
        ''
      ) : (
        <button class="btn fc-link" type="submit" name="act" value={one.repliedOn === null ? 'none' : 'again'}>
          {one.repliedOn === null ? '记为没有意见' : '取消“没有意见”'}
        </button>
      )}
      {open ? (
        <button class="btn fc-link" type="submit" name="act" value="revoke">
          收回链接
        </button>
      ) : (
        ''
      )}
    </form>
  )
}

const Links = ({ frame, round, refusal, count }: RoundProps & { count: number }) => (
  <section aria-labelledby="linksh">
    <h2 id="linksh" class="fc-sechead">
      邀请链接
    </h2>
    <p
      class="fc-meta"
      safe
    >{`没有账号、尚未答复的 ${count} 个对象各得一个链接，只能打开第 ${round.version} 版；此前发出的链接同时失效。`}</p>
    <form method="post" action={`/rounds/${round.id}/links`} novalidate class="fc-fields">
      <Csrf frame={frame} />
      <TextField
        name="expiresOn"
        label={ROUND_LABELS.expiresOn}
        type="date"
        value={refusal.values['expiresOn'] ?? round.closesOn}
        error={refusal.errors['expiresOn']}
      />
      <p class="fc-field fc-filter">
        <button class="btn" type="submit" safe>
          {`生成 ${count} 个邀请链接`}
        </button>
      </p>
    </form>
  </section>
)

const More = ({ frame, round, refusal }: RoundProps) => (
  <details class="fc-fold" open={refusal.errors['asked'] !== undefined}>
    <summary>增加征求意见的对象</summary>
    <form method="post" action={`/rounds/${round.id}/addressees`} novalidate>
      <Csrf frame={frame} />
      <TextArea
        name="asked"
        label={ROUND_LABELS.asked}
        hint="一行一个"
        rows={3}
        maxlength={20000}
        value={refusal.values['asked']}
        error={refusal.errors['asked']}
      />
      <SelectField
        name="source"
        label={ROUND_LABELS.source}
        value={refusal.values['source'] ?? 'department'}
        options={OPINION_SOURCES.map(source => [source, OPINION_SOURCE_TITLES[source]] as const)}
      />
      <p class="fc-field fc-acts">
        <button class="btn" type="submit">
          增加
        </button>
      </p>
    </form>
  </details>
)
