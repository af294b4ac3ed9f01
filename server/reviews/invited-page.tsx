/** The page behind an invitation's link: one sentence what is asked, until when, and one button. Opening is a press: mail programs look at links. */
import { dateInWords, daysFrom } from '../web/dates.ts'
import type { Frame } from '../web/frame.ts'
import { Page } from '../web/shell.tsx'
import type { lookAtLink } from './invitations.ts'

interface InvitedProps {
  readonly frame: Frame
  readonly link: Awaited<ReturnType<typeof lookAtLink>>
  readonly bill: string
  readonly code: string
}

export const InvitedPage = ({ frame, link, bill, code }: InvitedProps) => (
  <Page frame={frame} title={`请您评审：${bill}`}>
    <div class="fc-ask">
      <h1 safe>{`请您对《${bill}》提出意见`}</h1>
      <p class="fc-ask-who" safe>
        {link.name}
      </p>
      <p safe>{deadline(link.closesOn, frame.today)}</p>
      <form method="post" action={`/invited/${encodeURIComponent(code)}`}>
        <button class="btn btn-primary" type="submit">
          开始阅读
        </button>
      </form>
      <p class="fc-meta">链接打开后只在这台电脑或者手机上有效，请不要转发。写好的意见提交以前，只有您自己看得到。</p>
    </div>
  </Page>
)

/** @example '2026年12月5日前提交，还有 11 天' */
export function deadline(closesOn: string, today: string): string {
  const left = daysFrom(today, closesOn)
  if (left < 0) return `已于${dateInWords(closesOn)}截止`
  return `${dateInWords(closesOn)}前提交，${left === 0 ? '今天截止' : `还有 ${left} 天`}`
}
