/** The forms of 任务书, 施工图 and 周周交账, each on a page of its own: they work without script. */
import type { Children } from '@kitajs/html'
import type { Bill } from '../../schema/bills.ts'
import { ITEM_STATUS_TITLES } from '../../schema/implementation.ts'
import type { Task, WorkSchedule } from '../../schema/tasks.ts'
import { CHECK_IN_STATUS_TITLES } from '../../schema/tasks.ts'
import { ErrorSummary, SelectField, TextArea, TextField } from '../web/components/fields.tsx'
import { Lamp } from '../web/components/lamp.tsx'
import { Head } from '../web/components/lists.tsx'
import type { Refusal } from '../web/forms.ts'
import type { Frame } from '../web/frame.ts'
import { Csrf, Page } from '../web/shell.tsx'

export const TASK_LABELS = {
  unit: '责任单位',
  person: '责任人',
  startOn: '计划开始',
  dueOn: '计划结束',
  status: '状态',
  doneOn: '完成日期',
  reason: '不适用的理由'
} as const
export const TARGET_LABELS = { target: '目标日期', goal: '目标', reason: '调整的理由' } as const
export const CHECK_IN_LABELS = {
  unit: '交账单位',
  on: '哪一周',
  status: '情况',
  done: '本周完成',
  reason: '未完成原因',
  next: '下周计划',
  help: '需协调事项'
} as const

interface FormProps {
  readonly frame: Frame
  readonly bill: Bill
  readonly refusal: Refusal
}

/** What a field is given: its label, what was typed, what is wrong with it. */
const fieldOf = <Name extends string>(labels: Readonly<Record<Name, string>>, name: Name, { values, errors }: Refusal) => ({
  name,
  label: labels[name],
  value: values[name],
  error: errors[name]
})

interface FrameProps extends FormProps {
  readonly title: string
  readonly meta?: string | null
  readonly tab: 'tasks' | 'schedule'
  readonly action: string
  readonly button: string
  /** What stands above the form: a shorter way to the most frequent change. */
  readonly safeBefore?: JSX.Element
  /** A change of another kind, below the form. */
  readonly safeAfter?: JSX.Element
  readonly children?: Children
}

const FormPage = ({ frame, bill, refusal, title, meta, tab, action, button, safeBefore, safeAfter, children }: FrameProps) => (
  <Page frame={frame} title={`${title} · ${bill.title}`} current="bills">
    <Head
      crumb={[
        ['项目库', '/bills'],
        [bill.title, `/bills/${bill.id}?tab=${tab}#tabs`]
      ]}
      title={title}
      meta={meta ?? null}
    />
    {safeBefore ?? ''}
    <form method="post" action={action} novalidate>
      <Csrf frame={frame} />
      <ErrorSummary errors={refusal.errors} problem={refusal.problem} />
      {children}
      <p class="fc-field fc-acts">
        <button class={['btn', !safeBefore && 'btn-primary']} type="submit" safe>
          {button}
        </button>
        <a class="btn fc-link" href={`/bills/${bill.id}?tab=${tab}#tabs`}>
          不办了，回法规页
        </a>
      </p>
    </form>
    {safeAfter ?? ''}
  </Page>
)

export const POSTPONE_LABELS = { dueOn: '顺延至', reason: '顺延的理由', moveTarget: '目标日期随之推迟' } as const

interface TaskProps extends FormProps {
  readonly task: Task
  readonly fromDesk: boolean
  /** What was typed in the form that postpones; null for a task that nothing waits for. */
  readonly postponing: Refusal | null
}

/** 顺延: what waits for the task follows by itself. */
const Postpone = ({ frame, bill, task, postponing }: Pick<TaskProps, 'frame' | 'bill' | 'task'> & { postponing: Refusal }) => (
  <details class="fc-fold fc-noprint" open={Object.keys(postponing.errors).length > 0 || postponing.problem !== null}>
    <summary>顺延，后面的任务一并顺延</summary>
    <form method="post" action={`/bills/${bill.id}/tasks/${task.id}/postpone`} novalidate>
      <Csrf frame={frame} />
      <ErrorSummary errors={postponing.errors} problem={postponing.problem} scope="postpone" />
      <p class="fc-meta">等待这项任务的任务随之顺延，法定期限不缩短，会议顺延到下一次；原计划留作基线。</p>
      <div class="fc-fields">
        <TextField {...fieldOf(POSTPONE_LABELS, 'dueOn', postponing)} scope="postpone" type="date" required />
      </div>
      <TextArea {...fieldOf(POSTPONE_LABELS, 'reason', postponing)} scope="postpone" rows={2} maxlength={800} wide />
      <p class="fc-field">
        <label class="form-check">
          <input
            class="form-check-input"
            type="checkbox"
            name="moveTarget"
            value="true"
            checked={postponing.values['moveTarget'] === 'true'}
          />
          <span class="form-check-label">赶不上目标日期的，目标日期随之推迟</span>
        </label>
      </p>
      <p class="fc-field">
        <button class="btn" type="submit">
          顺延
        </button>
      </p>
    </form>
  </details>
)

/** 办结 with its day alone: what Monday morning asks for. */
const Finish = ({ frame, bill, task, refusal }: Omit<TaskProps, 'fromDesk' | 'postponing'>) => (
  <form class="fc-finish" method="post" action={`/bills/${bill.id}/tasks/${task.id}/finish`} novalidate>
    <Csrf frame={frame} />
    <p>
      <span safe>{`${bill.title}　${task.unit}　`}</span>
      <Lamp {...task.lamp} />
    </p>
    <div class="fc-fields">
      <TextField
        name="doneOn"
        label="完成日期"
        scope="finish"
        type="date"
        value={refusal.values['doneOn'] || frame.today}
        error={refusal.errors['doneOn']}
      />
    </div>
    <p class="fc-field">
      <button class="btn btn-primary" type="submit">
        办结，看下一件
      </button>
    </p>
    <h2 class="fc-sechead">其他修改</h2>
  </form>
)

export const TaskPage = ({ task, fromDesk, postponing, ...props }: TaskProps) => (
  <FormPage
    {...props}
    {...(fromDesk && task.status !== 'done' && { safeBefore: <Finish {...props} task={task} /> })}
    title={task.title}
    meta={[task.stageTitle, task.placeTitle, task.standard && `完成标准：${task.standard}`, task.basis].filter(Boolean).join('　')}
    tab="tasks"
    action={`/bills/${props.bill.id}/tasks/${task.id}`}
    button="保存任务"
    {...(postponing && { safeAfter: <Postpone {...props} task={task} postponing={postponing} /> })}
  >
    <div class="fc-fields">
      <TextField {...fieldOf(TASK_LABELS, 'unit', props.refusal)} maxlength={100} required />
      <TextField {...fieldOf(TASK_LABELS, 'person', props.refusal)} maxlength={100} />
      <TextField {...fieldOf(TASK_LABELS, 'startOn', props.refusal)} type="date" />
      <TextField {...fieldOf(TASK_LABELS, 'dueOn', props.refusal)} type="date" />
      <SelectField {...fieldOf(TASK_LABELS, 'status', props.refusal)} options={Object.entries(ITEM_STATUS_TITLES)} />
      <TextField {...fieldOf(TASK_LABELS, 'doneOn', props.refusal)} hint="已完成的填写，不填为今天" type="date" />
    </div>
    <TextArea {...fieldOf(TASK_LABELS, 'reason', props.refusal)} hint="不适用的必填" maxlength={1000} wide />
  </FormPage>
)

interface TargetProps extends FormProps {
  readonly schedule: WorkSchedule
  /** What may be aimed at besides the definition's own goal. */
  readonly goals: readonly (readonly [value: string, title: string])[]
}

export const TargetPage = ({ schedule, goals, ...props }: TargetProps) => (
  <FormPage
    {...props}
    title={schedule.target === null ? '倒排工期' : '调整目标日期'}
    meta={
      schedule.target === null
        ? '自目标日期倒排，第一次排定的为基线。'
        : `现目标 ${schedule.target}，原目标 ${schedule.baselineTarget ?? ''}`
    }
    tab="schedule"
    action={`/bills/${props.bill.id}/schedule`}
    button="倒排工期"
  >
    <div class="fc-fields">
      <TextField {...fieldOf(TARGET_LABELS, 'target', props.refusal)} type="date" required />
      <SelectField {...fieldOf(TARGET_LABELS, 'goal', props.refusal)} options={goals} />
    </div>
    {schedule.target === null ? '' : <TextArea {...fieldOf(TARGET_LABELS, 'reason', props.refusal)} maxlength={1000} wide />}
  </FormPage>
)

export const CheckInPage = ({ units, ...props }: FormProps & { readonly units: readonly string[] }) => (
  <FormPage {...props} title="周周交账" tab="schedule" action={`/bills/${props.bill.id}/checkins`} button="交账">
    {props.refusal.values['from'] ? <input type="hidden" name="from" value="week" /> : ''}
    <div class="fc-fields">
      <TextField {...fieldOf(CHECK_IN_LABELS, 'unit', props.refusal)} list={units} maxlength={100} required />
      <TextField {...fieldOf(CHECK_IN_LABELS, 'on', props.refusal)} hint="该周任何一天，不填为本周" type="date" />
      <SelectField {...fieldOf(CHECK_IN_LABELS, 'status', props.refusal)} options={Object.entries(CHECK_IN_STATUS_TITLES)} />
    </div>
    <TextArea {...fieldOf(CHECK_IN_LABELS, 'done', props.refusal)} maxlength={1000} wide />
    <TextArea {...fieldOf(CHECK_IN_LABELS, 'reason', props.refusal)} hint="顺延、受阻的必填" maxlength={1000} wide />
    <TextArea {...fieldOf(CHECK_IN_LABELS, 'next', props.refusal)} maxlength={1000} wide />
    <TextArea {...fieldOf(CHECK_IN_LABELS, 'help', props.refusal)} maxlength={1000} wide />
  </FormPage>
)
