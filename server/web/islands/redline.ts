/**
 * On the redline page: `n` and `p` go to the next and the previous change, as F7 does in Word. The link 下一处改动 does the same by mouse. `r` ticks the
 * change 已阅 and goes on; a tick is sent without leaving the page.
 */

/** Articles and headings in which something came or went. */
const changes = [...document.querySelectorAll<HTMLElement>('.fc-art')].filter(part => part.querySelector('ins, del'))
for (const change of changes) change.tabIndex = -1
const links = new Map(
  [...document.querySelectorAll<HTMLAnchorElement>('.fc-nav a')].map(link => [decodeURIComponent(link.hash.slice(1)), link])
)
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
  else if (event.key === 'r') changes[at]?.querySelector<HTMLButtonElement>('.fc-tick')?.click()
})

document.querySelector('[data-next-change]')?.addEventListener('click', event => {
  event.preventDefault()
  step(1)
})

window.addEventListener('hashchange', () => goTo(changes.findIndex(change => change.id === decodeURIComponent(location.hash.slice(1)))))

/** The form of all ticks; without it the reader keeps no marks. */
const marks = document.querySelector<HTMLFormElement>('form#marks')
const field = (name: string): string => marks?.querySelector<HTMLInputElement>(`input[name="${name}"]`)?.value ?? ''

async function sendTick(tick: HTMLButtonElement, read: boolean): Promise<boolean> {
  const versions = Object.fromEntries(['from', 'via', 'to'].flatMap(name => (field(name) === '' ? [] : [[name, Number(field(name))]])))
  const answer = await fetch(`/api/v1${new URL(marks?.action ?? '', location.href).pathname}/${tick.value}`, {
    method: 'PUT',
    headers: { accept: 'application/json', 'content-type': 'application/json', 'x-csrf-token': field('_csrf') },
    body: JSON.stringify({ ...versions, read })
  })
  if (!answer.ok) return false
  const { read: count } = (await answer.json()) as { read: number }
  const shown = document.querySelector('[data-read-count]')
  if (shown) shown.textContent = String(count)
  return true
}

function showTick(tick: HTMLButtonElement, read: boolean): void {
  tick.setAttribute('aria-pressed', String(read))
  tick.name = read ? 'unread' : 'read'
  const item = links.get(tick.closest('article')?.id ?? '')?.closest('li')
  item?.classList.toggle('is-seen', read)
  item?.querySelector('.fc-seen')?.remove()
  if (!item || !read) return
  const note = item.querySelector('small') ?? item.appendChild(document.createElement('small'))
  const seen = note.appendChild(document.createElement('span'))
  seen.className = 'fc-seen'
  seen.textContent = note.textContent === '' ? '已阅' : '　已阅'
}

document.addEventListener('click', async event => {
  const tick = event.target instanceof Element ? event.target.closest<HTMLButtonElement>('.fc-tick') : null
  if (tick?.getAttribute('form') !== 'marks') return
  event.preventDefault()
  const read = tick.getAttribute('aria-pressed') !== 'true'
  const byKey = event.detail === 0 && document.activeElement !== tick
  const isSent = await sendTick(tick, read).catch(() => false)
  // Without an answer the form is sent as it is without script, and says what is wrong.
  if (!isSent) return marks?.requestSubmit(tick)
  showTick(tick, read)
  if (read && byKey) step(1)
})
