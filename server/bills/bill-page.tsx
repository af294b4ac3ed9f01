/** 法规页: who holds the bill, what stands in the way of its next step, and everything that belongs to it. */
import type { Children } from '@kitajs/html'
import type { Bill } from '../../schema/bills.ts'
import { BILL_KIND_TITLES, BILL_STATUS_TITLES } from '../../schema/bills.ts'
import type { Lifecycle, WorkflowOfBill } from '../../schema/lifecycle.ts'
import type { Procedure } from '../lifecycle/procedure.ts'
import { BlockerBox } from '../web/components/blocker-box.tsx'
import { Head, type Tab, Tabs } from '../web/components/lists.tsx'
import { type RailStage, StageRail } from '../web/components/stage-rail.tsx'
import { WhoLine } from '../web/components/who-line.tsx'
import { dateInWords, dayInWords, weekdayInWords } from '../web/dates.ts'
import { UNTOUCHED } from '../web/forms.ts'
import type { Frame } from '../web/frame.ts'
import { Page } from '../web/shell.tsx'
import { type Blocker, conditionsOf, fixOf, metPapers, type Offer, whoseOf } from './blockers.ts'
import { NewerWorkflow } from './newer-workflow.tsx'
import type { BillStanding } from './standing.ts'
import { type RefusedStep, StepForms } from './step-forms.tsx'

interface BillProps {
  readonly frame: Frame
  readonly standing: BillStanding
  readonly lifecycle: Lifecycle
  readonly procedure: Procedure
  /** 四入 n／m, once the checklist is attached. */
  readonly entriesDone: string | null
  readonly refused: RefusedStep | null
  /** What is known already of what a step asks for: votes and their day, from the meeting. */
  readonly known: Readonly<Record<string, string>>
  readonly mayWrite: boolean
  /** Null for whoever may not move it to another version. */
  readonly workflow: WorkflowOfBill | null
  readonly tabs: readonly Tab[]
  readonly children?: Children
}

export const BillPage = ({
  frame,
  standing,
  lifecycle,
  procedure,
  entriesDone,
  refused,
  known,
  mayWrite,
  workflow,
  tabs,
  children
}: BillProps) => {
  const { bill } = standing
  const offerOf = (event: string | undefined) => lifecycle.events.find(offer => offer.event === event) ?? null
  const next = offerOf(standing.next?.event)
  const shown = offerOf(refused?.event) ?? next
  const ready = next !== null && conditionsOf(procedure, next).length === 0
  return (
    <Page frame={frame} title={bill.title} current="bills">
      <Head crumb={crumbOf(bill)} title={bill.title}>
        {mayWrite ? (
          <a class="btn fc-link" href={`/bills/${bill.id}/particulars`}>
            修改基本情况
          </a>
        ) : (
          ''
        )}
        {mayWrite && next && !next.automatic ? (
          <a class="btn btn-primary" href={ready ? `#step-${next.event}` : '#block'}>
            推进到下一环节
          </a>
        ) : (
          ''
        )}
      </Head>
      <StageRail stages={railOf(lifecycle, entriesDone)} />
      <WhoLine facts={factsOf(frame, standing, lifecycle)} />
      {shown ? (
        <Conditions
          procedure={procedure}
          bill={bill}
          offer={shown}
          blockers={refused && refused.blockers.length > 0 ? refused.blockers : conditionsOf(procedure, shown)}
        />
      ) : (
        ''
      )}
      {mayWrite ? (
        <section class="fc-sec fc-noprint" aria-labelledby="steps">
          <h2 id="steps">可以办理的步骤</h2>
          <StepForms
            procedure={procedure}
            frame={frame}
            bill={bill.id}
            lifecycle={lifecycle}
            open={ready ? next.event : null}
            next={next?.event ?? null}
            known={known}
            refused={refused}
          />
        </section>
      ) : (
        ''
      )}
      {workflow?.newer ? <NewerWorkflow frame={frame} bill={bill.id} workflow={workflow} refusal={UNTOUCHED} /> : ''}
      <Tabs label="法规内容" tabs={tabs} />
      {children}
    </Page>
  )
}

const crumbOf = (bill: Bill) =>
  [
    ['项目库', '/bills'],
    [bill.workflow.title, `/bills/${bill.id}/state-chart`],
    [BILL_KIND_TITLES[bill.kind], null]
  ] as const

/** Stages that are drawn as a stretch (四入) are said at the stop before them; what is not on the rail is left out unless the bill is there. */
function railOf({ phases }: Lifecycle, entriesDone: string | null): RailStage[] {
  const stops: RailStage[] = []
  for (const { title, rail, state, from } of phases) {
    const last = stops.at(-1)
    if (rail === 'stretch' && last && state !== 'toCome') {
      const note = entriesDone === null ? title : `四入 ${entriesDone}`
      stops[stops.length - 1] = { ...last, state: state === 'now' ? 'now' : last.state, note }
    } else if (rail === 'stop' || state === 'now') stops.push({ title, state, note: from === null ? null : `${from} 进入` })
  }
  return stops
}

function factsOf(
  { today }: Frame,
  { bill, holder, days, next, latest }: BillStanding,
  { stageTitle, history }: Lifecycle
): (readonly [string, string | null])[] {
  const status = bill.status === 'active' || bill.status === 'completed' ? null : BILL_STATUS_TITLES[bill.status]
  const last = history.at(-1)
  return [
    ['现在', [status, holder, stageTitle].filter(Boolean).join('　')],
    ['承办', bill.caseOfficer],
    ['已', `${Math.max(0, days)} 天`],
    ['下一步', next?.title ?? null],
    ['最迟', latest && `${dateWithWeekday(latest.on, today)}　${latest.title}`],
    ['上一步', last ? `${dateWithWeekday(last.on, today)}　${last.title}` : null]
  ]
}

const dateWithWeekday = (date: string, today: string): string =>
  `${date.slice(0, 4) === today.slice(0, 4) ? dayInWords(date) : dateInWords(date)}　${weekdayInWords(date)}`

const Conditions = ({
  procedure,
  bill,
  offer,
  blockers
}: {
  procedure: Procedure
  bill: Bill
  offer: Offer
  blockers: readonly Blocker[]
}) =>
  blockers.length === 0 ? (
    ''
  ) : (
    <BlockerBox
      step={offer.title}
      conditions={[
        ...blockers.map(blocker => ({
          what: blocker.message,
          basis: blocker.basis ?? offer.basis,
          who: whoseOf(procedure, bill, blocker) ?? offer.roles.find(({ id }) => id !== 'anybody')?.title ?? null,
          state: '未满足',
          colour: 'amber' as const,
          met: false,
          fix: fixOf(procedure, bill.id, offer.event, blocker)
        })),
        ...metPapers(procedure, bill.kind, offer).map(({ title, basis }) => ({
          ...{ what: title, basis, who: null, state: '已有', colour: 'green' as const, met: true, fix: null }
        }))
      ]}
    />
  )
