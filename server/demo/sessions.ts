/** What the bodies of the demo's city sat over, what the units handed in week by week, and what was reported upward: each through the act that people use. */
import type { DemoMeeting, DemoStep, DemoUpwardReport } from '../../schema/demo.ts'
import { addMeeting, changeMeeting, setAgenda } from '../meetings/keep-meeting.ts'
import { fileStatements, recordStatements, recordVote } from '../meetings/record.ts'
import { changeReport, reportUpward } from '../meetings/report-upward.ts'
import type { Actor, Services } from '../store/services.ts'
import { checkIn } from '../tasks/check-in.ts'
import { setTarget } from '../tasks/set-target.ts'

type Step<K extends DemoStep['do']> = Extract<DemoStep, { do: K }>

/** What a city knows: its clerk, its bills by their keys, and which day is meant. */
export interface Office {
  readonly clerk: () => Actor
  readonly bill: (key: string) => string
  readonly day: (told: string) => string
  readonly today: string
}

interface Deed {
  readonly on: string
  readonly do: (services: Services) => Promise<void>
}

/** A meeting is called, has its agenda, is held, and what was said there becomes opinions: each on its day, as far as that has come. */
export function meetingDeeds(meeting: DemoMeeting, { clerk, bill, day, today }: Office): Deed[] {
  const { body, session = null, title, members, agenda, present, chair, note = null, statements = [], votes = [] } = meeting
  let id = ''
  let items: readonly string[] = []
  const deeds: Deed[] = [
    {
      on: day(meeting.announcedOn),
      do: async services => {
        id = (
          await addMeeting(services, clerk(), {
            body,
            session,
            title,
            members,
            ...{ heldOn: day(meeting.on), endsOn: meeting.until === undefined ? null : day(meeting.until) }
          })
        ).id
      }
    },
    {
      on: day(meeting.agendaOn),
      do: async services => {
        const wish = agenda.map(({ bill: about, ...item }) => ({ ...item, ...(about !== undefined && { bill: bill(about) }) }))
        items = (await setAgenda(services, clerk(), id, wish)).agenda.map(item => item.id)
      }
    },
    {
      on: day(meeting.until ?? meeting.on),
      do: async services => {
        await changeMeeting(services, clerk(), id, { status: 'held', present, chair, note })
        const said = statements.map(({ bill: about, ...statement }) => ({ ...statement, bill: bill(about) }))
        if (said.length > 0) await recordStatements(services, clerk(), id, said)
        for (const vote of votes) await recordVote(services, clerk(), id, { ...vote, item: items[vote.item - 1] ?? '' })
      }
    },
    ...(meeting.filedOn === undefined
      ? []
      : [{ on: day(meeting.filedOn), do: async (services: Services) => void (await fileStatements(services, clerk(), id)) }])
  ]
  return deeds.filter(({ on }) => on <= today)
}

/** A report upward, and its reply when that came. */
export function reportDeeds({ on, repliedOn, reply, bill: about, ...wish }: DemoUpwardReport, { clerk, bill, day }: Office): Deed[] {
  let id = ''
  const reporting: Deed = {
    on: day(on),
    do: async services => {
      const of = about === undefined ? {} : { bill: bill(about) }
      id = (await reportUpward(services, clerk(), { ...wish, ...of, reportedOn: day(on) })).id
    }
  }
  if (repliedOn === undefined) return [reporting]
  const answered = day(repliedOn)
  return [
    reporting,
    { on: answered, do: async services => void (await changeReport(services, clerk(), id, { repliedOn: answered, reply: reply ?? null })) }
  ]
}

export async function keepSchedule(
  services: Services,
  actor: Actor,
  bill: string,
  { target, reason }: Step<'schedule'>,
  day: Office['day']
): Promise<void> {
  await setTarget(services, actor, bill, { target: day(target), ...(reason !== undefined && { reason }) })
}

export async function handIn(
  services: Services,
  actor: Actor,
  bill: string,
  { do: _do, by: _by, on, ...account }: Step<'checkIn'>,
  day: Office['day']
): Promise<void> {
  await checkIn(services, actor, bill, { ...account, on: day(on) })
}
