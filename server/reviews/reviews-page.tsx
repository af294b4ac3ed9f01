/** 我的评审: what one is asked for, the earliest deadline first. */
import { DueLamp, Lamp } from '../web/components/lamp.tsx'
import { Empty, Head } from '../web/components/lists.tsx'
import type { Frame } from '../web/frame.ts'
import { Page } from '../web/shell.tsx'
import { isOver, type Task } from './review.ts'

export const ReviewsPage = ({ frame, tasks }: { frame: Frame; tasks: readonly Task[] }) => (
  <Page frame={frame} title="我的评审" current="reviews">
    <Head title="我的评审" />
    {tasks.length === 0 ? (
      <Empty sentence="现在没有请您评审的法规。" href="/submitted" action="看已提交的意见" />
    ) : (
      <ul class="fc-reviews">
        {tasks.map(task => (
          <li>
            <div>
              <a class="fc-plain fc-strong" href={`/reviews/${task.round.id}`} safe>
                {`《${task.bill.title}》`}
              </a>
              <small safe>{`${task.round.title}　${task.round.opensOn} 至 ${task.round.closesOn}`}</small>
            </div>
            {task.answered ? (
              <Lamp colour="green" words="已提交" />
            ) : task.round.state === 'closed' ? (
              <Lamp colour="none" words="已截止" />
            ) : (
              <DueLamp dueOn={task.round.closesOn} today={frame.today} />
            )}
            {isOver(task) ? (
              ''
            ) : (
              <a class="btn" href={`/reviews/${task.round.id}`}>
                评审
              </a>
            )}
          </li>
        ))}
      </ul>
    )}
  </Page>
)
