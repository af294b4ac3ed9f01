/** References in words that the decision did not write follow their targets to the new numbers. */
import { withoutBlanks as squeeze } from '../characters.ts'
import type { PlacedReference } from '../tree.ts'
import type { Block, Body } from './body.ts'
import type { Follow } from './edited-block.ts'

interface Change {
  readonly start: number
  readonly end: number
  readonly text: string
}

const ARTICLE = /第[\s\u3000]{0,4}[^第条款项目\s\u3000]{1,12}[\s\u3000]{0,4}条(?:之[一二三四五六七八九十]{1,3})?/
const CHAPTER = /第[\s\u3000]{0,4}[^第章节\s\u3000]{1,12}[\s\u3000]{0,4}章/

/** @param renamed old label (of an article, of a heading) → new, where they differ */
export function referencesThatFollow(body: Body, renamed: ReadonlyMap<string, string>): Follow {
  if (renamed.size === 0) return () => []
  const changes = body.law.references.flatMap(reference => changeOf(body, reference, renamed)).sort((a, b) => a.start - b.start)
  if (changes.length === 0) return () => []
  return (block: Block, lineIndex: number) => {
    const line = block.lines[lineIndex]
    if (!line || line.start < 0) return []
    const end = line.start + line.text.length
    return within(changes, line.start, end).map(change => ({
      start: change.start - line.start,
      end: change.end - line.start,
      text: change.text
    }))
  }
}

function changeOf({ law }: Body, { target, start, end }: PlacedReference, renamed: ReadonlyMap<string, string>): Change[] {
  if (target.instrument !== 'self') return []
  const next = renamed.get(target.article ?? target.chapter ?? '')
  if (next === undefined) return []
  const printed = law.text.slice(start, end)
  const match = (target.article === undefined ? CHAPTER : ARTICLE).exec(printed)
  if (!match || squeeze(match[0]) !== (target.article ?? target.chapter)) return []
  return [{ start: start + match.index, end: start + match.index + match[0].length, text: next }]
}

/** The changes that lie in a stretch, found by halving: laws have thousands of references. */
function within(changes: readonly Change[], from: number, to: number): Change[] {
  let low = 0
  let high = changes.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((changes[middle]?.start ?? 0) < from) low = middle + 1
    else high = middle
  }
  const found: Change[] = []
  for (let at = low; at < changes.length; at++) {
    const change = changes[at]
    if (!change || change.start >= to) break
    if (change.end <= to) found.push(change)
  }
  return found
}
