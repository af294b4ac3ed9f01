import Html, { type Children } from '@kitajs/html'

/** A filter that is set or can be set. `href` of the current one takes the filter away again. */
export interface Chip {
  readonly href: string
  readonly label: string
  readonly current: boolean
  /** The chip that shows everything: nothing is taken away by it. */
  readonly isAll?: boolean
}

interface Count {
  readonly shown: number
  readonly total: number
  readonly unit: string
}

/** Filters stand in the address; the count, where a list knows its length, says how much of the whole is shown: nothing is hidden in silence. */
export const Chips = ({ chips, ...count }: { chips: readonly Chip[] } & (Count | { readonly shown?: undefined })) => (
  <nav class="fc-chips" aria-label="筛选">
    {chips.map(chip => (
      <a class="fc-chip" href={chip.href} aria-current={chip.current ? 'true' : undefined}>
        <span safe>{chip.label}</span>
        {chip.current && !chip.isAll ? (
          <>
            <span class="fc-vh">，取消此筛选</span>
            <span aria-hidden="true"> ×</span>
          </>
        ) : (
          ''
        )}
      </a>
    ))}
    {count.shown === undefined ? (
      ''
    ) : (
      <span class="fc-meta" safe>
        {`显示 ${count.shown}／共 ${count.total} ${count.unit}`}
      </span>
    )}
  </nav>
)

export interface Tab {
  readonly href: string
  readonly title: string
  readonly count?: number | undefined
  readonly current: boolean
}

export const Tabs = ({ label, tabs }: { label: string; tabs: readonly Tab[] }) => (
  <nav class="fc-tabs" id="tabs" aria-label={label}>
    {tabs.map(tab => (
      <a href={tab.href} aria-current={tab.current ? 'page' : undefined}>
        {Html.escapeHtml(tab.title)}
        {tab.count === undefined ? '' : <span>{tab.count}</span>}
      </a>
    ))}
  </nav>
)

/** A list with no rows: one sentence and one thing to do. */
export const Empty = ({ sentence, href, action }: { sentence: string; href?: string; action?: string }) => (
  <p class="fc-empty">
    <span safe>{sentence}</span>
    {href && action ? (
      <a class="btn" href={href} safe>
        {action}
      </a>
    ) : (
      ''
    )}
  </p>
)

/** The way to the rest of a list; nothing where the list ends. */
export const Next = ({ href, title = '下一页' }: { href: string | null; title?: string }) =>
  href === null ? (
    ''
  ) : (
    <p class="fc-field fc-noprint">
      <a class="btn" href={href} safe>
        {title}
      </a>
    </p>
  )

/** A table that may be wider than the screen: it scrolls by itself, with a name and by keyboard. */
export const Scroll = ({ label, children }: { label: string; children?: Children }) => (
  <section class="fc-scroll" aria-label={label} tabindex="0">
    {children}
  </section>
)

/** A page's head: where it belongs, its name, one line of facts, and what can be done. */
export const Head = ({
  crumb,
  title,
  meta,
  children
}: {
  crumb?: readonly (readonly [title: string, href: string | null])[]
  title: string
  meta?: string | null
  children?: Children
}) => (
  <div class="fc-head">
    <div>
      {crumb ? (
        <p class="fc-crumb">
          {crumb.map(([name, href], index) => (
            <>
              {index > 0 ? '　/　' : ''}
              {href ? (
                <a href={href} safe>
                  {name}
                </a>
              ) : (
                <span safe>{name}</span>
              )}
            </>
          ))}
        </p>
      ) : (
        ''
      )}
      <h1 safe>{title}</h1>
      {meta ? (
        <p class="fc-meta" safe>
          {meta}
        </p>
      ) : (
        ''
      )}
    </div>
    <div class="fc-acts">{children}</div>
  </div>
)

/** The head of the column in which a row is acted on; nothing for whoever may only read. */
export const ActionsHead = ({ mayWrite }: { readonly mayWrite: boolean }) =>
  mayWrite ? (
    <th scope="col" class="fc-do">
      <span class="fc-vh">办理</span>
    </th>
  ) : (
    ''
  )
