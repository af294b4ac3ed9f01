/** 改用新版流程: said on the bill's page while the folder holds a newer version; a page of its own shows why it was refused. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { IdParams } from '../../schema/http.ts'
import { WorkflowMove, type WorkflowOfBill } from '../../schema/lifecycle.ts'
import type { Services } from '../store/services.ts'
import { ErrorSummary, TextArea } from '../web/components/fields.tsx'
import { Empty, Head } from '../web/components/lists.tsx'
import { answerForm, type Refusal, readForm, UNTOUCHED } from '../web/forms.ts'
import { type Frame, frameOf, sendPage } from '../web/frame.ts'
import { requireActor } from '../web/http/actor.ts'
import type { HttpServer } from '../web/http/server.ts'
import { Csrf, Page } from '../web/shell.tsx'
import { moveBillToNewer, readWorkflowOfBill } from './move-definition.ts'
import { readBill } from './read.ts'

const STAFF = { access: ['staff'] } as const
const LABELS = { version: '版次', note: '理由' } as const

export function movePages(app: HttpServer, services: Services): void {
  const page = async (request: FastifyRequest, reply: FastifyReply, id: string, refusal: Refusal) => {
    const frame = frameOf(request, reply, services)
    const [{ title }, workflow] = await Promise.all([readBill(services, id), readWorkflowOfBill(services, id)])
    const crumb = [
      ['项目库', '/bills'],
      [title, `/bills/${id}`]
    ] as const
    return (
      <Page frame={frame} title="改用新版流程" current="bills">
        <Head crumb={crumb} title="改用新版流程" meta={`${workflow.current.title}　现用第 ${workflow.current.version} 版`} />
        {workflow.newer ? '' : <Empty sentence="流程目录中没有更新的版本。" />}
        <NewerWorkflow frame={frame} bill={id} workflow={workflow} refusal={refusal} />
      </Page>
    )
  }
  app.get('/bills/:id/workflow', { config: STAFF, schema: { params: IdParams } }, async (request, reply) =>
    sendPage(reply, await page(request, reply, request.params.id, UNTOUCHED))
  )
  app.post('/bills/:id/workflow', { config: STAFF, schema: { params: IdParams } }, (request, reply) => {
    const { id } = request.params
    return answerForm(request, reply, {
      act: fields => moveBillToNewer(services, requireActor(request), id, readForm(WorkflowMove, fields, LABELS)),
      done: () => `/bills/${id}`,
      again: refusal => page(request, reply, id, refusal)
    })
  })
}

interface NewerProps {
  readonly frame: Frame
  readonly bill: string
  readonly workflow: WorkflowOfBill
  readonly refusal: Refusal
}

export const NewerWorkflow = ({ frame, bill, workflow: { current, newer, obstacle }, refusal }: NewerProps) => (
  <>
    <ErrorSummary errors={refusal.errors} problem={refusal.problem} scope="workflow" />
    {newer === null ? (
      ''
    ) : (
      <details class="fc-fold fc-noprint" open={refusal !== UNTOUCHED}>
        <summary safe>{`办理流程有第 ${newer.version} 版，本案仍用第 ${current.version} 版`}</summary>
        {obstacle === null ? (
          <form method="post" action={`/bills/${bill}/workflow`} novalidate>
            <Csrf frame={frame} />
            <input type="hidden" name="version" value={String(newer.version)} />
            <p>改用后所在环节不变，正在计算的期限不变，以后的步骤和条件按新版；任务书和施工图不重做，需要的请重新排期。不能改回。</p>
            <TextArea
              name="note"
              label="理由"
              hint="可不填"
              scope="workflow"
              rows={2}
              maxlength={4000}
              value={refusal.values['note']}
              error={refusal.errors['note']}
            />
            <p class="fc-field">
              <button class="btn" type="submit">
                改用新版流程
              </button>
            </p>
          </form>
        ) : (
          <p safe>{obstacle}</p>
        )}
      </details>
    )}
  </>
)
