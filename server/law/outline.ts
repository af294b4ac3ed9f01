/** Second pass: settles what each line is by what stands around it. Later passes rely on the zones and kinds given here. */
import { settleArticles } from './articles.ts'
import { withoutBlanks } from './characters.ts'
import { type ContentsRange, findContents } from './contents.ts'
import type { Line } from './line-kinds.ts'

/** Where the parts of an instrument lie, as indexes into its lines. */
export interface Outline {
  /** The line of the title, or -1. */
  readonly title: number
  /** The line of the INFO END mark, or -1: then the header is the title and the history lines that follow it. */
  readonly infoEnd: number
  /** The first line after the header. */
  readonly body: number
  readonly contents: ContentsRange
  /** The first line of the annexes, or the number of lines. */
  readonly annexes: number
  readonly firstArticle: number
}

export function readOutline(text: string, lines: readonly Line[]): Outline {
  const infoEnd = lines.findIndex(line => line.kind === 'infoEnd')
  const title = findTitle(text, lines, infoEnd)
  const body = infoEnd >= 0 ? infoEnd + 1 : skipHistory(text, lines, title + 1)
  const annexes = findAnnexes(lines, body)
  settleArticles(text, lines, body, annexes)
  const article = lines.findIndex((line, at) => at >= body && at < annexes && line.kind === 'article')
  const firstArticle = article < 0 ? annexes : article
  return { title, infoEnd, body, contents: findContents(lines, body, firstArticle), annexes, firstArticle }
}

/** The first `# ` line before the body; in a text without marks its first line, when that is a name and not a sentence. */
function findTitle(text: string, lines: readonly Line[], infoEnd: number): number {
  const end = infoEnd >= 0 ? infoEnd : lines.length
  for (let at = 0; at < end; at++) {
    const line = lines[at]
    if (!line || (infoEnd < 0 && (line.kind === 'article' || line.kind === 'heading'))) break
    if (line.marks === 1 && line.kind !== 'heading' && line.kind !== 'article') return at
  }
  const first = lines[0]
  if (first?.kind !== 'text' || first.marks > 1 || end === 0) return -1
  const name = text.slice(first.words, Math.min(first.end, first.words + 121))
  return name.length <= 120 && !/[。；：]$/.test(name) ? 0 : -1
}

const HISTORY_LINE = /^\d{4}年\d{1,2}月[\dl]{1,2}日/

/** A text without the mark may still have history lines under its title. */
function skipHistory(text: string, lines: readonly Line[], from: number): number {
  let at = from
  for (let line = lines[at]; line?.kind === 'text' && line.marks === 0; line = lines[++at]) {
    if (!HISTORY_LINE.test(withoutBlanks(text.slice(line.words, Math.min(line.end, line.words + 40))))) break
  }
  return at
}

/** The first annex line after an article, unless the articles go on counting after it; in a text without articles the first after its text. */
function findAnnexes(lines: readonly Line[], body: number): number {
  let last: Line | undefined
  const first = lines.findIndex((line, at) => at > body && line.kind === 'annex')
  if (first < 0) return lines.length
  const anyArticle = lines.findIndex((line, at) => at >= body && line.kind === 'article' && line.spaced)
  // Going backwards, the article that follows each line.
  const following = new Array<Line | undefined>(lines.length)
  for (let at = lines.length - 1, next: Line | undefined; at >= body; at--) {
    following[at] = next
    if (lines[at]?.kind === 'article' && lines[at]?.spaced) next = lines[at]
  }
  for (let at = body; at < lines.length; at++) {
    const line = lines[at]
    if (line?.kind === 'article' && line.spaced) last = line
    if (line?.kind !== 'annex' || at === body) continue
    if (anyArticle >= 0 && !last) continue
    const next = following[at]
    if (last && next && next.value === (last.value ?? 0) + 1) continue
    return at
  }
  return lines.length
}
