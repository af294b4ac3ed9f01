/** What a person sees when something went wrong: what happened, what to do, and where to go from here. */
import type { Problem } from '../../../schema/problems.ts'
import { problems } from '../../../schema/problems.ts'

interface ProblemProps {
  readonly problem: Problem
  /** Under which number the log knows this; shown for what nobody foresaw. */
  readonly reference: string | null
}

/** The piece that htmx puts into the page's `#problem`. */
export const ProblemFragment = ({ problem, reference }: ProblemProps) => (
  <div class="fc-errsum" role="alert" tabindex="-1">
    <h2 safe>{problems[problem.code].title}</h2>
    <p safe>{problem.message}</p>
    {problem.errors.length > 0 && (
      <ul>
        {problem.errors.map(item => (
          <li safe>{item.message}</li>
        ))}
      </ul>
    )}
    {reference !== null && <p class="fc-meta" safe>{`编号 ${reference}`}</p>}
  </div>
)

/** A page of its own: it needs no sign-in and no database, because these may be what is missing. */
export const ProblemPage = ({ problem, reference }: ProblemProps) => (
  <html lang="zh-CN">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <title safe>{`${problems[problem.code].title} · 法程`}</title>
      <link rel="stylesheet" href="/assets/tabler.min.css" />
      <link rel="stylesheet" href="/assets/look.css" />
    </head>
    <body>
      <header class="fc-top">
        <a class="fc-brand" href="/">
          法程
        </a>
      </header>
      <main id="main">
        <div class="fc-head">
          <h1 safe>{problems[problem.code].title}</h1>
        </div>
        <ProblemFragment problem={problem} reference={reference} />
        <p class="fc-acts">
          <a class="btn btn-primary" href="/">
            回工作台
          </a>
        </p>
      </main>
    </body>
  </html>
)
