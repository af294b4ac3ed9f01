import { Lamp, type LampColour } from './lamp.tsx'

/** A condition of the next step. `fix` is where it can be met; without one, time or somebody else must meet it. */
export interface Condition {
  readonly what: string
  readonly basis: string | null
  /** The body that meets it; null where nobody in particular does. */
  readonly who: string | null
  readonly state: string
  readonly colour: LampColour
  readonly met: boolean
  readonly fix: { readonly href: string; readonly label: string } | null
}

/**
 * The only box of a page: what still stands between a bill and its next step, each with its legal basis and the way to meet it.
 * The heading takes the focus when a step was refused.
 */
export function BlockerBox({ step, conditions }: { step: string; conditions: readonly Condition[] }) {
  const missing = conditions.filter(condition => !condition.met)
  return (
    <section class="fc-block" id="block" aria-labelledby="block-title" tabindex="-1">
      <h2 id="block-title" safe>
        {`办理“${step}”还差 ${missing.length} 项`}
      </h2>
      <table class="table fc-stack">
        <thead>
          <tr>
            <th scope="col">条件</th>
            <th scope="col">依据</th>
            <th scope="col">由谁</th>
            <th scope="col">情况</th>
            <th scope="col" class="fc-do">
              <span class="fc-vh">办理</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {[...missing, ...conditions.filter(condition => condition.met)].map(condition => (
            <tr class={condition.met ? 'is-met' : undefined}>
              <th scope="row" safe>
                {condition.what}
              </th>
              <td data-k="依据" safe>
                {condition.basis ?? '本市工作流程'}
              </td>
              <td data-k="由谁" safe>
                {condition.who ?? ''}
              </td>
              <td>
                <Lamp colour={condition.colour} words={condition.state} />
              </td>
              <td class="fc-do">
                {condition.fix ? (
                  <a href={condition.fix.href} safe>
                    {condition.fix.label}
                  </a>
                ) : (
                  ''
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
