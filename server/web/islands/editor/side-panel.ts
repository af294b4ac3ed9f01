/** The panel beside the text: 规范, 公文版式, 版本对照, 上位法, 意见; each is made when it is looked at. */
import type { Opinion } from '../../../../schema/opinions.ts'
import type { RedlineEntry } from '../../../../schema/redline.ts'
import type { Analysis, Finding } from './analysis.ts'
import { comparisonView } from './comparison-view.ts'
import { el } from './dom.ts'
import { type FindingActions, findingsView } from './findings-view.ts'
import { opinionsView } from './opinions-view.ts'
import { type OverlapState, overlapView, type SuperiorLaw } from './overlap-view.ts'
import { paperView } from './paper-view.ts'
import type { Reader } from './reader.ts'
import type { Service } from './service.ts'

const TABS = { lint: '规范', paper: '公文版式', compare: '版本对照', superior: '上位法', opinions: '意见' } as const
type Tab = keyof typeof TABS
/** Tabs that need the outline's room too. */
const WIDE: readonly Tab[] = ['paper', 'compare']

interface PanelOptions {
  readonly bill: string
  readonly base: () => number
  readonly text: () => string
  readonly article: () => string | null
  readonly goToArticle: (label: string) => void
  readonly findings: FindingActions
  readonly reader: Reader
  readonly service: Service
  /** The panel needs more room, or less. */
  readonly widen: (wide: boolean) => void
}

export class SidePanel {
  readonly element: HTMLElement
  opinions: readonly Opinion[] = []
  readonly #options: PanelOptions
  readonly #buttons = new Map<Tab, HTMLButtonElement>()
  readonly #content = el('div', { class: 'fc-panel-content' })
  readonly #left = new Set<string>()
  readonly #superiors: SuperiorLaw[] = []
  #looked: OverlapState['looked'] = null
  #tab: Tab = 'lint'
  #analysis: Analysis | null = null
  #versions: HTMLSelectElement | null = null
  #other: string | null = null
  #asked = 0

  constructor(options: PanelOptions) {
    this.#options = options
    const tabs = el('div', { class: 'fc-views', role: 'group', 'aria-label': '侧栏' })
    for (const [tab, title] of Object.entries(TABS) as [Tab, string][]) {
      const one = el(
        'button',
        { type: 'button', 'aria-pressed': tab === this.#tab ? 'true' : 'false', click: () => this.#choose(tab) },
        title
      )
      this.#buttons.set(tab, one)
      tabs.append(one)
    }
    this.element = el('section', { class: 'fc-panel', 'aria-label': '侧栏' }, tabs, this.#content)
  }

  /** The text was read again. */
  analysed(analysis: Analysis): void {
    this.#analysis = analysis
    void this.refresh()
  }

  /** The cursor is in another article. */
  moved(): void {
    if (this.#tab === 'opinions') void this.refresh()
  }

  #choose(tab: Tab): void {
    this.#buttons.get(this.#tab)?.setAttribute('aria-pressed', 'false')
    this.#tab = tab
    this.#buttons.get(tab)?.setAttribute('aria-pressed', 'true')
    this.#options.widen(WIDE.includes(tab))
    void this.refresh()
  }

  async refresh(): Promise<void> {
    const asked = ++this.#asked
    const view = await this.#view()
    // Another tab was chosen, or the text was read again, while this one was made.
    if (view && asked === this.#asked) this.#show(view)
  }

  #show(view: HTMLElement): void {
    const focused = this.#content.contains(document.activeElement) ? (document.activeElement as HTMLElement).id : ''
    this.#content.replaceChildren(view)
    if (focused) document.getElementById(focused)?.focus()
  }

  async #view(): Promise<HTMLElement | null> {
    const { bill, text, article } = this.#options
    switch (this.#tab) {
      case 'lint':
        return this.#analysis
          ? findingsView(this.#remaining(this.#analysis), { ...this.#options.findings, leave: one => this.#leave(one) })
          : null
      case 'paper':
        return paperView(text())
      case 'compare':
        return this.#compare()
      case 'superior':
        return this.#overlap()
      case 'opinions':
        return opinionsView(bill, this.opinions, article())
    }
  }

  #remaining({ findings, rules, unchecked = 0 }: Analysis): Pick<Analysis, 'findings' | 'rules' | 'unchecked'> {
    return { rules, unchecked, findings: findings.filter(finding => !this.#left.has(keyOf(finding))) }
  }

  #leave(finding: Finding): void {
    this.#left.add(keyOf(finding))
    void this.refresh()
  }

  async #overlap(): Promise<HTMLElement> {
    const { reader, service, text, goToArticle } = this.#options
    const superiors = this.#superiors
    const result = superiors.length === 0 ? null : await reader.ask({ ask: 'overlap', text: text(), superiors })
    const add = async (law: SuperiorLaw | null) => {
      if (law) superiors.push(law)
      await this.refresh()
    }
    const addRelated = async () => {
      const missing = (await service.related(text())).filter(({ title }) => !superiors.some(one => one.title === title))
      const laws = await Promise.all(missing.map(({ id }) => service.lawText(id)))
      superiors.push(...laws.filter(law => law !== null))
      if (missing.length === 0) this.#looked = { words: '', found: [] }
      await this.refresh()
    }
    const look = async (words: string) => {
      this.#looked = words === '' ? null : { words, found: await service.laws(words) }
      await this.refresh()
    }
    return overlapView(
      { superiors, looked: this.#looked, result },
      {
        addFile: async file => add({ title: file.name.replace(/\.[^.]{0,20}$/, ''), text: await file.text() }),
        look: words => void look(words),
        add: async ({ id }) => add(await service.lawText(id)),
        addRelated: () => void addRelated(),
        goTo: goToArticle
      }
    )
  }

  async #compare(): Promise<HTMLElement> {
    const { reader, text } = this.#options
    const choose = await this.#chooser()
    this.#other ??= await this.#options.service.text(Number(choose.value))
    const entries: readonly RedlineEntry[] | null =
      this.#other === null ? null : await reader.ask({ ask: 'compare', text: text(), other: this.#other })
    return comparisonView(
      el('div', { class: 'fc-field' }, el('label', { class: 'form-label', for: 'compared' }, '与哪一版对照'), choose),
      entries
    )
  }

  async #chooser(): Promise<HTMLSelectElement> {
    if (this.#versions) return this.#versions
    const titles = document.querySelector<HTMLSelectElement>('select[name="name"]')
    const nameOf = (name: string | null) => [...(titles?.options ?? [])].find(({ value }) => value === name)?.text ?? null
    const versions = await this.#options.service.versions()
    const select = el('select', {
      id: 'compared',
      class: 'form-select',
      change: () => {
        this.#other = null
        void this.refresh()
      }
    })
    for (const { seq, name, authorName } of versions)
      select.append(new Option(`${name ? `${nameOf(name) ?? ''}　` : ''}第 ${seq} 版　${authorName}`, String(seq)))
    select.value = String(this.#options.base())
    if (versions.length > 0) this.#versions = select
    return select
  }
}

/** The same finding after the text around it has changed. */
const keyOf = ({ rule, article, message }: Finding): string => `${rule} ${article} ${message}`
