/** On the redline page: `n` and `p` go to the next and the previous change, as F7 does in Word. The link 下一处改动 does the same by mouse. */

/** Articles and headings in which something came or went. */
const changes = [...document.querySelectorAll<HTMLElement>('.fc-art')].filter(part => part.querySelector('ins, del'))
for (const change of changes) change.tabIndex = -1
const links = new Map([...document.querySelectorAll<HTMLAnchorElement>('.fc-nav a')].map(link => [link.hash.slice(1), link]))
let at = -1

function goTo(index: number): void {
  const target = changes[index]
  if (!target) return
  changes[at]?.classList.remove('is-now')
  links.get(changes[at]?.id ?? '')?.removeAttribute('aria-current')
  at = index
  target.classList.add('is-now')
  links.get(target.id)?.setAttribute('aria-current', 'true')
  target.scrollIntoView({ block: 'start' })
  target.focus({ preventScroll: true })
}

/** From where the reader is: the change in focus, else the first one below the top of the window. */
function step(direction: 1 | -1): void {
  if (changes.length === 0) return
  if (at < 0) {
    const below = changes.findIndex(change => change.getBoundingClientRect().top > 0)
    goTo(direction === 1 ? Math.max(below, 0) : Math.max(below - 1, 0))
  } else goTo((at + direction + changes.length) % changes.length)
}

document.addEventListener('keydown', event => {
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return
  if (event.target instanceof HTMLElement && /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) return
  if (event.key === 'n') step(1)
  else if (event.key === 'p') step(-1)
})

document.querySelector('[data-next-change]')?.addEventListener('click', event => {
  event.preventDefault()
  step(1)
})

window.addEventListener('hashchange', () => goTo(changes.findIndex(change => change.id === decodeURIComponent(location.hash.slice(1)))))
