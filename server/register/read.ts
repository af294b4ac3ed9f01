/**
 * Room `register`: the regulations in force (在册法规), how each reads on any day and what led to it; beside them the law library. A promulgated bill enters
 * by itself (enter-bill.ts); older ones and the library are imported. Begin with `listRegulations`.
 */

import { Problem } from '../../schema/problems.ts'
import type { Regulation, RegulationStatus, RegulationView, TextAsOf } from '../../schema/regulations.ts'
import { parse } from '../law/index.ts'
import type { Database } from '../store/database.ts'
import type { Services } from '../store/services.ts'
import type { RegulationRow } from '../store/tables.ts'
import { sha256 } from '../store/version-encoding.ts'
import { chinaDate } from '../web/dates.ts'
import { pageOf, readPage } from '../web/http/paging.ts'
import { citedBy, titlesIn } from './citing.ts'
import { countTexts, findRegulation, findText, selectNotEntered, selectRegulations, selectTerms, selectTexts } from './store.ts'
import { showRegulation, showTexts, statusOn, textOn } from './view.ts'

interface Query {
  readonly limit?: number | undefined
  readonly cursor?: string | undefined
  readonly own?: boolean | undefined
  readonly status?: RegulationStatus | undefined
  readonly q?: string | undefined
}

/** Regulations, those entered last first; every signed-in role may read them. */
export async function listRegulations(
  services: Pick<Services, 'db' | 'now'>,
  query: Query
): Promise<{ items: Regulation[]; next: string | null }> {
  const { limit, after } = readPage(query, ['string'])
  const all = await allRegulations(services, query.own ?? true)
  const kept = all.filter(
    ({ id, status, title }) =>
      (query.status === undefined || status === query.status) &&
      (query.q === undefined || title.includes(query.q)) &&
      (after === null || id < String(after[0]))
  )
  return pageOf(
    kept.slice(0, limit + 1),
    limit,
    ({ id }) => [id],
    regulation => regulation
  )
}

/** Heads of all regulations: two queries without any text. */
export async function allRegulations({ db, now }: Pick<Services, 'db' | 'now'>, own: boolean): Promise<Regulation[]> {
  const [rows, counts] = await Promise.all([selectRegulations(db, own ? 1 : 0), countTexts(db)])
  const texts = new Map(counts.map(({ regulation, newest }) => [regulation, Number(newest)]))
  const today = chinaDate(now())
  return rows.map(row => showRegulation(row, texts.get(row.id) ?? 0, today))
}

/** Promulgated bills that did not enter by themselves. */
export const listNotEntered = ({ db }: Pick<Services, 'db'>) => selectNotEntered(db)

/** One regulation with its history and what it stands beside. @throws {Problem} `not-found` */
export async function readRegulation({ db, now }: Pick<Services, 'db' | 'now'>, id: string): Promise<RegulationView> {
  const row = await demandRegulation(db, id)
  const today = chinaDate(now())
  const [texts, terms] = await Promise.all([selectTexts(db, id), selectTerms(db, id)])
  const current = textOn(texts, today)
  const text = current ? await demandText(db, id, current.seq) : ''
  return {
    ...showRegulation(row, texts.length, today),
    texts: showTexts(texts, today),
    terms: terms.map(({ id, article, effectiveOn, lapsesOn, note }) => ({ id, article, effectiveOn, lapsesOn, note })),
    superiors: await mentioned(db, row, text, today),
    citedBy: (await citedBy(db, row.title, null)).map(({ regulation, title, places }) => ({
      title,
      id: regulation,
      articles: [...new Set(places.map(({ article }) => article))],
      status: null
    }))
  }
}

async function mentioned(db: Database, row: RegulationRow, text: string, today: string): Promise<RegulationView['superiors']> {
  if (text === '') return []
  const known = new Map((await selectRegulations(db, null)).map(one => [one.title.replace(/^中华人民共和国/, ''), one]))
  const named = Map.groupBy(
    titlesIn(parse(text)).filter(({ title }) => title !== row.title),
    ({ title }) => title
  )
  return [...named].map(([title, places]) => {
    const found = known.get(title.replace(/^中华人民共和国/, ''))
    return {
      title,
      id: found?.id ?? null,
      articles: [...new Set(places.map(({ article }) => article))],
      status: found ? statusOn(found, today) : null
    }
  })
}

/** How a regulation reads on a day; today where none is given. @throws {Problem} `not-found` */
export async function readTextAsOf({ db, now }: Pick<Services, 'db' | 'now'>, id: string, day?: string): Promise<TextAsOf> {
  const row = await demandRegulation(db, id)
  const on = day ?? chinaDate(now())
  const found = textOn(await selectTexts(db, id), on)
  if (!found) throw new Problem('not-found')
  const terms = await selectTerms(db, id)
  return {
    regulation: id,
    title: row.title,
    on,
    status: statusOn(row, on),
    seq: found.seq,
    authentic: found.authentic === 1,
    sha256: found.sha256,
    text: await demandText(db, id, found.seq),
    notInForce: terms.flatMap(({ article, effectiveOn, lapsesOn }) => {
      if (effectiveOn !== null && effectiveOn > on) return [{ article, reason: `自 ${effectiveOn} 起施行` }]
      if (lapsesOn !== null && lapsesOn <= on) return [{ article, reason: `自 ${lapsesOn} 起失效` }]
      return []
    })
  }
}

/** One text by its number. @throws {Problem} `not-found`, `version-damaged` when it is not what was entered */
export async function demandText(db: Database, id: string, seq: number): Promise<string> {
  const row = await findText(db, id, seq)
  if (!row) throw new Problem('not-found')
  if (sha256(row.text) !== row.sha256) throw new Problem('version-damaged')
  return row.text
}

async function demandRegulation(db: Database, id: string): Promise<RegulationRow> {
  const row = await findRegulation(db, id)
  if (!row) throw new Problem('not-found', { detail: '册中没有这件法规，请从在册法规中进入。' })
  return row
}
