/** Rows that follow from events: what the log tells of each is folded and compared with what stands in the table. Pure but for reading. */
import type { EventKind } from '../../schema/events.ts'
import type { Database } from './database.ts'
import { readEvent, type StoredEvent } from './events.ts'

/** What one event says about one row: members that it set, or that the row is gone. */
export interface Saying {
  readonly id: string
  readonly members: Readonly<Record<string, unknown>> | null
}

/** Events read at once. */
const PAGE = 500

/** Folds events of some kinds, in their order, into what each row should hold; what was taken out is not in it. */
export async function foldEvents(
  db: Database,
  kinds: readonly EventKind[],
  say: (event: StoredEvent, known: ReadonlyMap<string, Readonly<Record<string, unknown>>>) => readonly Saying[]
): Promise<Map<string, Readonly<Record<string, unknown>>>> {
  const told = new Map<string, Readonly<Record<string, unknown>>>()
  for (let after = 0; ; ) {
    const rows = await db
      .selectFrom('event')
      .selectAll()
      .where('kind', 'in', [...kinds])
      .where('seq', '>', after)
      .orderBy('seq')
      .limit(PAGE)
      .execute()
    for (const row of rows) {
      for (const { id, members } of say(readEvent(row), told)) {
        if (members === null) told.delete(id)
        else told.set(id, { ...told.get(id), ...members })
      }
    }
    const last = rows.at(-1)
    if (!last || rows.length < PAGE) return told
    after = last.seq
  }
}

/**
 * Compares rows with what was told of them, member by member.
 * @param name what a row is called, e.g. 项目建议
 * @returns one Chinese sentence for each row that does not hold
 */
export function differences<Row extends object>(
  name: string,
  rows: readonly Row[],
  idOf: (row: Row) => string,
  told: ReadonlyMap<string, Readonly<Record<string, unknown>>>
): string[] {
  const findings: string[] = []
  const stored = new Map(rows.map(row => [idOf(row), row]))
  for (const [id, members] of told) {
    const row = stored.get(id)
    if (!row) findings.push(`${name} ${id} 缺失，事件记录中有它`)
    else {
      const wrong = Object.entries(members).filter(([member, value]) => row[member as keyof Row] !== value)
      if (wrong.length > 0) findings.push(`${name} ${id} 与事件记录不符：${wrong.map(([member]) => member).join('、')}`)
    }
  }
  for (const id of stored.keys()) if (!told.has(id)) findings.push(`${name} ${id} 没有对应的事件记录`)
  return findings
}
