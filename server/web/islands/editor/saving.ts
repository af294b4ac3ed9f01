/**
 * Keeps what is being written: on the service every few seconds, and in the browser at once. It says 已保存 only while the hash of what stands in
 * the editor is the hash that the service has confirmed. It knows no page and no network: both are handed in, and so is the clock.
 */
import type { KeptWorkingCopy, Merge } from '../../../../schema/working-copies.ts'
import { sha256 } from './sha256.ts'

export type SaveState =
  | { readonly kind: 'saved'; readonly at: string }
  | { readonly kind: 'saving' }
  | { readonly kind: 'unsaved'; readonly reason: string }

/** What the service answered to a working copy. */
export type Answer =
  | { readonly kind: 'kept'; readonly kept: KeptWorkingCopy }
  /** Another window of the same person wrote meanwhile; `copy` is null when that window has saved a version. */
  | { readonly kind: 'moved'; readonly copy: { readonly sha256: string } | null; readonly merge: Merge | null }
  | { readonly kind: 'refused'; readonly reason: string; readonly again: boolean }

/** What is kept in the browser until the service has confirmed it. */
export interface LocalCopy {
  readonly text: string
  readonly base: number
  /** Hash of the working copy that it was written over. */
  readonly after: string | null
  readonly at: string
}

export interface Surroundings {
  readonly text: () => string
  /** An input method is composing: nothing may happen until it is done. */
  readonly composing: () => boolean
  readonly send: (text: string, base: number, after: string | null) => Promise<Answer>
  /** @returns whether the browser could keep it; null: it need not any more */
  readonly keep: (copy: LocalCopy | null) => boolean
  readonly show: (state: SaveState) => void
  /** What the service said beside: who else is writing, what is newest. */
  readonly told: (kept: KeptWorkingCopy) => void
  /** Both windows' texts have to become one. */
  readonly moved: (merge: Merge, after: string) => void
  readonly later: (ms: number, act: () => void) => () => void
  readonly now: () => Date
}

/** After the last key stroke, and at the latest after the first one, in milliseconds. */
const LOCAL = { rest: 250, most: 1_000 }
const SERVICE = { rest: 900, most: 2_500 }
/** After so many failures in a row the service is asked again this late. */
const RETRIES = [1_500, 3_000, 6_000, 12_000]

export class Saver {
  /** The version that is being changed. */
  base: number
  readonly #around: Surroundings
  /** The working copy as the service last told it. */
  #after: string | null
  #confirmed: { readonly sha256: string; readonly at: string }
  /** What was sent and may have arrived although no answer came. */
  readonly #sent = new Set<string>()
  #flying: Promise<void> | null = null
  #paused = false
  #failures = 0
  #retry: (() => void) | null = null
  readonly #local: Debounce
  readonly #service: Debounce

  /** @param confirmed the text that the service is known to have, and since when */
  constructor(around: Surroundings, base: number, after: string | null, confirmed: { readonly sha256: string; readonly at: string }) {
    this.#around = around
    this.base = base
    this.#after = after
    this.#confirmed = confirmed
    const unlessComposing = (act: () => void) => () => (around.composing() ? undefined : act())
    this.#local = new Debounce(
      around,
      LOCAL,
      unlessComposing(() => this.keepLocally())
    )
    this.#service = new Debounce(
      around,
      SERVICE,
      unlessComposing(() => void this.flush())
    )
  }

  get after(): string | null {
    return this.#after
  }

  /** The text in the editor is another one: to be called in the same turn. */
  changed(): void {
    this.#around.show({ kind: 'saving' })
    this.#local.ask()
    if (!this.#paused && !this.#flying) this.#service.ask()
  }

  /** The input method is done: what had to wait for it is caught up with. */
  composed(): void {
    this.#local.ask()
    if (!this.#paused && !this.#flying) this.#service.ask()
  }

  keepLocally(): boolean {
    this.#local.cancel()
    const text = this.#around.text()
    return this.#around.keep({ text, base: this.base, after: this.#after, at: this.#around.now().toISOString() })
  }

  /** The page goes away: the last moment to keep what is not confirmed. */
  keepLocallyUnlessSaved(): void {
    if (sha256(this.#around.text()) !== this.#confirmed.sha256) this.keepLocally()
  }

  /** Sends what is not confirmed; resolves when nothing is under way any more. */
  async flush(): Promise<void> {
    if (this.#flying) return this.#flying
    this.#service.cancel()
    this.#flying = this.#send().finally(() => {
      this.#flying = null
    })
    return this.#flying
  }

  /** While a version is saved nothing else is; what is under way ends first. */
  async pause(): Promise<void> {
    this.#paused = true
    this.#service.cancel()
    await this.#flying
  }

  resume(): void {
    this.#paused = false
    this.#settle()
  }

  /** A version was saved: it is what is being changed now, and there is no working copy any more. */
  versionSaved(base: number, hash: string, at: string): void {
    this.base = base
    this.#after = null
    this.#sent.clear()
    this.#confirmed = { sha256: hash, at }
    this.#settle()
  }

  /** From now on the text is written over this working copy. */
  over(after: string | null): void {
    this.#after = after
  }

  async #send(): Promise<void> {
    const text = this.#around.text()
    const hash = sha256(text)
    if (hash === this.#confirmed.sha256) return this.#settle()
    this.#around.show({ kind: 'saving' })
    this.#sent.add(hash)
    const answer = await this.#around.send(text, this.base, this.#after)
    if (answer.kind === 'kept') this.#kept(answer.kept)
    else if (answer.kind === 'moved') this.#moved(answer)
    else this.#refused(answer)
  }

  #kept(kept: KeptWorkingCopy): void {
    this.#failures = 0
    this.#sent.clear()
    this.#after = kept.sha256
    this.#confirmed = { sha256: kept.sha256, at: kept.savedAt }
    this.#settle()
    this.#around.told(kept)
  }

  #moved({ copy, merge }: Extract<Answer, { kind: 'moved' }>): void {
    // Our own text whose answer was lost, or a copy that is gone: nobody has written anything else.
    if (copy === null || this.#sent.has(copy.sha256)) {
      this.#after = copy?.sha256 ?? null
      this.#around.later(0, () => void this.flush())
      return
    }
    this.keepLocally()
    this.#around.show({ kind: 'unsaved', reason: '您在另一窗口也改了这份文本，请先合并' })
    if (merge) this.#around.moved(merge, copy.sha256)
  }

  #refused({ reason, again }: Extract<Answer, { kind: 'refused' }>): void {
    const isKept = this.keepLocally()
    this.#around.show({ kind: 'unsaved', reason: `${reason}；${isKept ? '文字已留在本机' : '本机也存不下，请先复制文字'}` })
    if (!again || this.#paused) return
    const wait = RETRIES[Math.min(this.#failures++, RETRIES.length - 1)] ?? 0
    this.#retry?.()
    this.#retry = this.#around.later(wait, () => void this.flush())
  }

  /** Says what is true, and goes on where something was written meanwhile. */
  #settle(): void {
    if (sha256(this.#around.text()) === this.#confirmed.sha256) {
      this.#local.cancel()
      this.#around.keep(null)
      this.#around.show({ kind: 'saved', at: this.#confirmed.at })
    } else {
      this.#around.show({ kind: 'saving' })
      if (!this.#paused) this.#service.ask()
    }
  }
}

/** Acts when it was quiet for a while, and in any case after some time. */
class Debounce {
  readonly #around: Pick<Surroundings, 'later'>
  readonly #times: { readonly rest: number; readonly most: number }
  readonly #act: () => void
  #rest: (() => void) | null = null
  #most: (() => void) | null = null

  constructor(around: Pick<Surroundings, 'later'>, times: { readonly rest: number; readonly most: number }, act: () => void) {
    this.#around = around
    this.#times = times
    this.#act = act
  }

  ask(): void {
    const act = () => {
      this.cancel()
      this.#act()
    }
    this.#rest?.()
    this.#rest = this.#around.later(this.#times.rest, act)
    this.#most ??= this.#around.later(this.#times.most, act)
  }

  cancel(): void {
    this.#rest?.()
    this.#most?.()
    this.#rest = null
    this.#most = null
  }
}
