/** 存为版本: the name and the reason of a version; the fields are those of the form that works without script. */
import type { VersionName } from '../../../../schema/documents.ts'
import { el } from './dom.ts'

export interface SaveBox {
  readonly element: HTMLElement
  readonly open: () => void
  readonly close: () => void
  readonly say: (error: string | null) => void
  /** For the next version. */
  readonly clear: () => void
  /** A version's name as it is offered. */
  readonly titleOf: (name: string) => string
}

export interface VersionWish {
  readonly name: VersionName | null
  readonly message: string
}

/** @param fields message and name, taken from the form @param suggest the reason that is proposed: what was changed */
export function saveBox(fields: HTMLElement, suggest: () => Promise<string>, save: (wish: VersionWish) => Promise<void>): SaveBox {
  const message = fields.querySelector<HTMLInputElement>('input[name="message"]')
  const name = fields.querySelector<HTMLSelectElement>('select[name="name"]')
  const error = el('p', { class: 'fc-error', role: 'alert', hidden: true })
  const submit = el('button', { type: 'button', class: 'btn btn-primary', click: () => void finish() }, '存为版本')
  const element = el(
    'section',
    { class: 'fc-savebox', 'aria-label': '存为版本', hidden: true },
    error,
    fields,
    el('p', { class: 'fc-acts' }, submit, el('button', { type: 'button', class: 'btn fc-link', click: () => close() }, '先不存'))
  )
  const say = (words: string | null) => {
    error.textContent = words
    error.hidden = words === null
  }
  const open = () => {
    say(null)
    element.hidden = false
    void propose()
    ;(name ?? message)?.focus()
  }
  /** What was changed; never over something that was typed. */
  const propose = async () => {
    const words = await suggest()
    if (message?.value.trim() !== '') return
    message.value = words
    message.dataset['suggested'] = ''
  }
  const close = () => {
    element.hidden = true
  }
  const finish = async () => {
    submit.disabled = true
    await save({ name: (name?.value || null) as VersionName | null, message: message?.value.trim() ?? '' })
    submit.disabled = false
  }
  message?.addEventListener('keydown', event => {
    if (event.key !== 'Enter' || event.isComposing) return
    event.preventDefault()
    void finish()
  })
  element.addEventListener('keydown', event => {
    if (event.key === 'Escape' && !event.isComposing) close()
  })
  const clear = () => {
    if (message) message.value = ''
    if (name) name.value = ''
  }
  const titleOf = (wanted: string) => [...(name?.options ?? [])].find(({ value }) => value === wanted)?.text ?? ''
  return { element, open, close, say, clear, titleOf }
}
