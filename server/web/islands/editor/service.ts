/** Everything that the editor asks of the service, and what is said when no answer comes. */
import type { VersionName, VersionView } from '../../../../schema/documents.ts'
import type { CitedPlace, ResolvedPlace } from '../../../../schema/library.ts'
import type { Opinion } from '../../../../schema/opinions.ts'
import type { KeptWorkingCopy, Merge, MergeAnswer } from '../../../../schema/working-copies.ts'
import type { Answer } from './saving.ts'
import type { Settings } from './settings.ts'

const NO_ANSWER = '连不上服务器，正在重试'
/** A service that does not answer by then is treated as one that is not there, in milliseconds. */
const PATIENCE = 20_000

interface Body {
  readonly code?: string
  readonly detail?: string
  readonly [member: string]: unknown
}

interface Reply {
  /** 0: no answer at all. */
  readonly status: number
  readonly body: Body
}

export type SavedVersion =
  | { readonly kind: 'saved'; readonly version: VersionView }
  | ({ readonly kind: 'stale' } & MergeAnswer)
  | { readonly kind: 'refused'; readonly reason: string }

export class Service {
  readonly #settings: Settings
  #csrf: string

  constructor(settings: Settings) {
    this.#settings = settings
    this.#csrf = settings.csrf
  }

  async keep(text: string, base: number, after: string | null, article: string | null): Promise<Answer> {
    const { status, body } = await this.#send('PUT', `${this.#document}/working-copy`, { text, base, after, article })
    if (status === 200) return { kind: 'kept', kept: body as unknown as KeptWorkingCopy }
    if (body.code === 'working-copy-changed')
      return { kind: 'moved', copy: (body['copy'] as { sha256: string } | null) ?? null, merge: (body['merge'] as Merge) ?? null }
    return { kind: 'refused', reason: reasonOf({ status, body }), again: status === 0 || status === 401 || status >= 429 }
  }

  async saveVersion(
    text: string,
    about: { parent: number; message: string; name: VersionName | null; copy: string | null }
  ): Promise<SavedVersion> {
    const { name, copy, ...rest } = about
    const { status, body } = await this.#send('POST', `${this.#document}/versions`, {
      text,
      ...rest,
      ...(name === null ? {} : { name }),
      ...(copy === null ? {} : { copy })
    })
    if (status === 201) return { kind: 'saved', version: body as unknown as VersionView }
    if (body.code === 'stale-parent') return { kind: 'stale', ...(body as unknown as MergeAnswer) }
    return { kind: 'refused', reason: reasonOf({ status, body }) }
  }

  /** How the text would merge with what somebody else has saved; null without an answer. */
  async merge(text: string, base: number): Promise<MergeAnswer | null> {
    const { status, body } = await this.#send('POST', `${this.#document}/merge`, { text, base })
    return status === 200 ? (body as unknown as MergeAnswer) : null
  }

  async versions(): Promise<readonly VersionView[]> {
    const { body } = await this.#send('GET', `${this.#document}/versions?limit=100`)
    return (body['items'] as VersionView[]) ?? []
  }

  async opinions(): Promise<readonly Opinion[]> {
    const { body } = await this.#send('GET', `/api/v1/bills/${this.#settings.bill}/opinions?limit=100`)
    return (body['items'] as Opinion[]) ?? []
  }

  /** Laws of the library (法律法规库) whose title has these words. */
  async laws(words: string): Promise<readonly { readonly id: string; readonly title: string }[]> {
    const { body } = await this.#send('GET', `/api/v1/regulations?${new URLSearchParams({ own: 'false', q: words, limit: '10' })}`)
    return (body['items'] as { id: string; title: string }[]) ?? []
  }

  /** A law as it reads today; null without an answer. */
  async lawText(id: string): Promise<{ readonly title: string; readonly text: string } | null> {
    const { status, body } = await this.#send('GET', `/api/v1/regulations/${id}/text`)
    return status === 200 ? (body as unknown as { title: string; text: string }) : null
  }

  /** What the library says of places of other laws; nothing without an answer. */
  async places(places: readonly CitedPlace[]): Promise<readonly ResolvedPlace[]> {
    const { status, body } = await this.#send('POST', '/api/v1/regulations/places', { places })
    return status === 200 ? ((body['items'] as ResolvedPlace[]) ?? []) : []
  }

  /** Laws of the library that belong to a text: those it names, and other places' with a like name. */
  async related(text: string): Promise<readonly { readonly id: string; readonly title: string }[]> {
    const { body } = await this.#send('POST', '/api/v1/regulations/related', { text })
    return (body['items'] as { id: string; title: string }[]) ?? []
  }

  /** A version's text; null without an answer. */
  async text(seq: number): Promise<string | null> {
    try {
      const answer = await fetch(`${this.#document}/versions/${seq}`, { headers: { accept: 'text/markdown' } })
      return answer.ok ? await answer.text() : null
    } catch {
      return null
    }
  }

  get #document(): string {
    return `/api/v1/documents/${this.#settings.document}`
  }

  async #send(method: string, address: string, content?: object): Promise<Reply> {
    const first = await this.#once(method, address, content)
    // The sign-in ended, and somebody signed in again in another window: the token of the new session is on a new page.
    const isOut = first.status === 401 || first.body.code === 'csrf-token-missing'
    return isOut && (await this.#renewToken()) ? this.#once(method, address, content) : first
  }

  async #once(method: string, address: string, content?: object): Promise<Reply> {
    const patience = new AbortController()
    const timer = setTimeout(() => patience.abort(), PATIENCE)
    try {
      const answer = await fetch(address, {
        method,
        headers: { accept: 'application/json', 'x-csrf-token': this.#csrf, ...(content && { 'content-type': 'application/json' }) },
        signal: patience.signal,
        ...(content && { body: JSON.stringify(content) })
      })
      return { status: answer.status, body: (await answer.json()) as Body }
    } catch {
      return { status: 0, body: {} }
    } finally {
      clearTimeout(timer)
    }
  }

  /** @returns whether the same person is signed in again */
  async #renewToken(): Promise<boolean> {
    try {
      const answer = await fetch(location.pathname)
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
      const form = page.querySelector<HTMLFormElement>('form[data-editor]')
      const token = form?.querySelector<HTMLInputElement>('input[name="_csrf"]')?.value
      if (!token || form?.dataset['account'] !== this.#settings.account) return false
      this.#csrf = token
      return true
    } catch {
      return false
    }
  }
}

function reasonOf({ status, body }: Reply): string {
  if (status === 0) return NO_ANSWER
  if (status === 401 || body.code === 'csrf-token-missing') return '登录已过期，请在新窗口中重新登录'
  return (body.detail ?? '服务器没有保存').replace(/[。；]$/, '')
}
