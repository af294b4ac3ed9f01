/**
 * Room `proposals`: the pool (项目库) in which a regulation's life begins. It keeps who asked for what and why, what was argued, and what was decided with which
 * reason; what is carried into a plan lives on there. Begin with add.ts, then decide.ts and carry.ts.
 */

import { Problem } from '../../schema/problems.ts'
import type { Proposal, ProposalSource, ProposalStatus } from '../../schema/proposals.ts'
import type { Services } from '../store/services.ts'
import { pageOf, readPage } from '../web/http/paging.ts'
import { countProposals, findProposal, type ProposalFilter, selectProposals } from './store.ts'
import { showProposal } from './view.ts'

interface ListQuery extends ProposalFilter {
  readonly limit?: number | undefined
  readonly cursor?: string | undefined
}

/** Proposals, newest first; every signed-in role may list them. */
export async function listProposals({ db }: Pick<Services, 'db'>, query: ListQuery): Promise<{ items: Proposal[]; next: string | null }> {
  const { limit, after } = readPage(query, ['string'])
  const rows = await selectProposals(db, query, limit + 1, after ? String(after[0]) : null)
  return pageOf(rows, limit, ({ id }) => [id], showProposal)
}

/** @throws {Problem} `not-found` */
export async function readProposal({ db }: Pick<Services, 'db'>, id: string): Promise<Proposal> {
  const row = await findProposal(db, id)
  if (!row) throw noSuchProposal()
  return showProposal(row)
}

export const noSuchProposal = () => new Problem('not-found', { detail: '没有找到这个项目建议，请核对地址，或者从项目库列表中进入。' })

export interface ProposalCounts {
  readonly total: number
  readonly byStatus: ReadonlyMap<ProposalStatus, number>
  readonly bySource: ReadonlyMap<ProposalSource, number>
  /** How many are left by a filter of both. */
  readonly of: (filter: { readonly status?: string | undefined; readonly source?: string | undefined }) => number
}

/** How many proposals there are, by status and by source: one query. */
export async function proposalCounts({ db }: Pick<Services, 'db'>): Promise<ProposalCounts> {
  const rows = await countProposals(db)
  const of: ProposalCounts['of'] = ({ status, source }) =>
    rows
      .filter(row => (status === undefined || row.status === status) && (source === undefined || row.source === source))
      .reduce((sum, { count }) => sum + count, 0)
  const by = <K extends string>(names: readonly string[], count: (name: string) => number) =>
    new Map([...new Set(names)].map(name => [name as K, count(name)]))
  return {
    total: of({}),
    byStatus: by<ProposalStatus>(
      rows.map(({ status }) => status),
      status => of({ status })
    ),
    bySource: by<ProposalSource>(
      rows.map(({ source }) => source),
      source => of({ source })
    ),
    of
  }
}
