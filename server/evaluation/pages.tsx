/** The page of 立法后评估, and its forms. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'
import {
  ArticleFinding,
  CRITERIA,
  CRITERION_FACTS,
  type CriterionResult,
  EvaluationChange,
  Gathered,
  NewEvaluation
} from '../../schema/evaluation.ts'
import { IdParams } from '../../schema/http.ts'
import { Problem, type ProblemItem } from '../../schema/problems.ts'
import { mayAs } from '../people/permissions.ts'
import type { Services } from '../store/services.ts'
import { answerForm, type Fields, type Refusal, readForm } from '../web/forms.ts'
import { frameOf, sendPage } from '../web/frame.ts'
import { requireActor } from '../web/http/actor.ts'
import type { HttpServer } from '../web/http/server.ts'
import { ARTICLE_LABELS, CONCLUDE_LABELS, type FormName, GATHER_LABELS, type RefusedForm } from './evaluation-forms.tsx'
import { EvaluationPage, OPEN_LABELS } from './evaluation-page.tsx'
import { openEvaluation } from './open.ts'
import { readEvaluation } from './read.ts'
import { recordEvaluation } from './record.ts'

const FORMS: readonly FormName[] = ['open', 'criteria', 'gather', 'article', 'conclude']
const Concluding = Type.Pick(EvaluationChange, ['conclusion', 'conclusionReason', 'concludedOn', 'reported'])

export function pages(app: HttpServer, services: Services): void {
  const show = async (request: FastifyRequest, reply: FastifyReply, id: string, refused: RefusedForm | null) => {
    const frame = frameOf(request, reply, services)
    const overview = await readEvaluation(services, id)
    return <EvaluationPage frame={frame} overview={overview} refused={refused} mayWrite={mayAs(frame.actor, 'staff')} />
  }
  app.get('/bills/:id/evaluation', { config: { access: 'signedIn' }, schema: { params: IdParams } }, async (request, reply) =>
    sendPage(reply, await show(request, reply, request.params.id, null))
  )
  app.post('/bills/:id/evaluation', { config: { access: ['staff'] }, schema: { params: IdParams } }, (request, reply) => {
    const { id } = request.params
    const actor = requireActor(request)
    return answerForm(request, reply, {
      act: async fields => {
        const form = formOf(fields)
        if (form === 'open') await openEvaluation(services, actor, id, readForm(NewEvaluation, fields, OPEN_LABELS))
        else await recordEvaluation(services, actor, id, changeOf(form, fields))
        return form
      },
      done: form => `/bills/${id}/evaluation${form === 'open' || form === 'conclude' ? '' : `#${form}`}`,
      again: (refusal, problem) => show(request, reply, id, { form: formOf(refusal.values), refusal: withMissing(refusal, problem) })
    })
  })
}

const formOf = (fields: Fields): FormName => FORMS.find(form => form === fields['form']) ?? 'open'

function changeOf(form: Exclude<FormName, 'open'>, fields: Fields): EvaluationChange {
  switch (form) {
    case 'criteria':
      return { criteria: resultsOf(fields) }
    case 'gather':
      return { gathered: [readForm(Gathered, fields, GATHER_LABELS)] }
    case 'article': {
      const finding = readForm(ArticleFinding, fields, ARTICLE_LABELS)
      return { articles: [finding] }
    }
    case 'conclude':
      return readForm(Concluding, fields, CONCLUDE_LABELS) as Static<typeof Concluding>
  }
}

const Judged = Type.Object({
  weight: Type.Integer({ minimum: 0, maximum: 100 }),
  score: Type.Integer({ minimum: 0, maximum: 100 }),
  grounds: Type.String({ minLength: 1, maxLength: 2000 })
})

/** The rows in which something was filled in; one that is left empty is judged another day. */
function resultsOf(fields: Fields): CriterionResult[] {
  const results: CriterionResult[] = []
  const errors: ProblemItem[] = []
  for (const criterion of CRITERIA) {
    const own = Object.fromEntries(Object.keys(Judged.properties).map(name => [name, fields[`${criterion}.${name}`] ?? '']))
    if (!own['score']?.trim() && !own['grounds']?.trim()) continue
    const { title } = CRITERION_FACTS[criterion]
    try {
      const labels = { weight: `${title}的权重`, score: `${title}的得分`, grounds: `${title}的依据` }
      results.push({ criterion, ...readForm(Judged, own, labels) })
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      for (const item of error.errors) errors.push({ ...item, pointer: `/${criterion}.${item.pointer?.slice(1) ?? 'score'}` })
    }
  }
  if (errors.length > 0) throw new Problem('invalid-request', { errors })
  if (results.length === 0) throw new Problem('invalid-request', { detail: '请至少填写一项的得分和依据。' })
  return results
}

/** What is missing elsewhere (a criterion, the report) has no field in the form of the conclusion: it is said in its summary. */
function withMissing(refusal: Refusal, problem: Problem): Refusal {
  const elsewhere = problem.errors.filter(({ pointer }) => pointer === undefined).map(({ message }) => message)
  return elsewhere.length === 0 ? refusal : { ...refusal, problem: `${problem.message}${elsewhere.join('；')}。` }
}
