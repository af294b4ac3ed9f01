/** 对方的 / 原稿 / 我的, side by side for every place that both changed. Nothing is thrown away: each can be taken, both can, and it can be reworded. */
import type { Merge, MergeConflict } from '../../../../schema/working-copies.ts'
import { resolved } from './conflicts.ts'
import { button, el } from './dom.ts'

interface ConflictOptions {
  /** Who the others are, as the heading says it: 方屿已保存第 5 版. */
  readonly heading: string
  /** What the other text is called: 方屿的, 另一窗口的. */
  readonly theirs: string
  readonly merge: Merge
  readonly done: (text: string) => void
}

export function conflictView({ heading, theirs, merge, done }: ConflictOptions): HTMLElement {
  const fields = merge.conflicts.map((conflict, index) =>
    el('textarea', {
      class: 'form-control fc-edit-text',
      rows: '3',
      id: `choice-${index}`,
      'aria-label': `${conflict.article ?? '题目、序言'}采用的文字`
    })
  )
  const missing = el('p', { class: 'fc-error', role: 'alert', hidden: true }, '还有没有选定的条文；要整条删去的，请选“删去”。')
  const chosen = new Set<number>()
  const choose = (index: number, text: string) => {
    const field = fields[index]
    if (!field) return
    field.value = text
    chosen.add(index)
    field.focus()
  }
  const finish = () => {
    const open = fields.findIndex((field, index) => field.value.trim() === '' && !chosen.has(index))
    missing.hidden = open < 0
    if (open >= 0) fields[open]?.focus()
    else
      done(
        resolved(
          merge,
          fields.map((field, index) => withEnding(field.value, merge.conflicts[index]))
        )
      )
  }
  return el(
    'section',
    { class: 'fc-block fc-conflicts', 'aria-labelledby': 'conflict', tabindex: '-1' },
    el('h2', { id: 'conflict' }, `${heading}，${merge.conflicts.length} 处与您改的是同一条`),
    el('p', { class: 'fc-pad' }, '两边的文字都在下面。逐条选一份，或者直接改成要用的文字。'),
    ...merge.conflicts.map((conflict, index) => conflictOf(conflict, theirs, fields[index] ?? null, text => choose(index, text))),
    el('div', { class: 'fc-pad fc-acts' }, missing, el('button', { type: 'button', class: 'btn btn-primary', click: finish }, '按所选合并'))
  )
}

function conflictOf(conflict: MergeConflict, theirs: string, field: HTMLElement | null, choose: (text: string) => void): HTMLElement {
  const { article, base, yours, newest } = conflict
  const column = (title: string, text: string) =>
    el(
      'div',
      {},
      el('h4', {}, title),
      ...(text.trim() === ''
        ? [el('p', { class: 'fc-meta' }, '（没有这一段）')]
        : text
            .trim()
            .split(/\r\n|\r|\n/)
            .map(line => el('p', {}, line)))
    )
  return el(
    'div',
    { class: 'fc-pad fc-conflict' },
    el('h3', {}, article ?? '题目、序言'),
    el('div', { class: 'fc-three' }, column(theirs, newest), column('原稿', base), column('我的', yours)),
    el(
      'p',
      { class: 'fc-acts' },
      button(`用${theirs}`, () => choose(newest)),
      button('用我的', () => choose(yours)),
      button('两段都留', () => choose(`${yours.trimEnd()}\n\n${newest}`)),
      button('删去', () => choose(''))
    ),
    field
  )
}

/** What was typed ends as the passage ended, so that the next article keeps its distance. */
function withEnding(text: string, conflict: MergeConflict | undefined): string {
  if (text.trim() === '') return ''
  const passage = conflict?.newest || conflict?.yours || conflict?.base || ''
  const ending = passage.slice(withoutLineEnds(passage).length)
  return withoutLineEnds(text) + (ending || '\n')
}

function withoutLineEnds(text: string): string {
  let end = text.length
  while (end > 0 && (text[end - 1] === '\n' || text[end - 1] === '\r')) end--
  return text.slice(0, end)
}
