/** The outline (章条目录) beside the text: what became of each article, and where the cursor is. */
import type { ChangeKind } from '../../../../schema/redline.ts'
import type { Analysis, OutlineEntry } from './analysis.ts'
import { button, el } from './dom.ts'

const MARKS: Readonly<Record<ChangeKind, string>> = {
  unchanged: '',
  modified: '改',
  inserted: '新',
  deleted: '删',
  moved: '移',
  movedAndModified: '移改'
}

export interface OutlineView {
  readonly element: HTMLElement
  readonly show: (analysis: Analysis, opinions: ReadonlyMap<string, number>) => void
  /** Marks the article in which somebody writes. */
  readonly mark: (label: string | null) => void
}

export function outlineView(goTo: (at: number) => void): OutlineView {
  const element = el('nav', { class: 'fc-nav', 'aria-label': '章条目录' })
  let current: string | null = null
  const items = new Map<string, HTMLElement>()
  const mark = (label: string | null) => {
    items.get(current ?? '')?.classList.remove('is-now')
    current = label
    const item = items.get(label ?? '')
    item?.classList.add('is-now')
    if (item && item.offsetParent !== null) keepInSight(element, item)
  }
  const show = ({ outline, gone }: Analysis, opinions: ReadonlyMap<string, number>) => {
    items.clear()
    const parts: Node[] = []
    let list: HTMLUListElement | null = null
    for (const entry of outline) {
      if (entry.kind === 'heading') {
        parts.push(
          el(
            'h2',
            {},
            button([entry.label, entry.title].filter(Boolean).join('　'), () => goTo(entry.start))
          )
        )
        list = null
        continue
      }
      if (!list) {
        list = el('ul')
        parts.push(list)
      }
      const item = itemOf(entry, opinions.get(entry.label) ?? 0, goTo)
      if (!items.has(entry.label)) items.set(entry.label, item)
      list.append(item)
    }
    if (gone.length > 0)
      parts.push(el('p', { class: 'fc-meta' }, `删去 ${gone.length} 条：原${gone.slice(0, 8).join('、')}${gone.length > 8 ? '等' : ''}`))
    element.replaceChildren(...parts)
    mark(current)
  }
  return { element, show, mark }
}

function itemOf({ label, change, start }: OutlineEntry, opinions: number, goTo: (at: number) => void): HTMLLIElement {
  const notes = [change ? MARKS[change] : '', opinions > 0 ? `意见 ${opinions}` : ''].filter(Boolean).join('　')
  return el(
    'li',
    {},
    button(label, () => goTo(start)),
    notes === '' ? null : el('small', {}, notes)
  )
}

/** Scrolls the outline, never the page. */
function keepInSight(list: HTMLElement, item: HTMLElement): void {
  const top = item.offsetTop - list.offsetTop
  if (top < list.scrollTop || top + item.offsetHeight > list.scrollTop + list.clientHeight) list.scrollTop = top - list.clientHeight / 3
}
