import type { Bill } from '../../schema/bills.ts'
import type { BillState } from '../../schema/facts.ts'
import { type EventOffer, offers } from '../lifecycle/advance.ts'
import { type Procedure, stepsOf } from '../lifecycle/procedure.ts'
import type { Services } from '../store/services.ts'
import type { BillRow } from '../store/tables.ts'
import { chinaDate, daysFrom } from '../web/dates.ts'
import { conditionsOf } from './blockers.ts'
import { factsOf } from './facts.ts'
import { type Reached, reachedOn } from './milestones.ts'
import { eventTitle, readSteps, type Step } from './steps.ts'
import { findBills, isOfficer, selectChangedIds, selectOpenIds } from './store.ts'
import { unitOf } from './unit-of.ts'
import { readState, showBill } from './view.ts'
import { procedureOf } from './workflows.ts'

/** 现在由谁、已几天、下一步、最迟: how a bill stands, in one line. */
export interface BillStanding {
  readonly bill: Bill
  /** Who holds it: the unit's own name where the bill has one, else the body; null where nobody does. */
  readonly holder: string | null
  /** How many days it has stood where it stands. */
  readonly days: number
  /** The step that leads on, with how much it still lacks besides what its form asks for; null at the end of the way. */
  readonly next: {
    readonly event: string
    readonly title: string
    readonly allowed: boolean
    readonly missing: number
    readonly automatic: boolean
  } | null
  /** The nearest end of a running period, with its name. */
  readonly latest: { readonly title: string; readonly on: string } | null
  /** The last step taken. */
  readonly last: { readonly title: string; readonly at: string; readonly note: string | null } | null
  readonly reachedOn: Reached
}

interface Wanted {
  /** Also these, wherever they stand. */
  readonly also?: readonly string[]
  /** Also what was changed since a moment. */
  readonly changedSince?: string
}

/** How the bills stand that are not completed (办结), the newest first: what is in force waits for nothing, and there is more of it every year. */
export async function openStandings(
  services: Pick<Services, 'db' | 'now'>,
  { also = [], changedSince }: Wanted = {}
): Promise<BillStanding[]> {
  const open = await selectOpenIds(services.db)
  const changed = changedSince === undefined ? [] : await selectChangedIds(services.db, changedSince)
  const ids = [...new Set([...[...open, ...changed].map(({ id }) => id), ...also])].sort().reverse()
  const standings = await readStandings(services, ids)
  return ids.flatMap(id => standings.get(id) ?? [])
}

/** Whether somebody handles (承办) any bill, completed ones among them. */
export const handlesBills = ({ db }: Pick<Services, 'db'>, name: string): Promise<boolean> => isOfficer(db, name)

/** How some bills stand: a handful of queries, however many there are. */
export async function readStandings({ db, now }: Pick<Services, 'db' | 'now'>, ids: readonly string[]): Promise<Map<string, BillStanding>> {
  const bills = await findBills(db, ids)
  const today = chinaDate(now())
  const [facts, histories] = await Promise.all([factsOf(db, bills, today), readSteps(db, ids)])
  const standings = new Map<string, BillStanding>()
  for (const bill of bills) {
    const asked = facts.get(bill.id)
    if (!asked) continue
    const procedure = await procedureOf(db, bill.workflowHash)
    const state = readState(bill)
    const steps = histories.get(bill.id)?.steps ?? []
    standings.set(bill.id, {
      bill: showBill(bill, procedure),
      holder: holderOf(procedure, bill),
      days: daysFrom(state.since, today),
      next: nextOf(procedure, state, offers(procedure, state, asked)),
      latest: latestOf(state),
      last: await lastOf(db, steps),
      reachedOn: reachedOn(procedure, steps, state)
    })
  }
  return standings
}

/** The stage's body, by the name that it has for this bill. */
function holderOf(procedure: Procedure, bill: BillRow): string | null {
  const body = procedure.places.get(bill.place)?.responsible ?? null
  return body === null ? null : unitOf(procedure, bill, body)
}

/**
 * The step that leads on: the nearest place ahead that is no dead end. A definition lists its places in their usual order, so that what leads back
 * (退回) or out (撤回, 终止) lies behind, or ends elsewhere than with the bill completed.
 */
function nextOf(procedure: Procedure, state: BillState, offered: readonly EventOffer[]): BillStanding['next'] {
  // What is in force waits for nothing; evaluation and amendment are decisions of their own.
  if (state.status !== 'active') return null
  // A stage and one of its steps may have the same name; the step's place in the order counts.
  const order = procedure.definition.stages.flatMap(stage => [stage.id, ...stepsOf(stage).map(({ id }) => id)])
  const here = order.lastIndexOf(state.place)
  const ahead = offered
    .map(offer => ({ offer, at: offer.to === null ? -1 : order.lastIndexOf(offer.to) }))
    .filter(({ offer, at }) => at > here && ['active', 'completed'].includes(procedure.places.get(offer.to ?? '')?.status ?? ''))
    .sort((a, b) => a.at - b.at)
  const offer = ahead.find(({ offer }) => offer.allowed)?.offer ?? ahead[0]?.offer
  return offer
    ? {
        event: offer.event,
        title: offer.title,
        allowed: offer.allowed,
        missing: conditionsOf(procedure, offer).length,
        automatic: offer.automatic
      }
    : null
}

function latestOf({ clocks }: BillState): BillStanding['latest'] {
  const [first] = Object.values(clocks).sort((a, b) => (a.due < b.due ? -1 : 1))
  return first ? { title: first.title, on: first.due } : null
}

async function lastOf(db: Services['db'], steps: readonly Step[]): Promise<BillStanding['last']> {
  const last = steps.at(-1)
  if (last === undefined) return null
  const title = eventTitle(await procedureOf(db, last.workflowHash), last.event, last.from)
  return { title, at: last.at, note: last.input.note ?? null }
}
