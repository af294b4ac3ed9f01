/** On the page of opinions: 1 to 4 choose the answer, J and K go to the next and the previous opinion. Enter then does the rest. */

const radios = [...document.querySelectorAll<HTMLInputElement>('.fc-verdicts input')]
const form = radios[0]?.form ?? null
const queue = [...document.querySelectorAll<HTMLAnchorElement>('.fc-queue li a')]

/** Shows which answer is chosen; browsers of the oldest kind that is served cannot style a label by its field. */
function show(): void {
  for (const radio of radios) radio.closest('label')?.classList.toggle('is-on', radio.checked)
}

/** Chooses an answer; what needs a reason leads to its field. */
function choose(index: number): void {
  const radio = radios[index]
  if (!radio) return
  radio.checked = true
  show()
  const next = radio.value === 'adopted' ? 'button[type=submit]' : 'textarea'
  form?.querySelector<HTMLElement>(next)?.focus()
}

function step(direction: 1 | -1): void {
  const at = queue.findIndex(link => link.getAttribute('aria-current') === 'true')
  queue[at + direction]?.click()
}

for (const radio of radios) radio.addEventListener('change', show)

document.addEventListener('keydown', event => {
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return
  if (event.target instanceof HTMLElement && event.target.matches('input:not([type=radio]), textarea, select')) return
  const key = event.key.toLowerCase()
  if (key === 'j') step(1)
  else if (key === 'k') step(-1)
  else if (/^[1-4]$/.test(key)) {
    event.preventDefault()
    choose(Number(key) - 1)
  }
})
