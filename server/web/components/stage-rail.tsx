/** One stop of the rail. `note` is the line of dates below it. */
export interface RailStage {
  readonly title: string
  readonly state: 'done' | 'now' | 'toCome'
  readonly note: string | null
}

/** 环节轨: where a bill stands on its way. Several stops can be `now` at once (报批 and 备案 run side by side in some procedures). */
export const StageRail = ({ stages }: { stages: readonly RailStage[] }) => (
  <section aria-label="办理环节">
    <ol class="fc-stages">
      {stages.map(stage => (
        <li class={CLASS[stage.state]} aria-current={stage.state === 'now' ? 'step' : undefined}>
          <b>
            <span safe>{stage.title}</span>
            {stage.state === 'done' ? <span class="fc-vh">（已完成）</span> : ''}
          </b>
          {stage.note === null ? '' : <small safe>{stage.note}</small>}
        </li>
      ))}
    </ol>
  </section>
)

const CLASS = { done: 'is-done', now: 'is-now', toCome: undefined } as const
