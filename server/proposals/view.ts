import { Compile } from 'typebox/compile'
import { BillKind } from '../../schema/bills.ts'
import { Argument, type Proposal, ProposalSource, ProposalStatus } from '../../schema/proposals.ts'
import type { TiedProposal } from './store.ts'

const kinds = Compile(BillKind)
const sources = Compile(ProposalSource)
const statuses = Compile(ProposalStatus)
const arguments_ = Compile(Argument)

/** The column `argument`. @throws when it does not hold one: the database was tampered with */
export const readArgument = (row: { readonly argument: string }): Argument => arguments_.Parse(JSON.parse(row.argument))

export const showProposal = (row: TiedProposal): Proposal => ({
  id: row.id,
  title: row.title,
  kind: kinds.Parse(row.kind),
  source: sources.Parse(row.source),
  proposedBy: row.proposedBy,
  proposedOn: row.proposedOn,
  reason: row.reason,
  suggestedYear: row.suggestedYear,
  amends: link(row.amends, row.amendsTitle),
  status: statuses.Parse(row.status),
  argument: readArgument(row),
  decidedOn: row.decidedOn,
  decisionReason: row.decisionReason,
  plan: link(row.plan, row.planTitle),
  planItem: row.planItem,
  bill: link(row.bill, row.billTitle),
  createdAt: row.createdAt
})

const link = (id: string | null, title: string | null) => (id === null ? null : { id, title: title ?? '' })
