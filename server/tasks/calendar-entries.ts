/** What falls due, as entries of a calendar: of a person, and of one bill's 施工图. */
import { demandBill } from '../bills/read.ts'
import { openStandings } from '../bills/standing.ts'
import type { CalendarEntry } from '../formats/ics.ts'
import type { Actor, Services } from '../store/services.ts'
import { readPlanned } from './planned.ts'
import { findSchedules, selectDatedTasks, selectSchedules } from './store.ts'

type Reading = Pick<Services, 'db' | 'now'>

/** Open tasks of the person, and steps and running periods of the bills that he handles. */
export async function entriesOfPerson(services: Reading, { displayName }: Pick<Actor, 'displayName'>): Promise<CalendarEntry[]> {
  const active = (await openStandings(services)).filter(({ bill }) => bill.status === 'active')
  const titles = new Map(active.map(({ bill }) => [bill.id, bill]))
  const own = active.filter(({ bill }) => bill.caseOfficer === displayName)
  const tasks = await selectDatedTasks(services.db, displayName)
  const schedules = await selectSchedules(
    services.db,
    own.map(({ bill }) => bill.id)
  )
  const ofTasks = tasks.flatMap(({ id, bill, title, unit, dueOn, revision }): CalendarEntry[] => {
    const billTitle = titles.get(bill)?.title
    if (billTitle === undefined || dueOn === null) return []
    const path = `/bills/${bill}/tasks/${id}`
    return [
      { uid: `task-${id}`, sequence: revision, on: dueOn, summary: `${title}（${billTitle}）`, description: `责任单位：${unit}`, path }
    ]
  })
  const ofBills = own.flatMap(({ bill, latest, next }): CalendarEntry[] => {
    const plan = schedules.get(bill.id)?.current
    const step = readPlanned(plan).find(({ kind, place }) => kind === 'step' && place === bill.stage)
    const path = `/bills/${bill.id}`
    const about = { description: next === null ? bill.stageTitle : `下一步：${next.title}`, path }
    return [
      ...(step && plan
        ? [
            {
              uid: `step-${bill.id}-${bill.stage}`,
              sequence: plan.seq,
              on: step.due,
              summary: `${bill.stageTitle}（${bill.title}）`,
              ...about
            }
          ]
        : []),
      // A period is moved by an act on the bill alone; its end is the number of its day, which rises when it is put off.
      ...(latest
        ? [
            {
              uid: `period-${bill.id}-${latest.title}`,
              sequence: dayNumber(latest.on),
              on: latest.on,
              summary: `${latest.title}（${bill.title}）`,
              ...about
            }
          ]
        : [])
    ]
  })
  return [...ofTasks, ...ofBills]
}

const dayNumber = (date: string): number => Date.parse(date) / 86_400_000

/** The 施工图 of a bill: the last day of each task and period, and each meeting. @throws {Problem} `not-found` */
export async function entriesOfBill({ db }: Reading, id: string): Promise<{ title: string; entries: CalendarEntry[] }> {
  const { title } = await demandBill(db, id)
  const plan = (await findSchedules(db, id))?.current
  const entries = readPlanned(plan).flatMap((item): CalendarEntry[] =>
    item.kind === 'stage' || item.kind === 'step' || !plan
      ? []
      : [
          {
            uid: `plan-${id}-${item.id.replaceAll('/', '-')}`,
            sequence: plan.seq,
            on: item.due,
            summary: `${item.title}${item.kind === 'meeting' ? '' : '，到期'}（${title}）`,
            description: [`${item.start} 至 ${item.due}`, item.basis].filter(Boolean).join('　'),
            path: `/bills/${id}?tab=schedule`
          }
        ]
  )
  return { title, entries }
}
