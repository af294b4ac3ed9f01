/** Forms of a bill's 任务书, 施工图 and 周周交账; what they make is shown in the tabs of the bill's page. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'
import { Id, IdParams } from '../../schema/http.ts'
import { Problem } from '../../schema/problems.ts'
import { NewCheckIn, NewTarget, type Task, TaskChange, TaskPostponement } from '../../schema/tasks.ts'
import { demandBill, readBill } from '../bills/read.ts'
import { procedureOf } from '../bills/workflows.ts'
import { networkOf } from '../lifecycle/network.ts'
import type { Services } from '../store/services.ts'
import { answerForm, filled, type Refusal, readForm, UNTOUCHED } from '../web/forms.ts'
import { frameOf, sendPage } from '../web/frame.ts'
import { requireActor } from '../web/http/actor.ts'
import type { HttpServer } from '../web/http/server.ts'
import { CHECK_IN_LABELS, CheckInPage, POSTPONE_LABELS, TARGET_LABELS, TASK_LABELS, TargetPage, TaskPage } from './bill-forms-page.tsx'
import { changeTask } from './change-task.ts'
import { checkIn } from './check-in.ts'
import { makeTaskSheet } from './make-task-sheet.ts'
import { postponeTask } from './postpone-task.ts'
import { readSchedule } from './read-schedule.ts'
import { readTaskSheet } from './read-tasks.ts'
import { setTarget, whyInfeasible } from './set-target.ts'
import { findSchedules } from './store.ts'

const STAFF = { access: ['staff'] } as const
const TaskParams = Type.Object({ id: Id, task: Id })
const CheckInQuery = Type.Object({
  unit: Type.Optional(Type.String({ maxLength: 100 })),
  on: Type.Optional(Type.String({ format: 'date' })),
  /** Whether the person came from the 周报, and goes back there. */
  from: Type.Optional(Type.Enum(['week']))
})
const TaskQuery = Type.Object({ from: Type.Optional(Type.Enum(['desk'])) })

export function billPages(app: HttpServer, services: Services): void {
  taskPages(app, services)
  schedulePages(app, services)
  checkInPages(app, services)
}

interface TaskForm {
  readonly refusal: Refusal | null
  /** Whether the person came from 工作台, and goes back there. */
  readonly fromDesk?: boolean
  /** What was refused of 顺延. */
  readonly postponing?: Refusal
}

function taskPages(app: HttpServer, services: Services): void {
  const form = async (
    request: FastifyRequest,
    reply: FastifyReply,
    { id, task: taskId }: Static<typeof TaskParams>,
    { refusal, fromDesk = false, postponing = UNTOUCHED }: TaskForm
  ) => {
    const bill = await readBill(services, id)
    const task = (await readTaskSheet(services, id)).items.find(one => one.id === taskId)
    if (!task) throw new Problem('not-found', { detail: '没有找到这项任务，请刷新任务书后重试。' })
    const isOpen = (task.status === 'notStarted' || task.status === 'inProgress') && bill.status === 'active'
    const mayPostpone = isOpen && (await findSchedules(services.db, id)) !== null
    return (
      <TaskPage
        frame={frameOf(request, reply, services)}
        bill={bill}
        task={task}
        refusal={refusal ?? known(task)}
        fromDesk={fromDesk}
        postponing={mayPostpone ? postponing : null}
      />
    )
  }
  app.post('/bills/:id/tasks', { config: STAFF, schema: { params: IdParams } }, async (request, reply) => {
    await makeTaskSheet(services, requireActor(request), request.params.id)
    return reply.redirect(`/bills/${request.params.id}?tab=tasks#tabs`, 303)
  })
  app.get('/bills/:id/tasks/:task', { config: STAFF, schema: { params: TaskParams, querystring: TaskQuery } }, async (request, reply) =>
    sendPage(reply, await form(request, reply, request.params, { refusal: null, fromDesk: request.query.from === 'desk' }))
  )
  app.post('/bills/:id/tasks/:task', { config: STAFF, schema: { params: TaskParams } }, (request, reply) => {
    const { id, task } = request.params
    return answerForm(request, reply, {
      act: fields => changeTask(services, requireActor(request), id, task, readForm(TaskChange, fields, TASK_LABELS)),
      done: () => `/bills/${id}?tab=tasks#tabs`,
      again: refusal => form(request, reply, request.params, { refusal })
    })
  })
  app.post('/bills/:id/tasks/:task/postpone', { config: STAFF, schema: { params: TaskParams } }, (request, reply) => {
    const { id, task } = request.params
    return answerForm(request, reply, {
      act: fields => postponeTask(services, requireActor(request), id, task, readForm(TaskPostponement, fields, POSTPONE_LABELS)),
      done: () => `/bills/${id}?tab=schedule#tabs`,
      again: postponing => form(request, reply, request.params, { refusal: null, postponing })
    })
  })
  finishPages(app, services, form)
}

/** 办结 from 工作台, and 撤销: each is a change of the task like any other, with its trace. */
function finishPages(
  app: HttpServer,
  services: Services,
  form: (request: FastifyRequest, reply: FastifyReply, params: Static<typeof TaskParams>, form: TaskForm) => Promise<JSX.Element>
): void {
  app.post('/bills/:id/tasks/:task/finish', { config: STAFF, schema: { params: TaskParams } }, (request, reply) => {
    const { id, task } = request.params
    return answerForm(request, reply, {
      act: async fields => {
        const was = (await readTaskSheet(services, id)).items.find(one => one.id === task)?.status
        const { doneOn } = readForm(Type.Pick(TaskChange, ['doneOn']), fields, TASK_LABELS)
        await changeTask(services, requireActor(request), id, task, { status: 'done', ...(doneOn && { doneOn }) })
        return was === 'inProgress' ? was : 'notStarted'
      },
      done: was => `/?${new URLSearchParams({ done: task, bill: id, was })}`,
      again: refusal => form(request, reply, request.params, { refusal, fromDesk: true })
    })
  })
  app.post('/bills/:id/tasks/:task/undo', { config: STAFF, schema: { params: TaskParams } }, (request, reply) => {
    const { id, task } = request.params
    return answerForm(request, reply, {
      act: fields =>
        changeTask(services, requireActor(request), id, task, readForm(Type.Pick(TaskChange, ['status']), fields, TASK_LABELS)),
      done: () => '/',
      again: refusal => form(request, reply, request.params, { refusal, fromDesk: true })
    })
  })
}

const known = ({ unit, person, startOn, dueOn, status, doneOn, reason }: Task): Refusal =>
  filled({ unit, person, startOn, dueOn, status, doneOn, reason })

function schedulePages(app: HttpServer, services: Services): void {
  const form = async (request: FastifyRequest, reply: FastifyReply, id: string, refusal: Refusal | null) => {
    const bill = await readBill(services, id)
    const schedule = await readSchedule(services, id)
    const first = filled({ target: schedule.target ?? bill.targetOn, goal: schedule.goal })
    const goals = await goalsOf(services, id)
    return <TargetPage frame={frameOf(request, reply, services)} bill={bill} schedule={schedule} goals={goals} refusal={refusal ?? first} />
  }
  const WhyQuery = Type.Object({ why: Type.Optional(Type.Enum(['1'])) })
  app.get('/bills/:id/schedule', { config: STAFF, schema: { params: IdParams, querystring: WhyQuery } }, async (request, reply) => {
    const { id } = request.params
    // Somebody who filed the bill with a target that cannot be kept is told which rules stand against it.
    const refusal = request.query.why === '1' ? await whyNot(services, id) : null
    return sendPage(reply, await form(request, reply, id, refusal))
  })
  app.post('/bills/:id/schedule', { config: STAFF, schema: { params: IdParams } }, (request, reply) => {
    const { id } = request.params
    return answerForm(request, reply, {
      act: fields => setTarget(services, requireActor(request), id, readForm(NewTarget, fields, TARGET_LABELS)),
      done: () => `/bills/${id}?tab=schedule#tabs`,
      again: refusal => form(request, reply, id, refusal)
    })
  })
}

async function whyNot(services: Services, id: string): Promise<Refusal | null> {
  const { targetOn } = await readBill(services, id)
  if (targetOn === null) return null
  const problem = await whyInfeasible(services, id, targetOn)
  return problem === null ? null : { ...filled({ target: targetOn }), problem: problem.message }
}

/** The meetings that lie ahead, since sessions are what one aims at; first the definition's own goal. */
async function goalsOf({ db }: Services, id: string): Promise<(readonly [string, string])[]> {
  const bill = await demandBill(db, id)
  const { definition } = await procedureOf(db, bill.workflowHash)
  const works = networkOf(definition, { place: bill.place })
  const own = works.at(-1)?.task.title ?? ''
  return [['', own], ...works.filter(({ task }) => task.kind === 'meeting').map(({ task }) => [task.id, task.title] as const)]
}

function checkInPages(app: HttpServer, services: Services): void {
  const form = async (request: FastifyRequest, reply: FastifyReply, id: string, refusal: Refusal) => {
    const bill = await readBill(services, id)
    const units = [...new Set((await readTaskSheet(services, id)).items.map(({ unit }) => unit))]
    return <CheckInPage frame={frameOf(request, reply, services)} bill={bill} units={units} refusal={refusal} />
  }
  app.get('/bills/:id/checkins', { config: STAFF, schema: { params: IdParams, querystring: CheckInQuery } }, async (request, reply) => {
    const { unit = null, on = null, from = null } = request.query
    return sendPage(reply, await form(request, reply, request.params.id, filled({ status: 'done', unit, on, from })))
  })
  app.post('/bills/:id/checkins', { config: STAFF, schema: { params: IdParams } }, (request, reply) => {
    const { id } = request.params
    return answerForm(request, reply, {
      act: async ({ from, ...fields }) => {
        const { week } = await checkIn(services, requireActor(request), id, readForm(NewCheckIn, fields, CHECK_IN_LABELS))
        return from === 'week' ? week : null
      },
      done: week => (week === null ? `/bills/${id}?tab=schedule#tabs` : `/checkins?on=${week}`),
      again: refusal => form(request, reply, id, refusal)
    })
  })
}
