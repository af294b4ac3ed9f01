/** 执法检查: one inspection with its thirteen slots and the problems found. */
import { type Finding, type Inspection, PROBLEM_STATUS_TITLES, PROBLEM_STATUSES, type Slot } from '../../schema/inspections.ts'
import { ErrorSummary, Field, SelectField, TextArea, TextField } from '../web/components/fields.tsx'
import { Lamp } from '../web/components/lamp.tsx'
import { Head } from '../web/components/lists.tsx'
import { type Refusal, UNTOUCHED } from '../web/forms.ts'
import type { Frame } from '../web/frame.ts'
import { Csrf, Page } from '../web/shell.tsx'

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
