/** Forms of the register: files to be entered, a regulation's particulars and days, and the question who cites an article. */
import { type Citing, type Imported, RANK_TITLES, RANKS, type RegulationView } from '../../schema/regulations.ts'
import { ErrorSummary, Field, SelectField, TextArea, TextField } from '../web/components/fields.tsx'
import { Empty, Head, Scroll } from '../web/components/lists.tsx'
import type { Refusal } from '../web/forms.ts'
import type { Frame } from '../web/frame.ts'
import { Csrf, Page } from '../web/shell.tsx'
import { RegisterTabs } from './register-tabs.tsx'

export const CHANGE_LABELS = {
  rank: '位阶',
  maker: '制定机关',
  number: '公告号、文号',
  passedOn: '通过日期',
  approvedOn: '批准日期',
  promulgatedOn: '公布日期',
  effectiveOn: '施行日期',
  lapsesOn: '失效日期',
  repealedOn: '废止日期',
  repealedBy: '由什么废止',
  article: '哪一条',
  note: '说明',
  text: '文本',
  kind: '种类',
  basis: '由来',
  authentic: '标准文本'
} as const

const DATES = ['passedOn', 'approvedOn', 'promulgatedOn', 'effectiveOn', 'lapsesOn'] as const
const ranks = RANKS.map(rank => [rank, RANK_TITLES[rank]] as const)

interface ImportProps {
  readonly frame: Frame
  readonly own: boolean
  readonly refusal: Refusal
  /** What was wrong, a sentence a file. */
  readonly wrong: readonly string[]
  readonly done: readonly Imported[] | null
}

const DID = { added: '新增', newText: '已有，存为新文本', unchanged: '与现有文本相同' } as const

export const ImportPage = ({ frame, own, refusal, wrong, done }: ImportProps) => (
  <Page frame={frame} title="导入法规" current="ledger">
    <Head
      crumb={[own ? ['在册法规', '/regulations'] : ['法律法规库', '/regulations?own=false'], ['导入', null]]}
      title={own ? '导入在册法规' : '导入法律法规库'}
    />
    {done === null ? '' : <Done done={done} />}
    <ErrorSummary errors={refusal.errors} problem={refusal.problem} />
    {wrong.length === 0 ? (
      ''
    ) : (
      <ul class="fc-list">
        {wrong.map(sentence => (
          <li class="fc-error" safe>
            {sentence}
          </li>
        ))}
      </ul>
    )}
    <form method="post" action={`/regulations/import${own ? '' : '?own=false'}`} enctype="multipart/form-data">
      <Csrf frame={frame} />
      <Field name="files" label="文件" hint="　Markdown、纯文本或者 Word（DOCX），可以一次选多个">
        <input class="form-control" type="file" name="files" id="files" multiple accept=".md,.txt,.docx" />
      </Field>
      <TextArea name="text" label="或者粘贴一件的文本" rows={6} law value={refusal.values['text']} />
      <div class="fc-fields">
        <SelectField name="rank" label="位阶" options={[['', '按名称判断'], ...ranks]} value={refusal.values['rank']} />
        <TextField name="maker" label="制定机关" maxlength={100} value={refusal.values['maker']} />
        <TextField name="promulgatedOn" label="公布日期" hint="　不填的取自题注" type="date" value={refusal.values['promulgatedOn']} />
        <TextField name="effectiveOn" label="施行日期" hint="　不填的取自文本" type="date" value={refusal.values['effectiveOn']} />
      </div>
      <p class="fc-field">
        <button class="btn btn-primary" type="submit">
          导入
        </button>
      </p>
    </form>
  </Page>
)

const Done = ({ done }: { done: readonly Imported[] }) => (
  <section class="fc-notice" aria-label="导入的结果">
    <ul>
      {done.map(({ file, id, title, did, touches }) => (
        <li>
          <a href={`/regulations/${id}`} safe>
            {title}
          </a>
          <span safe>{`　${DID[did]}（${file}）`}</span>
          {touches.length === 0 ? (
            ''
          ) : (
            <>
              <a href={`/regulations/${id}/impact`}>须逐处核对</a>
              <span safe>{`：${touches.map(name => `《${name}》`).join('、')}`}</span>
            </>
          )}
        </li>
      ))}
    </ul>
  </section>
)

export const ChangePage = ({ frame, regulation, refusal }: { frame: Frame; regulation: RegulationView; refusal: Refusal }) => (
  <Page frame={frame} title={`修改：${regulation.title}`} current="ledger">
    <Head
      crumb={[
        ['在册法规', '/regulations'],
        [regulation.title, `/regulations/${regulation.id}`],
        ['修改', null]
      ]}
      title={regulation.title}
    />
    <ErrorSummary errors={refusal.errors} problem={refusal.problem} />
    <section class="fc-sec" aria-labelledby="particulars">
      <h2 id="particulars">基本情况</h2>
      <form method="post" action={`/regulations/${regulation.id}/change`}>
        <Csrf frame={frame} />
        <input type="hidden" name="form" value="particulars" />
        <div class="fc-fields">
          <SelectField name="rank" label="位阶" options={ranks} value={refusal.values['rank'] ?? regulation.rank} />
          <TextField name="maker" label="制定机关" maxlength={100} value={refusal.values['maker'] ?? regulation.maker ?? ''} />
          <TextField name="number" label="公告号、文号" maxlength={100} value={refusal.values['number'] ?? regulation.number ?? ''} />
          {DATES.map(name => (
            <TextField
              name={name}
              label={CHANGE_LABELS[name]}
              type="date"
              value={refusal.values[name] ?? regulation[name] ?? ''}
              error={refusal.errors[name]}
            />
          ))}
          <TextField name="repealedOn" label="废止日期" type="date" value={refusal.values['repealedOn'] ?? regulation.repealedOn ?? ''} />
          <TextField
            name="repealedBy"
            label="由什么废止"
            maxlength={200}
            value={refusal.values['repealedBy'] ?? regulation.repealedBy ?? ''}
          />
        </div>
        <p class="fc-field">
          <button class="btn btn-primary" type="submit">
            保存
          </button>
        </p>
      </form>
    </section>
    <section class="fc-sec" aria-labelledby="term">
      <h2 id="term">一条另有施行、失效日期</h2>
      <form method="post" action={`/regulations/${regulation.id}/change`}>
        <Csrf frame={frame} />
        <input type="hidden" name="form" value="term" />
        <div class="fc-fields">
          <TextField scope="term" name="article" label="哪一条" maxlength={40} required value={refusal.values['article']} />
          <TextField scope="term" name="effectiveOn" label="施行日期" type="date" />
          <TextField scope="term" name="lapsesOn" label="失效日期" type="date" />
          <TextField scope="term" name="note" label="说明" maxlength={300} />
        </div>
        <p class="fc-field">
          <button class="btn" type="submit">
            登记
          </button>
        </p>
      </form>
    </section>
    <section class="fc-sec" aria-labelledby="newtext">
      <h2 id="newtext">添加修改后的文本</h2>
      <form method="post" action={`/regulations/${regulation.id}/change`}>
        <Csrf frame={frame} />
        <input type="hidden" name="form" value="text" />
        <TextArea scope="text" name="text" label="文本" rows={8} law required wide value={refusal.values['text']} />
        <div class="fc-fields">
          <SelectField
            scope="text"
            name="kind"
            label="种类"
            options={[
              ['partialAmendment', '修正'],
              ['revision', '修订']
            ]}
            value={refusal.values['kind']}
          />
          <TextField
            scope="text"
            name="basis"
            label="由来"
            hint="　哪一修改决定"
            maxlength={200}
            required
            value={refusal.values['basis']}
          />
          <TextField scope="text" name="effectiveOn" label="施行日期" type="date" />
          <SelectField
            scope="text"
            name="authentic"
            label="文本性质"
            options={[
              ['false', '整理文本'],
              ['true', '标准文本（公报刊登）']
            ]}
          />
        </div>
        <p class="fc-field">
          <button class="btn" type="submit">
            添加文本
          </button>
        </p>
      </form>
    </section>
  </Page>
)

interface CitingProps {
  readonly frame: Frame
  readonly to: string
  readonly rows: readonly Citing[] | null
  readonly problem: string | null
}

export const CitingPage = ({ frame, to, rows, problem }: CitingProps) => (
  <Page frame={frame} title="谁提到某一条" current="ledger">
    <Head title="谁提到某一条" meta="在册法规和法律法规库的现行文本；清理时逐处核对" />
    <RegisterTabs current="citing" />
    <form method="get" action="/regulations/citing">
      <TextField
        name="to"
        label="条文"
        hint="　如《…条例》第十条，或者《…条例》"
        value={to}
        maxlength={300}
        required
        error={problem ?? undefined}
      />
      <p class="fc-field">
        <button class="btn btn-primary" type="submit">
          查找
        </button>
      </p>
    </form>
    {rows === null ? (
      ''
    ) : rows.length === 0 ? (
      <Empty sentence="没有法规提到它。" />
    ) : (
      <Scroll label="提到的地方">
        <table class="table fc-stack">
          <caption safe>{`共 ${rows.length} 处`}</caption>
          <thead>
            <tr>
              <th scope="col">法规</th>
              <th scope="col">条</th>
              <th scope="col">如何提到</th>
              <th scope="col">册、库</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(row => (
              <tr>
                <th scope="row">
                  <a href={`/regulations/${row.regulation}#${encodeURIComponent(row.article)}`} safe>
                    {row.title}
                  </a>
                </th>
                <td class="fc-nowrap" data-k="条" safe>
                  {row.article}
                </td>
                <td data-k="如何提到" safe>
                  {row.text}
                </td>
                <td data-k="册、库">{row.own ? '在册' : '库中'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    )}
  </Page>
)
