/** On every page: htmx, the keys that work everywhere, and the focus where a refused form wants it. */
import 'htmx.org'

/** Keys never fire while an input method composes, while somebody types, or with a modifier. */
function typing(event: KeyboardEvent): boolean {
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return true
  const target = event.target
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
}

document.addEventListener('keydown', event => {
  if (typing(event)) return
  // The keys of all pages; only for whoever is signed in.
  if (event.key === '?') document.querySelector<HTMLAnchorElement>('a[href="/help"]')?.click()
  if (event.key !== '/') return
  const search = document.querySelector<HTMLInputElement>('input[type="search"][name="q"]')
  if (!search) return
  event.preventDefault()
  search.focus()
})

/** 口令 is typed unseen: whoever has the capitals locked is told. */
document.addEventListener('keyup', event => {
  const hint = document.getElementById('caps')
  const { target } = event
  if (!hint || !(target instanceof HTMLInputElement) || target.type !== 'password') return
  hint.hidden = !event.getModifierState('CapsLock')
})

/** A refused form says so at its head: there the focus goes, so that a screen reader reads it. */
function focusErrors(): void {
  document.getElementById('errors')?.focus()
}
focusErrors()
document.addEventListener('htmx:afterSettle', focusErrors)

/** A chosen Markdown file is shown in the text field before anything is saved; without script the file itself is sent. */
document.addEventListener('change', async event => {
  const input = event.target
  if (!(input instanceof HTMLInputElement) || input.type !== 'file' || !input.dataset['fills']) return
  const field = document.getElementById(input.dataset['fills'])
  const file = input.files?.[0]
  if (!(field instanceof HTMLTextAreaElement) || !file) return
  const bytes = await file.arrayBuffer()
  try {
    field.value = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    input.value = ''
  } catch {
    // Not UTF-8: the server gets the file as it is and says in Chinese what to do.
  }
})

/** 打印: the only thing that a button of a page asks of the browser itself. */
document.addEventListener('click', event => {
  if (event.target instanceof Element && event.target.closest('[data-act="print"]')) window.print()
})
