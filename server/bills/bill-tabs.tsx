/** What stands below a bill's lifecycle: its text, versions, papers, 四入 and history, one at a time. */

import type { Bill } from '../../schema/bills.ts'
import { type DocumentKind, type DocumentView, documentKinds, VERSION_NAMES, type VersionView } from '../../schema/documents.ts'
import type { Ledger } from '../../schema/implementation.ts'
import type { HistoryEntry } from '../../schema/lifecycle.ts'
import { TextOf, versionName } from '../drafts/text-of.tsx'
import { SelectField, TextField } from '../web/components/fields.tsx'
import { Lamp } from '../web/components/lamp.tsx'
import { Empty, Scroll } from '../web/components/lists.tsx'
import { chinaMinute } from '../web/dates.ts'
import type { Frame } from '../web/frame.ts'
import { Csrf } from '../web/shell.tsx'
import type { KeptMove } from './move-definition.ts'

export const TABS = {
  text: '文本',
  versions: '版本与花脸稿',
  papers: '会议与材料',
  tasks: '任务书',
  schedule: '日程',
  ledger: '四入',
  log: '记录'
} as const
export type TabName = keyof typeof TABS

interface TextProps {
  readonly bill: Bill
  readonly draft: DocumentView | null
  readonly version: (VersionView & { readonly text: string }) | null
  readonly mayWrite: boolean
}

export const TextTab = ({ bill, draft, version, mayWrite }: TextProps) =>
  draft === null || version === null ? (
    <Empty sentence="还没有法规草案的文本。" {...(mayWrite && { href: `/bills/${bill.id}/draft`, action: '导入草案' })} />
  ) : (
    <section aria-labelledby="text">
      <div class="fc-head">
        <div>
          <h2 id="text" safe>
            {versionName(version)}
          </h2>
          <p class="fc-meta" safe>{`第 ${version.seq} 版　${version.authorName}　${chinaMinute(version.createdAt)}　${version.message}`}</p>
        </div>
        <p class="fc-acts">
          {version.parent === null ? (
            ''
          ) : (
            <a class="btn fc-link" href={`/documents/${draft.id}/redline`}>
              对照上一版
            </a>
          )}
          {mayWrite ? (
            <>
              <a class="btn fc-link" href={`/documents/${draft.id}`}>
                定稿次、下载
              </a>
              <a class="btn" href={`/documents/${draft.id}/edit`}>
                修改文本
              </a>
            </>
          ) : (
            <a class="btn fc-link" href={`/documents/${draft.id}`}>
              下载
            </a>
          )}
        </p>
      </div>
      <TextOf document={draft} text={version.text} />
    </section>
  )

interface PapersProps {
  readonly frame: Frame
  readonly bill: Bill
  readonly papers: readonly DocumentView[]
  /** The kind that somebody came to hand in. */
  readonly wanted: string | undefined
  readonly mayWrite: boolean
}

export const PapersTab = ({ frame, bill, papers, wanted, mayWrite }: PapersProps) => (
  <section class="fc-sec" aria-labelledby="papers">
    <h2 id="papers">材料</h2>
    {papers.length === 0 ? (
      <Empty sentence="还没有材料。" {...(mayWrite && { href: `/bills/${bill.id}/draft`, action: '导入草案' })} />
    ) : (
      <Scroll label="材料清单，可左右移动">
        <table class="table fc-stack">
          <thead>
            <tr>
              <th scope="col">材料</th>
              <th scope="col">种类</th>
              <th scope="col">版本</th>
              <th scope="col">登记</th>
            </tr>
          </thead>
          <tbody>
            {papers.map(paper => (
              <tr>
                <th scope="row">
                  <a class="fc-plain" href={`/documents/${paper.id}`} safe>
                    {paper.title}
                  </a>
                </th>
                <td data-k="种类" safe>
                  {paper.kindTitle}
                </td>
                <td data-k="版本">
                  {paper.newest === null ? (
                    <Lamp colour="amber" words="还没有文本" />
                  ) : (
                    <a href={`/documents/${paper.id}/versions`} safe>{`${paper.newest} 版`}</a>
                  )}
                </td>
                <td class="fc-nowrap" data-k="登记" safe>
                  {chinaMinute(paper.createdAt)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    )}
    {mayWrite ? <AddPaper frame={frame} bill={bill} wanted={wanted} /> : ''}
  </section>
)

/** Kinds that are papers of their own. The draft has its own way in, and its stages are names of its versions. */
const PAPER_KINDS = (Object.keys(documentKinds) as DocumentKind[]).filter(
  kind => kind !== 'draft' && !VERSION_NAMES.some(name => name === kind)
)

const AddPaper = ({ frame, bill, wanted }: Pick<PapersProps, 'frame' | 'bill' | 'wanted'>) => (
  <section class="fc-sec fc-noprint" id="add-paper" aria-labelledby="add">
    <h2 id="add">提交材料</h2>
    <form method="post" action={`/bills/${bill.id}/documents`}>
      <Csrf frame={frame} />
      <div class="fc-fields">
        <SelectField name="kind" label="材料种类" value={wanted} options={PAPER_KINDS.map(kind => [kind, documentKinds[kind]] as const)} />
        <TextField name="title" label="材料名称" hint="不填用种类名称" maxlength={200} />
      </div>
      <p class="fc-field">
        <button class="btn" type="submit">
          登记材料，填写文本
        </button>
      </p>
    </form>
  </section>
)

export const LedgerTab = ({ ledger }: { ledger: Ledger }) =>
  ledger.items.length === 0 ? (
    <Empty sentence="公布时按清单自动列出四入事项。" />
  ) : (
    <>
      <table class="table fc-stack">
        <thead>
          <tr>
            <th scope="col">类别</th>
            <th scope="col">已完成／应完成</th>
            <th scope="col">情况</th>
          </tr>
        </thead>
        <tbody>
          {ledger.entries.map(entry => (
            <tr>
              <th scope="row">
                <a class="fc-plain" href={`/bills/${ledger.bill.id}/ledger#entry-${entry.entry}`} safe>
                  {entry.title}
                </a>
              </th>
              <td data-k="已完成／应完成" safe>{`${entry.done}／${entry.total}`}</td>
              <td>
                <Lamp {...entry.lamp} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class="fc-field">
        <a class="btn" href={`/bills/${ledger.bill.id}/ledger`}>
          办理四入事项
        </a>
      </p>
    </>
  )

interface LogProps {
  readonly history: readonly HistoryEntry[]
  /** Moves to a newer version of the definition: no step of the bill, but what its later steps follow. */
  readonly moves: readonly KeptMove[]
  readonly filedAt: string
}

/** The latest first. */
export const LogTab = ({ history, moves, filedAt }: LogProps) => (
  <ol class="fc-list">
    {[...history.map(step => ({ seq: step.seq, step })), ...moves.map(move => ({ seq: move.seq, move }))]
      .sort((a, b) => b.seq - a.seq)
      .map(entry => ('step' in entry ? <StepOfLog step={entry.step} /> : <MoveOfLog move={entry.move} />))}
    <li>
      <b safe>{`${chinaMinute(filedAt).slice(0, 10)}　登记法规案`}</b>
    </li>
  </ol>
)

const StepOfLog = ({ step }: { step: HistoryEntry }) => (
  <li>
    <b safe>{`${step.on}　${step.title}`}</b>
    <span safe>{step.from === step.to ? '' : `　进入“${step.toTitle}”`}</span>
    <small safe>{[step.bodyTitle, step.actorName, `登记于 ${chinaMinute(step.at)}`].filter(Boolean).join('　')}</small>
    {step.note === null ? '' : <p safe>{step.note}</p>}
  </li>
)

const MoveOfLog = ({ move: { at, actorName, fromVersion, toVersion, note } }: { move: KeptMove }) => (
  <li>
    <b safe>{`${chinaMinute(at).slice(0, 10)}　改用新版流程`}</b>
    <span safe>{`　第 ${fromVersion} 版改为第 ${toVersion} 版，所在环节不变`}</span>
    <small safe>{`${actorName}　登记于 ${chinaMinute(at)}`}</small>
    {note === null ? '' : <p safe>{note}</p>}
  </li>
)
