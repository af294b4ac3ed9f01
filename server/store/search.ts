/**
 * The full-text index that `search/` asks and every feature feeds, in the transaction of the change: one entry a passage (an article, a title),
 * found by overlapping pairs of characters, through FTS5 on SQLite and tsvector on PostgreSQL. A single character is looked for by LIKE.
 */
import { type RawBuilder, sql } from 'kysely'
import { tokenRuns } from './bigrams.ts'
import type { Database, Transaction } from './database.ts'
import { dialectOf } from './dialect.ts'
import type { SearchEntryRow } from './tables.ts'

/** What an entry is about, e.g. kind `document` and the document's id. */
export interface SearchSubject {
  readonly kind: string
  readonly subject: string
}

export interface Passage {
  readonly title: string
  /** The passage inside the subject, e.g. 第十条; null for the subject as a whole. */
  readonly label: string | null
  readonly body: string
}

export type SearchHit = Omit<SearchEntryRow, 'id'> & { readonly id: number }

export interface SearchQuery {
  /** What a person typed; words apart by blanks must all stand in the passage. */
  readonly text: string
  readonly limit: number
  /** The id of the last hit of the page before: newer entries come first. */
  readonly before?: number | undefined
  readonly kinds?: readonly string[] | undefined
  /** `true`: subjects as a whole (bills, regulations, items of plans) alone; `false`: passages alone. */
  readonly whole?: boolean | undefined
}

/** Longest body of one entry; longer passages are cut, so that a tsvector stays below its megabyte. */
const MAX_BODY = 20_000
/** Rows of one statement: PostgreSQL takes 65,535 parameters, SQLite 32,766. */
const ROWS = 500

/** Puts a subject's passages into the index, in place of those it had. Passages that it had already are left alone. */
export async function putPassages(
  trx: Transaction,
  about: SearchSubject,
  bill: string | null,
  passages: readonly Passage[]
): Promise<void> {
  const kept = new Map<string, number[]>()
  for (const { id, ...known } of await entriesOf(trx, about)) kept.set(keyOf(known), [...(kept.get(keyOf(known)) ?? []), id])
  const fresh = passages.flatMap(cut).filter(passage => kept.get(keyOf({ ...passage, bill }))?.pop() === undefined)
  await remove(trx, [...kept.values()].flat())
  for (let at = 0; at < fresh.length; at += ROWS) await insert(trx, about, bill, fresh.slice(at, at + ROWS))
}

/** Takes a subject out of the index. */
export async function removePassages(trx: Transaction, about: SearchSubject): Promise<void> {
  await remove(
    trx,
    (await entriesOf(trx, about)).map(({ id }) => id)
  )
}

const entriesOf = (trx: Transaction, { kind, subject }: SearchSubject) =>
  trx
    .selectFrom('searchEntry')
    .select(['id', 'bill', 'title', 'label', 'body'])
    .where('kind', '=', kind)
    .where('subject', '=', subject)
    .execute()

const keyOf = ({ bill, title, label, body }: Passage & { readonly bill: string | null }) => JSON.stringify([bill, title, label, body])

function cut(passage: Passage): Passage[] {
  const pieces = Math.max(1, Math.ceil(passage.body.length / MAX_BODY))
  return Array.from({ length: pieces }, (_, at) => ({
    ...passage,
    body: passage.body.slice(at * MAX_BODY, (at + 1) * MAX_BODY).toWellFormed()
  }))
}

async function remove(trx: Transaction, ids: readonly number[]): Promise<void> {
  for (let at = 0; at < ids.length; at += ROWS) {
    const some = ids.slice(at, at + ROWS)
    // On PostgreSQL the words go with their entry.
    if (dialectOf(trx) === 'sqlite') await sql`delete from "searchWords" where rowid in (${sql.join(some)})`.execute(trx)
    await trx.deleteFrom('searchEntry').where('id', 'in', some).execute()
  }
}

const insert = (trx: Transaction, about: SearchSubject, bill: string | null, passages: readonly Passage[]): Promise<void> =>
  insertRows(
    trx,
    passages.map(({ title, label, body }) => ({ ...about, bill, title, label, body }))
  )

/** One passage each of many subjects that were never in the index: an import of thousands, some statements in all. */
export async function putNewSubjects(
  trx: Transaction,
  entries: readonly (SearchSubject & Passage & { readonly bill: string | null })[]
): Promise<void> {
  const rows = entries.map(({ kind, subject, bill, title, label, body }) => ({
    ...{ kind, subject, bill, title, label },
    body: body.slice(0, MAX_BODY).toWellFormed()
  }))
  for (let at = 0; at < rows.length; at += ROWS) await insertRows(trx, rows.slice(at, at + ROWS))
}

/**
 * Writes the words of some subjects as a whole anew: those of a database from before they were marked.
 * @param after the id of the last one that was written
 * @returns that of this time; null when there was none left
 */
export async function markWholes(trx: Transaction, after: number): Promise<number | null> {
  const some = await trx
    .selectFrom('searchEntry')
    .select(['id', 'title', 'label', 'body'])
    .where('label', 'is', null)
    .where('id', '>', after)
    .orderBy('id')
    .limit(ROWS)
    .execute()
  const ids = some.map(({ id }) => id)
  if (ids.length === 0) return null
  const entry = dialectOf(trx) === 'sqlite' ? sql`rowid` : sql`entry`
  await sql`delete from "searchWords" where ${entry} in (${sql.join(ids)})`.execute(trx)
  await insertWords(trx, some)
  return ids.at(-1) ?? null
}

async function insertRows(trx: Transaction, rows: readonly Omit<SearchEntryRow, 'id'>[]): Promise<void> {
  await insertWords(trx, await trx.insertInto('searchEntry').values(rows).returning(['id', 'title', 'label', 'body']).execute())
}

async function insertWords(trx: Transaction, entries: readonly Pick<SearchHit, 'id' | 'title' | 'label' | 'body'>[]): Promise<void> {
  const words = entries.map(({ id, title, label, body }) => {
    const runs = [...tokenRuns(title), ...tokenRuns(label ?? ''), ...tokenRuns(body)]
    return dialectOf(trx) === 'sqlite'
      ? sql`(${id}, ${forFts5(runs, label === null)})`
      : sql`(${id}, ${forPostgres(runs, label === null)}::tsvector)`
  })
  const columns = dialectOf(trx) === 'sqlite' ? sql`rowid, words` : sql`entry, words`
  await sql`insert into "searchWords" (${columns}) values ${sql.join(words)}`.execute(trx)
}

/** The passages in which everything that was typed stands, the newest first. Nothing to look for finds nothing. */
export async function findPassages(db: Database, { text, limit, before, kinds, whole }: SearchQuery): Promise<SearchHit[]> {
  const runs = tokenRuns(text)
  const tokens = runs.flat()
  if (tokens.length === 0) return []
  const single = tokens.filter(token => Array.from(token).length === 1)
  const longer = runs.filter(run => run.some(token => !single.includes(token)))
  const { from, id, matches } = sourceOf(dialectOf(db), longer, whole === true)
  const conditions = [...matches, ...single.map(standsIn)]
  if (before !== undefined) conditions.push(sql`${id} < ${before}`)
  if (kinds !== undefined) conditions.push(sql`e.kind in (${sql.join([...kinds])})`)
  if (whole !== undefined) conditions.push(whole ? sql`e.label is null` : sql`e.label is not null`)
  const found = sql<SearchHit>`select e.* from ${from} where ${sql.join(conditions, sql` and `)} order by ${id} desc limit ${limit}`
  return (await found.execute(db)).rows
}

interface Source {
  readonly from: RawBuilder<unknown>
  /** The entry's id, by a name in whose order the entries come. */
  readonly id: RawBuilder<unknown>
  readonly matches: RawBuilder<unknown>[]
}

/**
 * Where to look. FTS5 hands its entries over from the newest on, one after another, as long as nothing else is asked first (hence `cross join`,
 * which SQLite does not turn round): a word that is everywhere costs a page, and not all its places.
 */
function sourceOf(dialect: 'sqlite' | 'postgres', runs: string[][], whole: boolean): Source {
  if (runs.length === 0 && !whole) return { from: sql`"searchEntry" as e`, id: sql`e.id`, matches: [] }
  if (dialect === 'sqlite') {
    const phrases = [...runs.map(run => `"${run.map(asciiOf).join(' ')}"`), ...(whole ? [WHOLE] : [])].join(' AND ')
    return {
      from: sql`"searchWords" as w cross join "searchEntry" as e on e.id = w.rowid`,
      id: sql`w.rowid`,
      matches: [sql`w."searchWords" match ${phrases}`]
    }
  }
  // Tokens hold letters and digits alone: nothing in them is syntax inside the quotes.
  const phrases = [...runs.map(run => `(${run.map(token => `'${token}'`).join(' <-> ')})`), ...(whole ? [`'${WHOLE_LEXEME}'`] : [])]
  return {
    from: sql`"searchWords" as w join "searchEntry" as e on e.id = w.entry`,
    id: sql`e.id`,
    matches: [sql`w.words @@ ${phrases.join(' & ')}::tsquery`]
  }
}

/** A single character has no pair that it could be found by. */
function standsIn(character: string): RawBuilder<unknown> {
  const pattern = `%${character.replace(/[\\%_]/g, '\\$&')}%`
  const columns = [sql`e.title`, sql`e.label`, sql`e.body`]
  return sql`(${sql.join(
    columns.map(column => sql`lower(${column}) like ${pattern} escape '\\'`),
    sql` or `
  )})`
}

/** What stands with the words of a subject as a whole, and in no text: among all passages the few wholes are found at once. */
const WHOLE = 'w'
const WHOLE_LEXEME = '#'

/** Runs are kept apart by a token that no query has, so that no phrase reaches over a punctuation mark. */
const forFts5 = (runs: string[][], whole: boolean) =>
  [...runs.map(run => run.map(asciiOf).join(' ')), ...(whole ? [WHOLE] : [])].join(' x ')

/** SQLite knows the letters of Unicode 6 alone and would drop newer Han characters: it is given hexadecimal digits to index. */
const asciiOf = (token: string) => (/^[a-z0-9]+$/.test(token) ? `a${token}` : `u${Buffer.from(token, 'utf16le').swap16().toString('hex')}`)

/** PostgreSQL keeps positions up to 16,383; what stands behind is still found word by word. */
const MAX_POSITION = 16_383

/** The text form of a tsvector: its own parser would cut by the server's locale. */
function forPostgres(runs: string[][], whole: boolean): string {
  const positions = new Map<string, number[]>()
  let position = 0
  for (const run of runs) {
    position++ // a gap, so that no phrase reaches over a punctuation mark
    for (const token of run) {
      position++
      const known = positions.get(token) ?? []
      // More than 255 positions of one word are not kept by PostgreSQL either.
      if (known.length < 255) known.push(Math.min(position, MAX_POSITION))
      positions.set(token, known)
    }
  }
  const words = [...positions].map(([token, at]) => `'${token}':${at.join(',')}`)
  return [...words, ...(whole ? [`'${WHOLE_LEXEME}'`] : [])].join(' ')
}
