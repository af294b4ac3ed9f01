/** Addresses of the page of opinions, and how an opinion is called in a list. */
import type { Opinion, OpinionFilter } from '../../schema/opinions.ts'

/** The address of one opinion inside a filter. */
export const opinionAddress = ({ id, bill }: Pick<Opinion, 'id' | 'bill'>, filter: OpinionFilter): string =>
  withFilter(`/bills/${bill}/opinions/${id}`, filter)

export function withFilter(
  address: string,
  { verdict, source, article, round }: OpinionFilter,
  more: { cursor?: string; done?: string | undefined } = {}
): string {
  const query = Object.entries({ verdict, source, article, round, ...more }).filter((entry): entry is [string, string] => Boolean(entry[1]))
  return query.length === 0 ? address : `${address}?${new URLSearchParams(query)}`
}

const BEGINNING = 40
export const beginning = (text: string): string => {
  const characters = Array.from(text.replace(/\s+/gu, ' '))
  return characters.length <= BEGINNING ? characters.join('') : `${characters.slice(0, BEGINNING).join('')}…`
}
