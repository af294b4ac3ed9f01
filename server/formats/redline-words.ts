/** What is said about a redline's entry, in the same words in every format. */
import type { ChangeKind } from '../../schema/redline.ts'
import { hasHidden } from '../law/hidden.ts'
import type { StepEntry } from '../law/steps.ts'

const KIND_NAMES: Readonly<Record<ChangeKind, string>> = {
  unchanged: '未改动',
  modified: '修改',
  inserted: '新增',
  deleted: '删除',
  moved: '移动',
  movedAndModified: '移动并修改'
}

/** What became of it over all steps together. */
export function kindOf({ kinds, labels }: StepEntry): ChangeKind {
  const oldest = labels[0] ?? null
  const newest = labels.at(-1) ?? null
  if (newest === null) return 'deleted'
  if (oldest === null) return 'inserted'
  const isMoved = kinds.some(kind => kind === 'moved' || kind === 'movedAndModified')
  const isModified = kinds.some(kind => kind === 'modified' || kind === 'movedAndModified')
  return isMoved ? (isModified ? 'movedAndModified' : 'moved') : isModified ? 'modified' : 'unchanged'
}

export const kindName = (entry: StepEntry): string => KIND_NAMES[kindOf(entry)]
export const nameOfKind = (kind: ChangeKind): string => KIND_NAMES[kind]

/** A changed number alone is no change, nor are blanks; but a hidden character that came or went is shown (零宽空格). */
export const isChanged = (entry: StepEntry): boolean =>
  kindOf(entry) !== 'unchanged' || entry.hunks.some(({ inserted, deleted, text }) => (inserted !== 0 || deleted !== 0) && hasHidden(text))

export const isGone = ({ labels }: StepEntry): boolean => labels.at(-1) === null

/** 第十条; of what is gone its last number: 原第十二条. */
export const nameOf = (entry: StepEntry): string => {
  const label = entry.labels.findLast(label => label !== null) ?? ''
  return isGone(entry) ? `原${label}` : label
}

/** Blanks that came or went are not marked: no reader calls them a change. Hidden characters are no blanks in this sense. */
export const isBlank = (text: string): boolean => text.trim() === '' && !text.includes('\n') && !hasHidden(text)

/** Where it came from, and why it reads as it does. */
export function notesOf(entry: StepEntry): string[] {
  const notes: string[] = []
  const kind = kindOf(entry)
  const oldest = entry.labels[0] ?? null
  if (kind === 'moved') notes.push(`移自原${oldest}，文字未动`)
  else if (kind === 'movedAndModified') notes.push(`移自原${oldest}`)
  else if (oldest !== null && !isGone(entry) && oldest !== nameOf(entry)) notes.push(`原${oldest}`)
  if (oldest === null && isGone(entry)) notes.push('审议中增加，后又删去')
  if (entry.coarse) notes.push('改动较大，全文替换')
  if (kind === 'unchanged' && isChanged(entry)) notes.push('有看不见的字符')
  return notes
}
