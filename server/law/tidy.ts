/**
 * The second pass: from the least difference to the one that reads best. Few whole changes instead of confetti, after the manner of
 * `presentableDiff` in @codemirror/merge and `cleanupSemantic` in diff-match-patch.
 *
 * Promises: both sides still read the same; between two changes stand more than two characters; what is deleted stands before what is inserted.
 */
import type { Hunk } from '../../schema/redline.ts'
import type { Run } from './words.ts'

/** An equal run of so few characters between two changes is an island: nobody reads 的 apart from what surrounds it. */
const ISLAND = 2
/** An equal run of at most so many characters is swallowed by two changes that are both longer than it. */
const SHORT = 6

/** A place of change: what is deleted and what is inserted there. */
interface Change {
  deleted: string
  inserted: string
}

/** @param runs in any order of `delete` and `insert` between two `equal` runs */
export function tidy(runs: readonly Run[]): Hunk[] {
  // Changes and the equal runs between them: changes[0] equals[0] changes[1] …; the first and the last change may be empty.
  const changes: Change[] = [{ deleted: '', inserted: '' }]
  const equals: string[] = []
  for (const { op, text } of runs) {
    const last = changes.at(-1)
    if (!last || text === '') continue
    if (op === 'delete') last.deleted += text
    else if (op === 'insert') last.inserted += text
    else if (isEmpty(last) && equals.length > 0) equals.push((equals.pop() ?? '') + text)
    else {
      swallow(changes, equals)
      equals.push(text)
      changes.push({ deleted: '', inserted: '' })
    }
  }
  swallow(changes, equals)
  trim(changes, equals)
  settle(changes, equals)
  return hunksOf(changes, equals)
}

const isEmpty = ({ deleted, inserted }: Change): boolean => deleted === '' && inserted === ''
const sizeOf = ({ deleted, inserted }: Change): number => Math.max(deleted.length, inserted.length)

/** Joins the last change with the one before it, as long as what lies between them is too short to be read for itself. */
function swallow(changes: Change[], equals: string[]): void {
  for (;;) {
    const [before, last, between] = [changes.at(-2), changes.at(-1), equals.at(-1)]
    if (!before || !last || between === undefined || isEmpty(before) || isEmpty(last) || !isIsland(before, between, last)) return
    changes.splice(-2, 2, {
      deleted: before.deleted + between + last.deleted,
      inserted: before.inserted + between + last.inserted
    })
    equals.pop()
  }
}

function isIsland(before: Change, between: string, after: Change): boolean {
  if (between.length <= ISLAND) return true
  return between.length <= SHORT && !between.includes('\n') && between.length <= sizeOf(before) && between.length <= sizeOf(after)
}

/** After swallowing, both sides of a change may end or begin with the same words again: 实行国策。国家 for 国家 has only lost 实行国策。 */
function trim(changes: readonly Change[], equals: string[]): void {
  changes.forEach((change, at) => {
    const { deleted, inserted } = change
    // Lines are left as they were paired: a new 项 before another would read as the other's words.
    if (deleted === '' || inserted === '' || deleted.includes('\n') || inserted.includes('\n')) return
    const [before, after] = [equals[at - 1], equals[at]]
    const tail = after === undefined ? 0 : commonTail(deleted, inserted)
    const head = before === undefined ? 0 : commonHead(deleted.slice(0, deleted.length - tail), inserted.slice(0, inserted.length - tail))
    if (before !== undefined) equals[at - 1] = before + deleted.slice(0, head)
    if (after !== undefined) equals[at] = deleted.slice(deleted.length - tail) + after
    change.deleted = deleted.slice(head, deleted.length - tail)
    change.inserted = inserted.slice(head, inserted.length - tail)
  })
}

/** How many characters both end with: all of one of them, or what stands behind a mark in both. */
function commonTail(one: string, other: string): number {
  const most = Math.min(one.length, other.length)
  let length = 0
  while (length < most && one.charAt(one.length - 1 - length) === other.charAt(other.length - 1 - length)) length++
  if (length === most) return length
  while (length > 0 && !MARK.test(one.charAt(one.length - length - 1) + one.charAt(one.length - length))) length--
  return length
}

function commonHead(one: string, other: string): number {
  const most = Math.min(one.length, other.length)
  let length = 0
  while (length < most && one.charAt(length) === other.charAt(length)) length++
  if (length === most) return length
  while (length > 0 && !MARK.test(one.charAt(length - 1))) length--
  return length
}

/**
 * What was only inserted or only deleted can often be read at several places: 处理[。期间中止审查]。 or 处理。[期间中止审查。] Whole sentences and what
 * begins behind a mark read best.
 */
function settle(changes: readonly Change[], equals: string[]): void {
  changes.forEach((change, at) => {
    const [before, after] = [equals[at - 1], equals[at]]
    if (before === undefined || after === undefined || (change.deleted !== '' && change.inserted !== '')) return
    const text = change.deleted + change.inserted
    const isLast = at === changes.length - 2 && isEmpty(changes[at + 1] ?? change)
    if (text.startsWith('。') && after.startsWith('。') && (isLast || after.length > ISLAND + 1)) {
      shift(change, `${text.slice(1)}。`)
      equals.splice(at - 1, 2, `${before}。`, after.slice(1))
      return
    }
    const back = backToMark(before, text)
    if (back === 0) return
    const words = text.slice(text.length - back)
    shift(change, words + text.slice(0, text.length - back))
    equals.splice(at - 1, 2, before.slice(0, before.length - back), words + after)
  })
}

const MARK = /[，。；：、\n]/

/** How far a change may begin earlier, so that it begins behind a mark; 0 when it does so already or cannot. */
function backToMark(before: string, text: string): number {
  if (MARK.test(text.charAt(0)) || MARK.test(before.charAt(before.length - 1))) return 0
  for (let back = 1; back < text.length && before.charAt(before.length - back) === text.charAt(text.length - back); back++) {
    // What is left before it must not become an island.
    if (before.length - back > ISLAND && MARK.test(before.charAt(before.length - back - 1))) return back
  }
  return 0
}

function shift(change: Change, text: string): void {
  if (change.deleted !== '') change.deleted = text
  else change.inserted = text
}

function hunksOf(changes: readonly Change[], equals: readonly string[]): Hunk[] {
  const hunks: Hunk[] = []
  changes.forEach(({ deleted, inserted }, at) => {
    if (deleted !== '') hunks.push({ op: 'delete', text: deleted })
    if (inserted !== '') hunks.push({ op: 'insert', text: inserted })
    const equal = equals[at]
    if (equal) hunks.push({ op: 'equal', text: equal })
  })
  return hunks
}
