import type { Wording } from '../../schema/library.ts'
import { demandBill } from '../bills/read.ts'
import { draftOf } from '../drafts/draft-of.ts'
import { parse } from '../law/index.ts'
import { wordingsFor } from '../register/compare-library.ts'
import type { Services } from '../store/services.ts'
import { readVersion } from '../store/versions.ts'

/** Words of the law library that may be noted beside an article of the newest draft. @throws {Problem} `not-found` */
export async function offeredWordings(services: Services, bill: string, article: string): Promise<Wording[]> {
  await demandBill(services.db, bill)
  const draft = await draftOf(services, bill)
  if (!draft?.newest) return []
  const { text } = await readVersion(services.db, draft.id, draft.newest)
  return wordingsFor(services, parse(text), article.replace(/\s/gu, ''))
}
