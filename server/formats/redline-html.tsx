/**
 * The redline as a person reads it (花脸稿): one maker for the web page, the self-contained file and the review package.
 *
 * New text is 黑体 and underlined, struck text crossed out and shaded, so that a black-and-white printer keeps every meaning; a second step
 * (二审稿) has double lines. Characters that cannot be seen are shown by name.
 */

import Html from '@kitajs/html'
import type { ChangeKind } from '../../schema/redline.ts'
import { reveal } from '../law/hidden.ts'
import { redlineLines } from '../law/redline-lines.ts'
import type { StepEntry, StepHunk } from '../law/steps.ts'
import { type Piece, type Quote, Quoted } from './redline-quotes.ts'
import { REDLINE_STYLE } from './redline-style.ts'
import { isBlank, isChanged, isGone, kindName, kindOf, nameOf, nameOfKind, notesOf } from './redline-words.ts'

/** What a page lays beside an article (opinions, 已阅); a file lays nothing there. */
export type Beside = (entry: StepEntry, anchor: string) => JSX.Element

export type Quotes = (entry: StepEntry) => readonly Quote[]

export interface RedlineView {
  readonly entries: readonly StepEntry[]
  /** One name a version, the oldest first: 一审稿, 二审稿. */
  readonly names: readonly string[]
  readonly beside?: Beside
  /** What stands at the end of an article's head: its tick 已阅. */
  readonly tick?: Beside
  /** Whether the reader has ticked an article. */
  readonly isRead?: (entry: StepEntry) => boolean
  /** Words of an article's newest text that opinions are about; they are marked with the opinion's number. */
  readonly quotes?: Quotes
}

/** A whole HTML file that needs no other: style inside, no script, no request. */
export function redlineFile(view: RedlineView, title: string): string {
  const heading = `花脸稿：${title}`
  const safeStyle = REDLINE_STYLE
  const page = (
    <html lang="zh-CN">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title safe>{heading}</title>
        <style>{safeStyle}</style>
      </head>
      <body>
        <header>
          <h1 safe>{heading}</h1>
          <p class="fc-meta" safe>
            {view.names.join(' → ')}
          </p>
          <RedlineLegend names={view.names} />
        </header>
        <main class="fc-redline">
          <RedlineNavigator {...view} />
          <div>
            <RedlineArticles {...view} />
          </div>
        </main>
      </body>
    </html>
  )
  return `<!doctype html>\n${page}\n`
}

/** What the marks mean; printed too. */
export const RedlineLegend = ({ names }: { names: readonly string[] }) => (
  <p class="fc-legend">
    {names.slice(1).map((name, at) => (
      <>
        <span>
          <ins class={stepClass(at + 1)} safe>{`${names.length > 2 ? name : ''}新增`}</ins>
        </span>
        <span>
          <del class={stepClass(at + 1)} safe>{`${names.length > 2 ? name : ''}删除`}</del>
        </span>
      </>
    ))}
    <span>未加标记的文字没有改动</span>
  </p>
)

/** The articles by what became of them, as links. */
export const RedlineNavigator = ({ entries, isRead, quotes }: RedlineView) => {
  const anchors = anchorsOf(entries)
  const groups = Map.groupBy(entries.filter(isArticle), kindOf)
  return (
    <nav class="fc-nav" id="toc" aria-label="条文改动">
      {NAVIGATED.map(kind => {
        const found = groups.get(kind) ?? []
        if (found.length === 0) return ''
        return (
          <>
            <h2 safe>{`${nameOfKind(kind)} ${found.length} 条`}</h2>
            <ul>
              {found.map(entry => (
                <li class={isRead?.(entry) ? 'is-seen' : undefined}>
                  <a href={`#${anchors.get(entry)}`} safe>
                    {nameOf(entry)}
                  </a>
                  <NavigatorNotes opinions={quotes?.(entry).length ?? 0} isRead={isRead?.(entry) ?? false} />
                </li>
              ))}
            </ul>
          </>
        )
      })}
      <p class="fc-meta" safe>{`未改动 ${groups.get('unchanged')?.length ?? 0} 条`}</p>
    </nav>
  )
}

const NavigatorNotes = ({ opinions, isRead }: { opinions: number; isRead: boolean }) =>
  opinions === 0 && !isRead ? (
    ''
  ) : (
    <small>
      {opinions > 0 ? `意见 ${opinions}` : ''}
      {isRead ? <span class="fc-seen">{opinions > 0 ? '　已阅' : '已阅'}</span> : ''}
    </small>
  )

const NAVIGATED: readonly ChangeKind[] = ['inserted', 'modified', 'movedAndModified', 'moved', 'deleted']

/** Everything in the order of the newest text; neighbours that did not change are folded together. */
export const RedlineArticles = (view: RedlineView): JSX.Element => {
  const anchors = anchorsOf(view.entries)
  const parts: JSX.Element[] = []
  let folded: StepEntry[] = []
  const unfold = () => {
    if (folded.length > 0) parts.push(Folded({ entries: folded, anchors }))
    folded = []
  }
  for (const entry of view.entries) {
    if (isArticle(entry) && !isChanged(entry) && !view.quotes?.(entry).length) {
      folded.push(entry)
      continue
    }
    unfold()
    parts.push(
      isArticle(entry) ? Article({ entry, anchor: anchors.get(entry) ?? '', view }) : Other({ entry, anchor: anchors.get(entry) ?? '' })
    )
  }
  unfold()
  return <>{parts}</>
}

const isArticle = ({ unit }: StepEntry): boolean => unit === 'article'
/** Anchors by label; a label that is repeated counts on. */
function anchorsOf(entries: readonly StepEntry[]): Map<StepEntry, string> {
  const used = new Map<string, number>()
  return new Map(
    entries.map(entry => {
      const name = nameOf(entry).replace(/\s+/g, '-')
      const count = (used.get(name) ?? 0) + 1
      used.set(name, count)
      return [entry, count === 1 ? name : `${name}-${count}`]
    })
  )
}

interface EntryView {
  readonly entry: StepEntry
  readonly anchor: string
}

const Article = ({ entry, anchor, view: { beside, tick, quotes } }: EntryView & { view: RedlineView }) => (
  <article class={`fc-art${isGone(entry) ? ' fc-art--gone' : ''}`} id={anchor} aria-labelledby={`${anchor}-标题`}>
    <div class="fc-art-text">
      <div class="fc-art-top">
        <h3 id={`${anchor}-标题`}>
          <span class="fc-vh" safe>{`${nameOf(entry)}　`}</span>
          <span safe>{kindName(entry)}</span>
        </h3>
        <Note entry={entry} />
        {tick ? tick(entry, anchor) : ''}
      </div>
      <Law entry={entry} quotes={quotes?.(entry) ?? []} />
    </div>
    {beside ? beside(entry, anchor) : ''}
  </article>
)

function Note({ entry }: { entry: StepEntry }): JSX.Element {
  const notes = notesOf(entry)
  return notes.length === 0 ? '' : <span safe>{notes.join('；')}</span>
}

const Law = ({ entry, quotes = [] }: { entry: StepEntry; quotes?: readonly Quote[] }) => {
  const lines = redlineLines(entry.hunks)
  const quoted = new Quoted(lines, quotes)
  return (
    <div class="fc-law">
      {lines.map((line, at) => (
        <p>
          {at === 0 ? <Label entry={entry} /> : ''}
          {line.hunks.map(hunk =>
            quoted.pieces(hunk).map(piece => (piece.number === null ? Marked({ hunk: piece.hunk }) : Anchored(piece)))
          )}
          {quoted.endLine(line)}
        </p>
      ))}
    </div>
  )
}

const Anchored = ({ hunk, number, isLast }: Piece): JSX.Element => {
  const safeWords = Marked({ hunk })
  return (
    <mark class="fc-anchor">
      {safeWords}
      {isLast ? <sup>{number}</sup> : ''}
    </mark>
  )
}

/** The number, old and new side by side where it changed. */
function Label({ entry }: { entry: StepEntry }): JSX.Element {
  const { labels } = entry
  const marks: JSX.Element[] = []
  labels.forEach((label, version) => {
    if (label === null || label === labels[version - 1]) return
    // How long this number stood: up to the first version that has another.
    const until = labels.findIndex((other, later) => later > version && other !== label)
    marks.push(Marked({ hunk: { text: label, inserted: stepOf(version), deleted: until === -1 ? 0 : stepOf(until) } }))
  })
  return <span class="fc-no">{marks}</span>
}

const stepOf = (version: number): 0 | 1 | 2 => (version === 0 ? 0 : version === 1 ? 1 : 2)

/** Kept, new and struck stretches of one passage as its paragraphs and items, without number or frame. */
export const ChangedLines = ({ hunks }: { hunks: readonly { readonly op: 'equal' | 'insert' | 'delete'; readonly text: string }[] }) => {
  const steps = hunks.map(({ op, text }): StepHunk => ({ text, inserted: op === 'insert' ? 1 : 0, deleted: op === 'delete' ? 1 : 0 }))
  return (
    <div class="fc-law">
      {redlineLines(steps).map(line => (
        <p>{line.hunks.map(hunk => Marked({ hunk }))}</p>
      ))}
    </div>
  )
}

function Marked({ hunk }: { hunk: StepHunk }): JSX.Element {
  const { inserted, deleted } = hunk
  if (isBlank(hunk.text)) return deleted === 0 ? Html.escapeHtml(hunk.text) : ''
  const safeWords = visible(hunk.text)
  const safeFresh = inserted === 0 ? safeWords : String(<ins class={stepClass(inserted)}>{safeWords}</ins>)
  return deleted === 0 ? safeFresh : <del class={stepClass(deleted)}>{safeFresh}</del>
}

const stepClass = (step: number): string | undefined => (step === 2 ? 'fc-step2' : undefined)

/** Escaped text; hidden characters by their names. */
const visible = (text: string): string =>
  reveal(text)
    .map(seen => (seen.hidden === null ? Html.escapeHtml(seen.text) : <Hidden name={seen.hidden} />))
    .join('')

const Hidden = ({ name }: { name: string }) => (
  <mark class="fc-hidden" title="看不见的字符" safe>
    {name}
  </mark>
)

const HEADINGS: ReadonlySet<string> = new Set(['part', 'subpart', 'chapter', 'section', 'division'])

/** Title, notes, headings, contents list, preamble and annexes: context that is always in sight. */
function Other({ entry, anchor }: EntryView): JSX.Element {
  if (HEADINGS.has(entry.unit)) return Heading({ entry, anchor })
  const css = entry.unit === 'title' ? 'fc-lawtitle' : entry.unit === 'titleNote' ? 'fc-lawnote' : 'fc-law'
  return (
    <div class="fc-art fc-art--chap" id={anchor}>
      <div class={css}>
        {redlineLines(entry.hunks).map(line => (
          <p>{line.hunks.map(hunk => Marked({ hunk }))}</p>
        ))}
      </div>
    </div>
  )
}

const Heading = ({ entry, anchor }: EntryView) => (
  <div class="fc-art fc-art--chap" id={anchor}>
    <div class="fc-law">
      <h2>
        {entry.unit === 'division' ? '' : <Label entry={entry} />}
        {redlineLines(entry.hunks).flatMap(line => line.hunks.map(hunk => Marked({ hunk })))}
      </h2>
    </div>
  </div>
)

/** 第十四条至第二十二条　9 条未改动. */
function Folded({ entries, anchors }: { entries: readonly StepEntry[]; anchors: ReadonlyMap<StepEntry, string> }): JSX.Element {
  const [first, last] = [entries[0], entries.at(-1)]
  const range = !first || !last ? '' : entries.length === 1 ? nameOf(first) : `${nameOf(first)}至${nameOf(last)}`
  return (
    <details class="fc-unchanged">
      <summary safe>{`${range}　${entries.length === 1 ? '' : `${entries.length} 条`}未改动`}</summary>
      {entries.map(entry => (
        <div id={anchors.get(entry)}>
          <Law entry={entry} />
        </div>
      ))}
    </details>
  )
}
