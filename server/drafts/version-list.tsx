import type { DocumentView, VersionView } from '../../schema/documents.ts'
import { Empty, Scroll } from '../web/components/lists.tsx'
import { chinaMinute } from '../web/dates.ts'
import { versionName } from './text-of.tsx'

export interface VersionsProps {
  readonly document: DocumentView
  readonly versions: readonly VersionView[]
  /** The address of the next page, null at the end. */
  readonly next: string | null
}

/** Versions, the newest first; any two are compared. The choice is a form by GET, so that a comparison has an address. */
export const VersionList = ({ document, versions, next }: VersionsProps) => {
  if (versions.length === 0) return <Empty sentence="还没有版本。" href={`/documents/${document.id}/edit`} action="导入文本" />
  return (
    <form action={`/documents/${document.id}/redline`}>
      <Scroll label="版本">
        <table class="table fc-stack">
          <thead>
            <tr>
              <th scope="col">版本</th>
              <th scope="col">修改说明</th>
              <th scope="col">保存人</th>
              <th scope="col">时间</th>
              <th scope="col" class="fc-do">
                修改前
              </th>
              <th scope="col" class="fc-do">
                修改后
              </th>
            </tr>
          </thead>
          <tbody>
            {versions.map((version, index) => (
              <tr>
                <th scope="row">
                  <a class="fc-plain" href={`/documents/${document.id}?seq=${version.seq}`} safe>
                    {versionName(version)}
                  </a>
                  {version.name === null ? '' : <small class="fc-cell" safe>{`第${version.seq}版`}</small>}
                </th>
                <td data-k="修改说明">
                  <span safe>{version.message}</span>
                  {version.parent === null ? (
                    ''
                  ) : (
                    <a
                      class="fc-cell"
                      href={`/documents/${document.id}/redline?from=${version.parent}&to=${version.seq}`}
                      aria-label={`${versionName(version)}对照上一版`}
                    >
                      对照上一版
                    </a>
                  )}
                </td>
                <td class="fc-nowrap" data-k="保存人" safe>
                  {version.authorName}
                </td>
                <td class="fc-nowrap" data-k="时间" safe>
                  {chinaMinute(version.createdAt)}
                </td>
                <Choice name="from" title="修改前" version={version} chosen={index === 1} />
                <Choice name="to" title="修改后" version={version} chosen={index === 0} />
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      <p class="fc-field fc-acts fc-noprint">
        {versions.length > 1 ? (
          <button class="btn" type="submit">
            对照所选两版
          </button>
        ) : (
          ''
        )}
        {next === null ? '' : <a href={next}>更早的版本</a>}
      </p>
    </form>
  )
}

const Choice = ({ name, title, version, chosen }: { name: 'from' | 'to'; title: string; version: VersionView; chosen: boolean }) => (
  <td class="fc-do" data-k={title}>
    <input
      class="form-check-input"
      type="radio"
      name={name}
      value={String(version.seq)}
      checked={chosen}
      aria-label={`${title}：${versionName(version)}`}
    />
  </td>
)
