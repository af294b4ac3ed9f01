/** 校验完整性: looks through the whole chain of events beside everybody's work, a page at a time, once for all who ask. */
import { setImmediate as others } from 'node:timers/promises'
import type { ChainCheck } from '../../schema/audit.ts'
import { demandRole } from '../people/permissions.ts'
import { transaction } from '../store/database.ts'
import { appendEvent } from '../store/events.ts'
import type { Actor, Services } from '../store/services.ts'
import { readChainEnd, verifyEvents } from '../store/verify.ts'

/** A chain that was cut in its midst has a finding for every event that follows: the first ones say where to look. */
const SHOWN = 50

export interface ChainChecks {
  readonly state: () => ChainCheck
  /** Begins one, or joins the one under way. */
  readonly start: (actor: Actor) => Promise<ChainCheck>
  readonly stop: () => Promise<void>
}

const NONE: ChainCheck = {
  status: 'none',
  by: null,
  startedAt: null,
  endedAt: null,
  checked: 0,
  total: 0,
  head: null,
  found: 0,
  findings: []
}

export function chainChecks({ db, now }: Pick<Services, 'db' | 'now'>): ChainChecks {
  let state = NONE
  let work: Promise<void> = Promise.resolve()
  let isEnding = false

  const step = async (checked: number) => {
    state = { ...state, checked }
    await others()
    if (isEnding) throw new Error('the service is stopping')
  }
  const report = (finding: string) => {
    state = { ...state, found: state.found + 1, findings: state.found < SHOWN ? [...state.findings, finding] : state.findings }
  }
  const run = async (actor: Actor) => {
    try {
      const head = await readChainEnd(db)
      state = { ...state, head, total: head.seq }
      await verifyEvents(db, report, { end: head, step })
      const endedAt = now().toISOString()
      const payload = { ...head, found: state.found }
      await transaction(db, trx => appendEvent(trx, { kind: 'chainChecked', actor: actor.id, at: endedAt, payload }))
      state = { ...state, status: 'done', endedAt }
    } catch {
      // What could not be read is no proof of anything: it is to be done again.
      state = { ...state, status: 'failed', endedAt: now().toISOString() }
    }
  }
  return {
    state: () => state,
    start: async actor => {
      if (state.status !== 'running' && !isEnding) {
        state = { ...NONE, status: 'running', by: actor.displayName, startedAt: now().toISOString() }
        work = run(actor)
      }
      return state
    },
    stop: () => {
      isEnding = true
      return work
    }
  }
}

/** @throws {Problem} `forbidden` */
export async function startCheck(actor: Actor, checks: ChainChecks): Promise<ChainCheck> {
  demandRole(actor, 'administrator')
  return checks.start(actor)
}

/** @throws {Problem} `forbidden` */
export function readCheck(actor: Actor, checks: ChainChecks): ChainCheck {
  demandRole(actor, 'administrator')
  return checks.state()
}
