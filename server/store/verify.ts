/**
 * Proves that what is stored is what was saved: the file, every version's hash, the chain of events, and that versions and events tell the
 * same. It reads everything and writes nothing. Lifecycles are replayed by bills/replay.ts; `facheng verify` calls both.
 */
import { sql } from 'kysely'
import type { Database } from './database.ts'
import { dialectOf } from './dialect.ts'
import { eventHash, GENESIS, readEvent, type StoredEvent } from './events.ts'
import type { DocumentRow, EventRow, VersionRow } from './tables.ts'
import { decode, type KnownText, partsOf, sha256 } from './version-encoding.ts'
import { toEncoded } from './versions.ts'

/** Called with one Chinese sentence for everything that does not hold. */
export type Report = (finding: string) => void

export interface Verified {
  readonly events: number
  readonly versions: number
  /** Where the chain of events ends. Written down elsewhere, it proves later that nobody has rebuilt the chain. */
  readonly head: ChainEnd
}

export interface ChainEnd {
  readonly seq: number
  readonly hash: string
}

/** Rows read at once. */
const PAGE = 500
/** Below every number that an `integer` of PostgreSQL can hold, 0 and less too: a row that was slipped in is looked at as well. */
const BEFORE_ALL = -(2 ** 31)

/** Verifies all that the store knows of. Give it a `snapshot`: others may write meanwhile. */
export async function verifyStore(db: Database, report: Report): Promise<Verified> {
  await verifyFile(db, report)
  await verifyWorkflows(db, report)
  await verifyRegister(db, report)
  const events = await verifyEvents(db, report)
  const versions = await verifyDocuments(db, report)
  await verifyWorkingCopies(db, report)
  return { events, versions, head: await readChainEnd(db) }
}

/** SQLite's own checks. PostgreSQL enforces keys always and checks pages by itself (`data_checksums`). */
async function verifyFile(db: Database, report: Report): Promise<void> {
  if (dialectOf(db) !== 'sqlite') return
  const { rows } = await sql<{ integrity_check: string }>`pragma integrity_check(20)`.execute(db)
  for (const { integrity_check: said } of rows) if (said !== 'ok') report(`数据库文件损坏：${said}`)
  const broken = await sql<{ table: string; parent: string }>`pragma foreign_key_check`.execute(db)
  for (const { table, parent } of broken.rows.slice(0, 20)) report(`表 ${table} 有一行指向 ${parent} 中不存在的内容`)
}

/** The definitions that bills run on are named by their hashes. */
async function verifyWorkflows(db: Database, report: Report): Promise<void> {
  for (const { id, version, hash, definition } of await db.selectFrom('workflowVersion').selectAll().execute()) {
    if (sha256(definition) !== hash) report(`办理流程 ${id} 第 ${version} 版的定义与校验值不符`)
  }
}

/** Texts of the register and of the library are named by their hashes; each was entered by an event that names the same. */
async function verifyRegister(db: Database, report: Report): Promise<void> {
  const entered = new Map<string, unknown>()
  for (const { subject, payload } of await db
    .selectFrom('event')
    .select(['subject', 'payload'])
    .where('kind', '=', 'regulationTextAdded')
    .execute()) {
    const { seq, sha256: hash } = JSON.parse(payload)
    entered.set(`${subject} ${seq}`, hash)
  }
  for (let after = ''; ; ) {
    const rows = await db.selectFrom('regulation').select(['id', 'title']).where('id', '>', after).orderBy('id').limit(PAGE).execute()
    for (const { id, title } of rows) {
      for (const text of await db.selectFrom('regulationText').select(['seq', 'sha256', 'text']).where('regulation', '=', id).execute()) {
        if (sha256(text.text) !== text.sha256) report(`《${title}》第 ${text.seq} 个文本与校验值不符`)
        if (entered.get(`${id} ${text.seq}`) !== text.sha256) report(`《${title}》第 ${text.seq} 个文本与入册记录不符`)
      }
    }
    after = rows.at(-1)?.id ?? ''
    if (rows.length < PAGE) return
  }
}

export interface ChainReading {
  /** Where the chain ended when the reading began; later events are left for the next one. Absent: as the database says, in a `snapshot`. */
  readonly end?: ChainEnd
  /** Called after each page of events with how many were looked at: lets others work, and may throw to end the reading. */
  readonly step?: (count: number) => Promise<void>
}

/** Every event's hash, that each holds the hash before it, that none is missing, and where the chain ends. @returns how many there are */
export async function verifyEvents(db: Database, report: Report, { end, step }: ChainReading = {}): Promise<number> {
  let last: ChainEnd = { seq: 0, hash: GENESIS }
  let count = 0
  for await (const page of pagesOfEvents(db, end?.seq ?? null)) {
    for (const event of page) {
      if (event.seq !== last.seq + 1) report(`事件 ${last.seq + 1} 缺失，下一个是事件 ${event.seq}`)
      else if (event.previousHash !== last.hash) report(`事件 ${event.seq} 与前一事件不相连，顺序或内容被改动`)
      if (eventHash(event) !== event.hash) report(`事件 ${event.seq}（${event.kind}）的内容与校验值不符`)
      else if (parsed(event) === null) report(`事件 ${event.seq}（${event.kind}）的内容不符合格式`)
      last = { seq: event.seq, hash: event.hash }
    }
    count += page.length
    await step?.(count)
  }
  const head = end ?? (await onlyHead(db))
  if (head === null || head.seq !== last.seq || head.hash !== last.hash) {
    report(`事件记录止于第 ${last.seq} 条，与登记的末尾（第 ${head?.seq ?? 0} 条）不符，末尾的记录被删去或改动`)
  }
  return count
}

/** Where the chain ends, as it is written down beside it. */
export const readChainEnd = async (db: Database): Promise<ChainEnd> =>
  (await db.selectFrom('eventHead').select(['seq', 'hash']).executeTakeFirst()) ?? { seq: 0, hash: GENESIS }

/** Null when there is none, or more than one. */
async function onlyHead(db: Database): Promise<ChainEnd | null> {
  const heads = await db.selectFrom('eventHead').select(['seq', 'hash']).execute()
  return heads.length === 1 ? (heads[0] ?? null) : null
}

/** In their order. @param to the last one that is of interest; null: all of them */
async function* pagesOfEvents(db: Database, to: number | null): AsyncGenerator<EventRow[]> {
  for (let after = BEFORE_ALL; ; ) {
    const rows = await db
      .selectFrom('event')
      .selectAll()
      .where('seq', '>', after)
      .$if(to !== null, query => query.where('seq', '<=', to ?? 0))
      .orderBy('seq')
      .limit(PAGE)
      .execute()
    const last = rows.at(-1)
    if (!last) return
    yield rows
    if (rows.length < PAGE) return
    after = last.seq
  }
}

function parsed(row: EventRow): StoredEvent | null {
  try {
    return readEvent(row)
  } catch {
    return null
  }
}

/** Documents and their versions, bill by bill, against the events that tell of them. @returns how many versions there are */
async function verifyDocuments(db: Database, report: Report): Promise<number> {
  let count = 0
  const told = await db.selectFrom('event').select('bill').distinct().where('bill', 'is not', null).execute()
  const stored = await db.selectFrom('document').select('bill').distinct().execute()
  for (const bill of new Set([...told, ...stored].map(row => row.bill))) {
    const documents = await db.selectFrom('document').selectAll().where('bill', '=', bill).execute()
    const events = await eventsOfDocuments(db, bill)
    for (const id of events.keys()) if (!documents.some(document => document.id === id)) report(`材料 ${id} 缺失，事件记录中有它`)
    for (const document of documents) {
      verifyDocument(document, events.get(document.id) ?? [], report)
      count += await verifyVersions(db, document.id, events.get(document.id) ?? [], report)
    }
  }
  return count
}

/** Copies are no history and have no events: what is asked of them is that they are what was kept. */
async function verifyWorkingCopies(db: Database, report: Report): Promise<void> {
  const owners = await db.selectFrom('workingCopy').select(['document', 'account']).execute()
  for (const { document, account } of owners) {
    const copy = await db
      .selectFrom('workingCopy')
      .select(['text', 'sha256'])
      .where('document', '=', document)
      .where('account', '=', account)
      .executeTakeFirst()
    if (copy && sha256(copy.text) !== copy.sha256) report(`材料 ${document} 的一份工作副本与校验值不符`)
  }
}

async function eventsOfDocuments(db: Database, bill: string | null): Promise<Map<string, StoredEvent[]>> {
  const rows = await db
    .selectFrom('event')
    .selectAll()
    .where('bill', '=', bill)
    .where('kind', 'in', ['documentAdded', 'versionSaved', 'versionNamed'])
    .orderBy('seq')
    .execute()
  const events = rows.map(parsed).filter(event => event !== null)
  return Map.groupBy(events, event => event.document ?? '')
}

function verifyDocument({ id, kind, title, createdAt }: DocumentRow, events: readonly StoredEvent[], report: Report): void {
  const added = events.find(event => event.kind === 'documentAdded')
  if (!added) report(`材料 ${id} 没有对应的事件记录`)
  else if (added.payload['kind'] !== kind || added.payload['title'] !== title || added.at !== createdAt) report(`材料 ${id} 与事件记录不符`)
}

/** Decodes every version from the first on, each once, and compares it with its hash and with its event. */
async function verifyVersions(db: Database, document: string, events: readonly StoredEvent[], report: Report): Promise<number> {
  const saved = new Map(events.filter(({ kind }) => kind === 'versionSaved').map(event => [event.payload['seq'], event]))
  // Of several namings of one version the last holds.
  const named = new Map(events.filter(({ kind }) => kind === 'versionNamed').map(event => [event.payload['seq'], event]))
  const texts = new Map<number, KnownText>()
  let seq = 0
  let count = 0
  for await (const row of versionsInOrder(db, document)) {
    count++
    seq++
    const place = `材料 ${document} 第 ${row.seq} 版`
    if (row.seq !== seq || row.parent !== (seq === 1 ? null : seq - 1)) report(`${place}与上一版本不相连`)
    seq = row.seq
    const fault = textFault(row, texts)
    if (fault) report(`${place}${fault}`)
    verifyTold(row, saved.get(row.seq), named.get(row.seq), place, report)
    saved.delete(row.seq)
  }
  for (const [missing, event] of saved) report(`材料 ${document} 第 ${missing} 版缺失，事件 ${event.seq} 中有它`)
  return count
}

async function* versionsInOrder(db: Database, document: string): AsyncGenerator<VersionRow> {
  for (let after = BEFORE_ALL; ; ) {
    const rows = await db
      .selectFrom('version')
      .selectAll()
      .where('document', '=', document)
      .where('seq', '>', after)
      .orderBy('seq')
      .limit(PAGE)
      .execute()
    yield* rows
    const last = rows.at(-1)
    if (!last || rows.length < PAGE) return
    after = last.seq
  }
}

/** @param texts those decoded so far; holds afterwards what the next one may need */
function textFault(row: VersionRow, texts: Map<number, KnownText>): string | null {
  try {
    const text = decode(toEncoded(row), texts)
    texts.set(row.seq, text)
    if (sha256(text.text) !== row.sha256) return '的文本与校验值不符'
  } catch {
    return '的文本无法还原'
  }
  // What no later version is put together from is let go: the text before last, and whole texts of earlier blocks.
  const needed = new Set([...partsOf(row.seq), ...partsOf(row.seq + 1)])
  for (const known of texts.keys()) if (!needed.has(known)) texts.delete(known)
  return null
}

function verifyTold(row: VersionRow, saved: StoredEvent | undefined, named: StoredEvent | undefined, place: string, report: Report): void {
  if (!saved) {
    report(`${place}没有对应的事件记录`)
    return
  }
  const { sha256: hash, message, parent, name } = saved.payload
  const same =
    hash === row.sha256 &&
    message === row.message &&
    parent === row.parent &&
    (named ? named.payload['name'] : name) === row.name &&
    saved.at === row.createdAt &&
    (saved.actor === null || saved.actor === row.author)
  if (!same) report(`${place}与事件 ${saved.seq} 的记录不符`)
}
