import { dayInWords, daysFrom } from '../dates.ts'

export type LampColour = 'red' | 'amber' | 'green' | 'none'

/** 灯: shape, colour and words together, so that it reads in black and white and aloud. */
export const Lamp = ({ colour, words }: { colour: LampColour; words: string }) => (
  <span class={`fc-lamp fc-lamp--${colour}`} safe>
    {words}
  </span>
)

/** How near a due date counts as amber: a week, the rhythm in which units hand in their accounts (周周交账). */
const SOON_DAYS = 7

/** The lamp of a thing that is not done yet. @param today ISO date */
export function DueLamp({ dueOn, today }: { dueOn: string | null; today: string }) {
  if (dueOn === null) return <Lamp colour="none" words="未定期限" />
  const days = daysFrom(today, dueOn)
  if (days < 0) return <Lamp colour="red" words={`逾期 ${-days} 天`} />
  if (days === 0) return <Lamp colour="amber" words="今天" />
  if (days === 1) return <Lamp colour="amber" words="明天" />
  const sameYear = dueOn.slice(0, 4) === today.slice(0, 4)
  return <Lamp colour={days <= SOON_DAYS ? 'amber' : 'none'} words={sameYear ? dayInWords(dueOn) : dueOn} />
}
