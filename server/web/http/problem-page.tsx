/** What a person sees when something went wrong: what happened, what to do, and where to go from here. */
import { type Problem, problems } from '../../../schema/problems.ts'
import type { Frame } from '../frame.ts'
import { Page } from '../shell.tsx'

interface ProblemProps {
  readonly problem: Problem
  /** Under which number the log knows this; shown for what nobody foresaw. */
  readonly reference: string | null
}

/** The piece that htmx puts into the page's `#problem`. */
export const ProblemFragment = (props: ProblemProps) => (
  <div class="fc-errsum" role="alert" tabindex="-1">
    <h2>{problems[props.problem.code].title}</h2>
    <ProblemText {...props} />
  </div>
)

export const ProblemPage = ({ frame, ...props }: ProblemProps & { readonly frame: Frame }) => (
  <Page frame={frame} title={problems[props.problem.code].title}>
    <div class="fc-head">
      <h1>{problems[props.problem.code].title}</h1>
    </div>
    <ProblemText {...props} />
    {frame.office.phone === null ? '' : <p safe>{`仍然不行的，请拨 ${frame.office.phone}。`}</p>}
    <p class="fc-acts">
      <a class="btn btn-primary" href="/">
        {frame.actor === null ? '回首页' : frame.actor.role === 'expert' ? '回我的评审' : '回工作台'}
      </a>
    </p>
  </Page>
)

const ProblemText = ({ problem, reference }: ProblemProps) => (
  <>
    <p safe>{problem.message}</p>
    {problem.errors.length > 0 ? (
      <ul>
        {problem.errors.map(item => (
          <li safe>{item.message}</li>
        ))}
      </ul>
    ) : (
      ''
    )}
    {reference === null ? (
      ''
    ) : (
      <p class="fc-meta" safe>
        {`编号 ${reference}`}
      </p>
    )}
  </>
)
