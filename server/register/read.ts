/**
 * Room `register`: the regulations in force (在册法规), how each reads on any day and what led to it; beside them the law library. A promulgated bill enters
 * by itself (enter-bill.ts); older ones and the library are imported. Begin with `listRegulations`.
 */

import { MAX_LIMIT } from '../../schema/http.ts'
import { Problem } from '../../schema/problems.ts'
import type { Regulation, RegulationStatus, RegulationView, TextAsOf } from '../../schema/regulations.ts'
import { parse } from '../law/index.ts'
import type { Database } from '../store/database.ts'
import type { Services } from '../store/services.ts'
import type { RegulationRow } from '../store/tables.ts'
import { sha256 } from '../store/version-encoding.ts'
import { chinaDate } from '../web/dates.ts'
import { pageOf, readPage } from '../web/http/paging.ts'
import { bothTitles, citedBy, shortTitle, titlesIn } from './citing.ts'
import {
  countByStatus,
  findRegulation,
  findText,
  selectByTitles,
  selectNotEntered,
  selectRegulations,
  selectTerms,
  selectTexts
} from './store.ts'
import { showRegulation, showTexts, statusOn, textOn } from './view.ts'

interface Query {
  readonly limit?: number | undefined
  readonly cursor?: string | undefined
  readonly own?: boolean | undefined
  readonly status?: RegulationStatus | undefined
  readonly rank?: string | undefined
  readonly q?: string | undefined
}

const filterOf = ({ own = true, status, rank, q }: Query) => ({ own: own ? 1 : 0, status, rank, q: q?.trim() })

/** Regulations, those entered last first; every signed-in role may read them. */
export async function listRegulations(
  { db, now }: Pick<Services, 'db' | 'now'>,
  query: Query
): Promise<{ items: Regulation[]; next: string | null }> {
  const { limit, after } = readPage(query, ['string'])
  const today = chinaDate(now())
  const rows = await selectRegulations(db, filterOf(query), today, limit + 1, after ? String(after[0]) : null)
  return pageOf(
    rows,
    limit,
    ({ id }) => [id],
    row => showRegulation(row, Number(row.texts ?? 0), today)
  )
}

/** How many regulations a list has of each status, whatever status it is narrowed to. */
export const regulationCounts = ({ db, now }: Pick<Services, 'db' | 'now'>, query: Query) =>
  countByStatus(db, filterOf(query), chinaDate(now()))

/** Every regulation of ours, for the act that must look at each (清理). */
export async function allRegulations(services: Pick<Services, 'db' | 'now'>): Promise<Regulation[]> {
  const all: Regulation[] = []
  for (let cursor: string | undefined; ; ) {
    const { items, next } = await listRegulations(services, { limit: MAX_LIMIT, cursor })
    all.push(...items)
    if (next === null) return all
    cursor = next
  }
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
  const named = Map.groupBy(
    titlesIn(parse(text)).filter(({ title }) => title !== row.title),
    ({ title }) => title
  )
  const rows = await selectByTitles(db, bothTitles([...named.keys()]))
  const known = new Map(rows.map(one => [shortTitle(one.title), one]))
  return [...named].map(([title, places]) => {
    const found = known.get(shortTitle(title))
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

/** @throws {Problem} `not-found` */
export async function demandRegulation(db: Database, id: string): Promise<RegulationRow> {
  const row = await findRegulation(db, id)
  if (!row) throw new Problem('not-found', { detail: '册中没有这件法规，请从在册法规中进入。' })
  return row
}
