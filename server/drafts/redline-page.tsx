/** 花脸稿: two or three versions of a text, article by article, with a navigator and the ticks 已阅; or either end alone. */
import type { Bill } from '../../schema/bills.ts'
import type { DocumentView, VersionView } from '../../schema/documents.ts'
import { type Beside, type Quotes, RedlineArticles, RedlineLegend, RedlineNavigator } from '../formats/redline-html.tsx'
import type { StepEntry } from '../law/index.ts'
import { Empty, Head } from '../web/components/lists.tsx'
import { chinaDate } from '../web/dates.ts'
import type { Frame } from '../web/frame.ts'
import { Csrf, Page } from '../web/shell.tsx'
import type { Comparison } from './compare.ts'
import { changesOf } from './read-marks.ts'
import { TextOf, versionName } from './text-of.tsx'
import { VersionChooser } from './version-chooser.tsx'

export const VIEWS = { redline: '花脸稿', new: '修改后', old: '修改前' } as const
export type View = keyof typeof VIEWS

interface RedlineProps {
  readonly frame: Frame
  readonly bill: Bill
  readonly document: DocumentView
  readonly comparison: Comparison
  readonly view: View
  /** Versions that may be chosen instead, the newest first. */
  readonly versions: readonly VersionView[]
  /** What stands beside each article: opinions. */
  readonly beside: Beside
  readonly quotes: Quotes
  /** The changes that the reader has looked at; null: he keeps no marks. */
  readonly marks: ReadonlySet<string> | null
}

export const RedlinePage = (props: RedlineProps) => {
  const { frame, bill, document, comparison, view } = props
  const { from, via, to, changes } = comparison
  const names = [from, ...(via ? [via] : []), to]
  const address = (path: readonly VersionView[], shown: View) => redlineAddress(document.id, path, shown)
  return (
    <Page frame={frame} title={`花脸稿：${bill.title}`} current="bills" reading scripts={['redline.js']}>
      <Head
        crumb={[
          [bill.title, `/bills/${bill.id}`],
          ['版本与花脸稿', `/documents/${document.id}/versions`]
        ]}
        title={VIEWS[view]}
      >
        <p class="fc-acts fc-meta">
          {names.map((version, at) => (
            <>
              {at > 0 ? <span aria-hidden="true">→</span> : ''}
              <span class={at === names.length - 1 ? 'fc-strong' : undefined} safe>
                {nameWithDate(version)}
              </span>
            </>
          ))}
          <a class="fc-noprint" href={address([...names].reverse(), view)}>
            对换
          </a>
        </p>
      </Head>
      <VersionChooser document={document} versions={props.versions} chosen={comparison} view={view} />
      <div class="fc-bar">
        <nav class="fc-views" aria-label="视图">
          {Object.entries(VIEWS).map(([name, title]) => (
            <a href={address(names, name as View)} aria-current={name === view ? 'true' : undefined}>
              {title}
            </a>
          ))}
        </nav>
        <Progress comparison={comparison} marks={props.marks} changes={changes} />
        {view === 'redline' ? <RedlineTools frame={frame} document={document} comparison={comparison} /> : ''}
      </div>
      {view === 'redline' ? <Redlined {...props} /> : <Alone comparison={comparison} document={document} view={view} />}
    </Page>
  )
}

/** @param path the versions compared, two or three, the oldest first */
export const redlineAddress = (document: string, path: readonly Pick<VersionView, 'seq'>[], view: View = 'redline'): string => {
  const query = new URLSearchParams({ from: String(path[0]?.seq), to: String(path.at(-1)?.seq) })
  if (path.length === 3) query.set('via', String(path[1]?.seq))
  if (view !== 'redline') query.set('view', view)
  return `/documents/${document}/redline?${query}`
}

const nameWithDate = (version: VersionView): string => `${versionName(version)}　${chinaDate(new Date(version.createdAt))}`

/** 改动 37 处　已阅 12／21 条. */
function Progress({ comparison, marks, changes }: Pick<RedlineProps, 'comparison' | 'marks'> & { changes: number }) {
  const all = [...changesOf(comparison).values()]
  const read = marks ? all.filter(change => marks.has(change)).length : 0
  return (
    <p class="fc-meta">
      改动 <b>{changes}</b> 处
      {marks && all.length > 0 ? (
        <span class="fc-progress">
          已阅 <b data-read-count="">{read}</b>／{all.length} 条
        </span>
      ) : (
        ''
      )}
    </p>
  )
}

const RedlineTools = ({ frame, document, comparison: { from, via, to } }: Pick<RedlineProps, 'frame' | 'document' | 'comparison'>) => {
  const query = `from=${from.seq}&to=${to.seq}${via ? `&via=${via.seq}` : ''}`
  return (
    <div class="fc-acts">
      <a class="fc-toc" href="#toc">
        目录
      </a>
      <a
        class="btn fc-link fc-nophone"
        href={`/api/v1/documents/${document.id}/redline?${query}&format=html`}
        download={`花脸稿-${versionName(from)}-${versionName(to)}.html`}
      >
        导出网页文件
      </a>
      {via ? (
        ''
      ) : (
        <a class="btn fc-link fc-nophone" href={`/api/v1/documents/${document.id}/redline?${query}&format=docx`} download="">
          导出 Word
        </a>
      )}
      <a class="btn fc-link fc-nophone" href={`/api/v1/documents/${document.id}/redline?${query}&format=table`} download="">
        修改对照表
      </a>
      {frame.actor?.role === 'staff' && !via ? (
        <a
          class="btn fc-link fc-nophone"
          href={`/api/v1/documents/${document.id}/review-package?from=${from.seq}&to=${to.seq}`}
          download=""
        >
          离线评审包
        </a>
      ) : (
        ''
      )}
      <a class="btn btn-primary" href="#toc" data-next-change="">
        下一处改动<kbd class="fc-nophone">n</kbd>
      </a>
    </div>
  )
}

const Redlined = ({ frame, document, comparison, beside, quotes, marks }: RedlineProps) => {
  const { from, via, to, entries, changes } = comparison
  if (changes === 0) return <Empty sentence="所选版本的文字完全相同。" href={`/documents/${document.id}/versions`} action="换版本" />
  const hashes = changesOf(comparison)
  const isRead = (entry: StepEntry) => marks?.has(hashes.get(entry) ?? '') ?? false
  const names = [from, ...(via ? [via] : []), to].map(versionName)
  const tick: Beside = entry => <Tick change={hashes.get(entry)} isRead={isRead(entry)} />
  const view = { entries, names, beside, quotes, isRead, ...(marks && { tick }) }
  return (
    <div class="fc-redline fc-redline--ops">
      <RedlineNavigator {...view} />
      <div>
        <RedlineLegend names={names} />
        <RedlineArticles {...view} />
      </div>
      {marks ? <MarksForm frame={frame} document={document} comparison={comparison} /> : ''}
    </div>
  )
}

/** One form for all ticks: each is a button of it, and works without script. */
const MarksForm = ({ frame, document, comparison: { from, via, to } }: Pick<RedlineProps, 'frame' | 'document' | 'comparison'>) => (
  <form id="marks" method="post" action={`/documents/${document.id}/read-marks`} hidden>
    <Csrf frame={frame} />
    <input type="hidden" name="from" value={String(from.seq)} />
    <input type="hidden" name="via" value={via ? String(via.seq) : ''} />
    <input type="hidden" name="to" value={String(to.seq)} />
  </form>
)

const Tick = ({ change, isRead }: { change: string | undefined; isRead: boolean }) =>
  change === undefined ? (
    ''
  ) : (
    <button
      class="fc-tick fc-noprint"
      type="submit"
      form="marks"
      name={isRead ? 'unread' : 'read'}
      value={change}
      aria-pressed={isRead ? 'true' : 'false'}
    >
      已阅
    </button>
  )

const Alone = ({ document, comparison, view }: Pick<RedlineProps, 'document' | 'comparison' | 'view'>) => (
  <TextOf document={document} text={view === 'new' ? comparison.newText : comparison.oldText} />
)
