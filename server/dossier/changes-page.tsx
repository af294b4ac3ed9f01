/** 修改原因: every change between two versions with what caused it; what nothing explains stands first. */
import type { Bill } from '../../schema/bills.ts'
import type { VersionView } from '../../schema/documents.ts'
import { CAUSE_KIND_TITLES, type ChangeCause, type ChangedArticle, type ExplainedChanges } from '../../schema/dossier.ts'
import type { Opinion } from '../../schema/opinions.ts'
import { versionName } from '../drafts/text-of.tsx'
import { ChangedLines } from '../formats/redline-html.tsx'
import { ErrorSummary, SelectField, TextArea } from '../web/components/fields.tsx'
import { Empty, Head } from '../web/components/lists.tsx'
import type { Refusal } from '../web/forms.ts'
import type { Frame } from '../web/frame.ts'
import { Csrf, Page } from '../web/shell.tsx'

export const CAUSE_LABELS = { kind: '原因', opinion: '意见', body: '说明', article: '条款', from: '修改前', to: '修改后' } as const
const KIND_TITLES: Readonly<Record<string, string>> = {
  inserted: '新增',
  deleted: '删除',
  modified: '修改',
  moved: '移动',
  movedAndModified: '移动并修改'
}

interface ChangesProps {
  readonly frame: Frame
  readonly bill: Bill
  readonly document: string
  readonly changes: ExplainedChanges
  readonly opinions: ReadonlyMap<string, Opinion>
  readonly versions: readonly VersionView[]
  readonly mayWrite: boolean
  /** The change whose form is open. */
  readonly at: string | null
  readonly refusal: Refusal
}

/** What a change is called in addresses: 第十条, or 原第十条 for one that is gone. */
export const changeKey = (article: string, gone: boolean): string => (gone ? `原${article}` : article)
const keyOf = ({ from, to }: ChangedArticle): string => (to === null ? changeKey(from ?? '', true) : to)

const crumbOf = (bill: Bill) =>
  [
    [bill.title, `/bills/${bill.id}`],
    ['条文释义', `/bills/${bill.id}/dossier`]
  ] as const

export const NoChangesPage = ({ frame, bill }: { frame: Frame; bill: Bill }) => (
  <Page frame={frame} title={`修改原因：${bill.title}`} current="bills">
    <Head crumb={crumbOf(bill)} title="修改原因" />
    <Empty sentence="草案还没有两个版本，没有修改可以说明。" href={`/bills/${bill.id}`} action="看办理进度" />
  </Page>
)

export const ChangesPage = (props: ChangesProps) => {
  const { frame, bill, document, changes, versions } = props
  const { from, to, fromName, toName, unexplained, articles } = changes
  const file = (format: string) => `/api/v1/bills/${bill.id}/changes?from=${from}&to=${to}&format=${format}`
  const options = versions.map(
    version =>
      [String(version.seq), version.name === null ? versionName(version) : `${versionName(version)}（第${version.seq}版）`] as const
  )
  return (
    <Page frame={frame} title={`修改原因：${bill.title}`} current="bills">
      <Head
        crumb={crumbOf(bill)}
        title="修改原因"
        meta={`${fromName} → ${toName}　修改 ${articles.length} 条，${unexplained} 条没有说明原因`}
      >
        <a class="btn fc-link" href={`/documents/${document}/redline?from=${from}&to=${to}`}>
          看花脸稿
        </a>
        <a class="btn" href={file('docx')}>
          审议结果报告初稿
        </a>
      </Head>
      <form class="fc-fields fc-noprint" method="get" action={`/bills/${bill.id}/changes`} aria-label="选择版本">
        <SelectField name="from" label="修改前" value={String(from)} options={options} />
        <SelectField name="to" label="修改后" value={String(to)} options={options} />
        <p class="fc-field fc-filter">
          <button class="btn" type="submit">
            对照
          </button>
        </p>
      </form>
      {articles.length === 0 ? (
        <Empty sentence="两个版本的条文相同。" href={`/documents/${document}/versions`} action="看版本" />
      ) : (
        [...articles].sort((a, b) => Number(a.causes.length > 0) - Number(b.causes.length > 0)).map(change => Change({ ...props, change }))
      )}
    </Page>
  )
}

function Change(props: ChangesProps & { change: ChangedArticle }): JSX.Element {
  const { bill, changes, change, at, mayWrite } = props
  const key = keyOf(change)
  const place = `/bills/${bill.id}/changes?from=${changes.from}&to=${changes.to}`
  return (
    <article class="fc-change" id={key} aria-label={key}>
      <h2 class="fc-sechead">
        <span safe>
          {change.from !== null && change.to !== null && change.from !== change.to ? `${change.to}（原${change.from}）` : key}
        </span>
        <span class="fc-meta" safe>{`${KIND_TITLES[change.kind] ?? ''}　${change.causes.length === 0 ? '没有说明原因' : ''}`}</span>
      </h2>
      <div class="fc-dossier-row">
        <ChangedLines hunks={change.hunks} />
        <div class="fc-dossier-notes">
          {change.causes.map(cause => Cause({ ...props, cause }))}
          {at === key && mayWrite ? (
            <CauseForm {...props} />
          ) : mayWrite ? (
            <p class="fc-noprint">
              <a href={`${place}&at=${encodeURIComponent(key)}#${encodeURIComponent(key)}`} safe>
                {change.likely.length === 0 ? '说明原因' : `说明原因（有 ${change.likely.length} 条已采纳的意见）`}
              </a>
            </p>
          ) : (
            ''
          )}
        </div>
      </div>
    </article>
  )
}

function Cause({
  frame,
  bill,
  changes,
  change,
  opinions,
  mayWrite,
  cause
}: ChangesProps & { change: ChangedArticle; cause: ChangeCause }): JSX.Element {
  const opinion = cause.opinion === null ? undefined : opinions.get(cause.opinion)
  return (
    <section class="fc-dossier-note">
      <h3>{CAUSE_KIND_TITLES[cause.kind]}</h3>
      {opinion ? (
        <p>
          <a href={`/bills/${bill.id}/opinions/${opinion.id}`} safe>
            {opinion.givenBy}
          </a>
        </p>
      ) : (
        ''
      )}
      <p class="fc-words" safe>
        {cause.body}
      </p>
      {cause.id !== null && mayWrite ? (
        <form class="fc-noprint" method="post" action={`/bills/${bill.id}/changes`}>
          <Csrf frame={frame} />
          <Place changes={changes} change={change} />
          <button class="btn fc-link" type="submit" name="remove" value={cause.id}>
            删除这条原因
          </button>
        </form>
      ) : (
        ''
      )}
    </section>
  )
}

const Place = ({ changes, change }: { changes: ExplainedChanges; change: ChangedArticle }) => (
  <>
    <input type="hidden" name="from" value={String(changes.from)} />
    <input type="hidden" name="to" value={String(changes.to)} />
    <input type="hidden" name="article" value={change.to ?? change.from ?? ''} />
    {change.to === null ? <input type="hidden" name="gone" value="true" /> : ''}
  </>
)

const CauseForm = ({ frame, bill, changes, change, refusal }: ChangesProps & { change: ChangedArticle }) => {
  const { values, errors, problem } = refusal
  return (
    <form class="fc-noteform" method="post" action={`/bills/${bill.id}/changes`} novalidate aria-label="说明原因">
      <Csrf frame={frame} />
      <ErrorSummary errors={errors} problem={problem} />
      <Place changes={changes} change={change} />
      <SelectField
        name="kind"
        label={CAUSE_LABELS.kind}
        value={values['kind'] ?? (change.likely.length > 0 ? 'opinion' : 'meeting')}
        error={errors['kind']}
        options={Object.entries(CAUSE_KIND_TITLES)}
      />
      {change.likely.length === 0 ? (
        ''
      ) : (
        <SelectField
          name="opinion"
          label={CAUSE_LABELS.opinion}
          value={values['opinion'] ?? change.likely[0]?.id}
          error={errors['opinion']}
          options={[
            ['', '不是意见引起'],
            ...change.likely.map(({ id, givenBy, body }) => [id, `${givenBy}：${body.slice(0, 30)}`] as const)
          ]}
        />
      )}
      <TextArea
        name="body"
        label={CAUSE_LABELS.body}
        hint="由意见引起的可以不填"
        rows={3}
        maxlength={4000}
        value={values['body']}
        error={errors['body']}
      />
      <p class="fc-field fc-acts">
        <button class="btn btn-primary" type="submit">
          记下原因
        </button>
        <a class="btn fc-link" href={`?from=${changes.from}&to=${changes.to}#${encodeURIComponent(keyOf(change))}`}>
          取消
        </a>
      </p>
    </form>
  )
}
