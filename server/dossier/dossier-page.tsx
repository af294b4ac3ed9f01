/** 条文释义: every article of the draft with what stands behind it, side by side. */
import type { Bill } from '../../schema/bills.ts'
import { type ArticleDossier, type ArticleNote, type Dossier, NOTE_KIND_TITLES, NOTE_KINDS } from '../../schema/dossier.ts'
import type { Wording } from '../../schema/library.ts'
import { OPINION_SOURCE_TITLES, VERDICT_TITLES } from '../../schema/opinions.ts'
import { ErrorSummary, SelectField, TextArea, TextField } from '../web/components/fields.tsx'
import { Empty, Head } from '../web/components/lists.tsx'
import type { Refusal } from '../web/forms.ts'
import type { Frame } from '../web/frame.ts'
import { Csrf, Page } from '../web/shell.tsx'

export const NOTE_LABELS = { article: '条款', kind: '内容种类', source: '出处', body: '内容' } as const

interface DossierProps {
  readonly frame: Frame
  readonly bill: Bill
  readonly dossier: Dossier
  readonly mayWrite: boolean
  /** The article whose form is open. */
  readonly at: string | null
  /** The note that is changed. */
  readonly edit: string | null
  readonly refusal: Refusal
  /** Words of the law library that may be noted beside the article whose form is open. */
  readonly wordings: readonly Wording[]
}

export const DossierPage = (props: DossierProps) => {
  const { frame, bill, dossier } = props
  const file = (paper: string, format: string) => `/api/v1/bills/${bill.id}/dossier?paper=${paper}&format=${format}`
  const bare = dossier.articles.filter(({ notes }) => notes.length === 0).length
  return (
    <Page frame={frame} title={`条文释义：${bill.title}`} current="bills">
      <Head
        crumb={[
          ['项目库', '/bills'],
          [bill.title, `/bills/${bill.id}`]
        ]}
        title="条文释义"
        meta={dossier.articles.length === 0 ? null : `共 ${dossier.articles.length} 条，${bare} 条尚无释义`}
      >
        <a class="btn fc-link" href={`/bills/${bill.id}/changes`}>
          修改原因
        </a>
        <a class="btn fc-link" href={file('explanatoryNote', 'docx')}>
          起草说明主要内容
        </a>
        <a class="btn fc-link" href={file('referenceMaterial', 'docx')}>
          参阅资料
        </a>
        <a class="btn" href={file('articleNotes', 'docx')}>
          条文释义 Word
        </a>
      </Head>
      {dossier.articles.length === 0 ? (
        <Empty sentence="还没有法规草案的文本。" href={`/bills/${bill.id}`} action="看办理进度" />
      ) : (
        <div class="fc-dossier">{dossier.articles.map(article => Article({ ...props, article }))}</div>
      )}
      {dossier.gone.length === 0 ? (
        ''
      ) : (
        <section aria-labelledby="goneh">
          <h2 id="goneh" class="fc-sechead">
            所在条已删去的释义
          </h2>
          {dossier.gone.map(note => Note({ ...props, note, article: note.article }))}
        </section>
      )}
    </Page>
  )
}

function Article(props: DossierProps & { article: ArticleDossier }): JSX.Element {
  const { bill, mayWrite, at } = props
  const { article, text, notes, opinions } = props.article
  return (
    <article class="fc-dossier-row" id={article} aria-label={article}>
      <div class="fc-law">
        {text.split('\n').map((line, index) => (
          <p>
            {index === 0 ? (
              <span class="fc-no" safe>
                {article}
              </span>
            ) : (
              ''
            )}
            <span safe>{line}</span>
          </p>
        ))}
      </div>
      <div class="fc-dossier-notes">
        {NOTE_KINDS.flatMap(kind => notes.filter(note => note.kind === kind)).map(note => Note({ ...props, note, article }))}
        {opinions.length === 0 ? (
          ''
        ) : (
          <details class="fc-fold">
            <summary safe>{`意见 ${opinions.length} 条`}</summary>
            <ul>
              {opinions.map(opinion => (
                <li>
                  <a href={`/bills/${bill.id}/opinions/${opinion.id}`} safe>
                    {`${OPINION_SOURCE_TITLES[opinion.source]}　${opinion.givenBy}`}
                  </a>
                  <span safe>{`　${opinion.body}　${opinion.verdict === null ? '未处理' : VERDICT_TITLES[opinion.verdict]}`}</span>
                </li>
              ))}
            </ul>
          </details>
        )}
        {at === article ? (
          <>
            <Offered {...props} article={article} />
            <NoteForm {...props} action={`/bills/${bill.id}/dossier`} article={article} />
          </>
        ) : mayWrite ? (
          <p class="fc-noprint">
            <a
              class="btn btn-sm fc-link"
              href={`/bills/${bill.id}/dossier?at=${encodeURIComponent(article)}#${encodeURIComponent(article)}`}
            >
              登记释义
            </a>
          </p>
        ) : (
          ''
        )}
      </div>
    </article>
  )
}

/** One click notes the words of a law beside the article; nothing is noted by itself. */
const Offered = ({ frame, bill, wordings, article }: Pick<DossierProps, 'frame' | 'bill' | 'wordings'> & { article: string }) => (
  <section class="fc-noprint" aria-label="法律法规库中可用的条文">
    <h2>法律法规库中可用的条文</h2>
    {wordings.length === 0 ? <p class="fc-meta">库中没有本条引用的条文，也没有文字相近的条文。</p> : ''}
    {wordings.map(wording => (
      <form class="fc-dossier-note" method="post" action={`/bills/${bill.id}/dossier`}>
        <Csrf frame={frame} />
        <input type="hidden" name="article" value={article} />
        <input type="hidden" name="kind" value={wording.kind} />
        <input type="hidden" name="source" value={`《${wording.title}》${wording.article}`.slice(0, 200)} />
        <input type="hidden" name="body" value={wording.text.slice(0, 4000).toWellFormed()} />
        <p class="fc-meta">
          <span>{NOTE_KIND_TITLES[wording.kind]}　</span>
          <a href={`/regulations/${wording.regulation}#${encodeURIComponent(wording.article)}`} safe>
            {`《${wording.title}》${wording.article}`}
          </a>
          <span safe>{`　${wording.why}`}</span>
        </p>
        <p class="fc-words" safe>
          {wording.text}
        </p>
        <button class="btn btn-sm" type="submit" aria-label={`采用：《${wording.title}》${wording.article}`}>
          采用
        </button>
      </form>
    ))}
  </section>
)

function Note(props: DossierProps & { note: ArticleNote; article: string }): JSX.Element {
  const { bill, note, article, edit, mayWrite } = props
  const address = `/bills/${bill.id}/dossier`
  if (edit === note.id && mayWrite) return <NoteForm {...props} action={`${address}/${note.id}`} article={article} known={note} />
  return (
    <section class="fc-dossier-note">
      <h3>
        <span>{NOTE_KIND_TITLES[note.kind]}</span>
        {note.currentArticle === null ? <small safe>{`　原${note.article}`}</small> : ''}
      </h3>
      {note.source === null ? (
        ''
      ) : (
        <p class="fc-meta" safe>
          {note.source}
        </p>
      )}
      <p class="fc-words" safe>
        {note.body}
      </p>
      {mayWrite ? (
        <p class="fc-noprint">
          <a href={`${address}?edit=${note.id}#${encodeURIComponent(article)}`}>修改或者删除</a>
        </p>
      ) : (
        ''
      )}
    </section>
  )
}

const NoteForm = ({ frame, refusal, action, article, known }: DossierProps & { action: string; article: string; known?: ArticleNote }) => {
  const values = { ...(known && { source: known.source ?? '', body: known.body }), ...refusal.values }
  const fieldOf = (name: keyof typeof NOTE_LABELS) => ({
    name,
    label: NOTE_LABELS[name],
    value: values[name as keyof typeof values],
    error: refusal.errors[name]
  })
  return (
    <form class="fc-noteform" method="post" action={action} novalidate aria-label={`${article}的释义`}>
      <Csrf frame={frame} />
      <ErrorSummary errors={refusal.errors} problem={refusal.problem} />
      <input type="hidden" name="article" value={article} />
      {known ? '' : <SelectField {...fieldOf('kind')} options={Object.entries(NOTE_KIND_TITLES)} />}
      <TextField {...fieldOf('source')} hint="如《某法》第三条" maxlength={200} />
      <TextArea {...fieldOf('body')} rows={4} maxlength={4000} required />
      <p class="fc-field fc-acts">
        <button class="btn btn-primary" type="submit">
          {known ? '保存修改' : '登记释义'}
        </button>
        {known ? (
          <button class="btn fc-link" type="submit" name="act" value="remove" formnovalidate>
            删除
          </button>
        ) : (
          ''
        )}
        <a class="btn fc-link" href={`?#${encodeURIComponent(article)}`}>
          取消
        </a>
      </p>
    </form>
  )
}
