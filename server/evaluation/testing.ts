/** For tests alone: a regulation where a test needs it, without the whole way there. */
import { fileBill } from '../bills/file.ts'
import { givePaper } from '../bills/testing.ts'
import type { Services } from '../store/services.ts'

interface Place {
  readonly place: string
  readonly stage: string
  readonly status: string
  readonly dates: Readonly<Record<string, string>>
}

export const IN_FORCE: Place = {
  place: 'inForce',
  stage: 'implementation',
  status: 'completed',
  dates: { passedOn: '2024-01-20', approvedOn: '2024-03-20', promulgatedOn: '2024-04-01', effectiveOn: '2024-05-01' }
}

/** A regulation of the two readings of a city, with a text, standing at a place that is written into its row. */
export async function regulationAt(services: Services, title: string, { dates, ...place }: Place = IN_FORCE): Promise<string> {
  const { id } = await fileBill(services, null, { title, kind: 'enact', workflow: 'municipal-regulation' })
  await givePaper(services, id, 'draft')
  const { state } = await services.db.selectFrom('bill').select('state').where('id', '=', id).executeTakeFirstOrThrow()
  const moved = { ...JSON.parse(state), ...place, dates }
  delete moved.stage
  await services.db
    .updateTable('bill')
    .set({ ...place, state: JSON.stringify(moved) })
    .where('id', '=', id)
    .execute()
  return id
}
