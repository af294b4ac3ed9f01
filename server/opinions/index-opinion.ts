import type { Transaction } from '../store/database.ts'
import { putNewSubjects } from '../store/search.ts'
import type { OpinionRow } from '../store/tables.ts'

/** Lets submitted opinions be found by their words and by who gave them. Drafts are nobody's but their author's: they are not found. */
export const indexOpinions = (
  trx: Transaction,
  opinions: readonly Pick<OpinionRow, 'id' | 'bill' | 'article' | 'givenBy' | 'body' | 'proposal'>[]
): Promise<void> =>
  putNewSubjects(
    trx,
    opinions.map(({ id, bill, article, givenBy, body, proposal }) => ({
      kind: 'opinion',
      subject: id,
      bill,
      title: `${givenBy}的意见`,
      // An opinion is a passage of what is said of a bill, also one on the whole text.
      label: article ?? '全文',
      body: [body, proposal].filter(Boolean).join('　')
    }))
  )
