/**
 * What the pages make of a step that lacks something: what its own form asks for, and where the rest is mended. A definition writes its own guards,
 * so this goes by the facts that a guard asks about, not by codes that a city may choose. Pure.
 */
import { documentKinds, isDocumentKind, VERSION_NAMES } from '../../schema/documents.ts'
import type { Lifecycle } from '../../schema/lifecycle.ts'
import { INPUT_KINDS } from '../../schema/workflow.ts'
import { type Procedure, stepsOf } from '../lifecycle/procedure.ts'
import { unitOf } from './unit-of.ts'

export type Offer = Lifecycle['events'][number]
export type Blocker = { readonly code: string; readonly message: string; readonly basis?: string }

/** What of an offered step says what it asks for and what it lacks; the core's offers and the API's have it alike. */
export interface Asked {
  readonly event: string
  readonly inputs: readonly { readonly name: string; readonly value?: string | undefined }[]
  readonly blockers: readonly Blocker[]
}

/** @example kebab('explanatoryNote') // 'explanatory-note' */
const kebab = (name: string): string => name.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)

/** Fields that a guard may judge. `on` comes last: most guards that ask for it are about another day. */
const FIELDS = [...Object.keys(INPUT_KINDS).filter(name => name !== 'on'), 'on']

/** The names that the guard of a code asks about; none for what the core itself demands. */
function namesOf({ moves }: Procedure, event: string, code: string): ReadonlySet<string> {
  const guards = moves.filter(({ transition }) => transition.event === event).flatMap(({ guards }) => guards)
  return guards.find(guard => guard.code === code)?.check.names ?? new Set()
}

/** The field of the step's form that a blocker is about; null when it is mended elsewhere. */
export function fieldOfBlocker(procedure: Procedure, offer: Asked, { code }: Blocker): string | null {
  for (const { name, value } of offer.inputs) {
    if (value === undefined && code === `${kebab(name)}-missing`) return name
    if (value !== undefined && code === `${value}-not-confirmed`) return value
  }
  if (code === 'body-not-competent') return 'body'
  if (code === 'on-in-future' || code === 'on-too-early') return 'on'
  const names = namesOf(procedure, offer.event, code)
  if (names.has('reasonGiven')) return 'note'
  return FIELDS.find(name => names.has(name) && offer.inputs.some(input => input.name === name)) ?? null
}

/** What has to be mended elsewhere before the step can be taken. */
export const conditionsOf = (procedure: Procedure, offer: Asked): readonly Blocker[] =>
  offer.blockers.filter(blocker => fieldOfBlocker(procedure, offer, blocker) === null)

const KIND_BY_CODE = new Map(Object.keys(documentKinds).map(kind => [`${kebab(kind)}-missing`, kind]))

/** Where a condition is met; null when only time or another body can meet it. */
export function fixOf(procedure: Procedure, bill: string, event: string, { code }: Blocker): { href: string; label: string } | null {
  const kind = KIND_BY_CODE.get(code)
  if (kind !== undefined) return paperFix(bill, kind)
  const names = namesOf(procedure, event, code)
  const asks = (...facts: readonly string[]) => facts.some(fact => names.has(fact))
  if (asks('hasTaskForce', 'hasTaskSheet', 'hasSchedule')) return { href: `/bills/${bill}/particulars`, label: '去填写' }
  if (asks('checklist')) return { href: `/bills/${bill}/ledger`, label: '去办理' }
  if (asks('opinions')) return { href: `/bills/${bill}/opinions?verdict=open`, label: '去处理' }
  if (asks('documents')) return { href: `/bills/${bill}?tab=papers#add-paper`, label: '去提交' }
  if (asks('textMatchesApproval')) return { href: `/bills/${bill}?tab=versions#tabs`, label: '去核对' }
  return asks('regions', 'regionDays') ? { href: '#steps', label: '看步骤' } : null
}

/** A stage of the draft is a name of one of its versions; any other paper is handed in by itself. */
function paperFix(bill: string, kind: string): { href: string; label: string } {
  if (kind === 'draft') return { href: `/bills/${bill}/draft`, label: '去导入草案' }
  if (VERSION_NAMES.some(name => name === kind)) return { href: `/bills/${bill}?tab=text#tabs`, label: '去存为这一稿' }
  return { href: `/bills/${bill}?tab=papers${isDocumentKind(kind) ? `&kind=${kind}` : ''}#add-paper`, label: '去提交' }
}

/** Papers that a step asks for and that the bill has: shown below what is missing. */
export function metPapers({ definition }: Procedure, kind: string, offer: Asked & { readonly blockers: readonly Blocker[] }) {
  const lacking = new Set(offer.blockers.map(({ code }) => code))
  return (definition.documents ?? [])
    .filter(paper => paper.requiredFor.includes(offer.event) && (paper.kinds === undefined || paper.kinds.some(each => each === kind)))
    .filter(paper => !lacking.has(`${kebab(paper.kind)}-missing`))
    .map(paper => ({
      title: paper.title ?? (isDocumentKind(paper.kind) ? documentKinds[paper.kind] : paper.kind),
      basis: paper.basis ?? null
    }))
}

/** Who makes the paper that is missing: the body of the task that has it for its result, by the name that it has for this bill. */
export function whoseOf(procedure: Procedure, bill: Parameters<typeof unitOf>[1], { code }: Blocker): string | null {
  const kind = KIND_BY_CODE.get(code)
  if (kind === undefined) return null
  for (const stage of procedure.definition.stages)
    for (const step of stepsOf(stage))
      for (const task of step.tasks ?? []) {
        const body = task.responsible ?? step.responsible ?? stage.responsible
        if (task.documents?.includes(kind) && body !== undefined) return unitOf(procedure, bill, body)
      }
  return null
}
