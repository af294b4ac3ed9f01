/** 开始一轮征求意见: which version, how, how long, and who is asked. Fifty are asked with two ticks. */
import type { Bill } from '../../schema/bills.ts'
import type { DocumentView, VersionView } from '../../schema/documents.ts'
import { OPINION_SOURCE_TITLES, OPINION_SOURCES, ROUND_KIND_TITLES } from '../../schema/opinions.ts'
import { CONSULTEE_KIND_TITLES, CONSULTEE_KINDS, type Consultee, type ConsulteeKind } from '../../schema/reviews.ts'
import { versionName } from '../drafts/text-of.tsx'
import { ErrorSummary, SelectField, TextArea, TextField } from '../web/components/fields.tsx'
import { Empty, Head } from '../web/components/lists.tsx'
import type { Refusal } from '../web/forms.ts'
import type { Frame } from '../web/frame.ts'
import { Csrf, Page } from '../web/shell.tsx'

export const ROUND_LABELS = {
  document: '材料',
  version: '版本',
  kind: '方式',
  title: '名称',
  addressees: '征求意见的对象',
  opensOn: '开始日期',
  closesOn: '截止日期',
  reason: '期限少于三十日的理由',
  consultees: '专家和联系点',
  asked: '其他单位和个人',
  source: '他们是',
  expiresOn: '链接失效日期'
} as const

interface NewRoundProps {
  readonly frame: Frame
  readonly bill: Bill
  readonly draft: DocumentView | null
  readonly versions: readonly VersionView[]
  readonly consultees: readonly Consultee[]
  readonly refusal: Refusal
}

export const NewRoundPage = ({ frame, bill, draft, versions, consultees, refusal }: NewRoundProps) => (
  <Page frame={frame} title={`开始一轮征求意见：${bill.title}`} current="opinions" scripts={['consultees.js']}>
    <Head
      crumb={[
        [bill.title, `/bills/${bill.id}`],
        ['征求意见', `/bills/${bill.id}/rounds`]
      ]}
      title="开始一轮征求意见"
    />
    {draft === null || versions.length === 0 ? (
      <Empty sentence="还没有法规草案的文本，不能征求意见。" href={`/bills/${bill.id}`} action="看办理进度" />
    ) : (
      <form method="post" action={`/bills/${bill.id}/rounds/new`} novalidate>
        <Csrf frame={frame} />
        <ErrorSummary errors={refusal.errors} problem={refusal.problem} />
        <input type="hidden" name="document" value={draft.id} />
        <input type="hidden" name="round" value={refusal.values['round'] ?? ''} />
        <div class="fc-fields">
          <TextField {...fieldOf('title', refusal)} maxlength={200} required />
          <SelectField
            {...fieldOf('kind', refusal)}
            value={refusal.values['kind'] ?? 'writtenConsultation'}
            options={Object.entries(ROUND_KIND_TITLES)}
          />
          <SelectField
            {...fieldOf('version', refusal)}
            value={refusal.values['version'] ?? String(draft.newest)}
            options={versions.map(version => [String(version.seq), nameOf(version)] as const)}
          />
          <TextField {...fieldOf('opensOn', refusal)} type="date" required />
          <TextField {...fieldOf('closesOn', refusal)} type="date" required hint="公开征求意见一般不少于三十日" />
        </div>
        <TextArea {...fieldOf('reason', refusal)} hint="公开征求意见短于法定期限的必填（立法法第四十条）" rows={2} maxlength={4000} />
        <h2 class="fc-sechead">征求谁的意见</h2>
        {consultees.length === 0 ? (
          <p class="fc-meta">
            库中还没有专家和联系点。<a href="/experts/new">新增</a>
          </p>
        ) : (
          CONSULTEE_KINDS.map(kind => <Group kind={kind} all={consultees} frame={frame} chosen={refusal.values['consultees'] ?? ''} />)
        )}
        <TextArea {...fieldOf('asked', refusal)} hint="一行一个；没有的不填" rows={4} maxlength={20000} />
        <SelectField
          {...fieldOf('source', refusal)}
          value={refusal.values['source'] ?? 'department'}
          options={OPINION_SOURCES.map(source => [source, OPINION_SOURCE_TITLES[source]] as const)}
        />
        <p class="fc-field">
          <label class="form-check">
            <input
              class="form-check-input"
              type="checkbox"
              name="links"
              value="true"
              checked={refusal.problem === null && refusal.values['links'] !== ''}
            />
            <span class="form-check-label">同时为没有账号的对象生成邀请链接</span>
          </label>
        </p>
        <p class="fc-field fc-acts">
          <button class="btn btn-primary" type="submit">
            开始征求意见
          </button>
        </p>
      </form>
    )}
  </Page>
)

const nameOf = (version: VersionView): string =>
  version.name === null ? versionName(version) : `${versionName(version)}（第${version.seq}版）`

/** All of one kind with one tick; some of them below. Whoever's term is over stands at the end and is not asked with all. */
const Group = ({ kind, all, frame, chosen }: { kind: ConsulteeKind; all: readonly Consultee[]; frame: Frame; chosen: string }) => {
  const members = all.filter(one => one.kind === kind)
  if (members.length === 0) return ''
  const serving = members.filter(one => isServing(one, frame.today))
  const ticked = new Set(chosen.split('\n'))
  return (
    <fieldset class="fc-asked">
      <legend class="fc-vh">{CONSULTEE_KIND_TITLES[kind]}</legend>
      <label class="form-check fc-asked-all">
        <input
          class="form-check-input"
          type="checkbox"
          name="all"
          value={kind}
          data-all={kind}
          checked={serving.length > 0 && serving.every(({ id }) => ticked.has(id))}
        />
        <span class="form-check-label" safe>{`全部${CONSULTEE_KIND_TITLES[kind]}（${serving.length}）`}</span>
      </label>
      <details>
        <summary>逐个选择</summary>
        <div class="fc-asked-some">
          {members.map(one => (
            <label class="form-check">
              <input
                class="form-check-input"
                type="checkbox"
                name="consultees"
                value={one.id}
                data-of={isServing(one, frame.today) ? kind : undefined}
                checked={ticked.has(one.id)}
              />
              <span class="form-check-label">
                <span safe>{one.name}</span>
                <small safe>{[one.field, isServing(one, frame.today) ? null : '聘期已满'].filter(Boolean).join('　')}</small>
              </span>
            </label>
          ))}
        </div>
      </details>
    </fieldset>
  )
}

export const isServing = ({ termFrom, termTo }: Pick<Consultee, 'termFrom' | 'termTo'>, today: string): boolean =>
  (termFrom === null || termFrom <= today) && (termTo === null || termTo >= today)

const fieldOf = (name: keyof typeof ROUND_LABELS, { values, errors }: Refusal) => ({
  name,
  label: ROUND_LABELS[name],
  value: values[name],
  error: errors[name]
})
