/** 项目库: the pool of proposals, narrowed by chips; the form that adds one, and the table that is pasted. */
import { BILL_KIND_TITLES, BILL_KINDS } from '../../schema/bills.ts'
import {
  PROPOSAL_SOURCE_TITLES,
  PROPOSAL_SOURCES,
  PROPOSAL_STATUS_TITLES,
  type Proposal,
  type ProposalStatus
} from '../../schema/proposals.ts'
import { ErrorSummary, SelectField, TextArea, TextField } from '../web/components/fields.tsx'
import { Lamp } from '../web/components/lamp.tsx'
import { type Chip, Chips, Empty, Head, Next, Scroll, type Tab, Tabs } from '../web/components/lists.tsx'
import type { Refusal } from '../web/forms.ts'
import type { Frame } from '../web/frame.ts'
import { Csrf, Page } from '../web/shell.tsx'

interface PoolProps {
  readonly frame: Frame
  readonly proposals: readonly Proposal[]
  readonly shown: number
  readonly total: number
  readonly chips: readonly Chip[]
  readonly tabs: readonly Tab[]
  readonly next: string | null
  readonly mayWrite: boolean
}

export const ProposalsPage = ({ frame, proposals, shown, total, chips, tabs, next, mayWrite }: PoolProps) => (
  <Page frame={frame} title="项目库" current="bills">
    <Head title="项目库" meta={`项目建议 ${total} 项`}>
      {mayWrite ? (
        <>
          <a class="btn fc-link" href="/proposals/import">
            批量导入
          </a>
          <a class="btn btn-primary" href="/proposals/new">
            新增项目建议
          </a>
        </>
      ) : (
        ''
      )}
    </Head>
    <Tabs label="项目库" tabs={tabs} />
    {total === 0 ? (
      <Empty sentence="项目库里还没有项目建议。" {...(mayWrite && { href: '/proposals/new', action: '新增项目建议' })} />
    ) : (
      <>
        <Chips chips={chips} shown={shown} total={total} unit="项" />
        {proposals.length === 0 ? (
          <Empty sentence="没有符合筛选条件的项目建议。" href="/proposals" action="显示全部" />
        ) : (
          <ProposalTable proposals={proposals} />
        )}
        <Next href={next} />
      </>
    )}
  </Page>
)

const COLOURS: Readonly<Record<ProposalStatus, 'green' | 'amber' | 'none'>> = {
  proposed: 'amber',
  selected: 'green',
  pooled: 'none',
  declined: 'none',
  planned: 'green'
}

/** What became of a proposal; one that is not decided yet says whether it was argued. */
export const Standing = ({ proposal }: { proposal: Proposal }) => (
  <Lamp colour={COLOURS[proposal.status]} words={standingInWords(proposal)} />
)

function standingInWords({ status, argument }: Proposal): string {
  if (status !== 'proposed') return PROPOSAL_STATUS_TITLES[status]
  const argued = Object.values(argument).filter(text => text?.trim()).length
  return argued === 0 ? '待论证' : argued < 4 ? `论证中 ${argued}／4` : '已论证，待选取'
}

const ProposalTable = ({ proposals }: { proposals: readonly Proposal[] }) => (
  <Scroll label="项目建议">
    <table class="table fc-stack">
      <thead>
        <tr>
          <th scope="col">名称</th>
          <th scope="col">来源</th>
          <th scope="col">提出</th>
          <th scope="col">建议年份</th>
          <th scope="col">情况</th>
          <th scope="col">理由</th>
        </tr>
      </thead>
      <tbody>
        {proposals.map(proposal => (
          <tr>
            <th scope="row">
              <a class="fc-plain" href={`/proposals/${proposal.id}`} safe>
                {proposal.title}
              </a>
            </th>
            <td data-k="来源">
              <span safe>{PROPOSAL_SOURCE_TITLES[proposal.source]}</span>
              <small class="fc-cell" safe>
                {proposal.proposedBy}
              </small>
            </td>
            <td class="fc-nowrap" data-k="提出" safe>
              {proposal.proposedOn}
            </td>
            <td data-k="建议年份">{proposal.suggestedYear ?? ''}</td>
            <td class="fc-nowrap">
              <Standing proposal={proposal} />
            </td>
            <td data-k="理由" safe>
              {proposal.decisionReason ?? ''}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  </Scroll>
)

export const PROPOSAL_LABELS = {
  title: '项目名称',
  kind: '类型',
  source: '来源',
  proposedBy: '提出人',
  proposedOn: '提出日期',
  reason: '理由',
  suggestedYear: '建议年份',
  amends: '要修改、废止的法规'
} as const

const CRUMB = [['项目库', '/proposals']] as const

interface FormProps {
  readonly frame: Frame
  /** Regulations in force to choose from: id and title. */
  readonly regulations: readonly (readonly [id: string, title: string])[]
  readonly refusal: Refusal
}

export const NewProposalPage = ({ frame, regulations, refusal }: FormProps) => (
  <Page frame={frame} title="新增项目建议" current="bills">
    <Head crumb={CRUMB} title="新增项目建议" />
    <ErrorSummary errors={refusal.errors} problem={refusal.problem} />
    <form method="post" action="/proposals/new" novalidate>
      <Csrf frame={frame} />
      <ProposalFields frame={frame} regulations={regulations} refusal={refusal} />
      <p class="fc-field">
        <button class="btn btn-primary" type="submit">
          登记项目建议
        </button>
      </p>
    </form>
  </Page>
)

export const ProposalFields = ({ frame, regulations, refusal: { values, errors } }: FormProps) => {
  const field = (name: keyof typeof PROPOSAL_LABELS) => ({ name, label: PROPOSAL_LABELS[name], value: values[name], error: errors[name] })
  return (
    <>
      <TextField {...field('title')} maxlength={200} required />
      <div class="fc-fields">
        <SelectField {...field('source')} options={PROPOSAL_SOURCES.map(one => [one, PROPOSAL_SOURCE_TITLES[one]] as const)} />
        <TextField {...field('proposedBy')} hint="单位或者代表姓名" maxlength={100} required />
        <TextField {...field('proposedOn')} value={values['proposedOn'] ?? frame.today} type="date" />
        <TextField {...field('suggestedYear')} hint="可不填" type="number" />
        <SelectField {...field('kind')} options={BILL_KINDS.map(kind => [kind, BILL_KIND_TITLES[kind]] as const)} />
        <SelectField {...field('amends')} options={[['', '不涉及现行法规'], ...regulations]} />
      </div>
      <TextArea {...field('reason')} maxlength={2000} required />
    </>
  )
}

export const ImportPage = ({ frame, refusal, findings }: { frame: Frame; refusal: Refusal; findings: readonly string[] }) => (
  <Page frame={frame} title="批量导入项目建议" current="bills">
    <Head crumb={CRUMB} title="批量导入项目建议" meta="从表格中连同列名一起复制，粘贴在下面；有一行不符合要求的，一行也不导入。" />
    <ErrorSummary errors={refusal.errors} problem={refusal.problem} />
    {findings.length === 0 ? (
      ''
    ) : (
      <ul class="fc-list" aria-label="需要改正的行">
        {findings.map(finding => (
          <li safe>{finding}</li>
        ))}
      </ul>
    )}
    <form method="post" action="/proposals/import" novalidate>
      <Csrf frame={frame} />
      <TextArea
        name="text"
        label="表格"
        hint="列名：项目名称、来源、提出人、理由；可有提出日期、建议年份、类型"
        value={refusal.values['text']}
        error={refusal.errors['text']}
        rows={14}
        required
      />
      <p class="fc-field">
        <button class="btn btn-primary" type="submit">
          导入项目建议
        </button>
      </p>
    </form>
  </Page>
)
