/** Why did this change? Every changed article between two versions with the opinion, meeting or decision that caused it; and those that nothing explains. */
import {
  CAUSE_KINDS,
  type CauseKind,
  type ChangeCause,
  type ChangedArticle,
  type ExplainedChanges,
  type NewChangeCause
} from '../../schema/dossier.ts'
import { MAX_LIMIT } from '../../schema/http.ts'
import type { Opinion } from '../../schema/opinions.ts'
import { Problem } from '../../schema/problems.ts'
import { demandBill } from '../bills/read.ts'
import { type Comparison, compareVersions } from '../drafts/compare.ts'
import { listDocumentVersions } from '../drafts/documents.ts'
import { draftOf } from '../drafts/draft-of.ts'
import { versionName } from '../drafts/text-of.tsx'
import type { Compared } from '../law/index.ts'
import { followOpinions } from '../opinions/follow.ts'
import { anchoredOpinions } from '../opinions/read.ts'
import { demandRole } from '../people/permissions.ts'
import { transaction } from '../store/database.ts'
import { appendEvent } from '../store/events.ts'
import type { Actor, Services } from '../store/services.ts'
import type { ChangeCauseRow } from '../store/tables.ts'
import { anchored } from './notes.ts'
import { deleteCause, findCause, insertCause, selectCauses } from './store.ts'

export interface ChangesOf {
  readonly changes: ExplainedChanges
  readonly opinions: ReadonlyMap<string, Opinion>
}

/**
 * The changes between two versions of a bill's draft.
 * @param from absent: the last named version before `to`, else the one before @param to absent: the newest
 * @throws {Problem} `not-found`, also when there is nothing to compare
 */
export async function explainChanges(services: Services, bill: string, from?: number, to?: number): Promise<ChangesOf> {
  const comparison = await comparisonOf(services, bill, from, to)
  const { from: older, to: newer, compared } = comparison
  const document = newer.document
  const changed = compared.filter(isChanged)
  const { rows, shown } = await anchoredOpinions(services, bill, document)
  const stands = await followOpinions(services, rows, newer.seq)
  const causes = await causesIn(services, comparison, changed)
  const opinionsAt = Map.groupBy(
    rows.filter(({ verdict }) => verdict === 'adopted' || verdict === 'partlyAdopted'),
    row => stands.get(row.id)?.article?.at ?? -1
  )
  const articles = changed.map((entry): ChangedArticle => {
    const here = entry.next ? (opinionsAt.get(entry.next.start) ?? []) : []
    const written = here.filter(({ writtenIn }) => writtenIn !== null && writtenIn > older.seq && writtenIn <= newer.seq)
    const told = causes.get(entry) ?? []
    const tied = new Set([...written.map(({ id }) => id), ...told.map(({ opinion }) => opinion)])
    return {
      kind: entry.kind,
      from: entry.old?.label ?? null,
      to: entry.next?.label ?? null,
      before: entry.old?.text ?? null,
      after: entry.next?.text ?? null,
      hunks: [...entry.hunks],
      causes: [
        ...written
          .filter(({ id }) => !told.some(({ opinion }) => opinion === id))
          .map(({ id, body }): ChangeCause => ({ id: null, kind: 'opinion', opinion: id, body })),
        ...told.map(({ id, kind, opinion, body }): ChangeCause => ({ id, kind: kindOf(kind), opinion, body }))
      ],
      likely: here.filter(({ id }) => !tied.has(id)).flatMap(({ id }) => shown.get(id) ?? [])
    }
  })
  return {
    changes: {
      ...{ bill, from: older.seq, to: newer.seq, fromName: versionName(older), toName: versionName(newer) },
      unexplained: articles.filter(one => one.causes.length === 0).length,
      articles
    },
    opinions: shown
  }
}

/** An article that came, went, or reads otherwise; one that only stands elsewhere needs no cause. */
const isChanged = ({ kind, old, next, hunks }: Compared): boolean =>
  (next ?? old)?.unit === 'article' && kind !== 'unchanged' && (old === null || next === null || hunks.some(({ op }) => op !== 'equal'))

async function comparisonOf(services: Services, bill: string, from: number | undefined, to: number | undefined): Promise<Comparison> {
  await demandBill(services.db, bill)
  const draft = await draftOf(services, bill)
  if (!draft?.newest) throw new Problem('not-found', { detail: '还没有法规草案的文本，没有修改可以说明。' })
  const last = to ?? draft.newest
  if (from !== undefined) return compareVersions(services, draft.id, from, last)
  const { items } = await listDocumentVersions(services, draft.id, { limit: MAX_LIMIT })
  const named = items.filter(({ seq, name }) => seq < last && name !== null).map(({ seq }) => seq)
  return compareVersions(services, draft.id, named.length === 0 ? undefined : Math.max(...named), last)
}

/** The causes that were told, by the change that they belong to: each follows its article up to the newer version. */
async function causesIn(
  services: Services,
  { from, to }: Comparison,
  changed: readonly Compared[]
): Promise<Map<Compared, ChangeCauseRow[]>> {
  const all = await selectCauses(services.db, to.document)
  const lasting = all.filter(({ gone, version }) => gone === 0 && version > from.seq && version <= to.seq)
  const stands = await followOpinions(services, lasting.map(anchored), to.seq)
  const found = new Map<Compared, ChangeCauseRow[]>()
  for (const entry of changed) {
    const { next, old } = entry
    const told = next
      ? lasting.filter(({ id }) => stands.get(id)?.article?.at === next.start)
      : // What is gone was last seen in the older version.
        all.filter(({ gone, version, articleAt }) => gone === 1 && version === from.seq && articleAt === old?.start)
    if (told.length > 0) found.set(entry, told)
  }
  return found
}

const kindOf = (kind: string): CauseKind => {
  const known = CAUSE_KINDS.find(one => one === kind)
  if (!known) throw new Error(`unknown cause ${kind}`)
  return known
}

/** Says what caused a change. @throws {Problem} `forbidden`, `not-found`, `change-unknown`, `invalid-request` */
export async function explainChange(services: Services, actor: Actor, bill: string, wish: NewChangeCause): Promise<string> {
  demandRole(actor, 'staff')
  const { from, to, compared } = await comparisonOf(services, bill, wish.from, wish.to)
  const gone = wish.gone === true
  const entry = compared
    .filter(isChanged)
    .find(one => (gone ? one.next === null && one.old?.label === wish.article : one.next?.label === wish.article))
  const place = gone ? entry?.old : entry?.next
  if (!place) throw new Problem('change-unknown')
  const opinion = wish.opinion ?? null
  const said = opinion === null ? undefined : (await anchoredOpinions(services, bill, to.document)).shown.get(opinion)
  if (opinion !== null && !said) throw wrong('opinion', '没有这条意见')
  const body = wish.body?.trim() || said?.body
  if (!body) throw wrong('body', '请写明修改的原因')
  const at = services.now().toISOString()
  const row: ChangeCauseRow = {
    ...{
      id: services.newId(),
      bill,
      document: to.document,
      version: gone ? from.seq : to.seq,
      article: place.label,
      articleAt: place.start
    },
    ...{ gone: gone ? 1 : 0, kind: wish.kind, opinion, body, author: actor.id, createdAt: at }
  }
  await transaction(services.db, async trx => {
    await insertCause(trx, row)
    const about = { actor: actor.id, at, bill, document: row.document, subject: row.id }
    await appendEvent(trx, { kind: 'changeExplained', ...about, payload: { version: to.seq, article: row.article, kind: row.kind } })
  })
  return row.id
}

/** @throws {Problem} `forbidden`, `not-found` */
export async function removeCause(services: Services, actor: Actor, id: string): Promise<void> {
  demandRole(actor, 'staff')
  const at = services.now().toISOString()
  await transaction(services.db, async trx => {
    const row = await findCause(trx, id)
    if (!row) throw new Problem('not-found')
    await deleteCause(trx, id)
    const about = { actor: actor.id, at, bill: row.bill, document: row.document, subject: id }
    await appendEvent(trx, { kind: 'changeCauseRemoved', ...about, payload: { article: row.article } })
  })
}

const wrong = (member: string, message: string): Problem =>
  new Problem('invalid-request', { detail: `${message}。`, errors: [{ code: member, message, pointer: `/${member}` }] })
