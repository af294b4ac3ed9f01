/** Pages of what stands behind articles (条文释义) and behind changes (修改原因). */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { ArticleNoteChange, NewArticleNote, NewChangeCause } from '../../schema/dossier.ts'
import { Id, IdParams, MAX_LIMIT } from '../../schema/http.ts'
import { Problem } from '../../schema/problems.ts'
import { readBill } from '../bills/read.ts'
import { listDocumentVersions } from '../drafts/documents.ts'
import { draftOf } from '../drafts/draft-of.ts'
import { mayAs } from '../people/permissions.ts'
import type { Services } from '../store/services.ts'
import { answerForm, type Refusal, readForm, UNTOUCHED } from '../web/forms.ts'
import { frameOf, sendPage } from '../web/frame.ts'
import { requireActor } from '../web/http/actor.ts'
import type { HttpServer } from '../web/http/server.ts'
import { explainChange, explainChanges, removeCause } from './changes.ts'
import { CAUSE_LABELS, ChangesPage, changeKey, NoChangesPage } from './changes-page.tsx'
import { DossierPage, NOTE_LABELS } from './dossier-page.tsx'
import { addNote, changeNote, readDossier, removeNote } from './notes.ts'
import { offeredWordings } from './wordings.ts'

const READ = { access: 'signedIn' } as const
const STAFF = { access: ['staff'] } as const
const word = (maxLength: number) => Type.Optional(Type.String({ maxLength }))
const DossierQuery = Type.Object({ at: word(40), edit: word(64) })
const Seq = Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000 }))
const ChangesQuery = Type.Object({ from: Seq, to: Seq, at: word(60) })
const NoteParams = Type.Object({ id: Id, note: Id })

export function pages(app: HttpServer, services: Services): void {
  dossierPages(app, services)
  changePages(app, services)
}

function dossierPages(app: HttpServer, services: Services): void {
  const show = async (request: FastifyRequest, reply: FastifyReply, id: string, open: { at?: string; edit?: string }, refusal: Refusal) => {
    const frame = frameOf(request, reply, services)
    const [bill, dossier] = await Promise.all([readBill(services, id), readDossier(services, id)])
    const mayWrite = mayAs(frame.actor, 'staff')
    const wordings = mayWrite && open.at ? await offeredWordings(services, id, open.at) : []
    return (
      <DossierPage
        frame={frame}
        bill={bill}
        dossier={dossier}
        mayWrite={mayWrite}
        at={mayWrite ? (open.at ?? null) : null}
        edit={mayWrite ? (open.edit ?? null) : null}
        refusal={refusal}
        wordings={wordings}
      />
    )
  }
  app.get('/bills/:id/dossier', { config: READ, schema: { params: IdParams, querystring: DossierQuery } }, async (request, reply) =>
    sendPage(reply, await show(request, reply, request.params.id, request.query, UNTOUCHED))
  )
  app.post('/bills/:id/dossier', { config: STAFF, schema: { params: IdParams } }, (request, reply) => {
    const { id } = request.params
    return answerForm(request, reply, {
      act: fields => addNote(services, requireActor(request), id, readForm(NewArticleNote, fields, NOTE_LABELS)),
      done: note => `/bills/${id}/dossier#${encodeURIComponent(note.article)}`,
      again: refusal => show(request, reply, id, { at: refusal.values['article'] ?? '' }, refusal)
    })
  })
  app.post('/bills/:id/dossier/:note', { config: STAFF, schema: { params: NoteParams } }, (request, reply) => {
    const { id, note } = request.params
    return answerForm(request, reply, {
      act: async fields => {
        const actor = requireActor(request)
        if (fields['act'] === 'remove') await removeNote(services, actor, note)
        else await changeNote(services, actor, note, readForm(ArticleNoteChange, fields, NOTE_LABELS))
        return fields['article'] ?? ''
      },
      done: article => `/bills/${id}/dossier#${encodeURIComponent(article)}`,
      again: refusal => show(request, reply, id, { edit: note }, refusal)
    })
  })
}

function changePages(app: HttpServer, services: Services): void {
  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    id: string,
    { from, to, at }: { from?: number | undefined; to?: number | undefined; at?: string | undefined },
    refusal: Refusal
  ) => {
    const frame = frameOf(request, reply, services)
    const [bill, draft] = await Promise.all([readBill(services, id), draftOf(services, id)])
    const versions = draft?.newest ? (await listDocumentVersions(services, draft.id, { limit: MAX_LIMIT })).items : []
    if (versions.length < 2) return <NoChangesPage frame={frame} bill={bill} />
    const { changes, opinions } = await explainChanges(services, id, from, to)
    const mayWrite = mayAs(frame.actor, 'staff')
    return <ChangesPage {...{ frame, bill, changes, opinions, versions, mayWrite, refusal }} document={draft?.id ?? ''} at={at ?? null} />
  }
  app.get('/bills/:id/changes', { config: READ, schema: { params: IdParams, querystring: ChangesQuery } }, async (request, reply) =>
    sendPage(reply, await show(request, reply, request.params.id, request.query, UNTOUCHED))
  )
  app.post('/bills/:id/changes', { config: STAFF, schema: { params: IdParams } }, (request, reply) => {
    const { id } = request.params
    const place = ({ from, to }: Readonly<Record<string, string>>) => ({ from: Number(from) || undefined, to: Number(to) || undefined })
    return answerForm(request, reply, {
      act: async fields => {
        const actor = requireActor(request)
        const { from, to } = place(fields)
        if (from === undefined || to === undefined) throw new Problem('change-unknown')
        if (fields['remove']) await removeCause(services, actor, fields['remove'])
        else await explainChange(services, actor, id, readForm(NewChangeCause, fields, CAUSE_LABELS))
        return `/bills/${id}/changes?from=${from}&to=${to}#${encodeURIComponent(changeKey(fields['article'] ?? '', fields['gone'] === 'true'))}`
      },
      done: address => address,
      again: refusal => {
        const { article = '', gone } = refusal.values
        return show(request, reply, id, { ...place(refusal.values), at: changeKey(article, gone === 'true') }, refusal)
      }
    })
  })
}
