/** 项目库: all bills, narrowed by chips whose state stands in the address; and the form that files a new one. */
import type { Bill, WorkflowName } from '../../schema/bills.ts'
import { BILL_KIND_TITLES, BILL_KINDS, BILL_STATUS_TITLES } from '../../schema/bills.ts'
import { ErrorSummary, SelectField, TextField } from '../web/components/fields.tsx'
import { type Chip, Chips, Empty, Head, Next, Scroll, type Tab, Tabs } from '../web/components/lists.tsx'
import type { Refusal } from '../web/forms.ts'
import type { Frame } from '../web/frame.ts'
import { Csrf, Page } from '../web/shell.tsx'
import type { BillStanding } from './standing.ts'

interface BillsProps {
  readonly frame: Frame
  readonly bills: readonly BillStanding[]
  readonly shown: number
  readonly total: number
  readonly chips: readonly Chip[]
  /** 项目库 has two lists: what is asked for, and what became a bill. */
  readonly tabs: readonly Tab[]
  /** The address of the next page, null at the end. */
  readonly next: string | null
  readonly mayFile: boolean
}

export const BillsPage = ({ frame, bills, shown, total, chips, tabs, next, mayFile }: BillsProps) => (
  <Page frame={frame} title="项目库" current="bills">
    <Head title="项目库" meta={`法规案 ${total} 件`}>
      {mayFile ? (
        <a class="btn btn-primary" href="/bills/new">
          新建法规案
        </a>
      ) : (
        ''
      )}
    </Head>
    <Tabs label="项目库" tabs={tabs} />
    {total === 0 ? (
      <Empty sentence="项目库里还没有法规案。" {...(mayFile && { href: '/bills/new', action: '新建法规案' })} />
    ) : (
      <>
        <Chips chips={chips} shown={shown} total={total} unit="件" />
        {bills.length === 0 ? <Empty sentence="没有符合筛选条件的法规案。" href="/bills" action="显示全部" /> : <BillTable bills={bills} />}
        <Next href={next} />
      </>
    )}
  </Page>
)

const BillTable = ({ bills }: { bills: readonly BillStanding[] }) => (
  <Scroll label="法规案">
    <table class="table fc-stack">
      <thead>
        <tr>
          <th scope="col">名称</th>
          <th scope="col">类型</th>
          <th scope="col">环节</th>
          <th scope="col">现在</th>
          <th scope="col" class="fc-num">
            历时
          </th>
          <th scope="col">下一步</th>
          <th scope="col">承办</th>
        </tr>
      </thead>
      <tbody>
        {bills.map(({ bill, holder, days, next }) => (
          <tr>
            <th scope="row">
              <a class="fc-plain" href={`/bills/${bill.id}`} safe>
                {bill.title}
              </a>
            </th>
            <td class="fc-nowrap" data-k="类型" safe>
              {BILL_KIND_TITLES[bill.kind]}
            </td>
            <td class="fc-nowrap" data-k="环节" safe>
              {bill.phaseTitle}
            </td>
            <td data-k="现在" safe>
              {[standing(bill), holder].filter(Boolean).join('　')}
            </td>
            <td class="fc-num" data-k="历时" safe>
              {`${Math.max(0, days)} 天`}
            </td>
            <td data-k="下一步">
              <NextStep next={next} />
            </td>
            <td class="fc-nowrap" data-k="承办" safe>
              {bill.caseOfficer ?? ''}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  </Scroll>
)

const NextStep = ({ next }: Pick<BillStanding, 'next'>) =>
  next === null ? (
    ''
  ) : (
    <>
      <span safe>{next.title}</span>
      {next.missing > 0 ? <small class="fc-cell" safe>{`还差 ${next.missing} 项`}</small> : ''}
    </>
  )

/** Where a bill stands; a status other than 办理中 says more than the place. */
const standing = ({ status, stageTitle }: Bill): string =>
  status === 'active' || status === 'completed' || BILL_STATUS_TITLES[status] === stageTitle
    ? stageTitle
    : `${BILL_STATUS_TITLES[status]}　${stageTitle}`

export const BILL_LABELS = {
  title: '法规名称',
  kind: '类型',
  workflow: '办理流程',
  sponsor: '提案人',
  draftingUnit: '起草单位',
  competentCommittee: '有关的专门委员会',
  caseOfficer: '承办人',
  targetOn: '目标施行日期'
} as const

interface NewBillProps {
  readonly frame: Frame
  readonly workflows: readonly WorkflowName[]
  readonly refusal: Refusal
}

export const NewBillPage = ({ frame, workflows, refusal }: NewBillProps) => (
  <Page frame={frame} title="新建法规案" current="bills">
    <Head crumb={[['项目库', '/bills']]} title="新建法规案" />
    <ErrorSummary errors={refusal.errors} problem={refusal.problem} />
    {workflows.length === 0 ? (
      <Empty sentence="没有可用的办理流程，请联系系统管理员检查流程定义。" href="/bills" action="回项目库" />
    ) : (
      <form method="post" action="/bills/new" novalidate>
        <Csrf frame={frame} />
        <TextField {...fieldOf('title', refusal)} maxlength={200} required />
        <SelectField {...fieldOf('kind', refusal)} options={BILL_KINDS.map(kind => [kind, BILL_KIND_TITLES[kind]] as const)} />
        <SelectField {...fieldOf('workflow', refusal)} options={workflows.map(({ id, title }) => [id, title] as const)} />
        <ParticularsFields refusal={refusal} />
        <p class="fc-field fc-acts">
          <button class="btn btn-primary" type="submit">
            登记法规案
          </button>
          <button class="btn fc-link" type="submit" name="go" value="plan">
            登记，并制定任务书、倒排工期
          </button>
        </p>
      </form>
    )}
  </Page>
)

const fieldOf = (name: keyof typeof BILL_LABELS, { values, errors }: Refusal) => ({
  name,
  label: BILL_LABELS[name],
  value: values[name],
  error: errors[name]
})

/** What may be said about a bill besides title, kind and procedure; the same fields when it is filed and when it is corrected. */
const ParticularsFields = ({ refusal }: { refusal: Refusal }) => (
  <>
    <TextField {...fieldOf('sponsor', refusal)} hint="可不填" maxlength={100} />
    <TextField {...fieldOf('draftingUnit', refusal)} hint="可不填" maxlength={100} />
    <TextField {...fieldOf('competentCommittee', refusal)} hint="可不填" maxlength={100} />
    <TextField {...fieldOf('caseOfficer', refusal)} hint="可不填" maxlength={100} />
    <TextField {...fieldOf('targetOn', refusal)} hint="可不填" type="date" />
  </>
)

export const ChangeBillPage = ({ frame, bill, refusal }: { frame: Frame; bill: Bill; refusal: Refusal }) => (
  <Page frame={frame} title={`修改基本情况：${bill.title}`} current="bills">
    <Head
      crumb={[
        ['项目库', '/bills'],
        [bill.title, `/bills/${bill.id}`]
      ]}
      title="修改基本情况"
    />
    <ErrorSummary errors={refusal.errors} problem={refusal.problem} />
    <form method="post" action={`/bills/${bill.id}/particulars`} novalidate>
      <Csrf frame={frame} />
      <TextField {...fieldOf('title', refusal)} maxlength={200} required />
      <ParticularsFields refusal={refusal} />
      <p class="fc-field fc-acts">
        <button class="btn btn-primary" type="submit">
          保存基本情况
        </button>
        <a class="btn fc-link" href={`/bills/${bill.id}`}>
          不改了
        </a>
      </p>
    </form>
  </Page>
)
