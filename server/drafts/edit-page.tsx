/** The page on which a text is imported or changed and saved as a version. Nothing that was typed is lost, also when somebody was quicker. */
import type { Bill } from '../../schema/bills.ts'
import { type DocumentView, documentKinds, MAX_MESSAGE, VERSION_NAMES, type VersionView } from '../../schema/documents.ts'
import type { MergeConflict } from '../../schema/working-copies.ts'
import { ErrorSummary, Field, SelectField, TextArea, TextField } from '../web/components/fields.tsx'
import { Head } from '../web/components/lists.tsx'
import { chinaMinute } from '../web/dates.ts'
import type { Refusal } from '../web/forms.ts'
import type { Frame } from '../web/frame.ts'
import { Csrf, Page } from '../web/shell.tsx'

/** Somebody saved in between: what was typed, what is newest, and how both would merge. */
export interface Stale {
  readonly typed: string
  readonly newest: VersionView & { readonly text: string }
  readonly conflicts: readonly MergeConflict[]
}

interface EditProps {
  readonly frame: Frame
  readonly bill: Bill
  /** Null: the bill has no draft yet, and the first save makes it. */
  readonly document: DocumentView | null
  readonly refusal: Refusal
  readonly stale: Stale | null
}

export const EditPage = ({ frame, bill, document, refusal, stale }: EditProps) => {
  const { values, errors, problem } = refusal
  const isNew = !values['parent']
  const title = document?.title ?? documentKinds.draft
  return (
    <Page frame={frame} title={`${isNew ? '导入' : '修改'}${title}：${bill.title}`} current="bills">
      <Head
        crumb={[[bill.title, `/bills/${bill.id}`], ...(document ? ([[document.title, `/documents/${document.id}`]] as const) : [])]}
        title={isNew ? `导入${title}` : `修改${title}`}
        meta={isNew ? null : `在第 ${values['parent']} 版上修改`}
      />
      <ErrorSummary errors={errors} problem={problem} />
      {stale ? <StaleNotice stale={stale} /> : ''}
      <form
        method="post"
        action={document ? `/documents/${document.id}/edit` : `/bills/${bill.id}/draft`}
        enctype="multipart/form-data"
        novalidate
      >
        <Csrf frame={frame} />
        <input type="hidden" name="parent" value={values['parent'] ?? ''} />
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
        <div class="fc-fields">
          <TextField name="message" label="修改说明" value={values['message']} error={errors['message']} maxlength={MAX_MESSAGE} required />
          {document === null || document.kind === 'draft' ? (
            <SelectField
              name="name"
              label="稿次"
              hint="可不选"
              value={values['name']}
              options={[['', '未定稿次'], ...VERSION_NAMES.map(name => [name, documentKinds[name]] as const)]}
            />
          ) : (
            ''
          )}
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

const StaleNotice = ({ stale: { newest, conflicts } }: { stale: Stale }) => (
  <section class="fc-block" id="block" aria-labelledby="stale" tabindex="-1">
    <h2 id="stale" safe>{`${newest.authorName}已保存第 ${newest.seq} 版，您的文字没有丢失`}</h2>
    <p class="fc-pad" safe>
      {conflicts.length === 0
        ? '两边改的不是同一处，已合并在下面的正文中；请核对后再存为版本。'
        : `有 ${conflicts.length} 处两边都改了，正文中以 <<<<<<< 和 >>>>>>> 标出；请逐处留下要用的文字、删去标记，再存为版本。`}
    </p>
    {conflicts.length === 0 ? '' : <Conflicts conflicts={conflicts} />}
  </section>
)

const Conflicts = ({ conflicts }: { conflicts: readonly MergeConflict[] }) => (
  <table class="table fc-stack">
    <thead>
      <tr>
        <th scope="col">条文</th>
        <th scope="col">共同原稿</th>
        <th scope="col">您的文字</th>
        <th scope="col">最新版本</th>
      </tr>
    </thead>
    <tbody>
      {conflicts.map(({ article, base, yours, newest }) => (
        <tr>
          <th scope="row" safe>
            {article ?? '题目、序言'}
          </th>
          <td data-k="共同原稿" safe>
            {base.trim()}
          </td>
          <td data-k="您的文字" safe>
            {yours.trim()}
          </td>
          <td data-k="最新版本" safe>
            {newest.trim()}
          </td>
        </tr>
      ))}
    </tbody>
  </table>
)

/** Both texts as they are, so that whoever distrusts the merge can take his own. */
const BothTexts = ({ stale: { typed, newest } }: { stale: Stale }) => (
  <section class="fc-sec" aria-labelledby="both">
    <h2 id="both">两边的全文</h2>
    <div class="fc-half">
      <ReadOnly name="typed" label="您提交的文字" value={typed} />
      <ReadOnly name="newest" label={`第 ${newest.seq} 版　${newest.authorName}　${chinaMinute(newest.createdAt)}`} value={newest.text} />
    </div>
  </section>
)

const ReadOnly = ({ name, label, value }: { name: string; label: string; value: string }) => (
  <Field name={name} label={label} wide>
    <textarea class="form-control fc-edit-text" id={name} rows="16" readonly safe>
      {`\n${value}`}
    </textarea>
  </Field>
)
