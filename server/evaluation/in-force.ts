import { Problem } from '../../schema/problems.ts'
import { readState } from '../bills/view.ts'
import type { BillRow } from '../store/tables.ts'

/** The place of a definition at which a regulation has been repealed (废止). */
const REPEALED = 'repealed'

/** Whether a regulation is in force (现行有效) on a day: promulgated, its day of commencement reached, not repealed. */
export function isInForce(bill: BillRow, today: string): boolean {
  const { promulgatedOn, effectiveOn } = readState(bill).dates
  return promulgatedOn !== undefined && effectiveOn !== undefined && effectiveOn <= today && bill.place !== REPEALED
}

/** @throws {Problem} `not-in-force`, saying how far the bill is */
export function demandInForce(bill: BillRow, today: string): void {
  if (isInForce(bill, today)) return
  const { effectiveOn } = readState(bill).dates
  const why =
    bill.place === REPEALED ? '已经废止' : effectiveOn !== undefined ? `自 ${effectiveOn} 起施行，尚未施行` : '还没有公布，尚未施行'
  throw new Problem('not-in-force', { detail: `《${bill.title}》${why}；只有现行有效的法规才能开展立法后评估。` })
}
