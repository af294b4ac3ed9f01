/**
 * Quotation in amending decisions. New text stands in “”, its own quotation marks become ‘’; of several paragraphs each begins with “ and
 * only the last ends with ”. Sources also print “ at the first paragraph alone, or “…” around each: all three are read.
 */

const SWAP: Readonly<Record<string, string>> = { '“': '‘', '”': '’', '‘': '“', '’': '”' }

/** Exchanges outer and inner marks; its own inverse. */
const exchanged = (text: string) => text.replaceAll(/[“”‘’]/g, mark => SWAP[mark] ?? mark)

/** A phrase in quotation marks. */
export const quotePhrase = (phrase: string): string => `“${exchanged(phrase)}”`

/** New text of one or more paragraphs, as lines of a decision. */
export function quoteLines(lines: readonly string[]): string[] {
  return lines.map((line, index) => `“${exchanged(line)}${index === lines.length - 1 ? '”' : ''}`)
}

/** What a quoted phrase says. */
export const unquotePhrase = (inner: string): string => (/[‘’]/.test(inner) ? exchanged(inner) : inner)

/**
 * What quoted paragraphs say.
 * @param lines as printed, from the opening “ of the first to the closing ” of the last
 * @param swaps whether a text that has no ‘ was quoted with its marks exchanged all the same: the law uses ‘’ alone
 */
export function unquoteLines(lines: readonly string[], swaps = false): string[] {
  const last = lines.length - 1
  const inner = lines.map((line, index) => {
    const opened = line.startsWith('“') ? line.slice(1) : line
    if (index === last) return opened.endsWith('”') ? opened.slice(0, -1) : opened
    return line.startsWith('“') && opened.endsWith('”') && closesMore(opened) ? opened.slice(0, -1) : opened
  })
  return swaps || inner.some(line => /[‘’]/.test(line)) ? inner.map(exchanged) : inner
}

/** Whether more marks are closed than opened: the last one belongs to the quotation around each paragraph. */
function closesMore(text: string): boolean {
  let depth = 0
  for (const character of text) {
    if (character === '“') depth++
    if (character === '”') depth--
  }
  return depth < 0
}
