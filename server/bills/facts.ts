import { Compile } from 'typebox/compile'
import { BillKind } from '../../schema/bills.ts'
import type { BillFacts } from '../../schema/facts.ts'
import { type Procedure, stepsOf } from '../lifecycle/procedure.ts'
import { countOpinions } from '../opinions/count.ts'
import type { Database } from '../store/database.ts'
import type { BillRow } from '../store/tables.ts'
import { readVersion } from '../store/versions.ts'
import { billsWithSchedule, countTasks, type PlaceTasks, tasksSoFar } from '../tasks/count.ts'
import { countOpenItems, selectDraftHashes, selectPapers } from './store.ts'
import { procedureOf } from './workflows.ts'

const kinds = Compile(BillKind)

/** Kinds of penalty that only some instruments may set (行政处罚法第九条、第十二条). */
const PENALTY = /罚款|没收违法所得|没收非法财物|责令停产停业|责令关闭|吊销|暂扣|降低资质等级|限制从业|行政拘留/

/**
 * The facts that guards are asked about, of any number of bills in a handful of queries. Looked up is only what a step from the place where
 * a bill stands can depend on; what nobody there asks for is left empty.
 * @param today legal date
 */
export async function factsOf(db: Database, bills: readonly BillRow[], today: string): Promise<Map<string, BillFacts>> {
  const procedures = new Map<string, Procedure>()
  for (const hash of new Set(bills.map(bill => bill.workflowHash))) procedures.set(hash, await procedureOf(db, hash))
  /** Those of the bills at whose place one of these is asked for. */
  const asking = (...names: readonly (keyof BillFacts)[]) =>
    bills
      .filter(({ workflowHash, place }) => names.some(name => procedures.get(workflowHash)?.askedAt.get(place)?.has(name)))
      .map(({ id }) => id)
  const papers = papersByBill(await selectPapers(db, asking('documents')))
  const items = new Map(
    (await countOpenItems(db, asking('checklist'))).map(row => [row.bill, { total: Number(row.total), open: Number(row.open) }])
  )
  const opinions = await countOpinions(db, asking('opinions'))
  const tasks = await countTasks(db, asking('tasks', 'hasTaskSheet'))
  const untimed = new Set(bills.filter(({ targetOn }) => targetOn === null).map(({ id }) => id))
  const scheduled = await billsWithSchedule(
    db,
    asking('hasSchedule').filter(id => untimed.has(id))
  )
  const [approving, punishing] = [asking('textMatchesApproval'), asking('setsPenalty')]
  const drafts: Drafts = Map.groupBy(await selectDraftHashes(db, [...new Set([...approving, ...punishing])]), ({ bill }) => bill)
  const unchanged = billsWithPassedText(approving, drafts)
  const withPenalty = await billsWithPenalty(db, punishing, drafts)
  return new Map(
    bills.map(bill => [
      bill.id,
      {
        kind: kinds.Parse(bill.kind),
        today,
        documents: [...(papers.get(bill.id) ?? [])],
        opinions: opinions.get(bill.id) ?? { total: 0, unanswered: 0 },
        tasks: soFar(procedures, bill, tasks.get(bill.id)),
        checklist: items.get(bill.id) ?? { total: 0, open: 0 },
        hasTaskForce: Boolean(bill.draftingUnit && bill.caseOfficer),
        // The definition's own tasks are the 任务书 of every bill that somebody has been charged with, also before it is written down.
        hasTaskSheet: tasks.has(bill.id) || (Boolean(bill.draftingUnit) && hasTasks(procedures.get(bill.workflowHash))),
        hasSchedule: bill.targetOn !== null || scheduled.has(bill.id),
        setsPenalty: withPenalty.has(bill.id),
        textMatchesApproval: unchanged.has(bill.id)
      }
    ])
  )
}

function soFar(procedures: ReadonlyMap<string, Procedure>, { workflowHash, place }: BillRow, tasks: readonly PlaceTasks[] = []) {
  const procedure = procedures.get(workflowHash)
  return procedure && tasks.length > 0 ? tasksSoFar(procedure, place, tasks) : { total: 0, open: 0 }
}

const hasTasks = (procedure: Procedure | undefined): boolean =>
  procedure?.definition.stages.some(stage => stepsOf(stage).some(({ tasks }) => tasks !== undefined)) ?? false

/** Versions of drafts and passed texts by bill, in the order in which they were saved. */
type Drafts = ReadonlyMap<string, Awaited<ReturnType<typeof selectDraftHashes>>>

/** Kinds of documents that have a text, and the names of the draft's versions: 表决稿 counts in either form. */
function papersByBill(rows: readonly { bill: string; kind: string; name: string | null }[]): Map<string, Set<string>> {
  const papers = new Map<string, Set<string>>()
  for (const { bill, kind, name } of rows) {
    const known = papers.get(bill) ?? new Set()
    papers.set(bill, known.add(kind))
    if (name !== null) known.add(name)
  }
  return papers
}

/** Bills whose newest draft is, to the byte, the text that was passed, or approved after the province changed it. */
function billsWithPassedText(bills: readonly string[], drafts: Drafts): Set<string> {
  return new Set(
    bills.filter(bill => {
      const versions = drafts.get(bill) ?? []
      const passed = versions.findLast(({ kind, name }) => kind === 'passedText' || name === 'passedText')
      const newest = versions.findLast(({ kind }) => kind === 'draft')
      return passed !== undefined && (newest === undefined || newest.sha256 === passed.sha256)
    })
  )
}

/** What was found in texts, by their hash: a text that is named by its hash never changes. */
const penaltyByHash = new Map<string, boolean>()
/** Hashes and answers of this many texts take about a megabyte. */
const MAX_KNOWN = 10_000

async function billsWithPenalty(db: Database, bills: readonly string[], drafts: Drafts): Promise<Set<string>> {
  const found = new Set<string>()
  for (const bill of bills) {
    const newest = drafts.get(bill)?.findLast(({ kind }) => kind === 'draft')
    if (!newest) continue
    const known = penaltyByHash.get(newest.sha256) ?? PENALTY.test((await readVersion(db, newest.document, newest.seq)).text)
    if (penaltyByHash.size >= MAX_KNOWN) penaltyByHash.clear()
    penaltyByHash.set(newest.sha256, known)
    if (known) found.add(bill)
  }
  return found
}
