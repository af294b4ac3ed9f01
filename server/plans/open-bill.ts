import type { OpenedBill, OpeningOfBill } from '../../schema/plans.ts'
import { Problem } from '../../schema/problems.ts'
import { advanceBill } from '../bills/advance.ts'
import { fileBill } from '../bills/file.ts'
import { demandBill } from '../bills/read.ts'
import { procedureOf } from '../bills/workflows.ts'
import { addDocument } from '../drafts/documents.ts'
import { saveVersion } from '../drafts/save-version.ts'
import { type ActorOrOperator, demandRole } from '../people/permissions.ts'
import { type Transaction, transaction } from '../store/database.ts'
import type { Services } from '../store/services.ts'
import { makeTaskSheet } from '../tasks/make-task-sheet.ts'
import { setTarget } from '../tasks/set-target.ts'
import { chinaDate } from '../web/dates.ts'
import { changePlanItem, demandItem } from './change-item.ts'
import { textInForce } from './text-in-force.ts'

/** The steps of a regulation in force that begin its amendment or its repeal, where its definition has them. */
const STARTS = { repeal: 'startRepeal', other: 'startAmendment' } as const

/**
 * Opens the bill of a plan's item (立案) with all that it begins with: procedure, units of the 专班, 任务书, and the 施工图 counted back from the target. One that
 * amends a regulation begins with its text in force. All of it happens, or nothing.
 * @throws {Problem} `forbidden`, `not-found`, `plan-item-has-bill`, `no-such-workflow`, `workflow-unfit`, `target-infeasible` and what else the acts refuse
 */
export async function openBillOfItem(
  services: Services,
  actor: ActorOrOperator,
  plan: string,
  id: string,
  { target = null, taskSheet = true, ...wish }: OpeningOfBill
): Promise<OpenedBill> {
  demandRole(actor, 'staff')
  return transaction(services.db, async trx => {
    const inside = { ...services, db: trx }
    const { item } = await demandItem(trx, plan, id)
    if (item.bill !== null) throw new Problem('plan-item-has-bill')
    const bill = await fileBill(inside, actor, {
      title: wish.title ?? item.title,
      kind: wish.kind,
      workflow: wish.workflow,
      sponsor: wish.sponsor ?? item.sponsor,
      draftingUnit: wish.draftingUnit ?? item.draftingUnit,
      competentCommittee: wish.competentCommittee ?? item.responsibleUnit,
      caseOfficer: wish.caseOfficer ?? null
    })
    await changePlanItem(inside, actor, plan, id, { bill: bill.id })
    const text =
      item.amends === null ? null : await beginFromText(inside, trx, actor, { bill: bill.id, kind: wish.kind, amends: item.amends })
    // The sheet takes its dates from the schedule.
    if (target !== null) await setTarget(inside, actor, bill.id, { target })
    const tasks = taskSheet ? (await makeTaskSheet(inside, actor, bill.id)).items.length : 0
    return { bill: bill.id, tasks, scheduled: target !== null, text }
  })
}

interface Amending {
  readonly bill: string
  readonly kind: OpeningOfBill['kind']
  readonly amends: string
}

/** @returns the document that holds the text in force as its first version */
async function beginFromText(
  services: Services,
  trx: Transaction,
  actor: ActorOrOperator,
  { bill, kind, amends }: Amending
): Promise<string | null> {
  const regulation = await demandBill(trx, amends)
  const starts = kind === 'repeal' ? STARTS.repeal : STARTS.other
  const procedure = await procedureOf(trx, regulation.workflowHash)
  if (procedure.movesAt.get(regulation.place)?.some(({ transition }) => transition.event === starts))
    await advanceBill(services, actor, amends, starts, { note: '列入计划的项目已经立案' })
  const text = kind === 'repeal' ? null : await textInForce(trx, amends, chinaDate(services.now()))
  if (text === null) return null
  const document = await addDocument(services, actor, bill, { kind: 'draft' })
  await saveVersion(services, actor, document.id, { text, message: `以《${regulation.title}》现行文本为起点`, parent: null })
  return document.id
}
