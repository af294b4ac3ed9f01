/** What is shown when somebody saved in between: the places that both changed, and both texts as they are. */
import type { VersionView } from '../../schema/documents.ts'
import type { MergeConflict } from '../../schema/working-copies.ts'
import { Field } from '../web/components/fields.tsx'
import { chinaMinute } from '../web/dates.ts'

/** Somebody saved in between: what was typed, what is newest, and how both would merge. */
export interface Stale {
  readonly typed: string
  readonly newest: VersionView & { readonly text: string }
  readonly conflicts: readonly MergeConflict[]
}

export const StaleNotice = ({ stale: { newest, conflicts } }: { stale: Stale }) => (
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
export const BothTexts = ({ stale: { typed, newest } }: { stale: Stale }) => (
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
