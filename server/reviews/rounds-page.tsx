/** 征求意见: the rounds of a bill, what each asked of whom, and how many have answered. */
import type { Bill } from '../../schema/bills.ts'
import { ROUND_STATE_TITLES, type Round } from '../../schema/opinions.ts'
import { Lamp } from '../web/components/lamp.tsx'
import { Empty, Head, Next, Scroll } from '../web/components/lists.tsx'
import { daysFrom } from '../web/dates.ts'
import type { Frame } from '../web/frame.ts'
import { Page } from '../web/shell.tsx'

interface RoundsProps {
  readonly frame: Frame
  readonly bill: Bill
  readonly rounds: readonly Round[]
  readonly next: string | null
  readonly mayOpen: boolean
}

export const RoundsPage = ({ frame, bill, rounds, next, mayOpen }: RoundsProps) => (
  <Page frame={frame} title={`征求意见：${bill.title}`} current="opinions">
    <Head
      crumb={[
        [bill.title, `/bills/${bill.id}`],
        ['意见', `/bills/${bill.id}/opinions`]
      ]}
      title="征求意见"
    >
      {mayOpen && rounds.length > 0 ? (
        <a class="btn btn-primary" href={`/bills/${bill.id}/rounds/new`}>
          开始一轮征求意见
        </a>
      ) : (
        ''
      )}
    </Head>
    {rounds.length === 0 ? (
      <Empty sentence="还没有征求过意见。" {...(mayOpen && { href: `/bills/${bill.id}/rounds/new`, action: '开始一轮征求意见' })} />
    ) : (
      <Scroll label="各轮征求意见">
        <table class="table fc-stack">
          <thead>
            <tr>
              <th scope="col">名称</th>
              <th scope="col">方式</th>
              <th scope="col">版本</th>
              <RoundHeads />
            </tr>
          </thead>
          <tbody>
            {rounds.map(round => (
              <tr>
                <th scope="row">
                  <a class="fc-plain" href={`/rounds/${round.id}`} safe>
                    {round.title}
                  </a>
                </th>
                <td data-k="方式" safe>
                  {round.kindTitle}
                </td>
                <td class="fc-nowrap" data-k="版本">
                  <a href={`/documents/${round.document}?seq=${round.version}`} safe>{`第 ${round.version} 版`}</a>
                </td>
                <RoundCells round={round} today={frame.today} />
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    )}
    <Next href={next} />
  </Page>
)

/** 进行中 with the days that are left; a round that is over is neither good nor bad. */
export function RoundLamp({ round, today }: { round: Round; today: string }) {
  if (round.state !== 'open') return <Lamp colour="none" words={ROUND_STATE_TITLES[round.state]} />
  const left = daysFrom(today, round.closesOn)
  return <Lamp colour={left <= 3 ? 'amber' : 'green'} words={left === 0 ? '进行中，今天截止' : `进行中，还有 ${left} 天`} />
}

/** What `RoundCells` stands under. */
export const RoundHeads = () => (
  <>
    <th scope="col">起止</th>
    <th scope="col">情况</th>
    <th scope="col" class="fc-num">
      已答复／对象
    </th>
    <th scope="col" class="fc-num">
      意见
    </th>
  </>
)

/** How a round runs, wherever rounds are listed. */
export const RoundCells = ({ round, today }: { round: Round; today: string }) => (
  <>
    <td class="fc-nowrap" data-k="起止" safe>{`${round.opensOn} 至 ${round.closesOn}`}</td>
    <td class="fc-nowrap" data-k="情况">
      <RoundLamp round={round} today={today} />
    </td>
    <td class="fc-num" data-k="已答复／对象" safe>
      {round.asked === 0 ? '—' : `${round.answered}／${round.asked}`}
    </td>
    <td class="fc-num" data-k="意见">
      {round.opinions === 0 ? '0' : <a href={`/bills/${round.bill}/opinions?round=${round.id}`}>{round.opinions}</a>}
    </td>
  </>
)
