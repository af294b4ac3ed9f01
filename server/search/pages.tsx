/** The page of what was found. */
import { Type } from 'typebox'
import type { SearchHit } from '../../schema/search.ts'
import type { Services } from '../store/services.ts'
import { Empty, Head, Next } from '../web/components/lists.tsx'
import { type Frame, frameOf, sendPage } from '../web/frame.ts'
import type { HttpServer } from '../web/http/server.ts'
import { Page } from '../web/shell.tsx'
import { search } from './search.ts'

const READ = { access: 'signedIn' } as const

const Query = Type.Object({ q: Type.Optional(Type.String({ maxLength: 200 })), cursor: Type.Optional(Type.String({ maxLength: 400 })) })

export function pages(app: HttpServer, services: Services): void {
  app.get('/search', { config: READ, schema: { querystring: Query } }, async (request, reply) => {
    const frame = frameOf(request, reply, services)
    const q = request.query.q?.trim() ?? ''
    const { items, next } = q === '' ? { items: [], next: null } : await search(services, { ...request.query, q })
    const nextAddress = next === null ? null : `/search?${new URLSearchParams({ q, cursor: next })}`
    return sendPage(reply, <SearchPage frame={frame} q={q} hits={items} next={nextAddress} />)
  })
}

interface SearchProps {
  readonly frame: Frame
  readonly q: string
  readonly hits: readonly SearchHit[]
  readonly next: string | null
}

const SearchPage = ({ frame, q, hits, next }: SearchProps) => (
  <Page frame={frame} title={q === '' ? '搜索' : `搜索：${q}`} search={q}>
    <Head
      title="搜索"
      meta={
        q === '' ? null : `“${q}”　${hits.length === 0 ? '没有找到' : next === null ? `共 ${hits.length} 处` : `先列 ${hits.length} 处`}`
      }
    />
    {hits.length === 0 ? (
      <Empty
        sentence={q === '' ? '在上方输入法规名称、条文中的词、单位或者人员。' : '没有找到。请换一个词，或者少写几个字。'}
        href="/bills"
        action="看项目库"
      />
    ) : (
      <ol class="fc-list">
        {byBill(hits).map(group => (
          <Group hits={group} words={q.split(/\s+/)} />
        ))}
      </ol>
    )}
    <Next href={next} />
  </Page>
)

/** What was found of one bill stands together, the bill itself first: a word that a law is about stands in every article of it. */
function byBill(hits: readonly SearchHit[]): SearchHit[][] {
  const groups = Map.groupBy(hits, ({ bill, subject }) => bill ?? subject)
  return [...groups.values()].map(group => group.toSorted((a, b) => Number(b.kind === 'bill') - Number(a.kind === 'bill')))
}

/** Passages of one bill that are shown before the rest is folded away. */
const SHOWN = 3

const Group = ({ hits, words }: { hits: readonly SearchHit[]; words: readonly string[] }) => (
  <li>
    {hits.slice(0, SHOWN).map(hit => (
      <Hit hit={hit} words={words} />
    ))}
    {hits.length > SHOWN ? (
      <details class="fc-fold">
        <summary safe>{`另 ${hits.length - SHOWN} 处`}</summary>
        {hits.slice(SHOWN).map(hit => (
          <Hit hit={hit} words={words} />
        ))}
      </details>
    ) : (
      ''
    )}
  </li>
)

const Hit = ({ hit, words }: { hit: SearchHit; words: readonly string[] }) => (
  <div class="fc-hit">
    <a href={addressOf(hit)} safe>
      {hit.label === null ? hit.title : `${hit.title}　${hit.label}`}
    </a>
    <span class="fc-meta" safe>{`　${KINDS[hit.kind] ?? ''}`}</span>
    <p class="fc-found">
      <Marked text={plainWords(hit.excerpt)} words={words} />
    </p>
  </div>
)

/** Without the marks of Markdown: a heading's, a table's rules and bars. */
const plainWords = (text: string): string =>
  text
    .replace(/^#+\s*/, '')
    .replace(/:?-{3,99}:?/g, '')
    .replace(/\|/g, '　')
    .replace(/[\s　]{2,99}/g, '　')

const KINDS: Readonly<Record<string, string>> = {
  bill: '法规案',
  document: '文本',
  planItem: '立法项目',
  regulation: '法规',
  opinion: '意见',
  evidence: '四入证据',
  person: '人员',
  proposal: '项目建议'
}

function addressOf({ kind, subject, bill, label, title }: SearchHit): string {
  if (kind === 'regulation') return `/regulations/${subject}${label === null ? '' : `#${encodeURIComponent(label)}`}`
  if (kind === 'opinion') return `/bills/${bill ?? ''}/opinions/${subject}`
  if (kind === 'evidence') return `/bills/${bill ?? ''}/ledger?item=${subject.split(' ')[0] ?? ''}#item-${subject.split(' ')[0] ?? ''}`
  if (kind === 'proposal') return `/proposals/${subject}`
  if (kind === 'person') return `/bills?${new URLSearchParams({ q: title })}`
  if (kind === 'document') return `/documents/${subject}${label === null ? '' : `#${encodeURIComponent(label)}`}`
  if (bill !== null) return `/bills/${bill}`
  return kind === 'bill' ? `/bills/${subject}` : '/plans'
}

/** The words that were looked for, marked where they stand as typed. */
function Marked({ text, words }: { text: string; words: readonly string[] }): JSX.Element {
  const found = words.find(word => word !== '' && text.toLowerCase().includes(word.toLowerCase()))
  if (found === undefined) return <span safe>{text}</span>
  const at = text.toLowerCase().indexOf(found.toLowerCase())
  return (
    <>
      <span safe>{text.slice(0, at)}</span>
      <mark safe>{text.slice(at, at + found.length)}</mark>
      <span safe>{text.slice(at + found.length)}</span>
    </>
  )
}
