/**
 * Inside an offline review package (one HTML file, opened from a USB stick): opinions at selected words, kept in the browser, saved as an answer
 * file. It asks no network for anything. The package's own words are measured first: one that was changed takes no opinions.
 */
import type { ReviewAnswer, ReviewManifest } from '../../../schema/review-packages.ts'

type Said = ReviewAnswer['opinions'][number]
interface Kept {
  name: string
  unit: string
  opinions: Said[]
}

const data = document.querySelector('#package')?.textContent ?? '{}'
const { manifest, signature } = JSON.parse(data) as { manifest: ReviewManifest; signature: string }
const KEY = `facheng-review-${manifest.id}`
const CONTEXT = 32
const MAX_QUOTE = 1000

/** An article as it is shown: its number now, and the element that holds its words. */
interface Shown {
  readonly label: string
  readonly law: HTMLElement
  readonly list: HTMLElement
}

const bare = (text: string): string => text.replace(/\s/g, '')

/** The words of an article's newest text: nothing struck, nothing that the page adds. */
function wordsIn(node: { cloneNode(deep: true): Node } | DocumentFragment, withNumber: boolean): string {
  const copy = node.cloneNode(true) as HTMLElement
  for (const gone of copy.querySelectorAll(`del, sup, .fc-hidden, .fc-art-top${withNumber ? '' : ', .fc-no'}`)) gone.remove()
  return copy.textContent ?? ''
}

const labelOf = (law: HTMLElement): string => {
  const number = law.querySelector('.fc-no')
  return number ? bare(wordsIn(number, true)) : ''
}

const laws = [...document.querySelectorAll<HTMLElement>('.fc-law')].filter(
  law => /^第.+条/.test(labelOf(law)) && !law.closest('.fc-art--gone')
)

async function sha256(text: string): Promise<string> {
  const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return [...new Uint8Array(bytes)].map(byte => byte.toString(16).padStart(2, '0')).join('')
}

const measured = (): Promise<string> => sha256(laws.map(law => bare(wordsIn(law, true))).join('\n'))

/** Old browsers with strict settings forbid it to files: then opinions last as long as the window. */
function load(): Kept {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? 'null') as Kept | null
    if (kept) return kept
  } catch {
    // Begin anew.
  }
  return { name: '', unit: '', opinions: [] }
}

const kept = load()
let unsaved = false

function keep(): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(kept))
  } catch {
    // Told when the window is closed.
  }
  unsaved = kept.opinions.length > 0
  count.textContent = `已写 ${kept.opinions.length} 条意见${unsaved ? '，尚未保存为答复文件' : ''}`
}

function make<K extends keyof HTMLElementTagNameMap>(
  name: K,
  text = '',
  attributes: Record<string, string> = {}
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name)
  made.textContent = text
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value)
  return made
}

const bar = make('section', '', { class: 'fc-package', 'aria-label': '提交评审' })
const count = make('p', '', { role: 'status' })
const nameField = field('姓名', kept.name)
const unitField = field('单位', kept.unit)
const save = make('button', '保存答复', { type: 'button', class: 'fc-main' })

function field(label: string, value: string): HTMLInputElement {
  const input = make('input', '', { type: 'text', maxlength: '60', 'aria-label': label, placeholder: label })
  input.value = value
  return input
}

const shown: Shown[] = []

function begin(): void {
  for (const law of laws) {
    const list = make('div', '', { class: 'fc-said' })
    const article = { label: labelOf(law), law, list }
    const ask = make('button', '提意见', { type: 'button', 'aria-label': `对${article.label}提意见` })
    ask.addEventListener('click', () => open(article, quoteIn(law)))
    law.after(ask, list)
    shown.push(article)
    listOn(article)
  }
  bar.append(count, nameField, unitField, save)
  document.body.append(bar)
  for (const input of [nameField, unitField])
    input.addEventListener('input', () => {
      kept.name = nameField.value
      kept.unit = unitField.value
      keep()
    })
  save.addEventListener('click', () => void answer())
  addEventListener('beforeunload', event => {
    if (unsaved) event.preventDefault()
  })
  keep()
}

/** What is selected in an article, and what stands around it in the newest text. */
function quoteIn(law: HTMLElement): Pick<Said, 'quote' | 'prefix' | 'suffix'> {
  const none = { quote: null, prefix: '', suffix: '' }
  const selection = document.getSelection()
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return none
  const range = selection.getRangeAt(0)
  if (!law.contains(range.commonAncestorContainer)) return none
  const quote = wordsIn(range.cloneContents(), false).trim()
  if (quote === '' || quote.length > MAX_QUOTE) return none
  const before = document.createRange()
  before.setStart(law, 0)
  before.setEnd(range.startContainer, range.startOffset)
  const after = document.createRange()
  after.setStart(range.endContainer, range.endOffset)
  after.setEnd(law, law.childNodes.length)
  return {
    quote,
    prefix: wordsIn(before.cloneContents(), false).slice(-CONTEXT),
    suffix: wordsIn(after.cloneContents(), false).slice(0, CONTEXT)
  }
}

function open(article: Shown, at: Pick<Said, 'quote' | 'prefix' | 'suffix'>): void {
  document.querySelector('#say')?.remove()
  const form = make('form', '', { id: 'say', 'aria-label': `对${article.label}的意见` })
  const body = make('textarea', '', { rows: '3', maxlength: '3000', 'aria-label': '意见', placeholder: '意见' })
  const proposal = make('textarea', '', { rows: '2', maxlength: '3000', 'aria-label': '建议的表述', placeholder: '建议的表述（可不填）' })
  const put = make('button', '记下意见', { type: 'submit', class: 'fc-main' })
  const drop = make('button', '不写了', { type: 'button' })
  if (at.quote !== null) form.append(make('p', `原文：“${at.quote}”`, { class: 'fc-meta' }))
  form.append(body, proposal, put, drop)
  drop.addEventListener('click', () => form.remove())
  form.addEventListener('submit', event => {
    event.preventDefault()
    if (body.value.trim() === '') return body.focus()
    const said = { article: article.label, ...at, body: body.value.trim(), proposal: proposal.value.trim() || null }
    kept.opinions.push(said)
    keep()
    listOn(article)
    form.remove()
  })
  article.list.before(form)
  body.focus()
}

/** The opinions on an article, each with a button that takes it away. */
function listOn(article: Shown): void {
  article.list.replaceChildren(
    ...kept.opinions
      .filter(one => one.article === article.label)
      .map(one => {
        const row = make(
          'p',
          `${one.quote === null ? '' : `“${one.quote}”　`}${one.body}${one.proposal === null ? '' : `　建议的表述：${one.proposal}`}　`
        )
        const drop = make('button', '删去', { type: 'button' })
        drop.addEventListener('click', () => {
          kept.opinions.splice(kept.opinions.indexOf(one), 1)
          keep()
          listOn(article)
        })
        row.append(drop)
        return row
      })
  )
}

async function answer(): Promise<void> {
  if (kept.name.trim() === '') {
    count.textContent = '请先填写姓名'
    return nameField.focus()
  }
  const today = new Date()
  const savedOn = [today.getFullYear(), today.getMonth() + 1, today.getDate()].map(part => String(part).padStart(2, '0')).join('-')
  const content = {
    manifest,
    signature,
    measured: first,
    reviewer: { name: kept.name.trim(), unit: kept.unit.trim() },
    savedOn,
    opinions: kept.opinions
  }
  const file: ReviewAnswer = { format: 'facheng-review-answer', ...content, sum: await sha256(JSON.stringify(content)) }
  const link = make('a', '', { download: `评审答复-${kept.name.trim()}-${manifest.title}.json` })
  link.href = URL.createObjectURL(new Blob([JSON.stringify(file, null, 1)], { type: 'application/json' }))
  link.click()
  unsaved = false
  count.textContent = `已保存 ${kept.opinions.length} 条意见；请把保存的文件交回`
}

const first = await measured().catch(() => '')
if (first === manifest.content) begin()
else
  document.body.prepend(
    make('p', '这个评审包的内容被改动过，不能在其中提意见；请向发出单位重新索取。', { class: 'fc-changed', role: 'alert' })
  )
