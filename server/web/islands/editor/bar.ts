/** The line above the text that is always in sight: whether it is saved, what can be done, and what others have done meanwhile. */
import type { OtherWriter } from '../../../../schema/working-copies.ts'
import { clockTime } from './clock.ts'
import { el } from './dom.ts'
import type { SaveState } from './saving.ts'

const CLASSES = { saved: 'fc-save', saving: 'fc-save fc-save--busy', unsaved: 'fc-save fc-save--bad' } as const

export interface Bar {
  readonly element: HTMLElement
  readonly notices: HTMLElement
  readonly show: (state: SaveState) => void
  readonly others: (others: readonly OtherWriter[]) => void
  /** One sentence above the text, in place of the one before. */
  readonly notice: (words: string, ...actions: readonly Node[]) => void
}

export function makeBar(tools: readonly Node[]): Bar {
  const save = el('span', { class: 'fc-save', id: 'save-state' })
  const others = el('span', { class: 'fc-meta' })
  // 已保存 after every pause would be read out without end: aloud goes only what went wrong, and that it is well again.
  const aloud = el('span', { class: 'fc-vh', role: 'status' })
  const notices = el('div', { 'aria-live': 'polite' })
  const show = (state: SaveState) => {
    const words =
      state.kind === 'saved' ? `已保存 ${clockTime(state.at)}` : state.kind === 'saving' ? '正在保存' : `未保存（${state.reason}）`
    const before = save.dataset['state']
    save.className = CLASSES[state.kind]
    save.dataset['state'] = state.kind
    save.textContent = words
    if (state.kind === 'unsaved') aloud.textContent = words
    else if (state.kind === 'saved' && aloud.textContent !== '')
      aloud.textContent = before === 'unsaved' || aloud.textContent.startsWith('未') ? '已保存' : ''
  }
  return {
    element: el('div', { class: 'fc-bar fc-editbar' }, save, aloud, others, el('div', { class: 'fc-acts' }, ...tools)),
    notices,
    show,
    others: list => {
      others.textContent = list.map(({ name, article }) => `${name}也在修改${article ?? ''}`).join('，')
    },
    notice: (words, ...actions) =>
      notices.replaceChildren(el('div', { class: 'fc-notice' }, el('p', { class: 'fc-acts' }, words, ...actions)))
  }
}
