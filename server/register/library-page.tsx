/** 对照法规库: what a draft cites of other laws, each place checked, and what it repeats of them. */
import type { Bill } from '../../schema/bills.ts'
import type { DocumentView } from '../../schema/documents.ts'
import { CITED_STATE_TITLES, type LibraryLaw, type LibraryOverlap, type ResolvedReference } from '../../schema/library.ts'
import { RANK_TITLES } from '../../schema/regulations.ts'
import { Lamp } from '../web/components/lamp.tsx'
import { Empty, Head, Scroll } from '../web/components/lists.tsx'
import type { Frame } from '../web/frame.ts'
import { Page } from '../web/shell.tsx'

interface LibraryProps {
  readonly frame: Frame
  readonly bill: Bill
  readonly document: DocumentView
  readonly version: number
  readonly references: readonly ResolvedReference[]
  readonly overlap: LibraryOverlap
  /** Laws of the library with the words that were looked for in their titles. */
  readonly found: readonly { readonly id: string; readonly title: string }[]
  readonly q: string
}

/** Below this share nobody calls an article a repetition. */
const WORTH_SHOWING = 0.15

export const LibraryPage = (props: LibraryProps) => {
  const { frame, bill, document, references, version } = props
  const wrong = references.filter(({ state }) => state === 'dangling' || state === 'notInForce').length
  return (
    <Page frame={frame} title={`对照法规库：${bill.title}`} current="bills">
      <Head
        crumb={[
          [bill.title, `/bills/${bill.id}`],
          [document.title, `/documents/${document.id}`]
        ]}
        title="对照法规库"
        meta={`第 ${version} 版　引用其他法律法规 ${references.length} 处${wrong > 0 ? `，${wrong} 处须核对` : ''}`}
      />
      <References references={references} document={document} />
      <Repeated {...props} />
    </Page>
  )
}

const LAMPS = { valid: 'green', dangling: 'red', notInForce: 'red', notInLibrary: 'none' } as const

const References = ({ references, document }: Pick<LibraryProps, 'references' | 'document'>) => (
  <section class="fc-sec" aria-labelledby="references">
    <h2 id="references">引用核对</h2>
    {references.length === 0 ? (
      <p class="fc-meta">没有引用其他法律法规。</p>
    ) : (
      <Scroll label="引用的地方，可左右移动">
        <table class="table fc-stack">
          <thead>
            <tr>
              <th scope="col">在哪一条</th>
              <th scope="col">如何引用</th>
              <th scope="col">核对</th>
              <th scope="col">所引的条文</th>
            </tr>
          </thead>
          <tbody>
            {references.map(one => (
              <tr>
                <th scope="row" class="fc-nowrap">
                  <a class="fc-plain" href={`/documents/${document.id}#${encodeURIComponent(one.from)}`} safe>
                    {one.from}
                  </a>
                </th>
                <td data-k="如何引用">
                  {one.regulation === null ? (
                    <span safe>{one.text}</span>
                  ) : (
                    <a href={lawAddress(one.regulation, one.place.article)} safe>
                      {one.text}
                    </a>
                  )}
                </td>
                <td data-k="核对">
                  <Lamp colour={LAMPS[one.state]} words={CITED_STATE_TITLES[one.state]} />
                  {one.reason === null ? (
                    ''
                  ) : (
                    <small class="fc-meta" safe>
                      {`　${one.reason}`}
                    </small>
                  )}
                </td>
                <td data-k="所引的条文" safe>
                  {one.words ?? ''}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    )}
  </section>
)

const lawAddress = (id: string, article: string | undefined): string =>
  `/regulations/${id}${article === undefined ? '' : `#${encodeURIComponent(article)}`}`

const percent = (share: number): string => `${Math.round(share * 100)}%`

const Repeated = ({ document, overlap: { laws, share, articles }, found, q }: LibraryProps) => {
  const repeated = articles.filter(one => one.share >= WORTH_SHOWING).toSorted((a, b) => b.share - a.share)
  return (
    <section class="fc-sec" aria-labelledby="repeated">
      <h2 id="repeated">文字重复</h2>
      <Compared document={document} laws={laws} found={found} q={q} />
      {laws.length === 0 ? (
        <Empty
          sentence="库中没有文本引用的法律法规，也没有其他地方名称相近的法规。"
          href="/regulations/import?own=false"
          action="导入法律法规库"
        />
      ) : (
        <p safe>
          {repeated.length === 0
            ? '没有重复较多的条文。'
            : `全文重复 ${percent(share)}，${repeated.length} 条重复较多；上位法已有明确规定的，一般不作重复性规定（立法法第八十二条）。`}
        </p>
      )}
      {repeated.map(one => (
        <section class="fc-dossier-note" aria-label={one.label}>
          <h3>
            <a href={`/documents/${document.id}#${encodeURIComponent(one.label)}`} safe>
              {one.label}
            </a>
            <small class="fc-meta" safe>{`　重复 ${percent(one.share)}`}</small>
          </h3>
          {one.passages.map(passage => (
            <>
              <p class="fc-found" safe>
                {passage.text}
              </p>
              <p class="fc-meta">
                {passage.regulation === null ? (
                  <span safe>{`《${passage.superior}》${passage.article}`}</span>
                ) : (
                  <a href={lawAddress(passage.regulation, passage.article)} safe>
                    {`《${passage.superior}》${passage.article}`}
                  </a>
                )}
                {passage.superiorText === passage.text ? '' : <span safe>{`：${passage.superiorText}`}</span>}
              </p>
            </>
          ))}
        </section>
      ))}
    </section>
  )
}

const WHY = { cited: '文本引用', similar: '名称相近', chosen: '' } as const

/** The laws of the comparison, each to be left out; others are found by words of their titles. */
const Compared = ({ document, laws, found, q }: Pick<LibraryProps, 'document' | 'found' | 'q'> & { laws: readonly LibraryLaw[] }) => (
  <form method="get" action={`/documents/${document.id}/library`} class="fc-noprint">
    <fieldset>
      <legend class="fc-meta" safe>{`与 ${laws.length} 件对照`}</legend>
      {laws.map(({ id, title, rank, why }) => (
        <p>
          <label>
            <input type="checkbox" name="laws" value={id} checked />
            <span safe>{`　《${title}》`}</span>
            <small class="fc-meta" safe>{`　${[RANK_TITLES[rank], WHY[why]].filter(Boolean).join('　')}`}</small>
          </label>
        </p>
      ))}
      {found.map(({ id, title }) => (
        <p>
          <label>
            <input type="checkbox" name="laws" value={id} />
            <span safe>{`　《${title}》`}</span>
          </label>
        </p>
      ))}
    </fieldset>
    <div class="fc-period fc-field">
      <input
        class="form-control"
        type="search"
        name="q"
        value={q}
        maxlength="100"
        placeholder="再找：名称中的字"
        aria-label="在法律法规库中找：名称中的字"
      />
      <button class="btn" type="submit">
        重新对照
      </button>
      <a class="btn fc-link" href={`/documents/${document.id}/library`}>
        自动选取
      </a>
    </div>
  </form>
)
