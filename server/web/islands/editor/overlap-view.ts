/** 上位法对照: which articles say again what a superior law says (立法法第八十二条), the words side by side. */
import type { Overlap } from '../../../../schema/overlap.ts'
import { button, el } from './dom.ts'

/** Below this share nobody calls an article a repetition. */
const WORTH_SHOWING = 0.15
const percent = (share: number): string => `${Math.round(share * 100)}%`

export interface SuperiorLaw {
  readonly title: string
  readonly text: string
}

export interface OverlapActions {
  readonly addFile: (file: File) => void
  /** Looks for laws of the library by words of their titles. */
  readonly look: (words: string) => void
  readonly add: (law: FoundLaw) => void
  /** Adds the laws of the library that the text names, and other places' of a like name. */
  readonly addRelated: () => void
  readonly goTo: (label: string) => void
}

export interface FoundLaw {
  readonly id: string
  readonly title: string
}

export interface OverlapState {
  readonly superiors: readonly SuperiorLaw[]
  /** What was looked for, and what was found; null before. */
  readonly looked: { readonly words: string; readonly found: readonly FoundLaw[] } | null
  readonly result: Overlap | null
}

export function overlapView(
  { superiors, looked, result }: OverlapState,
  { addFile, look, add, addRelated, goTo }: OverlapActions
): HTMLElement {
  const file = el('input', {
    type: 'file',
    id: 'superior',
    class: 'form-control',
    accept: '.md,.txt,text/plain,text/markdown',
    multiple: true,
    change: event => {
      for (const one of (event.target as HTMLInputElement).files ?? []) addFile(one)
    }
  })
  const words = el('input', {
    id: 'superior-words',
    class: 'form-control',
    type: 'text',
    maxlength: '100',
    value: looked?.words ?? '',
    change: event => look((event.target as HTMLInputElement).value.trim())
  })
  const repeated = result?.articles.filter(({ share }) => share >= WORTH_SHOWING).sort((a, b) => b.share - a.share) ?? []
  return el(
    'div',
    {},
    el('h2', { class: 'fc-sec' }, '上位法对照'),
    el('p', {}, button('与库中引用的、名称相近的对照', addRelated)),
    el('div', { class: 'fc-field' }, el('label', { class: 'form-label', for: 'superior-words' }, '在法律法规库中找'), words),
    looked === null
      ? null
      : looked.found.length === 0
        ? el(
            'p',
            { class: 'fc-meta' },
            looked.words === '' ? '库中没有本文引用的法律法规，也没有名称相近的。' : '库中没有名称含这些字的法律法规，可以选文件。'
          )
        : el(
            'ul',
            {},
            ...looked.found.map(law =>
              el(
                'li',
                {},
                button(`加入《${law.title}》`, () => add(law))
              )
            )
          ),
    el(
      'div',
      { class: 'fc-field' },
      el(
        'label',
        { class: 'form-label', for: 'superior' },
        '或者选文件',
        el('span', { class: 'fc-meta' }, '　.md 或 .txt，可选多部；只在本机比较')
      ),
      file
    ),
    superiors.length === 0 ? null : el('p', { class: 'fc-meta' }, superiors.map(({ title }) => `《${title}》`).join('、')),
    result === null
      ? null
      : el(
          'p',
          {},
          repeated.length === 0 ? '没有与上位法重复的条文。' : `全文重复 ${percent(result.share)}，${repeated.length} 条重复较多：`
        ),
    ...repeated.map(({ label, share, passages }) =>
      el(
        'div',
        { class: 'fc-finding' },
        el(
          'p',
          { class: 'fc-acts' },
          button(label, () => goTo(label)),
          `重复 ${percent(share)}`
        ),
        ...passages
          .slice(0, 3)
          .flatMap(({ text, superior, article, superiorText }) => [
            el('p', { class: 'fc-found' }, text),
            el('p', { class: 'fc-meta' }, `《${superior}》${article}：${superiorText}`)
          ])
      )
    )
  )
}
