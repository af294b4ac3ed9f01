/**
 * The page on which a text is imported or changed and saved as a version. Nothing that was typed is lost, also when somebody was quicker.
 * It is a form that works without script; where there is script, islands/editor takes it over.
 */
import type { Bill } from '../../schema/bills.ts'
import { type DocumentView, documentKinds, MAX_MESSAGE } from '../../schema/documents.ts'
import { ErrorSummary, Field, SelectField, TextArea, TextField } from '../web/components/fields.tsx'
import { Head } from '../web/components/lists.tsx'
import { chinaMinute } from '../web/dates.ts'
import type { Refusal } from '../web/forms.ts'
import type { Frame } from '../web/frame.ts'
import { Csrf, Page } from '../web/shell.tsx'
import { WordForm } from './import-page.tsx'
import { BothTexts, type Stale, StaleNotice } from './stale-parts.tsx'
import { versionOptions } from './text-of.tsx'

/** What the editor needs to know of the text that the form holds. */
export interface Editable {
  /** The version that is changed; the text is its own, or that of the working copy. */
  readonly base: number
  /** When the working copy was kept that the text is; null: the text is that of the version. */
  readonly copy: { readonly savedAt: string } | null
  /** Hash of the working copy that is there, also when it says what the version says. */
  readonly kept: string | null
  readonly sha256: string
  /** Since when the service has the text. */
  readonly at: string
  readonly newest: number
  readonly crlf: boolean
  /** Of the style that the editor makes for itself. */
  readonly nonce: string
}

interface EditProps {
  readonly frame: Frame
  readonly bill: Bill
  /** Null: the bill has no draft yet, and the first save makes it. */
  readonly document: DocumentView | null
  readonly refusal: Refusal
  readonly stale: Stale | null
  /** Null where the form stays a form: it came back with something to put right, or there is no text yet. */
  readonly editable: Editable | null
}

export const EditPage = ({ frame, bill, document, refusal, stale, editable }: EditProps) => {
  const { values, errors, problem } = refusal
  const isNew = !values['parent']
  const title = document?.title ?? documentKinds.draft
  return (
    <Page
      frame={frame}
      title={`${isNew ? '导入' : '修改'}${title}：${bill.title}`}
      current="bills"
      {...(editable && { scripts: ['editor.js'] })}
    >
      <Head
        crumb={[[bill.title, `/bills/${bill.id}`], ...(document ? ([[document.title, `/documents/${document.id}`]] as const) : [])]}
        title={isNew ? `导入${title}` : `修改${title}`}
        meta={isNew ? null : `在第 ${values['parent']} 版上修改`}
      >
        {document && editable ? <ImportLink document={document} /> : ''}
      </Head>
      <ErrorSummary errors={errors} problem={problem} />
      {document && editable?.copy ? <CopyNotice frame={frame} document={document} editable={editable} /> : ''}
      {stale ? <StaleNotice stale={stale} /> : ''}
      {editable || stale ? '' : <WordForm frame={frame} bill={bill} document={document} />}
      <form
        method="post"
        action={document ? `/documents/${document.id}/edit` : `/bills/${bill.id}/draft`}
        enctype="multipart/form-data"
        novalidate
        {...(document && editable ? editorData(frame, document, editable) : {})}
      >
        <Csrf frame={frame} />
        <input type="hidden" name="parent" value={values['parent'] ?? ''} />
        <input type="hidden" name="copy" value={values['copy'] ?? ''} />
        <Field name="file" label="Markdown 文件" hint="UTF-8，.md 或 .txt；选了文件就以文件为准">
          <input
            class="form-control"
            type="file"
            id="file"
            name="file"
            accept=".md,.markdown,.txt,text/markdown,text/plain"
            data-fills="text"
          />
        </Field>
        <TextArea name="text" label="正文" law wide rows={22} value={values['text']} error={errors['text']} />
        <div class="fc-fields" data-version-fields="">
          {document === null || document.kind === 'draft' ? (
            <SelectField name="name" label="稿次" hint="可不选" value={values['name']} options={versionOptions} />
          ) : (
            ''
          )}
          <TextField name="message" label="修改说明" value={values['message']} error={errors['message']} maxlength={MAX_MESSAGE} required />
        </div>
        <p class="fc-field fc-acts">
          <button class="btn btn-primary" type="submit">
            存为版本
          </button>
          <a class="btn fc-link" href={document ? `/documents/${document.id}` : `/bills/${bill.id}`}>
            不存了
          </a>
        </p>
      </form>
      {stale ? <BothTexts stale={stale} /> : ''}
    </Page>
  )
}

const editorData = (frame: Frame, { id, bill }: DocumentView, { base, kept, sha256, at, crlf, nonce }: Editable) => ({
  'data-editor': '',
  'data-document': id,
  'data-bill': bill,
  'data-account': frame.actor?.id,
  'data-base': String(base),
  'data-copy': kept ?? undefined,
  'data-hash': sha256,
  'data-at': at,
  'data-crlf': crlf ? '' : undefined,
  'data-worker': frame.assets['editor-worker.js'],
  'data-nonce': nonce,
  'data-today': frame.today
})

/** The whole text is replaced by a file on the plain form. */
const ImportLink = ({ document }: { document: DocumentView }) => (
  <a class="btn fc-link" href={`/documents/${document.id}/edit?plain=1`}>
    导入文件
  </a>
)

/** What was being written when the page was left is there again, without a question. */
const CopyNotice = ({ frame, document, editable }: { frame: Frame; document: DocumentView; editable: Editable }) => (
  <form class="fc-notice fc-acts" method="post" action={`/documents/${document.id}/working-copy/drop`}>
    <Csrf frame={frame} />
    <span safe>
      {`已恢复您 ${chinaMinute(editable.copy?.savedAt ?? '')} 的修改，尚未存为版本${
        editable.newest > editable.base ? `；其后已有第 ${editable.newest} 版，存为版本时合并` : ''
      }。`}
    </span>
    <button class="fc-textbutton" type="submit">
      放弃这些修改
    </button>
  </form>
)
