/** 花脸稿: two versions of a text, article by article, with a navigator; or either of the two alone. */
import type { Bill } from '../../schema/bills.ts'
import type { DocumentView, VersionView } from '../../schema/documents.ts'
import { type Beside, RedlineArticles, RedlineLegend, RedlineNavigator } from '../formats/redline-html.tsx'
import { oneStep, redlineOf } from '../law/index.ts'
import { Empty, Head } from '../web/components/lists.tsx'
import { chinaDate } from '../web/dates.ts'
import type { Frame } from '../web/frame.ts'
import { Page } from '../web/shell.tsx'
import type { Comparison } from './compare.ts'
import { TextOf, versionName } from './text-of.tsx'

export const VIEWS = { redline: '花脸稿', new: '修改后', old: '修改前' } as const
export type View = keyof typeof VIEWS

interface RedlineProps {
  readonly frame: Frame
  readonly bill: Bill
  readonly document: DocumentView
  readonly comparison: Comparison
  readonly view: View
  /** What stands beside each article: opinions. */
  readonly beside: Beside
}

export const RedlinePage = ({ frame, bill, document, comparison, view, beside }: RedlineProps) => {
  const { from, to, compared } = comparison
  const address = (older: number, newer: number, shown: View) =>
    `/documents/${document.id}/redline?from=${older}&to=${newer}${shown === 'redline' ? '' : `&view=${shown}`}`
  const { changes } = redlineOf(compared).stats
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
          <span safe>{nameWithDate(from)}</span>
          <span aria-hidden="true">→</span>
          <span class="fc-strong" safe>
            {nameWithDate(to)}
          </span>
          <a class="fc-noprint" href={address(to.seq, from.seq, view)}>
            对换
          </a>
          <a class="fc-noprint" href={`/documents/${document.id}/versions`}>
            换版本
          </a>
        </p>
      </Head>
      <div class="fc-bar">
        <nav class="fc-views" aria-label="视图">
          {Object.entries(VIEWS).map(([name, title]) => (
            <a href={address(from.seq, to.seq, name as View)} aria-current={name === view ? 'true' : undefined}>
              {title}
            </a>
          ))}
        </nav>
        <p class="fc-meta">
          改动 <b>{changes}</b> 处
        </p>
        {view === 'redline' ? <RedlineTools document={document} comparison={comparison} /> : ''}
      </div>
      {view === 'redline' ? (
        <Redlined comparison={comparison} document={document} beside={beside} />
      ) : (
        <Alone comparison={comparison} document={document} view={view} />
      )}
    </Page>
  )
}

const nameWithDate = (version: VersionView): string => `${versionName(version)}　${chinaDate(new Date(version.createdAt))}`

const RedlineTools = ({ document, comparison: { from, to } }: Pick<RedlineProps, 'document' | 'comparison'>) => (
  <div class="fc-acts">
    <a class="fc-toc" href="#toc">
      目录
    </a>
    <a
      class="btn fc-link fc-nophone"
      href={`/api/v1/documents/${document.id}/redline?from=${from.seq}&to=${to.seq}&format=html`}
      download={`花脸稿-${versionName(from)}-${versionName(to)}.html`}
    >
      导出网页文件
    </a>
    <a class="btn fc-link" href={`/api/v1/documents/${document.id}/redline?from=${from.seq}&to=${to.seq}&format=docx`} download="">
      导出 Word（修订和批注）
    </a>
    <a
      class="btn fc-link fc-nophone"
      href={`/api/v1/documents/${document.id}/redline?from=${from.seq}&to=${to.seq}&format=table`}
      download=""
    >
      修改对照表
    </a>
    <a class="btn btn-primary" href="#toc" data-next-change="">
      下一处改动<kbd class="fc-nophone">n</kbd>
    </a>
  </div>
)

const Redlined = ({ document, comparison, beside }: Pick<RedlineProps, 'document' | 'comparison' | 'beside'>) => {
  const { from, to, compared } = comparison
  const view = { entries: oneStep(compared), names: [versionName(from), versionName(to)], beside }
  if (redlineOf(compared).stats.changes === 0)
    return <Empty sentence="两个版本的文字完全相同。" href={`/documents/${document.id}/versions`} action="换版本" />
  return (
    <div class="fc-redline fc-redline--ops">
      <RedlineNavigator {...view} />
      <div>
        <RedlineLegend names={view.names} />
        <RedlineArticles {...view} />
      </div>
    </div>
  )
}

const Alone = ({ document, comparison, view }: Pick<RedlineProps, 'document' | 'comparison' | 'view'>) => (
  <TextOf document={document} text={view === 'new' ? comparison.newText : comparison.oldText} />
)
