/** What the page tells the editor about the text that is being changed. */

export interface Settings {
  readonly document: string
  readonly bill: string
  readonly account: string
  readonly csrf: string
  /** The version that is being changed. */
  readonly base: number
  /** Hash of the working copy that the service has; null: none. */
  readonly copy: string | null
  /** Hash of the text on the page, and since when the service has it. */
  readonly hash: string
  readonly at: string
  readonly crlf: boolean
  readonly worker: string
  readonly nonce: string
  /** Today in China. */
  readonly today: string
}

export function readSettings(form: HTMLFormElement): Settings {
  const data = form.dataset
  return {
    document: data['document'] ?? '',
    bill: data['bill'] ?? '',
    account: data['account'] ?? '',
    csrf: form.querySelector<HTMLInputElement>('input[name="_csrf"]')?.value ?? '',
    base: Number(data['base']),
    copy: data['copy'] || null,
    hash: data['hash'] ?? '',
    at: data['at'] ?? '',
    crlf: data['crlf'] !== undefined,
    worker: data['worker'] ?? '',
    nonce: data['nonce'] ?? '',
    today: data['today'] ?? ''
  }
}
