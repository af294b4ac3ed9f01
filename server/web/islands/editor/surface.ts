/** The field in which the text is written: CodeMirror with the look of a regulation, Chinese words and no key that an input method needs. */
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { search, searchKeymap } from '@codemirror/search'
import { Compartment, EditorState, type Extension } from '@codemirror/state'
import { drawSelection, EditorView, type KeyBinding, keymap } from '@codemirror/view'
import { lawLook } from './law-look.ts'
import { marksField, referenceHover } from './marks.ts'

const reading = new Compartment()

/** 撤销 reaches back at least so many steps. */
const UNDO_STEPS = 1_000

const WORDS = {
  Find: '查找',
  Replace: '替换为',
  next: '下一处',
  previous: '上一处',
  all: '全选',
  'match case': '区分大小写',
  'by word': '整词',
  regexp: '正则',
  replace: '替换',
  'replace all': '全部替换',
  close: '关闭',
  'current match': '当前所在',
  'replaced $ matches': '已替换 $ 处',
  'replaced match on line $': '已替换第 $ 行的一处',
  'on line': '在第',
  'Go to line': '转到行',
  go: '转到'
}

interface SurfaceOptions {
  readonly parent: HTMLElement
  readonly text: string
  readonly nonce: string
  readonly keys: readonly KeyBinding[]
  readonly extra: Extension
}

export function makeSurface({ parent, text, nonce, keys, extra }: SurfaceOptions): EditorView {
  const state = EditorState.create({
    doc: text.split(/\r\n|\r|\n/).join('\n'),
    extensions: [
      EditorView.cspNonce.of(nonce),
      EditorState.phrases.of(WORDS),
      history({ minDepth: UNDO_STEPS }),
      drawSelection(),
      search({ top: true }),
      EditorView.lineWrapping,
      EditorView.contentAttributes.of({
        'aria-label': '正文',
        spellcheck: 'false',
        autocorrect: 'off',
        autocapitalize: 'off',
        lang: 'zh-CN'
      }),
      keymap.of([...keys, ...searchKeymap, ...historyKeymap, ...defaultKeymap]),
      reading.of([]),
      lawLook,
      marksField,
      referenceHover,
      extra
    ]
  })
  return new EditorView({ state, parent })
}

/** The text as it is saved: with the line ends that it came with. */
export function savedText({ state }: EditorView, crlf: boolean): string {
  const text = state.doc.toString()
  return crlf ? text.replaceAll('\n', '\r\n') : text
}

/** Puts another text in place of this one as one change that 撤销 takes back; what is equal at both ends is not touched. */
export function replaceText(view: EditorView, text: string): void {
  const old = view.state.doc.toString()
  const next = text.split(/\r\n|\r|\n/).join('\n')
  if (old === next) return
  const most = Math.min(old.length, next.length)
  let from = 0
  while (from < most && old[from] === next[from]) from++
  let tail = 0
  while (tail < most - from && old[old.length - 1 - tail] === next[next.length - 1 - tail]) tail++
  view.dispatch({ changes: { from, to: old.length - tail, insert: next.slice(from, next.length - tail) }, userEvent: 'input.merge' })
}

export function goTo(view: EditorView, from: number, to = from): void {
  const end = view.state.doc.length
  view.dispatch({
    selection: { anchor: Math.min(from, end), head: Math.min(to, end) },
    effects: EditorView.scrollIntoView(Math.min(from, end), { y: 'start', yMargin: 150 })
  })
  view.focus()
}

export const setReadOnly = (view: EditorView, isReadOnly: boolean): void =>
  view.dispatch({ effects: reading.reconfigure(isReadOnly ? [EditorState.readOnly.of(true), EditorView.editable.of(false)] : []) })
