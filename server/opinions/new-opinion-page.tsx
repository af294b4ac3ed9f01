/** 提意见: the article, the words in it, what one thinks, and what it should say. Staff also write down what came from others. */
import type { Bill } from '../../schema/bills.ts'
import type { DocumentView } from '../../schema/documents.ts'
import { OPINION_SOURCE_TITLES, OPINION_SOURCES, type Round } from '../../schema/opinions.ts'
import { ErrorSummary, SelectField, TextArea, TextField } from '../web/components/fields.tsx'
import { Empty, Head } from '../web/components/lists.tsx'
import type { Refusal } from '../web/forms.ts'
import type { Frame } from '../web/frame.ts'
import { Csrf, Page } from '../web/shell.tsx'

export const OPINION_LABELS = {
  document: '材料',
  version: '版本',
  article: '条款',
  quote: '所引原文',
  body: '意见',
  proposal: '建议的表述',
  source: '来源',
  givenBy: '提出单位或者个人',
  givenOn: '提出日期',
  round: '在哪一轮征求意见中提出',
  status: '提交或者存为草稿'
} as const

interface NewOpinionProps {
  readonly frame: Frame
  readonly bill: Bill
  /** The text that is spoken about; null while the bill has none. */
  readonly text: { readonly document: DocumentView; readonly version: number; readonly articles: readonly string[] } | null
  readonly rounds: readonly Round[]
  /** Staff speak for others too. */
  readonly forOthers: boolean
  readonly refusal: Refusal
}

export const NewOpinionPage = ({ frame, bill, text, rounds, forOthers, refusal }: NewOpinionProps) => (
  <Page frame={frame} title={`提意见：${bill.title}`} current="bills">
    <Head
      crumb={[
        [bill.title, `/bills/${bill.id}`],
        ['意见', `/bills/${bill.id}/opinions`]
      ]}
      title="提意见"
      {...(text && { meta: `针对${text.document.title}第 ${text.version} 版` })}
    />
    {text === null ? (
      <Empty sentence="还没有法规草案的文本，不能提意见。" href={`/bills/${bill.id}`} action="看办理进度" />
    ) : (
      <form method="post" action={`/bills/${bill.id}/opinions/new`} novalidate>
        <Csrf frame={frame} />
        <ErrorSummary errors={refusal.errors} problem={refusal.problem} />
        <input type="hidden" name="document" value={text.document.id} />
        <input type="hidden" name="version" value={String(text.version)} />
        <SelectField
          {...fieldOf('article', refusal)}
          options={[['', '全文'], ...text.articles.map(article => [article, article] as const)]}
        />
        <TextArea {...fieldOf('quote', refusal)} hint="可不填；从该条中复制" rows={2} maxlength={1000} />
        <TextArea {...fieldOf('body', refusal)} rows={4} maxlength={4000} required />
        <TextArea {...fieldOf('proposal', refusal)} hint="可不填" rows={3} maxlength={4000} />
        {rounds.length > 0 ? (
          <SelectField
            {...fieldOf('round', refusal)}
            value={refusal.values['round'] ?? rounds.findLast(({ closesOn }) => closesOn >= frame.today)?.id ?? ''}
            options={[['', '不属于征求意见'], ...rounds.map(({ id, title, kindTitle }) => [id, `${kindTitle}：${title}`] as const)]}
          />
        ) : (
          ''
        )}
        {forOthers ? (
          <div class="fc-fields">
            <SelectField
              {...fieldOf('source', refusal)}
              value={refusal.values['source'] ?? 'public'}
              options={OPINION_SOURCES.map(source => [source, OPINION_SOURCE_TITLES[source]] as const)}
            />
            <TextField {...fieldOf('givenBy', refusal)} hint="不填为本人" maxlength={100} />
            <TextField {...fieldOf('givenOn', refusal)} type="date" value={refusal.values['givenOn'] ?? frame.today} />
          </div>
        ) : (
          ''
        )}
        <p class="fc-field fc-acts">
          <button class="btn btn-primary" type="submit" name="status" value="submitted">
            提交意见
          </button>
          <button class="btn fc-link" type="submit" name="status" value="draft">
            存为草稿
          </button>
        </p>
      </form>
    )}
  </Page>
)

const fieldOf = (name: keyof typeof OPINION_LABELS, { values, errors }: Refusal) => ({
  name,
  label: OPINION_LABELS[name],
  value: values[name],
  error: errors[name]
})
