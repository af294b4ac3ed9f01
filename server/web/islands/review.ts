/**
 * On the page of a review: words that are selected in an article go into its 提意见 link, `c` presses the link of the article in sight, and the form
 * that is open has the focus. What is struck out is not quoted: it stands in the text no more.
 */

const articleOf = (node: Node | null): HTMLElement | null => {
  const element = node instanceof Element ? node : (node?.parentElement ?? null)
  return element?.closest<HTMLElement>('article.fc-art') ?? null
}

/** The words of a selection as the new text has them. */
function wordsOf(range: Range): string {
  const copy = range.cloneContents()
  for (const gone of copy.querySelectorAll('del, .fc-no, .fc-art-top')) gone.remove()
  return (copy.textContent ?? '').trim()
}

const MAX_QUOTE = 1000

document.addEventListener('selectionchange', () => {
  const selection = document.getSelection()
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return
  const article = articleOf(selection.anchorNode)
  if (!article || article !== articleOf(selection.focusNode)) return
  const words = wordsOf(selection.getRangeAt(0))
  const link = article.querySelector<HTMLAnchorElement>('a[data-ask]')
  if (!link || words === '' || words.length > MAX_QUOTE) return
  const address = new URL(link.href)
  address.searchParams.set('quote', words)
  link.href = address.href
})

document.addEventListener('keydown', event => {
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || event.key !== 'c') return
  if (event.target instanceof HTMLElement && /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) return
  const chosen = articleOf(document.getSelection()?.anchorNode ?? null) ?? articleOf(document.activeElement)
  const near = chosen ?? [...document.querySelectorAll<HTMLElement>('article.fc-art')].find(one => one.getBoundingClientRect().bottom > 80)
  near?.querySelector<HTMLAnchorElement>('a[data-ask]')?.click()
})

// The form that was asked for is where one goes on.
const form = document.querySelector<HTMLElement>('#note')
const quote = form?.querySelector<HTMLTextAreaElement>('textarea[name=quote]')
const body = form?.querySelector<HTMLTextAreaElement>('textarea[name=body]')
if (form && body) {
  const field = quote?.getAttribute('aria-invalid') === 'true' ? quote : body
  // After the address's own article has been gone to.
  setTimeout(() => {
    form.scrollIntoView({ block: 'center' })
    field.focus({ preventScroll: true })
  })
} else if (new URLSearchParams(location.search).get('view') === 'start') {
  document.querySelector<HTMLElement>('[data-next-change]')?.click()
}
