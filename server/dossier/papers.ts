/** The papers that are drawn from the dossier and from the causes of changes: first drafts, to be gone on with. Pure: data in, paper out. */
import {
  type ArticleNote,
  CAUSE_KIND_TITLES,
  type Dossier,
  type ExplainedChanges,
  NOTE_KIND_TITLES,
  NOTE_KINDS,
  type PaperKind
} from '../../schema/dossier.ts'
import { OPINION_SOURCE_TITLES, type Opinion, VERDICT_TITLES } from '../../schema/opinions.ts'
import type { Paper, PaperPart } from '../formats/paper.ts'

export function paperOf(kind: PaperKind, bill: string, dossier: Dossier): Paper {
  if (kind === 'referenceMaterial') return referenceMaterial(bill, dossier)
  return kind === 'explanatoryNote' ? mainContents(bill, dossier) : articleNotes(bill, dossier)
}

const noteWords = ({ source, body }: ArticleNote): string => (source === null ? body : `${source}：${body}`)

/** 条文释义: article by article, its words, then all that stands behind it. */
const articleNotes = (bill: string, { articles }: Dossier): Paper => ({
  title: `《${bill}》条文释义`,
  parts: articles.map(({ article, text, notes, opinions }) => ({
    heading: `${article}　${text.split('\n')[0] ?? ''}`,
    paragraphs: [
      ...text
        .split('\n')
        .slice(1)
        .map(line => ({ text: line })),
      ...NOTE_KINDS.flatMap(kind =>
        notes.filter(note => note.kind === kind).map(note => ({ lead: NOTE_KIND_TITLES[kind], text: noteWords(note) }))
      ),
      ...opinions.filter(({ verdict }) => verdict !== null).map(opinion => ({ lead: '意见采纳情况', text: answered(opinion) }))
    ]
  }))
})

/** @example '立法咨询专家邱明远提出：监管主体没有写明。采纳。' */
function answered({ source, givenBy, body, verdict, reason }: Opinion): string {
  const said = `${OPINION_SOURCE_TITLES[source]}${givenBy}提出：${ended(body)}`
  return `${said}${verdict === null ? '' : VERDICT_TITLES[verdict]}${reason === null ? '。' : `：${ended(reason)}`}`
}

const ended = (text: string): string => (/[。！？；]$/u.test(text.trim()) ? text.trim() : `${text.trim()}。`)

/** 参阅资料: superior law and other places' texts, side by side with the article that they are about. */
const referenceMaterial = (bill: string, { articles }: Dossier): Paper => ({
  title: `《${bill}》参阅资料`,
  parts: articles.flatMap(({ article, text, notes }): PaperPart[] => {
    const known = notes.filter(({ kind }) => kind === 'legalBasis' || kind === 'otherPlaces')
    if (known.length === 0) return []
    return [
      {
        heading: article,
        paragraphs: [{ lead: '草案', text }, ...known.map(note => ({ lead: NOTE_KIND_TITLES[note.kind], text: noteWords(note) }))]
      }
    ]
  })
})

const NUMBERS = '一二三四五六七八九十'

/** 起草说明 part three: each article that has a reason is an institution of the regulation. */
const mainContents = (bill: string, { articles }: Dossier): Paper => {
  const reasoned = articles.filter(({ notes }) => notes.some(({ kind }) => kind === 'reason'))
  return {
    title: `关于《${bill}》的说明：三、主要内容`,
    parts: reasoned.map(({ article, notes }, at) => ({
      heading: `（${NUMBERS[at] ?? at + 1}）${article}`,
      paragraphs: notes
        .filter(({ kind }) => kind === 'reason' || kind === 'legalBasis')
        .map(note =>
          note.kind === 'reason' ? { text: ended(note.body) } : { text: `依据${note.source ?? '上位法'}：${ended(note.body)}` }
        )
    }))
  }
}

/** 审议结果的报告, its part on changes: 有的意见提出…建议…, article by article; then what nothing explains, so that it is not overlooked. */
export function changesPaper(
  bill: string,
  { articles, fromName, toName }: ExplainedChanges,
  opinions: ReadonlyMap<string, Opinion>
): Paper {
  const explained = articles.filter(({ causes }) => causes.length > 0)
  const unexplained = articles.filter(({ causes }) => causes.length === 0)
  return {
    title: `关于《${bill}》审议结果的报告：主要修改情况`,
    parts: [
      { heading: null, paragraphs: [{ text: `与${fromName}相比，${toName}作了以下主要修改：` }] },
      ...explained.map(({ from, to, causes, kind }, at) => ({
        heading: `${NUMBERS[at] ?? at + 1}、${whatChanged(kind, from, to)}`,
        paragraphs: [
          ...causes.map(cause => {
            const opinion = cause.opinion === null ? undefined : opinions.get(cause.opinion)
            return { text: opinion ? someoneSaid(opinion, cause.body) : `${CAUSE_KIND_TITLES[cause.kind]}：${ended(cause.body)}` }
          }),
          { text: `据此，${outcome(kind, from, to, toName)}` }
        ]
      })),
      ...(unexplained.length === 0
        ? []
        : [
            { heading: '尚未说明原因的修改', paragraphs: [{ text: ended(unexplained.map(({ from, to }) => to ?? from ?? '').join('、')) }] }
          ])
    ]
  }
}

/** @example '有的意见提出，三日太短，建议修改为“五日”。' */
function someoneSaid({ body, proposal, source }: Opinion, note: string): string {
  const who = source === 'member' ? '有的常委会组成人员' : source === 'public' ? '有的意见' : `有的${OPINION_SOURCE_TITLES[source]}`
  const said = body.trim().replace(/[。；]$/u, '')
  const wish = proposal === null ? '' : `，建议修改为“${proposal.trim()}”`
  return `${who}提出，${said}${wish}。${note === '' || note === body ? '' : ended(note)}`
}

const whatChanged = (kind: string, from: string | null, to: string | null): string =>
  kind === 'inserted' ? `增加${to}` : kind === 'deleted' ? `删去原${from}` : from === to ? `修改${to}` : `修改${to}（原${from}）`

const outcome = (kind: string, from: string | null, to: string | null, name: string): string =>
  kind === 'inserted'
    ? `${name}增加一条，作为${to}。`
    : kind === 'deleted'
      ? `${name}删去原${from}。`
      : `${name}对${from === to ? to : `${to}（原${from}）`}作了相应修改。`
