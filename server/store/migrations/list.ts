/** Every migration in order. Names sort as they stand here; one that was ever released is never changed or taken out. */
import { beginning } from './0001-beginning.ts'
import { opinions } from './0002-opinions.ts'
import { tasks } from './0003-tasks.ts'
import { rounds } from './0004-rounds.ts'
import { drafting } from './0005-drafting.ts'
import { imports } from './0006-imports.ts'
import { consultation } from './0007-consultation.ts'
import { review } from './0008-review.ts'
import { calendar } from './0009-calendar.ts'
import { meetings } from './0010-meetings.ts'
import { beforeAndAfter } from './0011-before-and-after.ts'
import { inspections } from './0012-inspections.ts'
import { register } from './0013-register.ts'
import { filing } from './0014-filing.ts'
import { notices } from './0015-notices.ts'
import { library } from './0017-library.ts'
import { consultations } from './0019-consultations.ts'
import { sessions } from './0019-sessions.ts'
import { lists } from './0020-lists.ts'
import type { Migration } from './migration.ts'

export const migrations: Readonly<Record<string, Migration>> = {
  '0001-beginning': beginning,
  '0002-opinions': opinions,
  '0003-tasks': tasks,
  '0004-rounds': rounds,
  '0005-drafting': drafting,
  '0006-imports': imports,
  '0007-consultation': consultation,
  '0008-review': review,
  '0009-calendar': calendar,
  '0010-meetings': meetings,
  '0011-before-and-after': beforeAndAfter,
  '0012-inspections': inspections,
  '0013-register': register,
  '0014-filing': filing,
  '0015-notices': notices,
  '0017-library': library,
  '0019-consultations': consultations,
  '0019-sessions': sessions,
  '0020-lists': lists
}
