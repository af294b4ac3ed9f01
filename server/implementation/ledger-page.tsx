/** The 四入 ledger of one regulation: every row with its lamp, what it was done with, and the forms that work it off. */
import {
  CHANNEL_TITLES,
  CHANNELS,
  type Evidence,
  ITEM_STATUS_TITLES,
  ITEM_STATUSES,
  type Ledger,
  type LedgerEntry,
  type LedgerItem
} from '../../schema/implementation.ts'
import { ErrorSummary, Field, SelectField, TextArea, TextField } from '../web/components/fields.tsx'
import { Lamp } from '../web/components/lamp.tsx'
import { Empty, Head } from '../web/components/lists.tsx'
import { type Refusal, UNTOUCHED } from '../web/forms.ts'
import type { Frame } from '../web/frame.ts'
import { Csrf, Page } from '../web/shell.tsx'

/** The row whose forms are open, and how its form came back. */
export interface OpenItem {
  readonly id: string
  readonly evidence?: Refusal
  readonly change?: Refusal
}

interface LedgerProps {
  readonly frame: Frame
  readonly ledger: Ledger
  readonly open: OpenItem | null
  readonly mayWrite: boolean
}

export const LedgerPage = (props: LedgerProps) => {
  const { bill, entries, items } = props.ledger
  return (
    <Page frame={props.frame} title={`四入台账：${bill.title}`} current="ledger">
      <Head
        crumb={[
          ['四入台账', '/ledger'],
          [bill.title, `/bills/${bill.id}`]
        ]}
        title={`${bill.title}　四入台账`}
        meta={dates(bill)}
      >
        <a class="btn fc-link" href={`/inspections?bill=${bill.id}`}>
          执法检查
        </a>
        <a class="btn fc-link" href={`/bills/${bill.id}/ledger.xlsx`}>
          导出 Excel
        </a>
      </Head>
      {items.length === 0 ? (
        <Empty sentence="这件法规尚未公布；公布时按清单自动列出四入事项。" href={`/bills/${bill.id}`} action="看办理进度" />
      ) : (
        entries.map(entry => <EntrySection {...props} entry={entry} />)
      )}
    </Page>
  )
}

const dates = ({ promulgatedOn, effectiveOn }: Ledger['bill']): string =>
  [promulgatedOn && `${promulgatedOn} 公布`, effectiveOn && `${effectiveOn} 起施行`].filter(Boolean).join('　')

const EntrySection = ({ entry, ...props }: LedgerProps & { entry: LedgerEntry }) => (
  <section class="fc-sec" aria-labelledby={`entry-${entry.entry}`}>
    <h2 id={`entry-${entry.entry}`}>
      <span safe>{entry.title}</span> <small safe>{`已完成 ${entry.done}／${entry.total}`}</small> <Lamp {...entry.lamp} />
    </h2>
    <ul class="fc-items">
      {props.ledger.items
        .filter(item => item.entry === entry.entry)
        .map(item => (
          <ItemRow {...props} item={item} />
        ))}
    </ul>
  </section>
)

/** One row. htmx swaps it alone; without script the page comes back with it open. */
export const ItemRow = ({ item, open, ...props }: LedgerProps & { item: LedgerItem }) => {
  const isOpen = open?.id === item.id
  const address = `/bills/${props.ledger.bill.id}/ledger`
  return (
    <li id={`item-${item.id}`}>
      <div class="fc-item">
        <div>
          <b safe>{item.title}</b>
          <small class="fc-cell" safe>
            {[item.basis, item.dueNote].filter(Boolean).join('　')}
          </small>
        </div>
        <span class="fc-meta" safe>
          {item.responsibleUnit}
        </span>
        <span class="fc-meta" safe>
          {item.dueOn ?? '有情形时'}
        </span>
        <span>
          <Lamp {...item.lamp} />{' '}
          {props.mayWrite && !isOpen ? (
            <a
              class="fc-noprint"
              href={`${address}?item=${item.id}#item-${item.id}`}
              hx-get={`${address}/${item.id}`}
              hx-target={`#item-${item.id}`}
              hx-swap="outerHTML"
              aria-label={`办理：${item.title}`}
            >
              办理
            </a>
          ) : (
            ''
          )}
        </span>
      </div>
      {item.reason ? <p class="fc-evidence" safe>{`不适用的理由：${item.reason}`}</p> : ''}
      {item.metric ? (
        <p class="fc-evidence" safe>
          {metricInWords(item.metric)}
        </p>
      ) : (
        ''
      )}
      <EvidenceList evidence={item.evidence} kinds={props.ledger.evidenceKinds} />
      {isOpen && props.mayWrite ? <ItemForms {...props} item={item} open={open} /> : ''}
    </li>
  )
}

const metricInWords = ({ name, unit, target, actual }: NonNullable<LedgerItem['metric']>): string =>
  `${name} ${actual} ${unit}${target === null ? '' : `，目标 ${target} ${unit}`}`

const EvidenceList = ({ evidence, kinds }: { evidence: readonly Evidence[]; kinds: Ledger['evidenceKinds'] }) => {
  if (evidence.length === 0) return ''
  const titles = new Map(kinds.map(kind => [kind.id, kind.title]))
  return (
    <ul class="fc-evidence" aria-label="已登记的证据">
      {evidence.map(one => (
        <li>
          <span
            safe
          >{`${one.on}　${[titles.get(one.kind), one.channel && CHANNEL_TITLES[one.channel], one.unit, one.number].filter(Boolean).join('　')}　`}</span>
          {one.url ? (
            <a href={one.url} rel="noreferrer noopener" safe>
              {one.title}
            </a>
          ) : (
            <span safe>{one.title}</span>
          )}
          {one.file ? (
            <>
              <span>　</span>
              <a href={`/api/v1/files/${one.file.sha256}?name=${encodeURIComponent(one.file.name)}`} download={one.file.name} safe>
                {`附件：${one.file.name}`}
              </a>
            </>
          ) : (
            ''
          )}
          {one.note ? <small safe>{`　${one.note}`}</small> : ''}
        </li>
      ))}
    </ul>
  )
}

const ItemForms = ({ frame, ledger, item, open }: LedgerProps & { item: LedgerItem; open: OpenItem }) => {
  const address = `/bills/${ledger.bill.id}/ledger/${item.id}`
  const swap = { 'hx-target': `#item-${item.id}`, 'hx-swap': 'outerHTML' }
  return (
    <>
      <form
        method="post"
        action={address}
        enctype="multipart/form-data"
        hx-post={address}
        hx-encoding="multipart/form-data"
        {...swap}
        novalidate
        aria-label="登记证据"
      >
        <EvidenceFields frame={frame} ledger={ledger} item={item} refusal={open.evidence ?? UNTOUCHED} />
      </form>
      <form
        method="post"
        action={address}
        enctype="multipart/form-data"
        hx-post={address}
        hx-encoding="multipart/form-data"
        {...swap}
        novalidate
        aria-label="修改事项"
      >
        <ChangeFields frame={frame} item={item} refusal={open.change ?? UNTOUCHED} />
      </form>
    </>
  )
}

interface FormProps {
  readonly frame: Frame
  readonly item: LedgerItem
  readonly refusal: Refusal
}

export const EVIDENCE_LABELS = {
  kind: '证据种类',
  title: '名称或者文号',
  on: '日期',
  url: '网址',
  quantity: '数量',
  note: '说明',
  number: '文号、案号',
  unit: '单位',
  channel: '宣传渠道',
  file: '附件'
} as const

const EvidenceFields = ({ frame, ledger, item, refusal: { values, errors, problem } }: FormProps & { ledger: Ledger }) => {
  const scope = `e-${item.id}`
  const field = (name: keyof typeof EVIDENCE_LABELS) => ({
    scope,
    name,
    label: EVIDENCE_LABELS[name],
    value: values[name],
    error: errors[name]
  })
  return (
    <>
      <Csrf frame={frame} />
      <input type="hidden" name="form" value="evidence" />
      <ErrorSummary errors={errors} problem={problem} scope={scope} />
      <p class="fc-meta" safe>{`完成此事项须有“${item.requiredEvidence.kindTitle}”：${item.requiredEvidence.title}`}</p>
      <div class="fc-fields">
        <SelectField
          {...field('kind')}
          value={values['kind'] ?? item.requiredEvidence.kind}
          options={ledger.evidenceKinds.map(kind => [kind.id, kind.title] as const)}
        />
        <TextField {...field('title')} maxlength={200} required />
        <TextField {...field('on')} type="date" value={values['on'] ?? frame.today} required />
        {item.metric ? <TextField {...field('quantity')} type="number" hint={item.metric.unit} /> : ''}
        <TextField {...field('number')} hint="可不填" maxlength={100} />
        <TextField {...field('unit')} hint="可不填" maxlength={100} />
        {item.entry === 'legalEducation' || item.requiredEvidence.kind === 'publication' ? (
          <SelectField {...field('channel')} options={[['', '不分渠道'], ...CHANNELS.map(one => [one, CHANNEL_TITLES[one]] as const)]} />
        ) : (
          ''
        )}
        <TextField {...field('url')} hint="可不填" maxlength={500} />
        <Field {...field('file')} hint="可不选，至多 20 MB">
          <input class="form-control" type="file" name="file" id={`${scope}-file`} />
        </Field>
        <TextField {...field('note')} hint="可不填" maxlength={1000} />
      </div>
      <p class="fc-field fc-acts">
        <button class="btn btn-primary" type="submit" name="then" value="done">
          登记证据，事项完成
        </button>
        <button class="btn" type="submit" name="then" value="">
          只登记证据
        </button>
      </p>
    </>
  )
}

export const CHANGE_LABELS = { status: '状态', reason: '不适用的理由', responsibleUnit: '责任单位', dueOn: '时限' } as const

const ChangeFields = ({ frame, item, refusal: { values, errors, problem } }: FormProps) => {
  const scope = `c-${item.id}`
  const known = { status: item.status, reason: item.reason ?? '', responsibleUnit: item.responsibleUnit, dueOn: item.dueOn ?? '' }
  const field = (name: keyof typeof CHANGE_LABELS) => ({
    scope,
    name,
    label: CHANGE_LABELS[name],
    value: values[name] ?? known[name],
    error: errors[name]
  })
  return (
    <details class="fc-fold" open={Object.keys(errors).length > 0 || problem !== null}>
      <summary>修改状态、责任单位、时限</summary>
      <Csrf frame={frame} />
      <ErrorSummary errors={errors} problem={problem} scope={scope} />
      <div class="fc-fields">
        <SelectField {...field('status')} options={ITEM_STATUSES.map(status => [status, ITEM_STATUS_TITLES[status]] as const)} />
        <TextField {...field('responsibleUnit')} maxlength={100} required />
        <TextField {...field('dueOn')} type="date" hint="有情形时办理的不填" />
      </div>
      <TextArea {...field('reason')} hint="状态为不适用时必填" rows={2} maxlength={1000} />
      <p class="fc-field">
        <button class="btn" type="submit">
          保存事项
        </button>
      </p>
    </details>
  )
}
