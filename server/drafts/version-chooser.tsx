/** Which versions a redline compares: two, or three where both steps are to be told apart (现行 → 一审稿 → 二审稿). A form by GET: a redline has an address. */
import type { DocumentView, VersionView } from '../../schema/documents.ts'
import { SelectField } from '../web/components/fields.tsx'
import { chinaDate } from '../web/dates.ts'
import type { Comparison } from './compare.ts'
import { versionName } from './text-of.tsx'

interface ChooserProps {
  readonly document: DocumentView
  readonly versions: readonly VersionView[]
  readonly chosen: Pick<Comparison, 'from' | 'via' | 'to'>
  readonly view: string
}

export const VersionChooser = ({ document, versions, chosen: { from, via, to }, view }: ChooserProps) => {
  const known = [...versions, ...[from, ...(via ? [via] : []), to].filter(one => versions.every(({ seq }) => seq !== one.seq))]
  const options = known.map(version => [String(version.seq), titleOf(version)] as const)
  return (
    <details class="fc-choose fc-noprint">
      <summary>换版本</summary>
      <form class="fc-fields" action={`/documents/${document.id}/redline`}>
        <SelectField name="from" label="修改前" value={String(from.seq)} options={options} />
        <SelectField
          name="via"
          label="中间稿"
          hint="可不选；选了就分两步标明"
          value={via ? String(via.seq) : ''}
          options={[['', '没有'], ...options]}
        />
        <SelectField name="to" label="修改后" value={String(to.seq)} options={options} />
        {view === 'redline' ? '' : <input type="hidden" name="view" value={view} />}
        <p class="fc-field fc-acts">
          <button class="btn" type="submit">
            对照
          </button>
          {document.newest !== null && document.newest > versions.length ? (
            <a href={`/documents/${document.id}/versions`}>更早的版本</a>
          ) : (
            ''
          )}
        </p>
      </form>
    </details>
  )
}

const titleOf = (version: VersionView): string =>
  `${version.name === null ? '' : `${versionName(version)}　`}第${version.seq}版　${chinaDate(new Date(version.createdAt))}　${version.authorName}`
