import type { Law } from '../law/index.ts'
import type { Services } from '../store/services.ts'
import { chinaDate } from '../web/dates.ts'
import { bothTitles, titlesIn } from './citing.ts'
import { selectByTitles, selectTextsOf } from './store.ts'
import { readsFrom } from './view.ts'

/** Laws of the library that a text names and that have changed since a day, the newest change first. */
export async function newerSuperiors(
  { db, now }: Pick<Services, 'db' | 'now'>,
  law: Law,
  since: string
): Promise<{ readonly title: string; readonly on: string }[]> {
  const today = chinaDate(now())
  const named = [...new Set(titlesIn(law).map(({ title }) => title))]
  const laws = (await selectByTitles(db, bothTitles(named))).filter(({ own }) => own === 0)
  const titles = new Map(laws.map(({ id, title }) => [id, title]))
  const texts = await selectTextsOf(db, [...titles.keys()])
  return texts
    .filter(text => text.seq > 1 && readsFrom(text) > since && readsFrom(text) <= today)
    .map(text => ({ title: `《${titles.get(text.regulation) ?? ''}》有新文本`, on: readsFrom(text) }))
    .sort((a, b) => (a.on < b.on ? 1 : -1))
}
