/** A paper of a bill as it is read, one version at a time, and the list of its versions. */
import type { Bill } from '../../schema/bills.ts'
import type { DocumentView, VersionView } from '../../schema/documents.ts'
import type { TextLink } from '../formats/law-html.tsx'
import { SelectField } from '../web/components/fields.tsx'
import { Empty, Head } from '../web/components/lists.tsx'
import { chinaMinute } from '../web/dates.ts'
import type { Frame } from '../web/frame.ts'
import { Csrf, Page } from '../web/shell.tsx'
import { TextOf, versionName, versionOptions } from './text-of.tsx'
import { VersionList, type VersionsProps } from './version-list.tsx'

interface DocumentProps {
  readonly frame: Frame
  readonly bill: Bill
  readonly document: DocumentView
  /** The version shown; null while the paper has no text. */
  readonly version: (VersionView & { readonly text: string }) | null
  readonly mayWrite: boolean
  /** Where the references of the text lead. */
  readonly links: readonly TextLink[]
}

export const DocumentPage = ({ frame, bill, document, version, mayWrite, links }: DocumentProps) => {
  const address = `/documents/${document.id}`
  return (
    <Page frame={frame} title={`${document.title}：${bill.title}`} current="bills">
      <Head
        crumb={[
          ['项目库', '/bills'],
          [bill.title, `/bills/${bill.id}`]
        ]}
        title={document.title}
        meta={
          version &&
          `${versionName(version)}　第 ${version.seq} 版，共 ${document.newest} 版　${version.authorName}　${chinaMinute(version.createdAt)}`
        }
      >
        {version ? <VersionLinks document={document} version={version} /> : ''}
        {version && document.kind === 'draft' ? (
          <>
            <a class="btn fc-link" href={`${address}/library?version=${version.seq}`}>
              对照法规库
            </a>
            <a class="btn fc-link" href={`/bills/${bill.id}/dossier`}>
              条文释义
            </a>
          </>
        ) : (
          ''
        )}
        {version && mayWrite && document.kind === 'draft' ? (
          <a class="btn fc-link" href={`/bills/${bill.id}/rounds/new?version=${version.seq}`}>
            征求意见
          </a>
        ) : (
          ''
        )}
        {mayWrite ? (
          <a class="btn btn-primary" href={`${address}/edit`}>
            {version === null ? '导入文本' : '修改文本'}
          </a>
        ) : (
          ''
        )}
      </Head>
      {version === null ? (
        <Empty sentence="这份材料还没有文本。" {...(mayWrite && { href: `${address}/edit`, action: '导入文本' })} />
      ) : (
        <>
          {mayWrite ? <VersionForms frame={frame} document={document} version={version} /> : ''}
          <TextOf document={document} text={version.text} links={links} />
        </>
      )}
    </Page>
  )
}

const VersionLinks = ({ document, version }: { document: DocumentView; version: VersionView }) => (
  <>
    <a class="btn fc-link" href={`/documents/${document.id}/versions`}>
      版本
    </a>
    {version.parent === null ? (
      ''
    ) : (
      <a class="btn fc-link" href={`/documents/${document.id}/redline?from=${version.parent}&to=${version.seq}`}>
        对照上一版
      </a>
    )}
    <a class="btn fc-link" href={`/documents/${document.id}/versions/${version.seq}.md`} download="">
      下载 Markdown
    </a>
    <a class="btn fc-link" href={`/api/v1/documents/${document.id}/versions/${version.seq}/docx`} download="">
      下载 Word
    </a>
  </>
)

/** What can be done about a version that is there: its text never changes. */
const VersionForms = ({ frame, document, version }: { frame: Frame; document: DocumentView; version: VersionView }) => (
  <div class="fc-acts fc-noprint fc-versionforms">
    {document.kind === 'draft' ? (
      <form class="fc-acts" method="post" action={`/documents/${document.id}/versions/${version.seq}/name`}>
        <Csrf frame={frame} />
        <SelectField name="name" label="稿次" value={version.name ?? ''} options={versionOptions} />
        <button class="btn" type="submit">
          定为这一稿
        </button>
      </form>
    ) : (
      ''
    )}
    {version.seq === document.newest ? (
      ''
    ) : (
      <form method="post" action={`/documents/${document.id}/versions/${version.seq}/restore`}>
        <Csrf frame={frame} />
        <button class="btn" type="submit">
          恢复为最新版本
        </button>
      </form>
    )}
  </div>
)

export const VersionsPage = ({ frame, bill, ...props }: VersionsProps & { frame: Frame; bill: Bill }) => (
  <Page frame={frame} title={`版本：${bill.title}`} current="bills">
    <Head
      crumb={[
        [bill.title, `/bills/${bill.id}`],
        [props.document.title, `/documents/${props.document.id}`]
      ]}
      title="版本与花脸稿"
      meta={`${props.document.title}　共 ${props.document.newest ?? 0} 版`}
    />
    <VersionList {...props} />
  </Page>
)
