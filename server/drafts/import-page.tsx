/** A department's Word draft before it is saved: how much of it was recognised, what is odd, what was left out, and the text itself. */
import type { Bill } from '../../schema/bills.ts'
import { type DocumentView, documentKinds, MAX_MESSAGE } from '../../schema/documents.ts'
import { ErrorSummary, Field, SelectField, TextArea, TextField } from '../web/components/fields.tsx'
import { Head } from '../web/components/lists.tsx'
import type { Refusal } from '../web/forms.ts'
import type { Frame } from '../web/frame.ts'
import { Csrf, Page } from '../web/shell.tsx'
import type { DraftReading } from './import-word.ts'
import { versionOptions } from './text-of.tsx'

interface Of {
  readonly frame: Frame
  readonly bill: Bill
  /** Null: the bill has no draft yet. */
  readonly document: DocumentView | null
}

const addressOf = (bill: Bill, document: DocumentView | null, verb: 'import' | 'save'): string =>
  document === null
    ? `/bills/${bill.id}/draft${verb === 'save' ? '' : '/import'}`
    : `/documents/${document.id}/${verb === 'save' ? 'edit' : 'import'}`

/** Where a Word file is chosen: a form of its own beside the one that takes text. */
export const WordForm = ({ frame, bill, document, refusal }: Of & { refusal?: Refusal }) => (
  <form
    class="fc-sec"
    method="post"
    action={addressOf(bill, document, 'import')}
    enctype="multipart/form-data"
    novalidate
    aria-label="导入 Word 文件"
  >
    <Csrf frame={frame} />
    {refusal ? <ErrorSummary scope="word" errors={refusal.errors} problem={refusal.problem} /> : ''}
    <Field scope="word" name="file" label="Word 文件" hint="DOCX；先读出来给您看，再存为版本" error={refusal?.errors['file']}>
      <input class="form-control" type="file" id="word-file" name="file" accept=".docx" />
    </Field>
    <p class="fc-field fc-acts">
      <button class="btn" type="submit">
        读出 Word 文件
      </button>
    </p>
  </form>
)

/** The file was refused: the same form again, with the reason. */
export const WordFormPage = (props: Of & { refusal: Refusal }) => (
  <Page frame={props.frame} title={`导入 Word 文件：${props.bill.title}`} current="bills">
    <Head crumb={crumbOf(props)} title="导入 Word 文件" />
    <WordForm {...props} />
  </Page>
)

const crumbOf = ({ bill, document }: Of): readonly (readonly [string, string])[] => [
  [bill.title, `/bills/${bill.id}`],
  ...(document ? ([[document.title, `/documents/${document.id}`]] as const) : [])
]

const UNITS = [
  ['part', '编'],
  ['chapter', '章'],
  ['section', '节'],
  ['article', '条'],
  ['paragraph', '款'],
  ['item', '项'],
  ['subitem', '目']
] as const

/** Anomalies shown; a text with more is no regulation. */
const SHOWN = 50

export const ImportPreviewPage = ({ frame, bill, document, reading, fileName }: Of & { reading: DraftReading; fileName: string }) => {
  const { text, law, losses } = reading
  const counts = UNITS.flatMap(([unit, name]) => (law.counts[unit] > 0 ? [`${law.counts[unit]} ${name}`] : []))
  return (
    <Page frame={frame} title={`导入 Word 文件：${bill.title}`} current="bills">
      <Head
        crumb={crumbOf({ frame, bill, document })}
        title={`导入${document?.title ?? documentKinds.draft}`}
        meta={`${fileName}　尚未保存`}
      />
      <p>
        <b safe>{counts.length === 0 ? '没有认出条文，请核对下面的文字。' : `认出 ${counts.join('、')}`}</b>
      </p>
      <Sentences
        id="anomalies"
        title={`需要核对的 ${law.anomalies.length} 处`}
        sentences={law.anomalies.slice(0, SHOWN).map(({ line, message }) => `第 ${line} 行：${message}`)}
      />
      <Sentences id="losses" title="没有带入的内容" sentences={losses} />
      <form method="post" action={addressOf(bill, document, 'save')} enctype="multipart/form-data" novalidate aria-label="存为版本">
        <Csrf frame={frame} />
        <input type="hidden" name="parent" value={document?.newest ? String(document.newest) : ''} />
        <div class="fc-fields">
          {document === null || document.kind === 'draft' ? (
            <SelectField name="name" label="稿次" hint="可不选" value="" options={versionOptions} />
          ) : (
            ''
          )}
          <TextField name="message" label="修改说明" value={`导入 ${fileName}`.slice(0, MAX_MESSAGE)} maxlength={MAX_MESSAGE} required />
        </div>
        <p class="fc-field fc-acts">
          <button class="btn btn-primary" type="submit">
            存为版本
          </button>
          <a class="btn fc-link" href={document ? `/documents/${document.id}` : `/bills/${bill.id}`}>
            不存了
          </a>
        </p>
        <TextArea name="text" label="读出的文字" hint="可以先改再存" law wide rows={22} value={text} />
      </form>
    </Page>
  )
}

const Sentences = ({ id, title, sentences }: { id: string; title: string; sentences: readonly string[] }) =>
  sentences.length === 0 ? (
    ''
  ) : (
    <section class="fc-sec" aria-labelledby={id}>
      <h2 id={id} class="fc-sechead" safe>
        {title}
      </h2>
      <ul>
        {sentences.map(sentence => (
          <li safe>{sentence}</li>
        ))}
      </ul>
    </section>
  )
