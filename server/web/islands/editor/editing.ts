/** One text being edited: the field, the saver, the reader and what is shown around them. */
import { EditorView, type KeyBinding, type ViewUpdate } from '@codemirror/view'
import type { Analysis } from './analysis.ts'
import { type Bar, makeBar } from './bar.ts'
import { changesInWords } from './change-words.ts'
import { Cited } from './cited.ts'
import { clockTime } from './clock.ts'
import { button, el } from './dom.ts'
import { articleLines } from './law-look.ts'
import { keepLocal, readLocal } from './local-copy.ts'
import { setAnalysis } from './marks.ts'
import { type OutlineView, outlineView } from './outline-view.ts'
import { Reader } from './reader.ts'
import { type SaveBox, saveBox } from './save-box.ts'
import { Saver } from './saving.ts'
import { Service } from './service.ts'
import type { Settings } from './settings.ts'
import { sha256 } from './sha256.ts'
import { SidePanel } from './side-panel.ts'
import { goTo, makeSurface, replaceText, savedText } from './surface.ts'
import { TextActs } from './text-acts.ts'
import { Versions } from './versions.ts'

/** The text is read again so long after the last key stroke, in milliseconds. */
const READING_REST = 350

export class Editing {
  readonly #settings: Settings
  readonly #service: Service
  readonly #reader: Reader
  readonly #cited: Cited
  readonly #bar: Bar
  readonly #outline: OutlineView
  readonly #panel: SidePanel
  readonly #box: SaveBox
  readonly #view: EditorView
  readonly #saver: Saver
  readonly #versions: Versions
  readonly #acts: TextActs
  #reading = 0
  #article: string | null = null
  #analysis: Analysis | null = null

  constructor(form: HTMLFormElement, settings: Settings) {
    this.#settings = settings
    this.#service = new Service(settings)
    this.#cited = new Cited(this.#service)
    this.#reader = new Reader(settings.worker)
    const field = form.querySelector('textarea')
    const text = field?.value ?? ''
    this.#outline = outlineView(at => goTo(this.#view, at))
    this.#panel = this.#makePanel()
    this.#box = saveBox(
      form.querySelector('[data-version-fields]') ?? el('div'),
      () => this.#changes(),
      wish => this.#versions.save(wish)
    )
    this.#bar = makeBar(this.#tools())
    const surface = el('div', { class: 'fc-law fc-surface' })
    const workspace = el('div', { class: 'fc-edit' }, this.#outline.element, surface, this.#panel.element)
    form.before(this.#bar.element, this.#bar.notices, this.#box.element, workspace)
    form.hidden = true
    this.#view = makeSurface({
      ...{ parent: surface, text, nonce: settings.nonce, keys: this.#keys() },
      extra: [
        EditorView.updateListener.of(update => this.#updated(update)),
        EditorView.domEventHandlers({ compositionend: () => this.#composed() })
      ]
    })
    this.#saver = this.#makeSaver()
    this.#acts = new TextActs(this.#view, this.#reader, words => this.#bar.notice(words))
    this.#versions = new Versions({
      ...{ document: settings.document, bar: this.#bar, service: this.#service },
      ...{ view: () => this.#view, saver: () => this.#saver, box: () => this.#box, text: () => this.#text() },
      begunFrom: base => void this.#readBase(base)
    })
  }

  start(): void {
    const local = readLocal(this.#settings)
    if (local && sha256(local.text) !== this.#settings.hash) {
      this.#saver.base = local.base
      this.#saver.over(local.after)
      const before = this.#view.state.doc.toString()
      replaceText(this.#view, local.text)
      const undo = button('改回服务器上的文本', () => replaceText(this.#view, before))
      this.#bar.notice(`已恢复本机 ${clockTime(local.at)} 留下的修改，当时未能保存到服务器。`, undo)
    }
    void this.#saver.flush()
    void this.#readBase()
    void this.#readOpinions()
    window.addEventListener('pagehide', () => this.#saver.keepLocallyUnlessSaved())
    window.addEventListener('online', () => void this.#saver.flush())
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'hidden') this.#saver.keepLocallyUnlessSaved()
    })
  }

  #text(): string {
    return savedText(this.#view, this.#settings.crlf)
  }

  #makeSaver(): Saver {
    const { base, copy, hash, at } = this.#settings
    return new Saver(
      {
        text: () => this.#text(),
        composing: () => this.#view.composing,
        send: (text, from, after) => this.#service.keep(text, from, after, this.#article),
        keep: local => keepLocal(this.#settings, local),
        show: state => this.#bar.show(state),
        told: kept => {
          this.#bar.others(kept.others)
          if (kept.newest > kept.base) this.#versions.offerMerge(kept.newest)
        },
        moved: (merge, after) => this.#versions.mergeWindows(merge, after),
        later: (ms, act) => {
          const timer = setTimeout(act, ms)
          return () => clearTimeout(timer)
        },
        now: () => new Date()
      },
      base,
      copy,
      { sha256: hash, at }
    )
  }

  #makePanel(): SidePanel {
    return new SidePanel({
      bill: this.#settings.bill,
      base: () => this.#saver.base,
      text: () => this.#view.state.doc.toString(),
      article: () => this.#article,
      goToArticle: label => this.#acts.goToArticle(label),
      findings: { goTo: finding => this.#acts.goToFinding(finding), fix: findings => this.#acts.fix(findings), leave: () => undefined },
      reader: this.#reader,
      service: this.#service,
      widen: wide => document.querySelector('.fc-edit')?.classList.toggle('fc-edit--wide', wide)
    })
  }

  #tools(): Node[] {
    const { document: id } = this.#settings
    return [
      el(
        'button',
        { type: 'button', class: 'btn fc-link', click: () => void this.#acts.insertArticle(), title: '在光标所在条之后' },
        '插入一条'
      ),
      el('button', { type: 'button', class: 'btn fc-link', click: () => void this.#acts.renumber() }, '重编条号'),
      el('a', { class: 'btn fc-link fc-nophone', href: `/documents/${id}/versions` }, '版本'),
      el('button', { type: 'button', class: 'btn btn-primary', click: () => this.#box.open() }, '存为版本')
    ]
  }

  #keys(): KeyBinding[] {
    const key = (key: string, act: () => void): KeyBinding => ({
      key,
      preventDefault: true,
      run: () => {
        act()
        return true
      }
    })
    return [
      key('Mod-s', () => void this.#saver.flush()),
      key('Mod-Shift-s', () => this.#box.open()),
      key('F8', () => this.#acts.nextFinding(1)),
      key('Shift-F8', () => this.#acts.nextFinding(-1)),
      key('F12', () => this.#acts.followReference())
    ]
  }

  #updated(update: ViewUpdate): void {
    if (update.docChanged) {
      this.#saver.changed()
      if (!update.view.composing) this.#readSoon()
    }
    if (!update.selectionSet && !update.docChanged) return
    const label = articleLines(update.view)?.label ?? null
    if (label === this.#article) return
    this.#article = label
    this.#outline.mark(label)
    this.#panel.moved()
  }

  /** CodeMirror sees the composed text after this event. */
  #composed(): void {
    setTimeout(() => {
      this.#saver.composed()
      this.#readSoon()
    })
  }

  #readSoon(): void {
    clearTimeout(this.#reading)
    this.#reading = window.setTimeout(() => void this.#read(), READING_REST)
  }

  async #read(): Promise<void> {
    if (this.#view.composing) return
    const { doc } = this.#view.state
    const analysis = await this.#reader.ask({ ask: 'analyse', text: doc.toString(), today: this.#settings.today })
    // Somebody wrote on while it was read: what was found has no place in the new text.
    if (!this.#view.state.doc.eq(doc)) return this.#readSoon()
    if (this.#view.composing) return
    this.#show(this.#cited.in(analysis))
    if ((await this.#cited.learn(analysis)) && this.#view.state.doc.eq(doc) && !this.#view.composing) this.#show(this.#cited.in(analysis))
  }

  #show(analysis: Analysis): void {
    this.#analysis = analysis
    this.#view.dispatch({ effects: setAnalysis.of(analysis) })
    this.#outline.show(analysis, this.#opinionCounts())
    this.#outline.mark(this.#article)
    this.#panel.analysed(analysis)
  }

  /** @param known the base's text, where it is at hand */
  async #readBase(known: string | null = null): Promise<void> {
    const text = known ?? (await this.#service.text(this.#saver.base))
    if (text !== null) await this.#reader.ask({ ask: 'base', text })
    await this.#read()
  }

  async #changes(): Promise<string> {
    await this.#read()
    return changesInWords(this.#analysis)
  }

  async #readOpinions(): Promise<void> {
    this.#panel.opinions = (await this.#service.opinions()).filter(({ document: on }) => on === this.#settings.document)
    if (this.#analysis) this.#outline.show(this.#analysis, this.#opinionCounts())
  }

  #opinionCounts(): Map<string, number> {
    const counts = new Map<string, number>()
    for (const { currentArticle } of this.#panel.opinions)
      if (currentArticle) counts.set(currentArticle, (counts.get(currentArticle) ?? 0) + 1)
    return counts
  }
}
