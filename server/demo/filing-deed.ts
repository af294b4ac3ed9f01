import { FILING_DOCUMENTS } from '../../schema/filing.ts'
import { fileRegulation, filingOfBill } from '../filing/file-regulation.ts'
import type { Actor, Services } from '../store/services.ts'

/** Files what a bill of the demo has promulgated with the province, with all its papers; the receipt came the same day. */
export async function fileForDemo(services: Services, clerk: Actor, bill: string, on: string): Promise<void> {
  const filing = await filingOfBill(services, bill)
  if (!filing) return
  await fileRegulation(services, clerk, filing.regulation, filing.seq, {
    addressee: '东岭省人大常委会',
    sentOn: on,
    documents: [...FILING_DOCUMENTS],
    receiptOn: on
  })
}
