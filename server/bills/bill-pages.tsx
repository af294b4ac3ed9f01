/** The page of one bill, and the steps that are taken on it. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'
import type { Bill } from '../../schema/bills.ts'
import { CONSULTATION_WORKFLOW } from '../../schema/consultations.ts'
import type { DocumentView } from '../../schema/documents.ts'
import { EventInput } from '../../schema/facts.ts'
import { IdParams, MAX_LIMIT } from '../../schema/http.ts'
import type { Ledger } from '../../schema/implementation.ts'
import type { Lifecycle } from '../../schema/lifecycle.ts'
import { Problem } from '../../schema/problems.ts'
import { listDocuments, listDocumentVersions, readDocumentVersion } from '../drafts/documents.ts'
import { VersionList } from '../drafts/version-list.tsx'
import { readLedger } from '../implementation/read-ledger.ts'
import type { Procedure } from '../lifecycle/procedure.ts'
import { MeetingsOfBill } from '../meetings/bill-tabs.tsx'
import { factsOfVote, listReports, meetingsOfBill } from '../meetings/read.ts'
import { opinionTotals } from '../opinions/read.ts'
import { mayAs } from '../people/permissions.ts'
import type { Services } from '../store/services.ts'
import { ScheduleTab, TasksTab } from '../tasks/bill-tabs.tsx'
import { readCheckIns } from '../tasks/read-check-ins.ts'
import { readSchedule } from '../tasks/read-schedule.ts'
import { readTaskSheet } from '../tasks/read-tasks.ts'
import { answerForm, type Refusal, readForm } from '../web/forms.ts'
import { type Frame, frameOf, seeOther, sendPage } from '../web/frame.ts'
import { requireActor } from '../web/http/actor.ts'
import type { HttpServer } from '../web/http/server.ts'
import { rememberSeen } from '../web/recently-seen.ts'
import { advanceBill } from './advance.ts'
import { BillPage } from './bill-page.tsx'
import { LedgerTab, LogTab, PapersTab, TABS, type TabName, TextTab } from './bill-tabs.tsx'
import { fieldOfBlocker, type Offer } from './blockers.ts'
import { readLifecycle } from './lifecycle.ts'
import { type KeptMove, readMoves, readWorkflowOfBill } from './move-definition.ts'
import { demandBill } from './read.ts'
import { readStandings } from './standing.ts'
import type { RefusedStep } from './step-forms.tsx'
import { procedureOf } from './workflows.ts'

const READ = { access: 'signedIn' } as const

const word = Type.Optional(Type.String({ maxLength: 100 }))
const BillQuery = Type.Object({ tab: Type.Optional(Type.Enum(Object.keys(TABS) as TabName[])), kind: word })
type BillQuery = Static<typeof BillQuery>
/** What the fields of a step are called when one is wrong; each definition gives its own titles to the rest. */
const STEP_LABELS = {
  note: '说明',
  on: '办理日期',
  sentOn: '发出日期',
  meetingOn: '会议日期',
  effectiveOn: '施行日期',
  until: '延至日期',
  votesFor: '赞成票数',
  votesTotal: '全体组成人员人数',
  number: '编号'
} as const

export function billPages(app: HttpServer, services: Services): void {
  const show = async (request: FastifyRequest, reply: FastifyReply, id: string, query: BillQuery, refused: RefusedStep | null) => {
    const frame = frameOf(request, reply, services)
    const [procedure, standings, lifecycle, moves, ledger, papers] = await Promise.all([
      procedureOfBill(services, id),
      readStandings(services, [id]),
      readLifecycle(services, id),
      readMoves(services, id),
      readLedger(services, id),
      listDocuments(services, id, { limit: MAX_LIMIT })
    ])
    const standing = standings.get(id)
    if (!standing) throw new Problem('not-found')
    const draft = papers.items.find(({ kind }) => kind === 'draft') ?? null
    const mayWrite = mayAs(frame.actor, 'staff')
    const tab = query.tab ?? 'text'
    const counts = { versions: draft?.newest ?? 0, papers: papers.items.length, log: lifecycle.history.length + moves.length + 1 }
    const opinions = {
      href: `/bills/${id}/opinions`,
      title: '意见',
      count: (await opinionTotals(services, id, {}, frame.actor)).total,
      current: false
    }
    const ownTabs = Object.entries(TABS).map(([name, title]) => ({
      href: `/bills/${id}?tab=${name}#tabs`,
      title,
      count: Object.hasOwn(counts, name) ? counts[name as keyof typeof counts] : undefined,
      current: name === tab
    }))
    // What is said about the text stands behind it; it has a page of its own.
    const evaluation = { href: `/bills/${id}/evaluation`, title: '后评估', current: false }
    const afterwards = lifecycle.dates['effectiveOn'] === undefined ? [] : [evaluation]
    const tabs = [...ownTabs.slice(0, 2), opinions, ...ownTabs.slice(2, -1), ...afterwards, ...ownTabs.slice(-1)]
    const entries = ledger.entries.filter(({ column }) => column)
    const entriesDone = entries.length === 0 ? null : `${sum(entries.map(({ done }) => done))}／${sum(entries.map(({ total }) => total))}`
    const content = { frame, bill: standing.bill, lifecycle, moves, ledger, papers: papers.items, draft, tab, wanted: query.kind, mayWrite }
    const safeContent = await tabContent(services, content)
    return (
      <BillPage
        frame={frame}
        standing={standing}
        lifecycle={lifecycle}
        procedure={procedure}
        entriesDone={entriesDone}
        refused={refused}
        known={mayWrite ? await factsOfVote(services.db, id) : {}}
        mayWrite={mayWrite}
        workflow={mayWrite ? await readWorkflowOfBill(services, id) : null}
        tabs={tabs}
      >
        {safeContent}
      </BillPage>
    )
  }

  app.get('/bills/:id', { config: READ, schema: { params: IdParams, querystring: BillQuery } }, async (request, reply) => {
    const { id } = request.params
    // A draft of others on which our opinion is asked has a page of its own.
    if ((await demandBill(services.db, id)).workflow === CONSULTATION_WORKFLOW) return seeOther(reply, `/consultations/${id}`)
    const page = await show(request, reply, id, request.query, null)
    rememberSeen(request, reply, id)
    return sendPage(reply, page)
  })
  app.post('/bills/:id', { config: { access: ['staff'] }, schema: { params: IdParams } }, (request, reply) => {
    const { id } = request.params
    return answerForm(request, reply, {
      act: async fields => {
        const { event = '' } = fields
        await advanceBill(services, requireActor(request), id, event, readForm(EventInput, fields, STEP_LABELS))
      },
      done: () => `/bills/${id}`,
      again: async (refusal, problem) => {
        const [procedure, { events }] = await Promise.all([procedureOfBill(services, id), readLifecycle(services, id)])
        const offer = events.find(({ event }) => event === refusal.values['event'])
        return show(request, reply, id, {}, { event: refusal.values['event'] ?? '', ...refusedStep(procedure, offer, refusal, problem) })
      }
    })
  })
}

const procedureOfBill = async ({ db }: Services, id: string): Promise<Procedure> => procedureOf(db, (await demandBill(db, id)).workflowHash)

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0)

/** What is missing in the form is said at its fields; what is missing elsewhere stands in the box. */
function refusedStep(procedure: Procedure, offer: Offer | undefined, refusal: Refusal, problem: Problem): Omit<RefusedStep, 'event'> {
  if (offer === undefined || problem.code !== 'blocked') return { refusal, blockers: [] }
  const errors: Record<string, string> = {}
  for (const blocker of problem.errors) {
    const field = fieldOfBlocker(procedure, offer, blocker)
    if (field !== null) errors[field] = blocker.message
  }
  const blockers = problem.errors.filter(blocker => fieldOfBlocker(procedure, offer, blocker) === null)
  const words = blockers.length > 0 ? `“${offer.title}”还差 ${blockers.length} 项，见上方所列；办好后再推进。` : null
  return { refusal: { values: refusal.values, errors, problem: words }, blockers }
}

interface TabContent {
  readonly frame: Frame
  readonly bill: Bill
  readonly lifecycle: Lifecycle
  readonly moves: readonly KeptMove[]
  readonly ledger: Ledger
  readonly papers: readonly DocumentView[]
  readonly draft: DocumentView | null
  readonly tab: TabName
  readonly wanted: string | undefined
  readonly mayWrite: boolean
}

async function tabContent(services: Services, { tab, draft, ...props }: TabContent): Promise<JSX.Element> {
  switch (tab) {
    case 'text': {
      const version = draft?.newest ? await readDocumentVersion(services, draft.id, draft.newest) : null
      return <TextTab bill={props.bill} draft={draft} version={version} mayWrite={props.mayWrite} />
    }
    case 'versions': {
      if (!draft?.newest) return <TextTab bill={props.bill} draft={null} version={null} mayWrite={props.mayWrite} />
      const { items, next } = await listDocumentVersions(services, draft.id, {})
      return (
        <VersionList document={draft} versions={items} next={next === null ? null : `/documents/${draft.id}/versions?cursor=${next}`} />
      )
    }
    case 'papers':
      return (
        <>
          <MeetingsOfBill
            bill={props.bill.id}
            meetings={await meetingsOfBill(services, props.bill.id)}
            reports={(await listReports(services, { bill: props.bill.id, limit: MAX_LIMIT })).items}
            mayWrite={props.mayWrite}
          />
          <PapersTab {...props} />
        </>
      )
    case 'tasks':
      return (
        <TasksTab frame={props.frame} bill={props.bill.id} sheet={await readTaskSheet(services, props.bill.id)} mayWrite={props.mayWrite} />
      )
    case 'schedule': {
      const [schedule, { items }] = await Promise.all([
        readSchedule(services, props.bill.id),
        readCheckIns(services, props.bill.id, { limit: MAX_LIMIT })
      ])
      return <ScheduleTab bill={props.bill.id} schedule={schedule} weeks={items} mayWrite={props.mayWrite} />
    }
    case 'ledger':
      return <LedgerTab ledger={props.ledger} />
    case 'log':
      return <LogTab history={props.lifecycle.history} moves={props.moves} filedAt={props.bill.createdAt} />
  }
}
