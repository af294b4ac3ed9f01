/** For tests alone: a bill's papers, put into the store as they would stand after they were saved. */
import type { DocumentKind } from '../../schema/documents.ts'
import { documentKinds } from '../../schema/documents.ts'
import { transaction } from '../store/database.ts'
import type { Services } from '../store/services.ts'
import { addVersion, encodeVersion, newestSeq } from '../store/versions.ts'

export const DRAFT =
  '# 临江市口袋公园管理条例\n\n第一条　为了规范口袋公园的建设和管理，制定本条例。\n\n第二条　口袋公园的具体管理办法由市城市管理部门制定。\n'

/** Saves a text as the newest version of the bill's document of a kind. @param name a stage of the draft, e.g. `votingDraft` */
export async function givePaper(
  services: Services,
  bill: string,
  kind: DocumentKind,
  { text = DRAFT, name = null }: { text?: string; name?: string | null } = {}
): Promise<void> {
  const createdAt = services.now().toISOString()
  const known = await services.db.selectFrom('document').select('id').where('bill', '=', bill).where('kind', '=', kind).executeTakeFirst()
  const document = known?.id ?? services.newId()
  await transaction(services.db, async trx => {
    if (!known) await trx.insertInto('document').values({ id: document, bill, kind, title: documentKinds[kind], createdAt }).execute()
    const encoded = await encodeVersion(trx, document, await newestSeq(trx, document), text)
    await addVersion(trx, encoded, { author: 'account-chengbanren', message: '保存', name, createdAt })
  })
}
