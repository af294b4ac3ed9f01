/** Pages of the pool of proposals (项目库). */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'
import { IdParams, MAX_LIMIT } from '../../schema/http.ts'
import type { Problem } from '../../schema/problems.ts'
import {
  NewProposal,
  PROPOSAL_SOURCE_TITLES,
  PROPOSAL_SOURCES,
  PROPOSAL_STATUS_TITLES,
  PROPOSAL_STATUSES,
  ProposalChange,
  ProposalDecision,
  ProposalSource,
  ProposalStatus,
  ProposalTransfer
} from '../../schema/proposals.ts'
import { listBills, numberOfBills } from '../bills/list.ts'
import { mayAs } from '../people/permissions.ts'
import { listPlans } from '../plans/read.ts'
import type { Actor, Services } from '../store/services.ts'
import type { Chip, Tab } from '../web/components/lists.tsx'
import { answerForm, type Fields, type Refusal, readForm, UNTOUCHED } from '../web/forms.ts'
import { frameOf, sendPage } from '../web/frame.ts'
import { requireActor } from '../web/http/actor.ts'
import type { HttpServer } from '../web/http/server.ts'
import { addProposal, changeProposal } from './add.ts'
import { carryProposal, decideProposal } from './decide.ts'
import { importProposals } from './import.ts'
import { ARGUMENT_LABELS, CARRY_LABELS, DECISION_LABELS, type FormName, ProposalPage } from './proposal-page.tsx'
import { ImportPage, NewProposalPage, PROPOSAL_LABELS, ProposalsPage } from './proposals-page.tsx'
import { listProposals, type ProposalCounts, proposalCounts, readProposal } from './read.ts'

const READ = { access: 'signedIn' } as const
const STAFF = { access: ['staff'] } as const
const PoolQuery = Type.Object({
  status: Type.Optional(ProposalStatus),
  source: Type.Optional(ProposalSource),
  cursor: Type.Optional(Type.String({ maxLength: 400 }))
})
type PoolQuery = Static<typeof PoolQuery>
const Pasted = Type.Object({ text: Type.String({ minLength: 1, maxLength: 1_000_000 }) })

export function pages(app: HttpServer, services: Services): void {
  app.get('/proposals', { config: READ, schema: { querystring: PoolQuery } }, async (request, reply) => {
    const frame = frameOf(request, reply, services)
    const { query } = request
    const [{ items, next }, counts, bills] = await Promise.all([
      listProposals(services, query),
      proposalCounts(services),
      numberOfBills(services, {})
    ])
    return sendPage(
      reply,
      <ProposalsPage
        frame={frame}
        proposals={items}
        shown={counts.of(query)}
        total={counts.total}
        chips={chipsOf(counts, query)}
        tabs={tabsOf(counts.total, bills)}
        next={next === null ? null : addressOf({ ...query, cursor: next })}
        mayWrite={mayAs(frame.actor, 'staff')}
      />
    )
  })
  newPages(app, services)
  onePages(app, services)
}

/** 项目库 has two lists: what is asked for, and what became a bill. */
const tabsOf = (proposals: number, bills: number): Tab[] => [
  { href: '/proposals', title: '项目建议', count: proposals, current: true },
  { href: '/bills', title: '法规案', count: bills, current: false }
]

function chipsOf(counts: ProposalCounts, query: PoolQuery): Chip[] {
  const all = { href: '/proposals', label: `全部 ${counts.total} 项`, current: !query.status && !query.source, isAll: true }
  const chip = (filter: 'status' | 'source', value: string, title: string) => {
    const current = query[filter] === value
    const count = counts.of({ [filter]: value })
    const href = addressOf({ ...query, cursor: undefined, [filter]: current ? undefined : value })
    return { href, label: `${title} ${count} 项`, current, count }
  }
  const chips = [
    ...PROPOSAL_STATUSES.map(one => chip('status', one, PROPOSAL_STATUS_TITLES[one])),
    ...PROPOSAL_SOURCES.map(one => chip('source', one, PROPOSAL_SOURCE_TITLES[one]))
  ]
  return [all, ...chips.filter(({ count, current }) => count > 0 || current)]
}

function addressOf(query: Readonly<Record<string, string | undefined>>): string {
  const set = Object.entries(query).filter((entry): entry is [string, string] => Boolean(entry[1]))
  return set.length === 0 ? '/proposals' : `/proposals?${new URLSearchParams(set)}`
}

/** Regulations that may be amended: those that stand in force or are about to. */
async function regulationsOf(services: Services): Promise<(readonly [string, string])[]> {
  const [{ items: inForce }, { items: soon }] = await Promise.all([
    listBills(services, { stage: 'implementation', limit: MAX_LIMIT }),
    listBills(services, { stage: 'evaluation', limit: MAX_LIMIT })
  ])
  return [...inForce, ...soon].map(({ id, title }) => [id, title] as const)
}

function newPages(app: HttpServer, services: Services): void {
  const form = async (request: FastifyRequest, reply: FastifyReply, refusal: Refusal) => (
    <NewProposalPage frame={frameOf(request, reply, services)} regulations={await regulationsOf(services)} refusal={refusal} />
  )
  app.get('/proposals/new', { config: STAFF }, async (request, reply) => sendPage(reply, await form(request, reply, UNTOUCHED)))
  app.post('/proposals/new', { config: STAFF }, (request, reply) =>
    answerForm(request, reply, {
      act: fields => addProposal(services, requireActor(request), readForm(NewProposal, fields, PROPOSAL_LABELS)),
      done: ({ id }) => `/proposals/${id}`,
      again: refusal => form(request, reply, refusal)
    })
  )
  const pasting = async (request: FastifyRequest, reply: FastifyReply, refusal: Refusal, problem: Problem | null) => {
    const findings = problem?.errors.filter(({ pointer }) => pointer === undefined).map(({ message }) => message) ?? []
    return <ImportPage frame={frameOf(request, reply, services)} refusal={refusal} findings={findings} />
  }
  app.get('/proposals/import', { config: STAFF }, async (request, reply) => sendPage(reply, await pasting(request, reply, UNTOUCHED, null)))
  app.post('/proposals/import', { config: STAFF }, (request, reply) =>
    answerForm(request, reply, {
      act: fields => importProposals(services, requireActor(request), readForm(Pasted, fields, { text: '表格' }).text),
      done: () => '/proposals',
      again: (refusal, problem) => pasting(request, reply, refusal, problem)
    })
  )
}

const FORMS: readonly FormName[] = ['argue', 'decide', 'carry', 'change']
const formOf = (fields: Fields): FormName => FORMS.find(form => form === fields['form']) ?? 'change'
const Arguing = Type.Pick(ProposalChange, ['argument'])
const Changing = Type.Omit(ProposalChange, ['argument'])

function onePages(app: HttpServer, services: Services): void {
  const show = async (request: FastifyRequest, reply: FastifyReply, id: string, refused: { form: FormName; refusal: Refusal } | null) => {
    const frame = frameOf(request, reply, services)
    const proposal = await readProposal(services, id)
    const mayWrite = mayAs(frame.actor, 'staff')
    const [plans, regulations] = mayWrite ? await Promise.all([listPlans(services, {}), regulationsOf(services)]) : [{ items: [] }, []]
    return (
      <ProposalPage frame={frame} proposal={proposal} plans={plans.items} regulations={regulations} refused={refused} mayWrite={mayWrite} />
    )
  }
  app.get('/proposals/:id', { config: READ, schema: { params: IdParams } }, async (request, reply) =>
    sendPage(reply, await show(request, reply, request.params.id, null))
  )
  app.post('/proposals/:id', { config: STAFF, schema: { params: IdParams } }, (request, reply) => {
    const { id } = request.params
    return answerForm(request, reply, {
      act: fields => work(services, requireActor(request), id, fields),
      done: () => `/proposals/${id}`,
      again: refusal => show(request, reply, id, { form: formOf(refusal.values), refusal })
    })
  })
}

async function work(services: Services, actor: Actor, id: string, fields: Fields): Promise<void> {
  switch (formOf(fields)) {
    case 'argue':
      await changeProposal(services, actor, id, readForm(Arguing, fields, ARGUMENT_LABELS))
      return
    case 'decide':
      await decideProposal(services, actor, id, readForm(ProposalDecision, fields, DECISION_LABELS))
      return
    case 'carry':
      await carryProposal(services, actor, id, readForm(ProposalTransfer, fields, CARRY_LABELS))
      return
    case 'change':
      await changeProposal(services, actor, id, readForm(Changing, fields, PROPOSAL_LABELS))
  }
}
