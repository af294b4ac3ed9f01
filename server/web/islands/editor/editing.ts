/** One text being edited: the field, the saver, the reader and what is shown around them. */
import { EditorView, type KeyBinding, type ViewUpdate } from '@codemirror/view'
import type { Merge } from '../../../../schema/working-copies.ts'
import type { Analysis, Edits, Finding } from './analysis.ts'
import { type Bar, makeBar } from './bar.ts'
import { changesInWords } from './change-words.ts'
import { clockTime } from './clock.ts'
import { conflictView } from './conflict-view.ts'
import { button, el } from './dom.ts'
import { articleLines } from './law-look.ts'
import { keepLocal, readLocal } from './local-copy.ts'
import { articleText, marksField, referenceAt, setAnalysis } from './marks.ts'
import { type OutlineView, outlineView } from './outline-view.ts'
import { Reader } from './reader.ts'
import { type SaveBox, saveBox, type VersionWish } from './save-box.ts'
import { Saver } from './saving.ts'
import { Service } from './service.ts'
import type { Settings } from './settings.ts'
import { sha256 } from './sha256.ts'
import { SidePanel } from './side-panel.ts'
import { goTo, makeSurface, replaceText, savedText } from './surface.ts'

/** The text is read again so long after the last key stroke, in milliseconds. */
const READING_REST = 350
/** Somebody who is always quicker is merged with by hand. */
const MERGES = 3

export class Editing {
  readonly #form: HTMLFormElement
  readonly #settings: Settings
  readonly #service: Service
  readonly #reader: Reader
  readonly #bar: Bar
  readonly #outline: OutlineView
  readonly #panel: SidePanel
  readonly #box: SaveBox
  readonly #view: EditorView
  readonly #saver: Saver
  #reading = 0
  #article: string | null = null
  #analysis: Analysis | null = null

  constructor(form: HTMLFormElement, settings: Settings) {
    this.#form = form
    this.#settings = settings
    this.#service = new Service(settings)
    this.#reader = new Reader(settings.worker)
    const field = form.querySelector('textarea')
    const text = field?.value ?? ''
    this.#outline = outlineView(at => goTo(this.#view, at))
    this.#panel = this.#makePanel()
    this.#box = saveBox(
      form.querySelector('[data-version-fields]') ?? el('div'),
      () => changesInWords(this.#analysis),
      wish => this.#saveVersion(wish)
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
          if (kept.newest > kept.base) this.#offerMerge(kept.newest)
        },
        moved: (merge, after) => this.#mergeWindows(merge, after),
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
      goToArticle: label => this.#goToArticle(label),
      findings: { goTo: finding => this.#goToFinding(finding), fix: findings => this.#fix(findings), leave: () => undefined },
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
        { type: 'button', class: 'btn fc-link', click: () => void this.#insertArticle(), title: '在光标所在条之后' },
        '插入一条'
      ),
      el('button', { type: 'button', class: 'btn fc-link', click: () => void this.#renumber() }, '重编条号'),
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
      key('F8', () => this.#nextFinding(1)),
      key('Shift-F8', () => this.#nextFinding(-1)),
      key('F12', () => this.#followReference())
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
    this.#analysis = analysis
    this.#view.dispatch({ effects: setAnalysis.of(analysis) })
    this.#outline.show(analysis, this.#opinionCounts())
    this.#outline.mark(this.#article)
    this.#panel.analysed(analysis)
  }

  async #readBase(): Promise<void> {
    const text = await this.#service.text(this.#saver.base)
    if (text !== null) await this.#reader.ask({ ask: 'base', text })
    await this.#read()
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

  #goToArticle(label: string): void {
    const found = articleText(this.#view.state, label)
    if (found) goTo(this.#view, found.at)
  }

  #goToFinding(finding: Finding): void {
    const { findings } = this.#view.state.field(marksField)
    const at = this.#analysis?.findings.indexOf(finding) ?? -1
    const { start, end } = findings[at] ?? finding
    goTo(this.#view, start, end)
  }

  #nextFinding(direction: 1 | -1): void {
    const { head } = this.#view.state.selection.main
    const { findings } = this.#view.state.field(marksField)
    const next =
      direction === 1
        ? (findings.find(({ start }) => start > head) ?? findings[0])
        : ([...findings].reverse().find(({ end }) => end < head) ?? findings[findings.length - 1])
    if (next) goTo(this.#view, next.start, next.end)
  }

  #followReference(): void {
    const reference = referenceAt(this.#view.state)
    if (reference?.article) this.#goToArticle(reference.article)
  }

  /** Writes fixes where their findings stand now. */
  #fix(findings: readonly Finding[]): void {
    const placed = this.#view.state.field(marksField).findings
    const changes: { from: number; to: number; insert: string }[] = []
    const places = findings.flatMap(finding => placed[this.#analysis?.findings.indexOf(finding) ?? -1] ?? [])
    for (const { start, end, replacement } of places.sort((a, b) => a.start - b.start))
      if (replacement !== null && start >= (changes[changes.length - 1]?.to ?? 0))
        changes.push({ from: start, to: end, insert: replacement })
    if (changes.length > 0) this.#view.dispatch({ changes, userEvent: 'input.fix' })
  }

  async #renumber(): Promise<void> {
    const { doc } = this.#view.state
    const edits = await this.#reader.ask({ ask: 'renumber', text: doc.toString() })
    if (!this.#view.state.doc.eq(doc)) return
    this.#apply(edits)
    this.#bar.notice(
      edits.edits.length === 0 ? '条号已经连续，没有要改的。' : `已重编条号，连同引用共改 ${edits.edits.length} 处；Ctrl+Z 可以撤销。`
    )
  }

  async #insertArticle(): Promise<void> {
    const { doc, selection } = this.#view.state
    const edits = await this.#reader.ask({ ask: 'insert', text: doc.toString(), at: selection.main.head })
    if (!this.#view.state.doc.eq(doc)) return
    this.#apply(edits)
    this.#view.focus()
  }

  #apply({ edits, cursor }: Edits): void {
    const changes = edits.map(({ start, end, text }) => ({ from: start, to: end, insert: text }))
    this.#view.dispatch({
      changes,
      ...(cursor === null ? {} : { selection: { anchor: cursor }, scrollIntoView: true }),
      userEvent: 'input.renumber'
    })
  }

  async #saveVersion({ name, message }: VersionWish): Promise<void> {
    await this.#saver.pause()
    try {
      for (let tries = 0; tries < MERGES; tries++) {
        const text = this.#text()
        const { base: parent, after: copy } = this.#saver
        const answer = await this.#service.saveVersion(text, { parent, message, name, copy })
        if (answer.kind === 'refused') return this.#box.say(`没有存为版本：${answer.reason}。文字仍在，可以再试。`)
        if (answer.kind === 'saved') return this.#versionSaved(answer.version, text)
        // The answer to our own saving was lost on the way.
        if (answer.version.sha256 === sha256(text)) return this.#versionSaved(answer.version, text)
        const heading = `${answer.version.authorName}已保存第 ${answer.newest} 版`
        if (answer.merge.conflicts.length > 0) {
          this.#box.close()
          return this.#decide(heading, `${answer.version.authorName}的`, answer.merge, () => this.#begunFrom(answer.newest))
        }
        replaceText(this.#view, answer.merge.text)
        this.#begunFrom(answer.newest)
        this.#bar.notice(`${heading}，与您改的不是同一处，已合并。`)
      }
      this.#box.say('他人正在接连保存新版本，请稍候再存。')
    } finally {
      this.#saver.resume()
    }
  }

  #versionSaved(
    {
      seq,
      sha256: hash,
      createdAt,
      parent,
      name
    }: { seq: number; sha256: string; createdAt: string; parent: number | null; name: string | null },
    text: string
  ): void {
    this.#box.close()
    const message = this.#form.querySelector<HTMLInputElement>('input[name="message"]')
    this.#saver.versionSaved(seq, hash, createdAt)
    void this.#reader.ask({ ask: 'base', text: text.replace(/\r\n/g, '\n') }).then(() => this.#read())
    const select = document.querySelector<HTMLSelectElement>('select[name="name"]')
    const title = name ? ([...(select?.options ?? [])].find(({ value }) => value === name)?.text ?? '') : ''
    const links =
      parent === null ? [] : [el('a', { href: `/documents/${this.#settings.document}/redline?from=${parent}&to=${seq}` }, '看花脸稿')]
    this.#bar.notice(`已存为第 ${seq} 版${title ? `（${title}）` : ''}。`, ...links)
    if (message) message.value = ''
    if (select) select.value = ''
    this.#view.focus()
  }

  /** From now on the text is a change of this version. */
  #begunFrom(version: number): void {
    this.#saver.base = version
    void this.#readBase()
  }

  #offerMerge(newest: number): void {
    const merge = async () => {
      const text = this.#text()
      const answer = await this.#service.merge(text, this.#saver.base)
      if (!answer || text !== this.#text()) return
      const heading = `${answer.version.authorName}已保存第 ${answer.newest} 版`
      const taken = () => this.#begunFrom(answer.newest)
      if (answer.merge.conflicts.length > 0) return this.#decide(heading, `${answer.version.authorName}的`, answer.merge, taken)
      taken()
      replaceText(this.#view, answer.merge.text)
      this.#bar.notice(`${heading}，与您改的不是同一处，已合并；Ctrl+Z 可以撤销。`)
    }
    this.#bar.notice(
      `有人已保存第 ${newest} 版，您的文字没有受影响。`,
      button('现在合并', () => void merge())
    )
  }

  #mergeWindows(merge: Merge, after: string): void {
    const taken = () => this.#saver.over(after)
    if (merge.conflicts.length > 0) {
      this.#decide('您在另一窗口也改了这份文本', '另一窗口的', merge, taken)
      return
    }
    taken()
    replaceText(this.#view, merge.text)
    this.#bar.notice('您在另一窗口的修改已合并进来；Ctrl+Z 可以撤销。')
    void this.#saver.flush()
  }

  /** Shows both texts of every place that both changed, and goes on when all are decided. */
  #decide(heading: string, theirs: string, merge: Merge, taken: () => void): void {
    const done = (text: string) => {
      taken()
      replaceText(this.#view, text)
      this.#bar.notice('已按所选合并；Ctrl+Z 可以撤销。')
      this.#saver.changed()
      this.#view.focus()
    }
    const view = conflictView({ heading, theirs, merge, done })
    this.#bar.notices.replaceChildren(view)
    view.focus()
    view.scrollIntoView({ block: 'start' })
  }
}
