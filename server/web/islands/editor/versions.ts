/** Saving versions, and merging with what others or another window have written meanwhile. */
import type { EditorView } from '@codemirror/view'
import type { VersionView } from '../../../../schema/documents.ts'
import type { Merge } from '../../../../schema/working-copies.ts'
import type { Bar } from './bar.ts'
import { conflictView } from './conflict-view.ts'
import { button, el } from './dom.ts'
import type { SaveBox, VersionWish } from './save-box.ts'
import type { Saver } from './saving.ts'
import type { Service } from './service.ts'
import { sha256 } from './sha256.ts'
import { replaceText, setReadOnly } from './surface.ts'

/** Somebody who is always quicker is merged with by hand. */
const MERGES = 3

interface Around {
  readonly document: string
  readonly view: () => EditorView
  readonly saver: () => Saver
  readonly box: () => SaveBox
  readonly bar: Bar
  readonly service: Service
  /** The text as it is saved. */
  readonly text: () => string
  /** The text is a change of another version from now on; null: of one whose text must be fetched. */
  readonly begunFrom: (text: string | null) => void
}

export class Versions {
  readonly #around: Around
  #offered = 0

  constructor(around: Around) {
    this.#around = around
  }

  async save({ name, message }: VersionWish): Promise<void> {
    await this.#around.saver().pause()
    try {
      for (let tries = 0; tries < MERGES; tries++) {
        const text = this.#around.text()
        const { base: parent, after: copy } = this.#around.saver()
        const answer = await this.#around.service.saveVersion(text, { parent, message, name, copy })
        if (answer.kind === 'refused') return this.#around.box().say(`没有存为版本：${answer.reason}。文字仍在，可以再试。`)
        if (answer.kind === 'saved') return this.#saved(answer.version, text)
        // The answer to our own saving was lost on the way.
        if (answer.version.sha256 === sha256(text)) return this.#saved(answer.version, text)
        const heading = `${answer.version.authorName}已保存第 ${answer.newest} 版`
        if (answer.merge.conflicts.length > 0) {
          this.#around.box().close()
          return this.#decide(heading, `${answer.version.authorName}的`, answer.merge, () => this.#begunFrom(answer.newest))
        }
        replaceText(this.#around.view(), answer.merge.text)
        this.#begunFrom(answer.newest)
        this.#around.bar.notice(`${heading}，与您改的不是同一处，已合并。`)
      }
      this.#around.box().say('他人正在接连保存新版本，请稍候再存。')
    } finally {
      this.#around.saver().resume()
    }
  }

  #saved({ seq, sha256: hash, createdAt, parent, name }: VersionView, text: string): void {
    this.#around.box().close()
    this.#around.saver().versionSaved(seq, hash, createdAt)
    this.#showBase(seq)
    this.#around.begunFrom(text.replace(/\r\n/g, '\n'))
    const title = name ? this.#around.box().titleOf(name) : ''
    const links =
      parent === null ? [] : [el('a', { href: `/documents/${this.#around.document}/redline?from=${parent}&to=${seq}` }, '看花脸稿')]
    this.#around.bar.notice(`已存为第 ${seq} 版${title ? `（${title}）` : ''}。`, ...links)
    this.#around.box().clear()
    this.#around.view().focus()
  }

  #showBase(version: number): void {
    const base = document.querySelector('.fc-head .fc-meta')
    if (base) base.textContent = `在第 ${version} 版上修改`
  }

  /** From now on the text is a change of this version. */
  #begunFrom(version: number): void {
    this.#around.saver().base = version
    this.#showBase(version)
    this.#around.begunFrom(null)
  }

  /** Somebody saved a version meanwhile: said once, merged when the writer wants it, or when he saves. */
  offerMerge(newest: number): void {
    if (newest === this.#offered) return
    this.#offered = newest
    const merge = async () => {
      const text = this.#around.text()
      const answer = await this.#around.service.merge(text, this.#around.saver().base)
      if (!answer || text !== this.#around.text()) return
      const heading = `${answer.version.authorName}已保存第 ${answer.newest} 版`
      const taken = () => this.#begunFrom(answer.newest)
      if (answer.merge.conflicts.length > 0) return this.#decide(heading, `${answer.version.authorName}的`, answer.merge, taken)
      taken()
      replaceText(this.#around.view(), answer.merge.text)
      this.#around.bar.notice(`${heading}，与您改的不是同一处，已合并；Ctrl+Z 可以撤销。`)
    }
    this.#around.bar.notice(
      `有人已保存第 ${newest} 版，您的文字没有受影响。`,
      button('现在合并', () => void merge())
    )
  }

  /** Another window of the same person has written meanwhile. */
  mergeWindows(merge: Merge, after: string): void {
    const taken = () => this.#around.saver().over(after)
    if (merge.conflicts.length > 0) {
      this.#decide('您在另一窗口也改了这份文本', '另一窗口的', merge, taken)
      return
    }
    taken()
    replaceText(this.#around.view(), merge.text)
    this.#around.bar.notice('您在另一窗口的修改已合并进来；Ctrl+Z 可以撤销。')
    void this.#around.saver().flush()
  }

  /** Shows both texts of every place that both changed, and goes on when all are decided. */
  #decide(heading: string, theirs: string, merge: Merge, taken: () => void): void {
    const done = (text: string) => {
      taken()
      setReadOnly(this.#around.view(), false)
      replaceText(this.#around.view(), text)
      this.#around.bar.notice('已按所选合并；Ctrl+Z 可以撤销。')
      this.#around.saver().changed()
      this.#around.view().focus()
    }
    // What is written meanwhile would have no place in the text that is decided.
    setReadOnly(this.#around.view(), true)
    const view = conflictView({ heading, theirs, merge, done })
    this.#around.bar.notices.replaceChildren(view)
    view.focus()
    view.scrollIntoView({ block: 'start' })
  }
}
