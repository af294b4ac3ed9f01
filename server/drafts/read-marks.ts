/**
 * 已阅: which changed articles of a redline somebody has looked at. A mark names the change by its words, old and new: it holds in every
 * redline that shows the same change, and is gone as soon as the article is changed again. It is its reader's own note, no event.
 */
import { Problem } from '../../schema/problems.ts'
import type { ReadMark, ReadMarks } from '../../schema/read-marks.ts'
import { isChanged, kindOf, nameOf } from '../formats/redline-words.ts'
import type { StepEntry } from '../law/index.ts'
import { demandRole } from '../people/permissions.ts'
import type { Actor, Services } from '../store/services.ts'
import { sha256 } from '../store/version-encoding.ts'
import { type Comparison, compareVersions } from './compare.ts'
import { deleteReadMark, putReadMark, selectReadMarks } from './store.ts'

export interface ComparedNumbers {
  readonly from?: number | undefined
  readonly via?: number | undefined
  readonly to?: number | undefined
}

/** The articles that a reader has to look at, in order, each with the name of its change. */
export const changesOf = ({ entries }: Pick<Comparison, 'entries'>): Map<StepEntry, string> =>
  new Map(entries.flatMap(entry => (entry.unit === 'article' && isChanged(entry) ? [[entry, changeHash(entry)] as const] : [])))

/** A number alone is no change: an article that moves on by one stays looked at. */
function changeHash({ labels, hunks }: StepEntry): string {
  const texts = labels.map((label, version) =>
    label === null
      ? null
      : hunks
          .filter(({ inserted, deleted }) => inserted <= version && (deleted === 0 || deleted > version))
          .map(({ text }) => text)
          .join('')
  )
  return sha256(JSON.stringify(texts))
}

/** What the actor has marked of a document. */
export const marksOf = async ({ db }: Pick<Services, 'db'>, actor: Actor, document: string): Promise<Set<string>> =>
  new Set((await selectReadMarks(db, document, actor.id)).map(({ change }) => change))

/** The changed articles of a redline, and which of them the actor has looked at. @throws {Problem} `not-found` */
export async function readMarks(services: Services, actor: Actor, document: string, compared: ComparedNumbers): Promise<ReadMarks> {
  demandRole(actor, 'staff', 'expert')
  const comparison = await compareVersions(services, document, compared.from, compared.to, compared.via)
  return showMarks(comparison, await marksOf(services, actor, document))
}

function showMarks(comparison: Comparison, marks: ReadonlySet<string>): ReadMarks {
  const items: ReadMark[] = [...changesOf(comparison)].map(([entry, change]) => ({
    ...{ article: nameOf(entry), kind: kindOf(entry) },
    ...{ change, read: marks.has(change) }
  }))
  return { items, read: items.filter(({ read }) => read).length, total: items.length }
}

/**
 * Marks a change as looked at, or takes the mark back.
 * @throws {Problem} `not-found` also when the redline has no such change: marks are kept of what there is alone
 */
export async function markRead(
  services: Services,
  actor: Actor,
  document: string,
  change: string,
  { read, ...compared }: ComparedNumbers & { readonly read: boolean }
): Promise<ReadMarks> {
  demandRole(actor, 'staff', 'expert')
  const comparison = await compareVersions(services, document, compared.from, compared.to, compared.via)
  if (![...changesOf(comparison).values()].includes(change))
    throw new Problem('not-found', { detail: '这两个版本之间没有这一处改动，请刷新花脸稿后重试。' })
  const row = { document, account: actor.id, change }
  if (read) await putReadMark(services.db, { ...row, at: services.now().toISOString() })
  else await deleteReadMark(services.db, row)
  return showMarks(comparison, await marksOf(services, actor, document))
}
