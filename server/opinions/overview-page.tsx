/** 意见: over all bills, how many opinions wait for an answer, and which rounds run. */
import { ROUND_STATE_TITLES } from '../../schema/opinions.ts'
import { Empty, Head, Scroll } from '../web/components/lists.tsx'
import type { Frame } from '../web/frame.ts'
import { Page } from '../web/shell.tsx'
import type { OpinionOverview } from './overview.ts'

interface OverviewProps {
  readonly frame: Frame
  readonly overview: OpinionOverview
  readonly own: { readonly drafts: number }
}

export const OverviewPage = ({ frame, overview: { bills, open, total }, own }: OverviewProps) => (
  <Page frame={frame} title="意见" current="opinions">
    <Head title="意见" meta={total === 0 ? null : `未处理 ${open} 条，共 ${total} 条`}>
      <a class="btn fc-link" href="/consultations">
        配合上级立法
      </a>
    </Head>
    {own.drafts > 0 ? <p class="fc-meta" safe>{`您有 ${own.drafts} 条草稿尚未提交。`}</p> : ''}
    {bills.length === 0 ? (
      <Empty sentence="还没有意见，也没有进行中的征求意见。" href="/bills" action="到项目库中选择法规" />
    ) : (
      <Scroll label="各件法规案的意见">
        <table class="table fc-stack">
          <thead>
            <tr>
              <th scope="col">法规</th>
              <th scope="col" class="fc-num">
                未处理
              </th>
              <th scope="col" class="fc-num">
                共
              </th>
              <th scope="col">征求意见</th>
            </tr>
          </thead>
          <tbody>
            {bills.map(({ id, title, unanswered, count, round }) => (
              <tr>
                <th scope="row">
                  <a class="fc-plain" href={`/bills/${id}/opinions${unanswered > 0 ? '?verdict=open' : ''}`} safe>
                    {title}
                  </a>
                </th>
                <td class="fc-num" data-k="未处理">
                  {unanswered}
                </td>
                <td class="fc-num" data-k="共">
                  {count}
                </td>
                <td data-k="征求意见">
                  {round === null ? (
                    <a href={`/bills/${id}/rounds`}>各轮</a>
                  ) : (
                    <a href={`/rounds/${round.id}`} safe>
                      {`${round.title}　${round.opensOn > frame.today ? ROUND_STATE_TITLES.upcoming : `${round.closesOn} 截止`}`}
                    </a>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    )}
  </Page>
)
