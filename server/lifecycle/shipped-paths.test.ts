/** The shipped definitions: every step of each can be taken, and what is missing is always said in Chinese with its basis. */
import { readdirSync } from 'node:fs'
import path from 'node:path'
import t from 'tap'
import type { BillFacts, BillState } from '../../schema/facts.ts'
import { Problem } from '../../schema/problems.ts'
import { advance, offers, replay } from './advance.ts'
import { compile, type Procedure } from './procedure.ts'
import { bare, complete, explore, FILED_ON, shipped } from './testing.ts'

t.setTimeout(240_000)
const CHINESE = /[\u4e00-\u9fff]/

t.test('all files of workflows/ are tested here, each named by its id', async t => {
  const names = readdirSync(path.join(import.meta.dirname, '../../workflows')).filter(name => name.endsWith('.json'))
  t.same(names.sort(), shipped.map(({ definition }) => `${definition.id}.json`).sort())
})

/** Variants for places that only another choice of parameters can reach. */
const withParams = (procedure: Procedure, params: Readonly<Record<string, unknown>>): Procedure =>
  compile({ ...procedure.definition, params: { ...procedure.definition.params, ...params } as Procedure['definition']['params'] })

for (const procedure of shipped) {
  const { definition } = procedure
  t.test(`${definition.title}：每一步都能走到`, async t => {
    const { taken, walks } = explore(procedure)
    if ('approvalClockStart' in definition.params) {
      const requested = withParams(procedure, { approvalClockStart: 'requested' })
      for (const move of explore(requested).taken) taken.add(procedure.moves[move.index] ?? move)
    }
    const left = procedure.moves
      .filter(move => !taken.has(move))
      .map(({ transition, region }) => `${region?.region ?? ''} ${transition.from} ${transition.event}`)
    t.same(left, [], 'every step of every track was taken')
    const places = new Set(walks.map(({ state }) => state.place))
    t.same(
      [...procedure.places.keys()].filter(place => !places.has(place)),
      [],
      'every place was entered'
    )
    const wrong = walks.filter(
      ({ state, history }, index) => index % 5 === 0 && JSON.stringify(replay(procedure, history, FILED_ON)) !== JSON.stringify(state)
    )
    t.same(wrong, [], 'replaying what was recorded gives the state')
  })

  t.test(`${definition.title}：缺什么，用中文说清依据`, async t => {
    const { walks } = explore(procedure)
    for (const { state, today } of walks.slice(0, 300)) {
      const offered = offers(procedure, state, bare(today))
      if (JSON.stringify(offers(procedure, state, otherUnasked(procedure, state, today))) !== JSON.stringify(offered))
        t.fail(`${state.place}: a fact that nobody there asks for was asked`)
      for (const { event, title, allowed, blockers, basis } of offered) {
        if (!CHINESE.test(title) || basis === null) t.fail(`${event} has no Chinese title or no basis`)
        if (allowed !== (blockers.length === 0)) t.fail(`${event} is allowed and blocked`)
        for (const { code, message, basis: own } of blockers) {
          if (!/^[a-z0-9-]+$/.test(code) || !CHINESE.test(message)) t.fail(`${event}: ${code} ${message}`)
          if (own === undefined && !/^(请填写|on-)/.test(message)) t.fail(`${event}: ${code} names no basis`)
        }
        const before = JSON.stringify(state)
        if (!allowed) refused(procedure, state, event, today)
        if (JSON.stringify(state) !== before) t.fail(`${event} was refused and changed the state`)
      }
    }
    t.pass('asked everywhere')
  })
}

/** A refused event says what is missing. */
/** The facts of `bare`, but whatever `askedAt` does not name is otherwise. */
function otherUnasked({ askedAt }: Procedure, { place }: BillState, today: string): BillFacts {
  const other = { ...complete(today), tasks: { total: 5, open: 5 }, checklist: { total: 5, open: 5 }, setsPenalty: false }
  const asked = new Set<string>(['kind', 'today', ...(askedAt.get(place) ?? [])])
  return { ...other, ...Object.fromEntries(Object.entries(bare(today)).filter(([name]) => asked.has(name))) }
}

function refused(procedure: Procedure, state: BillState, event: string, today: string): void {
  try {
    advance(procedure, state, event, bare(today), {})
  } catch (error) {
    if (error instanceof Problem && error.code === 'blocked' && error.errors.length > 0) return
    throw error
  }
  throw new Error(`${event} was not refused`)
}
