/** 执法检查: all inspections as the second tab of the ledger, and one with its thirteen slots and the problems found. */
import {
  type Finding,
  INSPECTION_SHOW_TITLES,
  INSPECTION_SHOWS,
  type Inspection,
  type InspectionShow,
  PROBLEM_STATUS_TITLES,
  PROBLEM_STATUSES,
  type Slot
} from '../../schema/inspections.ts'
import { RegisterTabs } from '../register/register-tabs.tsx'
import { ErrorSummary, Field, SelectField, TextArea, TextField } from '../web/components/fields.tsx'
import { Lamp } from '../web/components/lamp.tsx'
import { Chips, Empty, Head, Next, Scroll } from '../web/components/lists.tsx'
import { type Refusal, UNTOUCHED } from '../web/forms.ts'
import type { Frame } from '../web/frame.ts'
import { Csrf, Page } from '../web/shell.tsx'

interface ListProps {
  readonly frame: Frame
  /** A page of them. */
  readonly inspections: readonly Inspection[]
  readonly next: string | null
  readonly counts: Readonly<Record<InspectionShow | 'all' | 'problems', number>>
  readonly show: InspectionShow | undefined
  /** The regulation whose inspections alone are shown, and which one is begun for. */
  readonly bill: { readonly id: string; readonly title: string } | null
  /** Regulations in force, to begin an inspection of. */
  readonly regulations: readonly (readonly [id: string, title: string])[]
  /** Whether there are more than these. */
  readonly isCut: boolean
  readonly refusal: Refusal
  readonly mayWrite: boolean
}

export const OPEN_LABELS = { bill: '法规', title: '检查名称', leader: '检查组组长', startedOn: '启动日期' } as const

export const InspectionsPage = (props: ListProps) => {
  const { frame, inspections, next, counts, show, bill, regulations, mayWrite } = props
  const begins = mayWrite && regulations.length > 0
  const address = (filters: { show?: string | undefined; bill?: string | undefined; cursor?: string }) => {
    const query = new URLSearchParams(
      Object.entries(filters).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as [string, string]]))
    )
    return query.size === 0 ? '/inspections' : `/inspections?${query}`
  }
  const chips = [
    { href: address({ bill: bill?.id }), label: `全部 ${counts.all} 次`, current: show === undefined, isAll: true },
    ...INSPECTION_SHOWS.map(name => ({
      href: address({ bill: bill?.id, show: name === show ? undefined : name }),
      label: `${INSPECTION_SHOW_TITLES[name]} ${counts[name]} 次`,
      current: name === show
    })),
    ...(bill === null ? [] : [{ href: address({ show }), label: bill.title, current: true }])
  ]
  return (
    <Page frame={frame} title="执法检查" current="ledger">
      <Head title="执法检查" meta={`${counts.all} 次，未销号问题 ${counts.problems} 项`}>
        {begins ? (
          <a class="btn" href="#begin">
            启动执法检查
          </a>
        ) : (
          ''
        )}
      </Head>
      <RegisterTabs current="inspections" />
      {counts.all === 0 && bill === null ? (
        <Empty sentence="还没有开展执法检查；现行有效的法规才能检查。" href="/regulations" action="看在册法规" />
      ) : (
        <>
          <Chips chips={chips} shown={inspections.length} total={counts.all} unit="次" />
          {inspections.length === 0 ? (
            <Empty sentence="没有这样的执法检查。" href="/inspections" action="看全部" />
          ) : (
            <InspectionTable inspections={inspections} />
          )}
          <Next href={next === null ? null : address({ bill: bill?.id, show, cursor: next })} />
        </>
      )}
      {begins ? <Begin {...props} /> : ''}
    </Page>
  )
}

const Begin = ({ frame, bill, regulations, isCut, refusal }: ListProps) => {
  const field = (name: keyof typeof OPEN_LABELS) => ({
    name,
    label: OPEN_LABELS[name],
    value: refusal.values[name],
    error: refusal.errors[name]
  })
  return (
    <section class="fc-sec fc-noprint" id="begin" aria-labelledby="begin-title">
      <h2 id="begin-title">启动执法检查</h2>
      <ErrorSummary errors={refusal.errors} problem={refusal.problem} />
      <form method="post" action="/inspections" novalidate>
        <Csrf frame={frame} />
        <div class="fc-fields">
          <SelectField
            {...field('bill')}
            value={refusal.values['bill'] ?? bill?.id}
            options={regulations}
            {...(isCut && { hint: '列出较新的法规；其他的请从该法规的四入台账进入' })}
          />
          <TextField {...field('title')} hint="不填的，用法规名称" maxlength={200} />
          <TextField {...field('leader')} hint="可不填" maxlength={100} />
          <TextField {...field('startedOn')} type="date" value={refusal.values['startedOn'] ?? frame.today} />
        </div>
        <p class="fc-field">
          <button class="btn btn-primary" type="submit">
            启动执法检查
          </button>
        </p>
      </form>
    </section>
  )
}

const openOf = ({ findings, closedFindings }: Inspection): number => findings.length - closedFindings

const InspectionTable = ({ inspections }: { inspections: readonly Inspection[] }) => (
  <Scroll label="执法检查">
    <table class="table fc-stack">
      <thead>
        <tr>
          <th scope="col">执法检查</th>
          <th scope="col">启动</th>
          <th scope="col">环节</th>
          <th scope="col">下一环节</th>
          <th scope="col">问题销号</th>
        </tr>
      </thead>
      <tbody>
        {inspections.map(one => (
          <tr>
            <th scope="row">
              <a class="fc-plain" href={`/inspections/${one.id}`} safe>
                {one.title}
              </a>
            </th>
            <td class="fc-nowrap" data-k="启动" safe>
              {one.startedOn}
            </td>
            <td class="fc-nowrap">
              <Lamp colour={one.done === one.total ? 'green' : 'amber'} words={`${one.done}／${one.total}`} />
            </td>
            <td data-k="下一环节" safe>
              {one.slots.find(({ doneOn }) => doneOn === null)?.title ?? '已完成'}
            </td>
            <td class="fc-nowrap">
              <Lamp
                colour={one.findings.some(({ lamp }) => lamp.colour === 'red') ? 'red' : openOf(one) > 0 ? 'amber' : 'green'}
                words={`${one.closedFindings}／${one.findings.length}`}
              />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  </Scroll>
)

export type FormName = 'slot' | 'finding' | 'rectify' | 'ledger'

interface OneProps {
  readonly frame: Frame
  readonly inspection: Inspection
  /** The slot or problem whose form is open. */
  readonly open: string | null
  readonly refused: { readonly form: FormName; readonly of: string; readonly refusal: Refusal } | null
  readonly mayWrite: boolean
  /** Slots that were held and do not stand in the ledger yet. */
  readonly recordable: ReadonlySet<string>
}

export const InspectionPage = (props: OneProps) => {
  const { frame, inspection, mayWrite } = props
  const { slots, findings, done, total, closedFindings, warnings } = inspection
  return (
    <Page frame={frame} title={inspection.title} current="ledger">
      <Head
        crumb={[
          ['四入台账', '/ledger'],
          ['执法检查', '/inspections'],
          [inspection.bill.title, `/bills/${inspection.bill.id}`]
        ]}
        title={inspection.title}
        meta={[
          `${inspection.startedOn} 启动`,
          inspection.leader && `组长 ${inspection.leader}`,
          `环节 ${done}／${total}`,
          `问题销号 ${closedFindings}／${findings.length}`
        ]
          .filter(Boolean)
          .join('　')}
      />
      {warnings.map(warning => (
        <p>
          <Lamp colour="amber" words={warning} />
        </p>
      ))}
      <section class="fc-sec" aria-labelledby="slots">
        <h2 id="slots">
          四会议、四清单、四报告、一意见 <small safe>{`${done}／${total}`}</small>
        </h2>
        <ol class="fc-items">
          {slots.map(slot => (
            <SlotRow {...props} slot={slot} />
          ))}
        </ol>
      </section>
      <section class="fc-sec" id="findings" aria-labelledby="findings-title">
        <h2 id="findings-title">
          发现的问题 <small safe>{`已销号 ${closedFindings}／${findings.length}`}</small>
        </h2>
        <ul class="fc-items">
          {findings.map(finding => (
            <FindingRow {...props} finding={finding} />
          ))}
        </ul>
        {mayWrite ? <FindingForm {...props} /> : ''}
      </section>
    </Page>
  )
}

const refusalOf = ({ refused }: OneProps, form: FormName, of: string): Refusal =>
  refused?.form === form && refused.of === of ? refused.refusal : UNTOUCHED

export const SLOT_LABELS = { doneOn: '完成日期', unit: '责任单位', note: '情况', file: '附件' } as const

const SlotRow = ({ slot, ...props }: OneProps & { slot: Slot }) => {
  const isOpen = props.open === slot.code
  const href = `/inspections/${props.inspection.id}`
  return (
    <li id={`slot-${slot.code}`}>
      <div class="fc-item">
        <div>
          <b safe>{`${slot.position}．${slot.title}`}</b>
          <small class="fc-cell" safe>
            {[slot.kindTitle, slot.after, slot.basis].filter(Boolean).join('　')}
          </small>
        </div>
        <span class="fc-meta" safe>
          {slot.unit}
        </span>
        <span class="fc-meta" safe>
          {slot.doneOn ?? ''}
        </span>
        <span>
          <Lamp colour={slot.doneOn ? 'green' : 'none'} words={slot.doneOn ? '已完成' : '未开展'} />{' '}
          {props.mayWrite && !isOpen ? (
            <a class="fc-noprint" href={`${href}?open=${slot.code}#slot-${slot.code}`} aria-label={`登记：${slot.title}`}>
              登记
            </a>
          ) : (
            ''
          )}
        </span>
      </div>
      {slot.note ? (
        <p class="fc-evidence" safe>
          {slot.note}
        </p>
      ) : (
        ''
      )}
      {slot.file ? (
        <p class="fc-evidence">
          <a href={`/api/v1/files/${slot.file.sha256}?name=${encodeURIComponent(slot.file.name)}`} download={slot.file.name} safe>
            {`附件：${slot.file.name}`}
          </a>
        </p>
      ) : (
        ''
      )}
      {props.recordable.has(slot.code) && !isOpen ? <LedgerForm {...props} slot={slot} /> : ''}
      {isOpen && props.mayWrite ? <SlotForm {...props} slot={slot} /> : ''}
    </li>
  )
}

/** One click: a slot that was held is evidence of 纳入监督. */
const LedgerForm = ({ slot, frame, inspection }: OneProps & { slot: Slot }) => (
  <form class="fc-noprint" method="post" action={`/inspections/${inspection.id}`} enctype="multipart/form-data">
    <Csrf frame={frame} />
    <input type="hidden" name="form" value="ledger" />
    <input type="hidden" name="of" value={slot.code} />
    <button class="btn btn-sm fc-link" type="submit" aria-label={`记入四入台账：${slot.title}`}>
      记入四入台账
    </button>
  </form>
)

const SlotForm = ({ slot, ...props }: OneProps & { slot: Slot }) => {
  const refusal = refusalOf(props, 'slot', slot.code)
  const scope = slot.code
  const known = { doneOn: slot.doneOn ?? props.frame.today, unit: slot.unit, note: slot.note ?? '', file: '' }
  const field = (name: keyof typeof SLOT_LABELS) => ({
    scope,
    name,
    label: SLOT_LABELS[name],
    value: refusal.values[name] ?? known[name],
    error: refusal.errors[name]
  })
  return (
    <form method="post" action={`/inspections/${props.inspection.id}`} enctype="multipart/form-data" novalidate>
      <Csrf frame={props.frame} />
      <input type="hidden" name="form" value="slot" />
      <input type="hidden" name="of" value={slot.code} />
      <ErrorSummary errors={refusal.errors} problem={refusal.problem} scope={scope} />
      <div class="fc-fields">
        <TextField {...field('doneOn')} type="date" />
        <TextField {...field('unit')} maxlength={100} />
        <Field {...field('file')} hint="可不选，至多 20 MB">
          <input class="form-control" type="file" name="file" id={`${scope}-file`} />
        </Field>
      </div>
      <TextArea {...field('note')} hint="可不填" rows={2} maxlength={2000} />
      <p class="fc-field">
        <button class="btn btn-primary" type="submit">
          登记环节
        </button>
      </p>
    </form>
  )
}

export const FINDING_LABELS = {
  article: '涉及的条',
  fact: '问题',
  unit: '责任单位',
  dueOn: '整改期限',
  measure: '整改措施',
  status: '状态',
  closedOn: '销号日期',
  reason: '理由'
} as const

const FindingRow = ({ finding, ...props }: OneProps & { finding: Finding }) => {
  const isOpen = props.open === finding.id
  return (
    <li id={`finding-${finding.id}`}>
      <div class="fc-item">
        <div>
          <b safe>{finding.fact}</b>
          <small class="fc-cell" safe>
            {[finding.article, finding.measure && `措施：${finding.measure}`, finding.reason && `理由：${finding.reason}`]
              .filter(Boolean)
              .join('　')}
          </small>
        </div>
        <span class="fc-meta" safe>
          {finding.unit}
        </span>
        <span class="fc-meta" safe>
          {finding.closedOn ? `${finding.closedOn} 销号` : (finding.dueOn ?? '')}
        </span>
        <span>
          <Lamp {...finding.lamp} />{' '}
          {props.mayWrite && !isOpen ? (
            <a
              class="fc-noprint"
              href={`/inspections/${props.inspection.id}?open=${finding.id}#finding-${finding.id}`}
              aria-label={`整改：${finding.fact.slice(0, 20)}`}
            >
              整改
            </a>
          ) : (
            ''
          )}
        </span>
      </div>
      {isOpen && props.mayWrite ? <RectifyForm {...props} finding={finding} /> : ''}
    </li>
  )
}

const RectifyForm = ({ finding, ...props }: OneProps & { finding: Finding }) => {
  const refusal = refusalOf(props, 'rectify', finding.id)
  const scope = finding.id
  const { unit, dueOn, measure, status, closedOn, reason } = finding
  const known = {
    unit,
    dueOn: dueOn ?? '',
    measure: measure ?? '',
    status,
    closedOn: closedOn ?? '',
    reason: reason ?? '',
    article: '',
    fact: ''
  }
  const field = (name: keyof typeof FINDING_LABELS) => ({
    scope,
    name,
    label: FINDING_LABELS[name],
    value: refusal.values[name] ?? known[name],
    error: refusal.errors[name]
  })
  return (
    <form method="post" action={`/inspections/${props.inspection.id}`} enctype="multipart/form-data" novalidate>
      <Csrf frame={props.frame} />
      <input type="hidden" name="form" value="rectify" />
      <input type="hidden" name="of" value={finding.id} />
      <ErrorSummary errors={refusal.errors} problem={refusal.problem} scope={scope} />
      <div class="fc-fields">
        <SelectField {...field('status')} options={PROBLEM_STATUSES.map(one => [one, PROBLEM_STATUS_TITLES[one]] as const)} />
        <TextField {...field('unit')} maxlength={100} required />
        <TextField {...field('dueOn')} type="date" />
        <TextField {...field('closedOn')} type="date" hint="销号的，不填为今天" />
      </div>
      <TextArea {...field('measure')} rows={2} maxlength={2000} />
      <TextField {...field('reason')} hint="不属实的必填" maxlength={1000} />
      <p class="fc-field">
        <button class="btn btn-primary" type="submit">
          保存整改情况
        </button>
      </p>
    </form>
  )
}

const FindingForm = (props: OneProps) => {
  const refusal = refusalOf(props, 'finding', '')
  const field = (name: keyof typeof FINDING_LABELS) => ({
    scope: 'new',
    name,
    label: FINDING_LABELS[name],
    value: refusal.values[name],
    error: refusal.errors[name]
  })
  return (
    <form class="fc-noprint" method="post" action={`/inspections/${props.inspection.id}`} enctype="multipart/form-data" novalidate>
      <Csrf frame={props.frame} />
      <input type="hidden" name="form" value="finding" />
      <ErrorSummary errors={refusal.errors} problem={refusal.problem} scope="new" />
      <TextArea {...field('fact')} rows={2} maxlength={2000} required />
      <div class="fc-fields">
        <TextField {...field('article')} hint="可不填，如 第十条" maxlength={40} />
        <TextField {...field('unit')} maxlength={100} required />
        <TextField {...field('dueOn')} type="date" hint="可不填" />
      </div>
      <p class="fc-field">
        <button class="btn" type="submit">
          登记问题
        </button>
      </p>
    </form>
  )
}
