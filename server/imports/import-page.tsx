/** One import: what was read, before it is written; how far it is; what came of it. */
import type { Bill } from '../../schema/bills.ts'
import {
  COLUMN_FIELDS,
  COLUMN_TITLES,
  IMPORT_KIND_TITLES,
  type ImportContent,
  type ImportKind,
  type ImportProgress,
  type ReadOpinion
} from '../../schema/imports.ts'
import { OPINION_SOURCE_TITLES, OPINION_SOURCES, type Round } from '../../schema/opinions.ts'
import { ErrorSummary, SelectField, TextField } from '../web/components/fields.tsx'
import { Head, Scroll } from '../web/components/lists.tsx'
import type { Refusal } from '../web/forms.ts'
import type { Frame } from '../web/frame.ts'
import { Csrf, Page } from '../web/shell.tsx'
import { isTaken } from './content.ts'

export const IMPORT_LABELS = { source: '来源', givenBy: '提出单位或者个人', round: '在哪一轮征求意见中提出' } as const

interface ImportProps {
  readonly frame: Frame
  readonly bill: Bill
  readonly progress: ImportProgress
  readonly fileName: string
  readonly version: number
  /** Null once it is no longer to be looked at. */
  readonly preview: { readonly content: ImportContent; readonly opinions: readonly ReadOpinion[] } | null
  readonly rounds: readonly Round[]
  readonly refusal: Refusal
}

export const ImportPage = (props: ImportProps) => {
  const { frame, bill, progress, fileName, version } = props
  return (
    <Page frame={frame} title={`导入意见：${fileName}`} current="opinions">
      <Head
        crumb={[
          [bill.title, `/bills/${bill.id}`],
          ['意见', `/bills/${bill.id}/opinions`],
          ['导入意见', `/bills/${bill.id}/opinions/import`]
        ]}
        title={IMPORT_KIND_TITLES[progress.kind as ImportKind]}
        meta={`${fileName}　针对第 ${version} 版`}
      />
      {props.preview ? <Preview {...props} preview={props.preview} /> : <ProgressOf frame={frame} progress={progress} />}
    </Page>
  )
}

/** How far it is; htmx asks for it again each second while it runs. */
export const ProgressOf = ({ frame, progress }: Pick<ImportProps, 'frame' | 'progress'>) => {
  const { id, bill, status, rowsDone, rowsTotal, imported } = progress
  const address = `/imports/${id}`
  const polling = status === 'running' ? { 'hx-get': address, 'hx-trigger': 'every 1s', 'hx-swap': 'outerHTML' } : {}
  return (
    <section id="progress" aria-live="polite" {...polling}>
      {status === 'running' ? (
        <>
          <p>
            <label for="bar" safe>{`正在导入：${rowsDone}／${rowsTotal} 条`}</label>
          </p>
          <progress class="fc-progressbar" id="bar" value={String(rowsDone)} max={String(Math.max(1, rowsTotal))} />
          <form class="fc-field fc-acts" method="post" action={address}>
            <Csrf frame={frame} />
            <button class="btn" type="submit" name="act" value="cancel">
              停止导入
            </button>
            <a class="btn fc-link" href={address}>
              刷新
            </a>
          </form>
        </>
      ) : (
        <p class="fc-empty">
          <span>{status === 'done' ? `已导入 ${imported} 条意见。` : '这次导入已取消，没有写入任何意见。'}</span>
          <a class="btn" href={`/bills/${bill}/opinions${status === 'done' ? '?verdict=open' : '/import'}`}>
            {status === 'done' ? '去办理意见' : '重新导入'}
          </a>
        </p>
      )}
    </section>
  )
}

type PreviewProps = ImportProps & { readonly preview: NonNullable<ImportProps['preview']> }

/** Rows shown; all of them are written. */
const SHOWN = 100

const Preview = ({ frame, progress, preview, rounds, refusal }: PreviewProps) => {
  const { content, opinions } = preview
  const taken = opinions.filter(isTaken)
  const wrong = opinions.filter(({ problem }) => problem !== null)
  const repeated = opinions.filter(({ problem, repeats }) => problem === null && repeats !== null)
  const address = `/imports/${progress.id}`
  const parts = [
    `读出 ${opinions.length} 条`,
    `可以导入 ${taken.length} 条`,
    `有误 ${wrong.length} 条`,
    `重复 ${repeated.length} 条（不导入）`
  ]
  return (
    <>
      {progress.status === 'failed' ? (
        <p class="fc-errsum" role="alert">
          上次导入中断，没有写入任何意见；可以重新导入。
        </p>
      ) : (
        ''
      )}
      <p>
        <b safe>{parts.join('　')}</b>
      </p>
      {content.kind === 'opinions' && content.losses.length > 0 ? <Losses losses={content.losses} /> : ''}
      {content.kind === 'table' ? <Columns frame={frame} address={address} content={content} /> : ''}
      <Confirm frame={frame} address={address} progress={progress} taken={taken.length} rounds={rounds} refusal={refusal} />
      {wrong.length > 0 ? (
        <section class="fc-sec" aria-labelledby="wrong">
          <h2 id="wrong" class="fc-sechead" safe>{`有误的 ${wrong.length} 条，不会导入`}</h2>
          <p>
            <a class="btn fc-link" href={`${address}/wrong.xlsx`} download="">
              下载有误的行（XLSX，附原因）
            </a>
          </p>
          <OpinionTable opinions={wrong.slice(0, SHOWN)} label="有误的意见" />
        </section>
      ) : (
        ''
      )}
      <section class="fc-sec" aria-labelledby="right">
        <h2 id="right" class="fc-sechead" safe>{`读出的意见${opinions.length > SHOWN ? `（显示前 ${SHOWN} 条）` : ''}`}</h2>
        <OpinionTable opinions={[...taken, ...repeated].slice(0, SHOWN)} label="读出的意见" />
      </section>
    </>
  )
}

export const Losses = ({ losses }: { losses: readonly string[] }) => (
  <section class="fc-sec" aria-labelledby="losses">
    <h2 id="losses" class="fc-sechead">
      没有带入的内容
    </h2>
    <ul>
      {losses.map(loss => (
        <li safe>{loss}</li>
      ))}
    </ul>
  </section>
)

const Columns = ({ frame, address, content }: { frame: Frame; address: string; content: ImportContent & { kind: 'table' } }) => {
  const { rows, mapping } = content
  const heads = mapping.skip > 0 ? rows[mapping.skip - 1] : rows[0]
  const width = Math.max(1, ...rows.slice(0, SHOWN).map(row => row.length))
  const options = Array.from(
    { length: width },
    (_, index) => [String(index), `${index + 1}．${(heads?.[index] ?? '').slice(0, 12) || '（空）'}`] as const
  )
  return (
    <form class="fc-sec" method="post" action={`${address}/columns`} aria-labelledby="columns">
      <h2 id="columns" class="fc-sechead">
        哪一列是什么
      </h2>
      <Csrf frame={frame} />
      <div class="fc-fields">
        {COLUMN_FIELDS.map(field => (
          <SelectField
            name={field}
            label={COLUMN_TITLES[field]}
            value={mapping[field] === null ? '' : String(mapping[field])}
            options={[['', '没有这一列'], ...options]}
          />
        ))}
        <TextField name="skip" label="表头行数" hint="不是意见的前几行" type="number" value={String(mapping.skip)} />
      </div>
      <p class="fc-field fc-acts">
        <button class="btn" type="submit">
          按此重新读出
        </button>
      </p>
    </form>
  )
}

interface ConfirmProps extends Pick<ImportProps, 'frame' | 'progress' | 'rounds' | 'refusal'> {
  readonly address: string
  readonly taken: number
}

const DEFAULT_SOURCES = { word: 'expert', table: 'public', answers: 'expert' } as const

const Confirm = ({ frame, address, progress, taken, rounds, refusal: { values, errors, problem } }: ConfirmProps) => (
  <form class="fc-sec" method="post" action={address} novalidate aria-label="确认导入">
    <Csrf frame={frame} />
    <ErrorSummary errors={errors} problem={problem} />
    <div class="fc-fields">
      <SelectField
        name="source"
        label={IMPORT_LABELS.source}
        hint="文件中没有写明的"
        value={values['source'] ?? DEFAULT_SOURCES[progress.kind as ImportKind]}
        options={OPINION_SOURCES.map(source => [source, OPINION_SOURCE_TITLES[source]] as const)}
      />
      <TextField name="givenBy" label={IMPORT_LABELS.givenBy} hint="不填则用文件中的署名" value={values['givenBy']} maxlength={100} />
      {rounds.length > 0 ? (
        <SelectField
          name="round"
          label={IMPORT_LABELS.round}
          value={values['round']}
          options={[['', '不属于征求意见'], ...rounds.map(({ id, title, kindTitle }) => [id, `${kindTitle}：${title}`] as const)]}
        />
      ) : (
        ''
      )}
    </div>
    <p class="fc-field fc-acts">
      {taken > 0 ? (
        <button class="btn btn-primary" type="submit" name="act" value="confirm" safe>
          {`导入这 ${taken} 条意见`}
        </button>
      ) : (
        <span class="fc-meta">没有可以导入的意见。</span>
      )}
      <button class="btn fc-link" type="submit" name="act" value="cancel">
        不导入了
      </button>
    </p>
  </form>
)

const OpinionTable = ({ opinions, label }: { opinions: readonly ReadOpinion[]; label: string }) =>
  opinions.length === 0 ? (
    <p class="fc-meta">没有。</p>
  ) : (
    <Scroll label={`${label}，可左右移动`}>
      <table class="table fc-stack">
        <thead>
          <tr>
            <th scope="col">出处</th>
            <th scope="col">条款</th>
            <th scope="col">原文</th>
            <th scope="col">意见和建议的表述</th>
            <th scope="col">提出人和日期</th>
            <th scope="col">说明</th>
          </tr>
        </thead>
        <tbody>
          {opinions.map(opinion => (
            <tr>
              <th scope="row" safe>
                {opinion.place}
              </th>
              <td data-k="条款" safe>
                {opinion.article ?? '全文'}
              </td>
              <td data-k="原文" safe>
                {opinion.quote ?? ''}
              </td>
              <td data-k="意见">
                <span safe>{opinion.body}</span>
                {opinion.proposal === null ? '' : <div class="fc-meta" safe>{`建议的表述：${opinion.proposal}`}</div>}
              </td>
              <td data-k="提出" safe>
                {[opinion.givenBy, opinion.givenOn ?? ''].filter(part => part !== '').join('　')}
              </td>
              <td data-k="说明" safe>
                {opinion.problem ?? opinion.repeats ?? ''}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  )
