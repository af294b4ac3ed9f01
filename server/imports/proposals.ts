/**
 * What somebody's tracked changes propose: whole clauses, as a lawyer would quote them, with what they should read. Pure: two texts in, proposals
 * on the old one out.
 */
import type { Compared, Passage } from '../law/index.ts'

export interface Proposal {
  /** The article that it is about; null: the text as a whole. */
  readonly article: Passage | null
  /** The clause in the article's reading text; null: the whole article. */
  readonly words: { readonly start: number; readonly end: number } | null
  /** In words: 建议将“三十日”修改为“二十日”。 */
  readonly body: string
  /** What the clause, or the new article, should read. */
  readonly proposal: string | null
}

export function proposalsOf(compared: readonly Compared[]): Proposal[] {
  let before: Passage | null = null
  return compared.flatMap(one => {
    const made = proposalsOn(one, before)
    if (one.old?.unit === 'article') before = one.old
    return made
  })
}

function proposalsOn({ kind, old, next, hunks }: Compared, before: Passage | null): Proposal[] {
  if (kind === 'unchanged') return []
  const unit = (old ?? next)?.unit
  const said = (body: string, proposal: string | null = null, article = old) => [{ article, words: null, body, proposal }]
  if (unit !== 'article') {
    const name = (next ?? old)?.label ?? ''
    if (!old) return said(`建议增加“${shown(`${name} ${next?.text ?? ''}`)}”。`, null, before)
    if (!next) return said(`建议删去“${shown(`${name} ${old.text}`)}”。`, null, null)
    return said(`建议将“${shown(old.text)}”修改为“${shown(next.text)}”。`, null, null)
  }
  if (!old) return said(before ? `建议在${before.label}之后增加一条。` : '建议在第一条之前增加一条。', next?.text ?? null, before)
  if (!next) return said('建议删去本条。')
  const moved = kind === 'moved' || kind === 'movedAndModified' ? said(`建议将本条移至${next.label}的位置。`) : []
  return [...moved, ...clauses(hunks, old.text).map(clause => ({ article: old, ...clause }))]
}

/** A changed stretch of the old text and what stands for it. */
interface Change {
  start: number
  end: number
  /** The change as it was made, for saying it. */
  readonly gone: string[]
  readonly come: string[]
  /** What the stretch reads afterwards. */
  text: string
}

const BREAK = /[，。；：！？、\n]/u
/** Changes nearer to one another than this are one. */
const NEAR = 1

function clauses(hunks: Compared['hunks'], oldText: string): Omit<Proposal, 'article'>[] {
  const made: Change[] = []
  for (const change of changes(hunks)) {
    const start = clauseStart(oldText, change.start)
    const end = clauseEnd(oldText, change.end)
    const whole = {
      ...change,
      start,
      end,
      text: oldText.slice(start, change.start) + change.text + oldText.slice(change.end, end)
    }
    const last = made.at(-1)
    if (last && start < last.end + NEAR) join(last, whole, change.start, oldText)
    else made.push(whole)
  }
  return made.map(({ start, end, gone, come, text }) => ({
    words: { start, end },
    body: inWords(gone, come),
    proposal: text.trim() || null
  }))
}

/** Two changes in one clause, or in two that touch. `from`: where the second begins in the old text. */
function join(last: Change, next: Change, from: number, oldText: string): void {
  // What stands between both changes is in both stretches, and is kept once.
  const until = from >= last.end ? last.text + oldText.slice(last.end, from) : last.text.slice(0, last.text.length - (last.end - from))
  last.text = until + next.text.slice(from - next.start)
  last.end = Math.max(last.end, next.end)
  last.gone.push(...next.gone)
  last.come.push(...next.come)
}

function* changes(hunks: Compared['hunks']): Iterable<Change> {
  let at = 0
  let open: Change | null = null
  for (const { op, text } of hunks) {
    if (op === 'equal') {
      if (open) yield open
      open = null
      at += text.length
      continue
    }
    open ??= { start: at, end: at, gone: [], come: [], text: '' }
    if (op === 'delete') {
      open.gone.push(text)
      at += text.length
      open.end = at
    } else {
      open.come.push(text)
      open.text += text
    }
  }
  if (open) yield open
}

/** Where the clause begins that a place lies in; a place at its very head takes the clause before along. */
function clauseStart(text: string, at: number): number {
  let start = at
  if (start > 0 && BREAK.test(text.charAt(start - 1))) start--
  while (start > 0 && !BREAK.test(text.charAt(start - 1))) start--
  return start
}

function clauseEnd(text: string, at: number): number {
  let end = at
  if (end > 0 && BREAK.test(text.charAt(end - 1))) return end
  while (end < text.length && !BREAK.test(text.charAt(end))) end++
  // The mark that ends the clause is part of it, a line end is not.
  return end < text.length && text.charAt(end) !== '\n' ? end + 1 : end
}

function inWords(gone: readonly string[], come: readonly string[]): string {
  const [old, next] = [shown(gone.join('……')), shown(come.join('……'))]
  if (old === '') return `建议增加“${next}”。`
  return next === '' ? `建议删去“${old}”。` : `建议将“${old}”修改为“${next}”。`
}

const MAX_SHOWN = 300
const shown = (text: string): string => {
  const line = text.replaceAll(/\s/gu, '')
  return line.length <= MAX_SHOWN ? line : `${line.slice(0, MAX_SHOWN)}……`
}
