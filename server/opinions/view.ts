import { Compile } from 'typebox/compile'
import { Opinion } from '../../schema/opinions.ts'
import type { Stand } from './anchor.ts'
import { standOf } from './follow.ts'
import type { OpinionWithNames } from './store.ts'

const opinions = Compile(Opinion)

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
