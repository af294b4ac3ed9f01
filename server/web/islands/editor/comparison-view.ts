/** 版本对照: what is written against any version, changed articles alone. */
import type { RedlineEntry } from '../../../../schema/redline.ts'
import { el } from './dom.ts'

const KINDS: Readonly<Record<RedlineEntry['kind'], string>> = {
  unchanged: '',
  modified: '修改',
  inserted: '新增',
  deleted: '删除',
  moved: '移动',
  movedAndModified: '移动并修改'
}

/** @param choose the field in which the version is chosen */
export function comparisonView(choose: HTMLElement, entries: readonly RedlineEntry[] | null): HTMLElement {
  const changed = entries?.filter(({ kind }) => kind !== 'unchanged') ?? []
  return el(
    'div',
    {},
    el('h2', { class: 'fc-sec' }, '版本对照'),
    choose,
    entries === null
      ? el('p', { class: 'fc-meta' }, '正在比较')
      : el('p', { class: 'fc-meta' }, changed.length === 0 ? '与所选版本的文字完全相同。' : `改动 ${changed.length} 条（处）`),
    ...changed.map(entryOf)
  )
}

function entryOf({ kind, from, to, hunks }: RedlineEntry): HTMLElement {
  const label =
    from === to || from === null || to === null
      ? to === null
        ? el('del', {}, from ?? '')
        : from === null
          ? el('ins', {}, to)
          : to
      : el('span', {}, el('del', {}, from), el('ins', {}, to))
  const paragraphs: HTMLParagraphElement[] = [el('p', {}, el('span', { class: 'fc-no' }, label))]
  for (const { op, text } of hunks) {
    text.split('\n').forEach((piece, at) => {
      if (at > 0) paragraphs.push(el('p'))
      if (piece !== '') paragraphs.at(-1)?.append(op === 'equal' ? piece : el(op === 'insert' ? 'ins' : 'del', {}, piece))
    })
  }
  return el('section', { class: 'fc-art' }, el('p', { class: 'fc-art-top' }, KINDS[kind]), el('div', { class: 'fc-law' }, ...paragraphs))
}
