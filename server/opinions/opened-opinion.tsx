/** The opinion that is open: what was said, the article, how the wording would read in it, and who says the same. */
import { OPINION_SOURCE_TITLES } from '../../schema/opinions.ts'
import { ChangedLines } from '../formats/redline-html.tsx'
import { dayInWords } from '../web/dates.ts'
import { AnchoredArticle } from './anchored-article.tsx'
import { beginning, opinionAddress } from './opinion-address.ts'
import type { OpenedOpinion } from './opinions-page.tsx'
import type { WritePreview } from './write-in.ts'

export const Opened = ({ opened: { opinion, places, similar, preview } }: { opened: OpenedOpinion }) => (
  <article id="op" aria-labelledby="oph">
    <h2 id="oph" class="fc-sechead">
      <span safe>{opinion.givenBy}</span>
      <span class="fc-meta" safe>{`${OPINION_SOURCE_TITLES[opinion.source]}　${dayInWords(opinion.givenOn)}提出`}</span>
    </h2>
    <p class="fc-said" safe>
      {opinion.body}
    </p>
    {opinion.proposal === null ? (
      ''
    ) : (
      <>
        <h3>
          建议的表述
          {opinion.writtenIn === null ? (
            ''
          ) : (
            <small>
              <a href={`/documents/${opinion.document}?seq=${opinion.writtenIn}`} safe>{`已写入第 ${opinion.writtenIn} 版`}</a>
            </small>
          )}
        </h3>
        <p class="fc-law fc-proposed" safe>
          {opinion.proposal}
        </p>
      </>
    )}
    <AnchoredArticle opinion={opinion} {...places} />
    {preview ? <Preview preview={preview} /> : ''}
    {similar.length === 0 ? (
      ''
    ) : (
      <section aria-labelledby="similarh">
        <h3 id="similarh" safe>{`同类意见 ${similar.length} 条`}</h3>
        <ul class="fc-similar">
          {similar.map(other => (
            <li>
              <a href={opinionAddress(other, {})} safe>
                {other.givenBy}
              </a>
              <span safe>{`　${beginning(other.body)}`}</span>
            </li>
          ))}
        </ul>
      </section>
    )}
  </article>
)

/** 写入文本的改法: the words that go and those that come, or why they cannot; and adopted wordings that stand in the way. */
const Preview = ({ preview: { before, after, words, wording, why, collisions } }: { preview: WritePreview }) => (
  <section aria-labelledby="writeh" class="fc-write">
    <h3 id="writeh">写入文本的改法</h3>
    {why !== null ? (
      <p class="fc-meta" safe>
        {why}
      </p>
    ) : (
      <ChangedLines hunks={hunksOf({ before: before ?? '', after: after ?? '', words, wording })} />
    )}
    {collisions.length === 0 ? (
      ''
    ) : (
      <div class="fc-collision" role="alert">
        <p>
          <b>改法相撞</b>　对同一处文字还采纳了：
        </p>
        <ul>
          {collisions.map(other => (
            <li safe>{`${other.givenBy}：${other.proposal}`}</li>
          ))}
        </ul>
      </div>
    )}
  </section>
)

interface ChangedProps {
  readonly before: string
  readonly after: string
  readonly words: WritePreview['words']
  readonly wording: string
}

/** The article as it stands with the words that go and those that come. */
const hunksOf = ({ before, after, words, wording }: ChangedProps) =>
  [
    { op: 'equal' as const, text: words === null ? '' : before.slice(0, words.start) },
    { op: 'delete' as const, text: words === null ? before : before.slice(words.start, words.end) },
    { op: 'insert' as const, text: words === null ? after : wording },
    { op: 'equal' as const, text: words === null ? '' : before.slice(words.end) }
  ].filter(({ text }) => text !== '')
