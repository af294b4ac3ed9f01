/**
 * The page shell and the components of all pages. This room knows no feature: what it shows, it is given. Every page works without script,
 * prints without the shell, and holds no inline style or script. Begin with `Page`.
 */
import type { Children } from '@kitajs/html'
import { dateInWords } from './dates.ts'
import type { Frame } from './frame.ts'
import { largeAddress } from './preferences.ts'

export type RailKey =
  | 'desk'
  | 'bills'
  | 'plans'
  | 'chart'
  | 'opinions'
  | 'ledger'
  | 'reports'
  | 'overview'
  | 'experts'
  | 'accounts'
  | 'holidays'
  | 'upkeep'
  | 'audit'
  | 'reviews'
  | 'submitted'
  | 'help'

interface RailEntry {
  readonly key: RailKey
  readonly title: string
  readonly href: string
  /** Stands in the bottom bar of a phone; the others are under 更多. */
  readonly phone: boolean
}

const RAIL: readonly RailEntry[] = [
  { key: 'desk', title: '工作台', href: '/', phone: true },
  { key: 'bills', title: '项目库', href: '/proposals', phone: false },
  { key: 'plans', title: '规划计划', href: '/plans', phone: false },
  { key: 'chart', title: '施工图', href: '/chart', phone: true },
  { key: 'opinions', title: '意见', href: '/opinions', phone: true },
  { key: 'ledger', title: '四入台账', href: '/ledger', phone: true },
  { key: 'reports', title: '报表导出', href: '/reports', phone: false },
  { key: 'experts', title: '专家与联系点', href: '/experts', phone: false }
]

/** A leader (查阅人员) looks: nothing of it is to be worked on. */
const READING: readonly RailEntry[] = [
  { key: 'overview', title: '总览', href: '/overview', phone: true },
  { key: 'chart', title: '施工图', href: '/chart', phone: true },
  { key: 'ledger', title: '四入台账', href: '/ledger', phone: true },
  { key: 'reports', title: '报表', href: '/reports', phone: true }
]

/** Where the name of the house leads, by role. */
const HOMES = { expert: '/reviews', reader: '/overview', staff: '/', administrator: '/' } as const

/** Who was asked to review sees what he was asked for, and nothing else. */
const REVIEWING: readonly RailEntry[] = [
  { key: 'reviews', title: '我的评审', href: '/reviews', phone: true },
  { key: 'submitted', title: '已提交', href: '/submitted', phone: true },
  { key: 'help', title: '帮助', href: '/help', phone: true }
]

const ADMINISTRATION: readonly RailEntry[] = [
  { key: 'upkeep', title: '运行状态', href: '/upkeep', phone: false },
  { key: 'accounts', title: '账号', href: '/accounts', phone: false },
  { key: 'holidays', title: '节假日', href: '/holidays', phone: false },
  { key: 'audit', title: '审计日志', href: '/audit', phone: false }
]

/** htmx under a strict CSP: no injected style, no eval, no other host; a refused form (422) is shown in place. */
const HTMX = JSON.stringify({
  includeIndicatorStyles: false,
  allowEval: false,
  selfRequestsOnly: true,
  historyCacheSize: 0,
  responseHandling: [
    { code: '204', swap: false },
    { code: '[23]..', swap: true },
    { code: '422', swap: true },
    { code: '[45]..', swap: false, error: true }
  ]
})

/** A vermilion seal: which of twenty windows is ours. */
const ICON = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect width="16" height="16" rx="2" fill="#a8231c"/><text x="8" y="12" font-size="11" font-weight="700" font-family="SimSun,\'Noto Serif CJK SC\',serif" text-anchor="middle" fill="#fff">法</text></svg>'
)}`

interface PageProps {
  readonly frame: Frame
  readonly title: string
  readonly current?: RailKey | undefined
  /** A page for reading: on a phone it gives the bottom bar's room to the text. */
  readonly reading?: boolean | undefined
  /** A page for the wall (大屏): its content alone, without rail and top line. */
  readonly bare?: boolean | undefined
  /** What is printed is a chart on a sheet of its own size: a line of another sheet before it would take a sheet for itself. */
  readonly sheet?: boolean | undefined
  /** Scripts beside the one of every page. */
  readonly scripts?: readonly string[]
  /** What stands in the search field. */
  readonly search?: string
  readonly children?: Children
}

export const Page = ({ frame, title, current, reading, bare, sheet, scripts = [], search, children }: PageProps) => (
  <html lang="zh-CN" class={frame.large ? 'fc-large' : undefined}>
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <meta name="htmx-config" content={HTMX} />
      <title safe>{`${title} · 法程`}</title>
      <link rel="icon" href={ICON} />
      <link rel="stylesheet" href={frame.assets['look.css']} />
      {['page.js', ...scripts].map(name => (
        <script type="module" src={frame.assets[name]}></script>
      ))}
    </head>
    <body class={reading ? 'fc-reading' : undefined} hx-headers={JSON.stringify({ 'x-csrf-token': frame.csrf })}>
      <a class="fc-skip" href="#main">
        跳到正文
      </a>
      {bare ? '' : <TopLine frame={frame} search={search} />}
      {sheet || bare ? (
        ''
      ) : (
        <p class="fc-printonly fc-printhead" safe>
          {`${frame.office.name ?? '法程'}　${dateInWords(frame.today)}打印`}
        </p>
      )}
      {frame.actor && !bare ? (
        <div class="fc-shell">
          <Rail frame={frame} current={current} />
          <main id="main" tabindex="-1">
            {/* Where htmx puts what went wrong (web/http/problem-handler.tsx). */}
            <div id="problem" aria-live="polite" />
            <Warned frame={frame} />
            {children}
          </main>
        </div>
      ) : (
        <main id="main" tabindex="-1">
          {children}
        </main>
      )}
    </body>
  </html>
)

const Warned = ({ frame: { warning } }: { frame: Frame }) =>
  warning === null ? (
    ''
  ) : (
    <p class="fc-warning fc-noprint" role="alert">
      <b safe>{warning.words}</b>
      <a href={warning.href} safe>
        {warning.action}
      </a>
    </p>
  )

const TopLine = ({ frame, search }: { frame: Frame; search: string | undefined }) => (
  <header class="fc-top">
    <a class="fc-brand" href={HOMES[frame.actor?.role ?? 'staff']}>
      法程
    </a>
    {frame.office.name === null ? (
      ''
    ) : (
      <span class="fc-office" safe>
        {frame.office.name}
      </span>
    )}
    {frame.actor && !frame.actor.guest ? (
      <search class="fc-search">
        <form class="fc-search" action="/search">
          <input
            class="form-control"
            type="search"
            name="q"
            value={search}
            maxlength={200}
            aria-label="搜索法规、条文、文号"
            placeholder="搜索法规、条文、文号"
          />
          <button class="btn" type="submit">
            搜索
          </button>
        </form>
      </search>
    ) : (
      ''
    )}
    <div class="fc-tools">
      {frame.openTasks === null ? (
        ''
      ) : (
        <a href="/">
          待办 <span class="fc-count">{frame.openTasks}</span>
        </a>
      )}
      <a href={largeAddress(frame.url, frame.large)}>{frame.large ? '常规字' : '大字'}</a>
      <Help frame={frame} />
      {frame.actor ? (
        <>
          <span class="fc-wide" safe>
            {frame.actor.displayName}
          </span>
          <form class="fc-wide" method="post" action="/sign-out">
            <Csrf frame={frame} />
            <button type="submit">退出</button>
          </form>
        </>
      ) : (
        ''
      )}
    </div>
  </header>
)

/** On every page in the same place: where help is, and whom to call. */
function Help({ frame: { actor, office } }: { frame: Frame }) {
  const words = office.phone === null ? '帮助' : `帮助 ${office.phone}`
  if (actor)
    return (
      <a class="fc-wide" href="/help" safe>
        {words}
      </a>
    )
  // On a phone the pages that a stranger sees say the number themselves.
  return office.phone === null ? (
    ''
  ) : (
    <span class="fc-wide" safe>
      {words}
    </span>
  )
}

function entriesFor(actor: Frame['actor']): readonly RailEntry[] {
  if (actor?.role === 'expert') return REVIEWING
  if (actor?.role === 'reader') return READING
  return actor?.role === 'administrator' ? [...RAIL, ...ADMINISTRATION] : RAIL
}

function Rail({ frame, current }: { frame: Frame; current: RailKey | undefined }) {
  const entries = entriesFor(frame.actor)
  const rest = entries.filter(entry => !entry.phone)
  return (
    <nav class="fc-rail" aria-label="栏目">
      <ul>
        {entries.map(entry => (
          <li class={entry.phone ? undefined : 'fc-desk'}>
            <RailLink entry={entry} current={current} />
          </li>
        ))}
        <li class="fc-more">
          <details>
            <summary class={rest.some(({ key }) => key === current) ? 'is-now' : undefined}>更多</summary>
            <div>
              {rest.map(entry => (
                <RailLink entry={entry} current={current} />
              ))}
              {entries.some(({ key }) => key === 'help') ? '' : <a href="/help">帮助</a>}
              <form method="post" action="/sign-out">
                <Csrf frame={frame} />
                <button type="submit">退出</button>
              </form>
            </div>
          </details>
        </li>
      </ul>
    </nav>
  )
}

const RailLink = ({ entry, current }: { entry: RailEntry; current: RailKey | undefined }) => (
  <a href={entry.href} aria-current={entry.key === current ? 'page' : undefined} safe>
    {entry.title}
  </a>
)

/** Stands in every form that changes something. */
export const Csrf = ({ frame }: { frame: Frame }) => <input type="hidden" name="_csrf" value={frame.csrf} />
