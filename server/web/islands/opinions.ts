/**
 * On the page of opinions: 1 to 4 choose the answer, 5 to 9 a usual reason, `w` whether it goes into the text; J and K lead to the next and the previous
 * opinion. Enter then does the rest.
 */

const radios = [...document.querySelectorAll<HTMLInputElement>('.fc-verdicts input')]
const form = radios[0]?.form ?? null
const queue = [...document.querySelectorAll<HTMLAnchorElement>('.fc-queue li a')]
const reason = form?.querySelector<HTMLTextAreaElement>('textarea[name=reason]')
const usual = form?.querySelector<HTMLSelectElement>('select[name=usual]')
const submit = form?.querySelector<HTMLElement>('button.btn-primary')

/** Shows which answer is chosen; browsers of the oldest kind that is served cannot style a label by its field. */
function show(): void {
  for (const radio of radios) radio.closest('label')?.classList.toggle('is-on', radio.checked)
}

/** Chooses an answer; what needs a reason that is not written yet leads to the choice of one. */
function choose(index: number): void {
  const radio = radios[index]
  if (!radio) return
  radio.checked = true
  show()
  const next = radio.value === 'adopted' || reason?.value.trim() || usual?.value ? submit : usual
  next?.focus()
}

function chooseReason(index: number): void {
  if (!usual || index >= usual.options.length) return
  usual.selectedIndex = index
  submit?.focus()
}

function step(direction: 1 | -1): void {
  const at = queue.findIndex(link => link.getAttribute('aria-current') === 'true')
  queue[at + direction]?.click()
}

for (const radio of radios) radio.addEventListener('change', show)

document.addEventListener('keydown', event => {
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return
  const key = event.key.toLowerCase()
  const { target } = event
  // The choice of a reason takes the keys of the page: there is nothing to type in it.
  if (target instanceof HTMLElement && target !== usual && target.matches('input:not([type=radio]):not([type=checkbox]), textarea, select'))
    return
  if (key === 'j') step(1)
  else if (key === 'k') step(-1)
  else if (key === 'w') form?.querySelector<HTMLInputElement>('input[name=write]')?.click()
  else if (key === 'enter' && target === usual) form?.requestSubmit()
  else if (/^[1-4]$/.test(key)) choose(Number(key) - 1)
  else if (/^[5-9]$/.test(key)) chooseReason(Number(key) - 4)
  else return
  event.preventDefault()
})
