/** The same change of a phrase in many places is said in one clause; in all places, for the whole text. */
import { type Body, isHeading } from './body.ts'
import type { Operation, Place } from './operation.ts'

/** From so many places on a legislature says it once. */
const MANY = 3

type PhraseChange = Extract<Operation, { readonly op: 'replacePhrase' }>

export function joinPhrases(old: Body, operations: readonly Operation[]): Operation[] {
  const groups = Map.groupBy(operations.filter(isPhrase), ({ from, to }) => `${from}\n${to}`)
  const joined = new Map<Operation, Operation | null>()
  for (const group of groups.values()) {
    const [first, ...rest] = group
    if (!first || group.length < MANY || first.to === '') continue
    const places = group.flatMap(({ places: own }) => own)
    joined.set(
      first,
      stands(old, first.from) === places.length
        ? { op: 'replaceAll', from: first.from, to: first.to }
        : { ...first, places: unique(places) }
    )
    for (const other of rest) joined.set(other, null)
  }
  return operations.flatMap(operation => {
    const one = joined.get(operation)
    return one === undefined ? [operation] : one === null ? [] : [one]
  })
}

const isPhrase = (operation: Operation): operation is PhraseChange => operation.op === 'replacePhrase'

/** How often a phrase stands in the old text, headings apart. */
function stands(old: Body, phrase: string): number {
  let count = 0
  for (const block of old.blocks) {
    if (isHeading(block)) continue
    for (const { text } of block.lines) count += text.split(phrase).length - 1
  }
  return count
}

function unique(places: readonly Place[]): Place[] {
  const seen = new Map(places.map(place => [JSON.stringify(place), place]))
  return [...seen.values()]
}
