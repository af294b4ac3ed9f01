import { Compile } from 'typebox/compile'
import { Opinion, ROUND_KIND_TITLES, Round } from '../../schema/opinions.ts'
import type { RoundRow } from '../store/tables.ts'
import type { Stand } from './anchor.ts'
import { standOf } from './follow.ts'
import type { OpinionWithNames, RoundCounts } from './store.ts'

const opinions = Compile(Opinion)
const rounds = Compile(Round)

/** An opinion as API and pages show it. @throws when a term of the row is none: the database was tampered with */
export function showOpinion(row: OpinionWithNames, stand: Stand = standOf(row)): Opinion {
  const { articleAt: _at, quoteStart: _start, quoteEnd: _end, judgedByName, judgedBy, ...shown } = row
  return opinions.Parse({
    ...shown,
    currentArticle: stand.article?.label ?? null,
    quoteState: stand.state,
    judgedBy: judgedBy === null ? null : (judgedByName ?? '命令行')
  })
}

/** A round with its state on a day. @throws when the kind in the row is none: the database was tampered with */
export const showRound = (row: RoundRow, counts: RoundCounts | undefined, today: string): Round =>
  rounds.Parse({
    ...row,
    kindTitle: ROUND_KIND_TITLES[row.kind as keyof typeof ROUND_KIND_TITLES],
    state: today < row.opensOn ? 'upcoming' : today <= row.closesOn ? 'open' : 'closed',
    ...(counts ?? { asked: 0, answered: 0, opinions: 0 })
  })
