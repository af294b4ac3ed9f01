/**
 * Room `dossier`: what stands behind an article (条文释义) and behind a change. It writes no text of law: papers are drawn from it. Notes are anchored to an article of
 * a version and follow it as opinions do. Begin with this file and changes.ts.
 */
import {
  type ArticleNote,
  type ArticleNoteChange,
  type Dossier,
  type NewArticleNote,
  NOTE_KINDS,
  type NoteKind
} from '../../schema/dossier.ts'
import { Problem } from '../../schema/problems.ts'
import { demandBill } from '../bills/read.ts'
import { draftOf } from '../drafts/draft-of.ts'
import { parse, passages } from '../law/index.ts'
import { type AnchoredRow, followOpinions } from '../opinions/follow.ts'
import { opinionsOnDocument } from '../opinions/read.ts'
import { demandRole } from '../people/permissions.ts'
import { transaction } from '../store/database.ts'
import { appendEvent } from '../store/events.ts'
import type { Actor, Services } from '../store/services.ts'
import type { ArticleNoteRow } from '../store/tables.ts'
import { readVersion } from '../store/versions.ts'
import { deleteNote, findNote, insertNote, selectNotes, updateNote } from './store.ts'

/** What follows an article and quotes nothing. */
export const anchored = ({
  id,
  document,
  version,
  article,
  articleAt
}: Pick<AnchoredRow, 'id' | 'document' | 'version' | 'article' | 'articleAt'>): AnchoredRow => ({
  ...{ id, document, version, article, articleAt },
  ...{ quote: null, prefix: '', suffix: '', quoteStart: null, quoteEnd: null }
})

/** Adds a note beside an article of the newest draft. @throws {Problem} `forbidden`, `not-found`, `no-such-article`, `invalid-request` */
export async function addNote(services: Services, actor: Actor, bill: string, wish: NewArticleNote): Promise<ArticleNote> {
  demandRole(actor, 'staff')
  await demandBill(services.db, bill)
  const draft = await draftOf(services, bill)
  if (!draft?.newest) throw new Problem('no-such-article')
  const label = wish.article.replace(/\s/gu, '')
  const { text } = await readVersion(services.db, draft.id, draft.newest)
  const found = passages(parse(text)).find(one => one.unit === 'article' && one.label === label)
  if (!found)
    throw new Problem('no-such-article', { errors: [{ code: 'no-such-article', message: `草案中没有${label}`, pointer: '/article' }] })
  const at = services.now().toISOString()
  const row: ArticleNoteRow = {
    ...{ id: services.newId(), bill, document: draft.id, version: draft.newest, article: label, articleAt: found.start },
    ...{ kind: wish.kind, source: wish.source?.trim() || null, body: wish.body.trim() },
    ...{ author: actor.id, createdAt: at, revision: 1 }
  }
  await transaction(services.db, async trx => {
    await insertNote(trx, row)
    const about = { actor: actor.id, at, bill, document: row.document, subject: row.id }
    await appendEvent(trx, { kind: 'articleNoteAdded', ...about, payload: { article: label, kind: row.kind } })
  })
  return showNote(row, label)
}

/** @throws {Problem} `forbidden`, `not-found`, `opinion-moved` when somebody else was quicker */
export async function changeNote(services: Services, actor: Actor, id: string, { source, body }: ArticleNoteChange): Promise<ArticleNote> {
  demandRole(actor, 'staff')
  const at = services.now().toISOString()
  const row = await transaction(services.db, async trx => {
    const known = await demandNote(trx, id)
    const change = { ...(source !== undefined && { source: source?.trim() || null }), ...(body !== undefined && { body: body.trim() }) }
    if (!(await updateNote(trx, known, change))) throw new Problem('opinion-moved', { detail: '他人刚刚修改了这一条释义，请刷新后重试。' })
    const about = { actor: actor.id, at, bill: known.bill, document: known.document, subject: id }
    await appendEvent(trx, { kind: 'articleNoteChanged', ...about, payload: { article: known.article } })
    return { ...known, ...change }
  })
  const stand = (await followOpinions(services, [anchored(row)])).get(id)
  return showNote(row, stand?.article?.label ?? null)
}

/** @throws {Problem} `forbidden`, `not-found` */
export async function removeNote(services: Services, actor: Actor, id: string): Promise<void> {
  demandRole(actor, 'staff')
  const at = services.now().toISOString()
  await transaction(services.db, async trx => {
    const { bill, document, article } = await demandNote(trx, id)
    await deleteNote(trx, id)
    await appendEvent(trx, { kind: 'articleNoteRemoved', actor: actor.id, at, bill, document, subject: id, payload: { article } })
  })
}

async function demandNote(db: Services['db'], id: string): Promise<ArticleNoteRow> {
  const row = await findNote(db, id)
  if (!row) throw new Problem('not-found')
  return row
}

/** @throws when the kind in the row is none: the database was tampered with */
function showNote({ id, article, version, kind, source, body, createdAt }: ArticleNoteRow, currentArticle: string | null): ArticleNote {
  if (!NOTE_KINDS.some(known => known === kind)) throw new Error(`note ${id} has the unknown kind ${kind}`)
  return { id, article, currentArticle, version, kind: kind as NoteKind, source, body, createdAt }
}

/** Every article of a bill's newest draft with what stands behind it; every signed-in role may read it. @throws {Problem} `not-found` */
export async function readDossier(services: Services, bill: string): Promise<Dossier> {
  await demandBill(services.db, bill)
  const draft = await draftOf(services, bill)
  if (!draft?.newest) return { bill, document: null, version: null, articles: [], gone: [] }
  const [{ text }, rows, opinions] = await Promise.all([
    readVersion(services.db, draft.id, draft.newest),
    selectNotes(services.db, draft.id),
    opinionsOnDocument(services, bill, draft.id)
  ])
  const stands = await followOpinions(services, rows.map(anchored))
  // Two articles may carry one number: a note belongs to the one that begins where it stands.
  const notesAt = Map.groupBy(rows, row => stands.get(row.id)?.article?.at ?? -1)
  const opinionsOf = Map.groupBy(opinions, opinion => opinion.currentArticle)
  const articles = passages(parse(text)).flatMap(({ unit, label, text: words, start }) =>
    unit === 'article'
      ? [
          {
            article: label,
            text: words,
            notes: (notesAt.get(start) ?? []).map(row => showNote(row, label)),
            opinions: opinionsOf.get(label) ?? []
          }
        ]
      : []
  )
  return { bill, document: draft.id, version: draft.newest, articles, gone: (notesAt.get(-1) ?? []).map(row => showNote(row, null)) }
}
