import type { NewOpinion, Opinion, OpinionSource } from '../../schema/opinions.ts'
import { Problem } from '../../schema/problems.ts'
import { demandBill } from '../bills/read.ts'
import { demandDocument } from '../drafts/documents.ts'
import { parse, passages } from '../law/index.ts'
import { addresseeBehind } from '../reviews/addressees.ts'
import { type Database, transaction } from '../store/database.ts'
import { appendEvent } from '../store/events.ts'
import type { Actor, Services } from '../store/services.ts'
import type { OpinionRow } from '../store/tables.ts'
import { readVersion } from '../store/versions.ts'
import { chinaDate } from '../web/dates.ts'
import { anchorIn } from './anchor.ts'
import { indexOpinions } from './index-opinion.ts'
import { readOpinion } from './read.ts'
import { demandMaySay } from './speaker.ts'
import { findRound, insertOpinion, UNANSWERED } from './store.ts'

/**
 * Files an opinion (提意见). Experts speak for themselves; staff also write down what came by letter or was said in a meeting.
 * @throws {Problem} `forbidden`, `not-found`, `invalid-request`, `no-such-article`, `quote-not-found`
 */
export async function fileOpinion(services: Services, actor: Actor, bill: string, wish: NewOpinion): Promise<Opinion> {
  demandMaySay(actor, bill, wish)
  await demandBill(services.db, bill)
  const anchor = await anchorOf(services, bill, wish)
  const now = services.now()
  const at = now.toISOString()
  const givenOn = wish.givenOn ?? chinaDate(now)
  if (givenOn > chinaDate(now)) throw wrong('givenOn', '提出日期不能在今天之后')
  if (wish.round) await demandRound(services.db, bill, wish.round, givenOn)
  const row: OpinionRow = {
    id: services.newId(),
    bill,
    document: wish.document,
    version: wish.version,
    ...anchor,
    body: wish.body.trim(),
    proposal: wish.proposal?.trim() ?? null,
    source: wish.source ?? (actor.guest?.source as OpinionSource | undefined) ?? (actor.role === 'expert' ? 'expert' : 'committee'),
    givenBy: wish.givenBy?.trim() ?? actor.displayName,
    givenOn,
    ...UNANSWERED,
    status: wish.status ?? 'submitted',
    author: actor.id,
    createdAt: at,
    round: wish.round ?? null,
    addressee: actor.guest?.addressee ?? (wish.round ? await addresseeBehind(services.db, wish.round, giverOf(actor, wish)) : null)
  }
  await transaction(services.db, async trx => {
    await insertOpinion(trx, row)
    if (row.status === 'submitted') await indexOpinions(trx, [row])
    const { version, article, source, givenBy, status } = row
    const about = { actor: actor.id, at, bill, document: row.document, subject: row.id }
    await appendEvent(trx, { kind: 'opinionFiled', ...about, payload: { version, article, source, givenBy, status } })
  })
  return readOpinion(services, actor, row.id)
}

type Anchored = Pick<OpinionRow, 'article' | 'articleAt' | 'quote' | 'prefix' | 'suffix' | 'quoteStart' | 'quoteEnd'>

/** Finds the article and the words in the version that the opinion is about. */
async function anchorOf({ db }: Services, bill: string, wish: NewOpinion): Promise<Anchored> {
  const text = await demandVersionOf(db, bill, wish)
  const label = wish.article?.replace(/\s/gu, '') || null
  const quote = wish.quote ? { exact: wish.quote, prefix: wish.prefix ?? '', suffix: wish.suffix ?? '' } : null
  if (label === null) {
    if (quote) throw wrong('article', '引用原文的，须写明是哪一条')
    return { article: null, articleAt: null, quote: null, prefix: '', suffix: '', quoteStart: null, quoteEnd: null }
  }
  const found = anchorIn(passages(parse(text)), label, quote)
  if (!found) throw new Problem('no-such-article', pointedAt('no-such-article', 'article', `所针对的版本中没有${label}`))
  if (quote && found.found === 0) throw new Problem('quote-not-found', pointedAt('quote-not-found', 'quote', `${label}中没有所引的文字`))
  const { passage, words } = found
  const { exact = null, prefix = '', suffix = '' } = found.quote ?? {}
  return {
    ...{ article: passage.label, articleAt: passage.start, quote: exact, prefix, suffix },
    ...{ quoteStart: words?.start ?? null, quoteEnd: words?.end ?? null }
  }
}

/** The text that a body names. @throws {Problem} `invalid-request` when the bill has no such document, or that no such version */
export async function demandVersionOf(db: Database, bill: string, wish: Pick<NewOpinion, 'document' | 'version'>): Promise<string> {
  const document = await demandDocument(db, wish.document).catch(asWrong('document', '该法规案没有这份材料'))
  if (document.bill !== bill) throw wrong('document', '该法规案没有这份材料')
  return (await readVersion(db, document.id, wish.version).catch(asWrong('version', '这份材料没有这个版本'))).text
}

/** Who speaks, as a round knows those whom it asked. */
const giverOf = (actor: Actor, { givenBy }: NewOpinion) =>
  givenBy ? { name: givenBy.trim() } : { name: actor.displayName, account: actor.id }

/** An opinion may come late, but not before it was asked for. */
async function demandRound(db: Database, bill: string, id: string, givenOn: string): Promise<void> {
  const round = await findRound(db, id)
  if (round?.bill !== bill) throw wrong('round', '该法规案没有这一轮征求意见')
  if (givenOn < round.opensOn) throw wrong('givenOn', '提出日期不能早于这一轮征求意见的开始日期')
}

const pointedAt = (code: string, member: string, message: string) => ({
  detail: `${message}，请核对后重试。`,
  errors: [{ code, message, pointer: `/${member}` }]
})

export const wrong = (member: string, message: string): Problem => new Problem('invalid-request', pointedAt(member, member, message))

/** What a body names that does not exist is a fault of the body, not of the address. */
const asWrong = (member: string, message: string) => (error: unknown) => {
  throw error instanceof Problem && error.code === 'not-found' ? wrong(member, message) : error
}
