/** 导入意见: by Word file, by table, by what is pasted, by the answer of an offline review package. Nothing is written before it is looked at. */
import type { Bill } from '../../schema/bills.ts'
import { IMPORT_KIND_TITLES, IMPORT_STATUS_TITLES, type ImportKind, type ImportStatus } from '../../schema/imports.ts'
import { ErrorSummary, Field, SelectField, TextArea } from '../web/components/fields.tsx'
import { Empty, Head } from '../web/components/lists.tsx'
import { chinaMinute } from '../web/dates.ts'
import type { Refusal } from '../web/forms.ts'
import type { Frame } from '../web/frame.ts'
import { Csrf, Page } from '../web/shell.tsx'

interface BeginProps {
  readonly frame: Frame
  readonly bill: Bill
  /** The newest version; null while there is no text. */
  readonly newest: number | null
  readonly last: readonly {
    readonly id: string
    readonly kind: string
    readonly status: string
    readonly fileName: string
    readonly imported: number
    readonly createdAt: string
  }[]
  readonly refusal: Refusal
  /** Which form was refused. */
  readonly kind: ImportKind
}

interface Way {
  readonly kind: ImportKind
  readonly title: string
  readonly hint: string
  readonly accept: string
  readonly label: string
}

const WAYS: readonly Way[] = [
  {
    kind: 'word',
    title: '导入 Word 修订稿',
    hint: '专家、部门在 Word 或者 WPS 中修改过的稿子：修订成为建议的表述，批注成为意见，各归其条。',
    accept: '.docx',
    label: 'DOCX 文件'
  },
  {
    kind: 'table',
    title: '导入意见表格',
    hint: 'XLSX、CSV，或者 Word 文件中的表格；一行一条意见，有条款、意见、单位等列即可。',
    accept: '.xlsx,.csv,.docx,.txt',
    label: 'XLSX、CSV 或者 DOCX 文件'
  },
  {
    kind: 'answers',
    title: '导入评审包答复',
    hint: '离线评审包中“保存答复”得到的文件。',
    accept: '.json',
    label: 'JSON 文件'
  }
]

export const BeginPage = ({ frame, bill, newest, last, refusal, kind }: BeginProps) => (
  <Page frame={frame} title={`导入意见：${bill.title}`} current="opinions">
    <Head
      crumb={[
        [bill.title, `/bills/${bill.id}`],
        ['意见', `/bills/${bill.id}/opinions`]
      ]}
      title="导入意见"
      meta="先读出来给您看，确认后才写入。"
    />
    {newest === null ? <ErrorSummary errors={refusal.errors} problem={refusal.problem} /> : ''}
    {newest === null ? (
      <Empty sentence="还没有法规草案的文本，不能导入意见。" href={`/bills/${bill.id}`} action="看办理进度" />
    ) : (
      <>
        {WAYS.map(way => (
          <WayForm frame={frame} bill={bill} newest={newest} way={way} refusal={way.kind === kind ? refusal : null} />
        ))}
        <LastImports last={last} />
      </>
    )}
  </Page>
)

const WayForm = ({
  frame,
  bill,
  newest,
  way,
  refusal
}: {
  frame: Frame
  bill: Bill
  newest: number
  way: Way
  refusal: Refusal | null
}) => (
  <section class="fc-sec" aria-labelledby={`way-${way.kind}`}>
    <h2 id={`way-${way.kind}`} class="fc-sechead" safe>
      {way.title}
    </h2>
    <p class="fc-meta" safe>
      {way.hint}
    </p>
    <form method="post" action={`/bills/${bill.id}/opinions/import`} enctype="multipart/form-data" novalidate>
      <Csrf frame={frame} />
      <input type="hidden" name="kind" value={way.kind} />
      {refusal ? <ErrorSummary scope={way.kind} errors={refusal.errors} problem={refusal.problem} /> : ''}
      <div class="fc-fields">
        <Field scope={way.kind} name="file" label={way.label} error={refusal?.errors['file']}>
          <input class="form-control" type="file" id={`${way.kind}-file`} name="file" accept={way.accept} />
        </Field>
        {way.kind === 'answers' ? (
          ''
        ) : (
          <SelectField
            scope={way.kind}
            name="version"
            label="针对的版本"
            value={refusal?.values['version'] ?? String(newest)}
            options={Array.from(
              { length: Math.min(newest, MAX_VERSIONS) },
              (_, index) => [String(newest - index), `第 ${newest - index} 版`] as const
            )}
          />
        )}
      </div>
      {way.kind === 'table' ? (
        <TextArea
          scope={way.kind}
          name="pasted"
          label="或者粘贴"
          hint="从表格中复制的几列，或者一行一条意见"
          rows={3}
          value={refusal?.values['pasted']}
        />
      ) : (
        ''
      )}
      <p class="fc-field fc-acts">
        <button class={`btn${way.kind === 'word' ? ' btn-primary' : ''}`} type="submit">
          {way.kind === 'word' ? '读出修订和批注' : way.kind === 'table' ? '读出表格' : '读出答复'}
        </button>
      </p>
    </form>
  </section>
)

/** As many versions as one would look for in a list. */
const MAX_VERSIONS = 50

const LastImports = ({ last }: Pick<BeginProps, 'last'>) =>
  last.length === 0 ? (
    ''
  ) : (
    <section class="fc-sec" aria-labelledby="last">
      <h2 id="last" class="fc-sechead">
        最近的导入
      </h2>
      <table class="table fc-stack">
        <tbody>
          {last.map(({ id, kind, status, fileName, imported, createdAt }) => (
            <tr>
              <th scope="row">
                <a href={`/imports/${id}`} safe>
                  {fileName}
                </a>
              </th>
              <td data-k="种类">{IMPORT_KIND_TITLES[kind as ImportKind]}</td>
              <td data-k="情况">{status === 'done' ? `已导入 ${imported} 条` : IMPORT_STATUS_TITLES[status as ImportStatus]}</td>
              <td data-k="时间" safe>
                {chinaMinute(createdAt)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
