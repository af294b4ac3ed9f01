/** Texts lately used, by their hash, within a bound of memory; the one that was not used for the longest goes first. */

/** Characters kept in all: about 32 MB, or 300 laws of 50,000 characters. */
const MAX_CHARACTERS = 16 * 1024 * 1024

export class TextCache {
  readonly #texts = new Map<string, string>()
  #characters = 0

  get(hash: string): string | undefined {
    const text = this.#texts.get(hash)
    if (text !== undefined) {
      // A Map keeps the order of insertion: what is used moves to the end.
      this.#texts.delete(hash)
      this.#texts.set(hash, text)
    }
    return text
  }

  set(hash: string, text: string): void {
    if (this.#texts.has(hash)) return
    this.#texts.set(hash, text)
    this.#characters += text.length
    for (const [oldest, { length }] of this.#texts) {
      if (this.#characters <= MAX_CHARACTERS) return
      this.#texts.delete(oldest)
      this.#characters -= length
    }
  }
}
