import { createHash } from 'node:crypto'
import { type Opinion, VERDICT_TITLES } from '../../schema/opinions.ts'
import { type Comparison, compareVersions } from '../drafts/compare.ts'
import type { CommentedEntry, CommentPlace, WordComment } from '../formats/docx-comments.ts'
import { type Compared, oneStep } from '../law/index.ts'
import type { Services } from '../store/services.ts'
import type { OpinionRow } from '../store/tables.ts'
import { follow, type Stand } from './anchor.ts'
import { quoteOf, standOf } from './follow.ts'
import { selectOpinions } from './store.ts'

type Said = Pick<Opinion, 'body' | 'proposal'>

/** What an opinion reads as in Word; a file that comes back is known by these words. */
export const commentText = ({ body, proposal }: Said): string => (proposal === null ? body : `${body}\n建议的表述：${proposal}`)

/**
 * The submitted opinions on a comparison's newer version, as comments at their words; those on words that went stand at the old ones.
 * @returns the redline with them, and what names them: it changes when one comes or is answered
 */
export async function withComments(
  services: Services,
  bill: string,
  { from, to, compared }: Pick<Comparison, 'from' | 'to' | 'compared'>
): Promise<{ entries: CommentedEntry[]; sha256: string }> {
  const rows = (await selectOpinions(services.db, { bill, document: to.document, reader: null }, null, null)).filter(
    ({ version }) => version <= to.seq
  )
  const now = await standsAt(services, rows, to.seq)
  const before = from.seq < to.seq ? await standsAt(services, rows, from.seq) : new Map<string, Stand>()
  const places = new Map<Compared | null, CommentPlace[]>()
  for (const row of rows) {
    const { at, place } = placeOf(row, compared, now.get(row.id), before.get(row.id))
    places.set(at, [...(places.get(at) ?? []), place])
  }
  const first = compared[0]
  const entries = oneStep(compared).map((entry, index): CommentedEntry => {
    const one = compared[index]
    const onAll = one === first ? (places.get(null) ?? []) : []
    return { ...entry, comments: [...onAll, ...((one && places.get(one)) ?? [])] }
  })
  const sha256 = createHash('sha256')
    .update(JSON.stringify(rows.map(({ id, revision }) => [id, revision])))
    .digest('hex')
  return { entries, sha256 }
}

function placeOf(
  row: OpinionRow,
  compared: readonly Compared[],
  now: Stand | undefined,
  before: Stand | undefined
): { at: Compared | null; place: CommentPlace } {
  const isArticle = (one: Compared['old'], stand: Stand | undefined) => one?.unit === 'article' && one.start === stand?.article?.at
  const standing = now?.article ? compared.find(({ next }) => isArticle(next, now)) : undefined
  if (standing) {
    const lost = now?.state === 'changed' || now?.state === 'ambiguous' ? `（原文已改：“${row.quote}”）` : ''
    return { at: standing, place: { comment: commentOf(row, lost), side: 'new', words: now?.words ?? null } }
  }
  const gone = before?.article ? compared.find(({ old }) => isArticle(old, before)) : undefined
  if (gone) return { at: gone, place: { comment: commentOf(row, ''), side: 'old', words: before?.words ?? null } }
  const about = row.article === null ? '' : `（对原${row.article}的意见，该条已删去）`
  return { at: null, place: { comment: commentOf(row, about), side: 'new', words: null } }
}

const commentOf = (row: OpinionRow, remark: string): WordComment => {
  const verdict = VERDICT_TITLES[row.verdict as keyof typeof VERDICT_TITLES]
  const answer = verdict === undefined ? '' : `采纳情况：${verdict}${row.reason ? `，${row.reason}` : ''}`
  return { author: row.givenBy, on: row.givenOn, text: [commentText(row), remark, answer].filter(line => line !== '').join('\n') }
}

/** Where opinions stand in one version; those given on later ones are not there. */
async function standsAt(services: Services, rows: readonly OpinionRow[], seq: number): Promise<Map<string, Stand>> {
  const open = rows.filter(({ version }) => version <= seq).map(row => ({ row, stand: standOf(row) }))
  const first = Math.min(seq, ...open.filter(({ stand }) => stand.article !== null).map(({ row }) => row.version))
  for (let at = first; at < seq; at++) {
    const { compared } = await compareVersions(services, rows[0]?.document ?? '', at, at + 1)
    for (const one of open) if (one.row.version <= at) one.stand = follow(one.stand, quoteOf(one.row), compared)
  }
  return new Map(open.map(({ row, stand }) => [row.id, stand]))
}
