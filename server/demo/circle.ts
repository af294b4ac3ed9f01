/** What comes before and after a bill in the demo: proposals of the pool, and inspection and evaluation of a regulation in force. */
import type { DemoProposal, DemoStep } from '../../schema/demo.ts'
import { openEvaluation } from '../evaluation/open.ts'
import { recordEvaluation } from '../evaluation/record.ts'
import { keepFile } from '../implementation/files.ts'
import { addFinding, changeFinding, listInspections, openInspection, recordSlot } from '../inspections/inspect.ts'
import { addProposal, changeProposal } from '../proposals/add.ts'
import { decideProposal } from '../proposals/decide.ts'
import type { Actor, Services } from '../store/services.ts'
import { changeTask } from '../tasks/change-task.ts'
import { makeTaskSheet } from '../tasks/make-task-sheet.ts'
import { readTaskSheet } from '../tasks/read-tasks.ts'
import { chinaDate } from '../web/dates.ts'

type Step<K extends DemoStep['do']> = Extract<DemoStep, { do: K }>

/** @returns the proposal's id */
export async function propose(
  services: Services,
  actor: Actor,
  { title, source, proposedBy, reason, suggestedYear }: DemoProposal
): Promise<string> {
  const { id } = await addProposal(services, actor, { title, source, proposedBy, reason, suggestedYear })
  return id
}

/** Argues a proposal where the content says how, and decides about it. What is to be planned is selected; its plan carries it later. */
export async function decide(
  services: Services,
  actor: Actor,
  id: string,
  { argument, outcome, outcomeReason }: DemoProposal
): Promise<void> {
  if (argument) await changeProposal(services, actor, id, { argument })
  await decideProposal(services, actor, id, { decision: outcome === 'planned' ? 'selected' : outcome, reason: outcomeReason })
}

/** One step of the newest inspection of a regulation, or its beginning. */
export async function inspect(
  services: Services,
  actor: Actor,
  bill: string,
  { open, slots, findings, rectify }: Step<'inspection'>
): Promise<void> {
  const today = chinaDate(services.now())
  if (open) await openInspection(services, actor, bill, { ...open, startedOn: today })
  const {
    items: [inspection]
  } = await listInspections(services, { bill })
  if (!inspection) throw new Error('示例中的执法检查还没有启动')
  for (const { code, note = null, attachment } of slots ?? []) {
    const kept = attachment && (await keepFile(services, actor, { name: attachment.name, bytes: Buffer.from(attachment.text) }))
    await recordSlot(services, actor, inspection.id, code, { doneOn: today, note, ...(kept && { file: kept.sha256, fileName: kept.name }) })
  }
  for (const finding of findings ?? []) await addFinding(services, actor, inspection.id, finding)
  for (const { fact, ...change } of rectify ?? []) {
    const finding = inspection.findings.find(one => one.fact === fact)
    if (!finding) throw new Error(`示例的执法检查没有发现“${fact}”`)
    await changeFinding(services, actor, inspection.id, finding.id, change)
  }
}

export async function evaluate(services: Services, actor: Actor, bill: string, { open, record }: Step<'evaluation'>): Promise<void> {
  if (open) await openEvaluation(services, actor, bill, open)
  if (record) await recordEvaluation(services, actor, bill, record)
}

/** A task of the 任务书, which is made when the first of them comes. */
export async function workOnTask(
  services: Services,
  actor: Actor,
  bill: string,
  { title, person, startOn, dueOn, done }: Step<'task'>,
  day: (told: string) => string
): Promise<void> {
  const known = await readTaskSheet(services, bill)
  const { items } = known.items.length > 0 ? known : await makeTaskSheet(services, actor, bill)
  const task = items.find(one => one.title === title)
  if (!task) throw new Error(`示例的任务书中没有“${title}”`)
  await changeTask(services, actor, bill, task.id, {
    status: done ? 'done' : 'inProgress',
    ...(person !== undefined && { person }),
    ...(startOn !== undefined && { startOn: day(startOn) }),
    ...(dueOn !== undefined && { dueOn: day(dueOn) })
  })
}
