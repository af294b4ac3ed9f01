import { Compile } from 'typebox/compile'
import { type CheckIn, CheckInStatus, type CheckInWeek } from '../../schema/tasks.ts'
import { demandBill } from '../bills/read.ts'
import type { Services } from '../store/services.ts'
import type { CheckInRow, TaskRow } from '../store/tables.ts'
import { addDays, chinaDate, weekOf } from '../web/dates.ts'
import { pageOf, readPage } from '../web/http/paging.ts'
import { firstCheckIn, selectCheckIns, selectTasks } from './store.ts'

const statuses = Compile(CheckInStatus)
const WEEK = 7

interface PageQuery {
  readonly limit?: number | undefined
  readonly cursor?: string | undefined
}

/**
 * 周周交账 of a bill by week, the newest first, from the week in which its 任务书 was made: who handed in, and who owes it. A unit owes it for every week
 * in which a task of its own was under way. What was missed stays visible.
 * @throws {Problem} `not-found`, `invalid-request` for a cursor that is none
 */
export async function readCheckIns(
  { db, now }: Pick<Services, 'db' | 'now'>,
  bill: string,
  query: PageQuery
): Promise<{ items: CheckInWeek[]; next: string | null }> {
  await demandBill(db, bill)
  const { limit, after } = readPage(query, ['string'])
  const tasks = await selectTasks(db, bill)
  const today = chinaDate(now())
  const first = earliest(tasks, await firstCheckIn(db, bill))
  const weeks: string[] = []
  if (first !== null) for (let week = weekOf(today).monday; week >= first; week = addDays(week, -WEEK)) weeks.push(week)
  const wanted = weeks.filter(week => after === null || week < String(after[0])).slice(0, limit + 1)
  const rows = await selectCheckIns(db, bill, wanted.at(-1) ?? '', wanted[0] ?? '')
  return pageOf(
    wanted,
    limit,
    week => [week],
    week =>
      showWeek(
        week,
        tasks,
        rows.filter(row => row.week === week),
        today
      )
  )
}

/** The Monday from which accounts are owed: the week in which the 任务书 was made, or of the first one handed in. */
function earliest(tasks: readonly TaskRow[], handedIn: string | null): string | null {
  const [task] = tasks
  const made = task ? weekOf(chinaDate(new Date(task.createdAt))).monday : null
  return made === null || (handedIn !== null && handedIn < made) ? handedIn : made
}

function showWeek(week: string, tasks: readonly TaskRow[], rows: readonly CheckInRow[], today: string): CheckInWeek {
  const sunday = addDays(week, WEEK - 1)
  const owed = Map.groupBy(
    tasks.filter(task => isUnderWay(task, week, sunday)),
    ({ unit }) => unit
  )
  const handedIn = new Map(rows.map(row => [row.unit, showCheckIn(row)]))
  const units = [...new Set([...owed.keys(), ...handedIn.keys()])]
  return {
    week,
    sunday,
    units: units.map(unit => {
      const checkIn = handedIn.get(unit) ?? null
      const state = checkIn ? 'handedIn' : sunday < today ? 'missing' : 'due'
      return { unit, state, tasks: (owed.get(unit) ?? []).map(({ title }) => title), checkIn }
    })
  }
}

/** Begun by the end of the week, and not done before it began. Without a planned beginning nobody can owe anything yet. */
export const isUnderWay = ({ startOn, status, doneOn, createdAt }: TaskRow, monday: string, sunday: string): boolean =>
  startOn !== null &&
  startOn <= sunday &&
  chinaDate(new Date(createdAt)) <= sunday &&
  status !== 'notApplicable' &&
  (doneOn === null || doneOn >= monday)

export const showCheckIn = ({ id, unit, week, status, done, reason, next, help, author, createdAt }: CheckInRow): CheckIn => ({
  id,
  unit,
  week,
  status: statuses.Parse(status),
  done,
  reason,
  next,
  help,
  author,
  at: createdAt,
  late: chinaDate(new Date(createdAt)) > addDays(week, WEEK - 1)
})
