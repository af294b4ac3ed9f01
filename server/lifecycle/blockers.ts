/** What still stands between a bill and an event, in Chinese, each with its basis. Asked of every event that is shown and of every one that is posted. */
import { documentKinds, isDocumentKind } from '../../schema/documents.ts'
import type { BillFacts, BillState, EventInput } from '../../schema/facts.ts'
import type { RequiredDocument, WorkflowDefinition } from '../../schema/workflow.ts'
import type { Context } from './context.ts'
import type { Move, Procedure } from './procedure.ts'

/** What still stands between a bill and an event. */
export interface Blocker {
  readonly code: string
  readonly message: string
  readonly basis?: string
}

/** Everything that is missing: documents, what has to be filled in and confirmed, then the guards. */
export function blockersOf(
  { definition }: Procedure,
  move: Move,
  facts: BillFacts,
  input: EventInput,
  context: Context,
  state: BillState
): Blocker[] {
  const missing = missingInputs(move, input)
  return [
    ...missingDocuments(definition, move.transition.event, facts),
    ...missing.map(({ blocker }) => blocker),
    ...wrongBody(move, input),
    ...wrongDay(facts, input, state),
    // A guard about a field that is still empty would only say the same again.
    ...move.guards.filter(({ check }) => !missing.some(({ name }) => check.names.has(name)) && !check.holds(context)).map(blocker)
  ]
}

const blocker = ({ code, message, basis }: { code: string; message: string; basis?: string }): Blocker =>
  basis === undefined ? { code, message } : { code, message, basis }

function missingDocuments({ documents = [] }: WorkflowDefinition, event: string, facts: BillFacts): Blocker[] {
  return documents
    .filter(
      ({ kind, kinds, requiredFor }) =>
        requiredFor.includes(event) && (kinds?.includes(facts.kind) ?? true) && !facts.documents.includes(kind)
    )
    .map(({ kind, message, basis, ...named }) =>
      blocker({
        code: `${kebab(kind)}-missing`,
        message: message ?? `缺少${documentTitle({ kind, ...named })}，请先提交`,
        ...(basis === undefined ? {} : { basis })
      })
    )
}

/** The Chinese name of a kind of document, as the definition or the glossary has it. */
export const documentTitle = ({ kind, title }: Pick<RequiredDocument, 'kind' | 'title'>): string =>
  title ?? (isDocumentKind(kind) ? documentKinds[kind] : kind)

function missingInputs({ transition }: Move, input: EventInput): { name: string; blocker: Blocker }[] {
  const fields = (transition.inputs ?? [])
    .filter(({ name, required }) => required && isEmpty(input[name]))
    .map(({ name, title, message, basis }) => ({
      name,
      blocker: blocker({ code: `${kebab(name)}-missing`, message: message ?? `请填写${title}`, ...(basis === undefined ? {} : { basis }) })
    }))
  const confirmations = (transition.confirmations ?? [])
    .filter(({ code, required }) => (required ?? true) && !input.confirmed?.includes(code))
    .map(({ code, title, basis }) => ({
      name: `confirmed ${code}`,
      blocker: blocker({ code: `${code}-not-confirmed`, message: `请确认：${title}`, ...(basis === undefined ? {} : { basis }) })
    }))
  return [...fields, ...confirmations]
}

/** `false` and 0 are answers; a blank text is none. */
const isEmpty = (value: unknown): boolean =>
  value === undefined || (typeof value === 'string' && value.trim() === '') || (Array.isArray(value) && value.length === 0)

function wrongBody({ transition: { roles = [] } }: Move, { body }: EventInput): Blocker[] {
  if (body === undefined || roles.length === 0 || roles.includes('anybody') || roles.includes(body)) return []
  return [{ code: 'body-not-competent', message: '所选主体不能作出这一决定，请从列出的主体中选择' }]
}

/** History runs forwards: nothing is dated in the future, nothing before what came before it. */
function wrongDay({ today }: BillFacts, { on }: EventInput, { since }: BillState): Blocker[] {
  if (on === undefined) return []
  if (on > today) return [{ code: 'on-in-future', message: '办理日期不能晚于今天；尚未发生的事，请在发生后登记' }]
  return on < since ? [{ code: 'on-too-early', message: `办理日期不能早于进入本环节之日（${since}）` }] : []
}

const kebab = (name: string): string => name.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`).replace(/^-/, '')
