/** What the bill page makes of a lifecycle: what stands in the way of a step, and where that is mended. Pure. */

import { documentKinds, isDocumentKind, VERSION_NAMES } from '../../schema/documents.ts'
import type { Lifecycle } from '../../schema/lifecycle.ts'

export type Offer = Lifecycle['events'][number]
export type Blocker = { readonly code: string; readonly message: string; readonly basis?: string }

/** What of an offered step says what it asks for and what it lacks; the core's offers and the API's have it alike. */
interface Asked {
  readonly inputs: readonly { readonly name: string; readonly value?: string | undefined }[]
  readonly blockers: readonly Blocker[]
}

/** @example kebab('explanatoryNote') // 'explanatory-note' */
const kebab = (name: string): string => name.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)

/** The field whose emptiness a blocker complains of; null when it is about anything else. The form itself asks for these. */
export function fieldOfBlocker(offer: Asked, { code }: Pick<Blocker, 'code'>): string | null {
  for (const { name, value } of offer.inputs) {
    if (value === undefined && code === `${kebab(name)}-missing`) return name
    if (value !== undefined && code === `${value}-not-confirmed`) return value
  }
  if (code === 'body-not-competent') return 'body'
  if (code === 'on-in-future' || code === 'on-too-early') return 'on'
  return null
}

/** What has to be mended elsewhere before the step can be taken. */
export const conditionsOf = (offer: Asked): readonly Blocker[] => offer.blockers.filter(blocker => fieldOfBlocker(offer, blocker) === null)

const KIND_BY_CODE = new Map(Object.keys(documentKinds).map(kind => [`${kebab(kind)}-missing`, kind]))

/** Where a missing paper, unit or evidence is entered; null when time or another body must meet the condition. */
export function fixOf(bill: string, { code }: Blocker): { readonly href: string; readonly label: string } | null {
  const kind = KIND_BY_CODE.get(code)
  if (kind !== undefined && VERSION_NAMES.some(name => name === kind))
    return { href: `/bills/${bill}?tab=text#tabs`, label: '去存为这一稿' }
  if (kind === 'draft') return { href: `/bills/${bill}?tab=text#tabs`, label: '去导入草案' }
  if (kind !== undefined && isDocumentKind(kind)) return { href: `/bills/${bill}?tab=papers&kind=${kind}#add-paper`, label: '去提交' }
  if (/task|schedule|officer|unit/.test(code)) return { href: `/bills/${bill}/particulars`, label: '去填写' }
  if (/checklist|entries|ledger/.test(code)) return { href: `/bills/${bill}/ledger`, label: '去办理' }
  return null
}
