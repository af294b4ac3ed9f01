/** Second pass, part one: which of the lines that begin with 第X条 open an article, and which only go on citing one. */
import { code } from './characters.ts'
import type { Line } from './line-kinds.ts'

/**
 * Turns lines that look like articles but cite one into plain text, in place.
 * A cut sentence goes on with a number out of order after a line without an end: `…依据民法典` / `第五十二条 以及…`. A line without a blank after
 * its label is an article when its number is the next one and its words are no citation: `第一百二十八 条侦查人员…`, but not 第十条规定的….
 */
export function settleArticles(text: string, lines: readonly Line[], from: number, to: number): void {
  let last = 0
  let lastBranch = 0
  let next = nextCandidate(lines, from)
  while (next < to) {
    const at = next
    const line = lines[at]
    next = nextCandidate(lines, at + 1)
    if (!line) break
    const value = line.value ?? 0
    const inOrder = (value === last + 1 && line.branch === 0) || (value === last && line.branch === lastBranch + 1)
    const ended = at === from || endsSentence(text, lines[at - 1])
    if (line.spaced ? inOrder || ended || follows(lines[next], value) : inOrder && ended && !continuesCitation(text, line)) {
      last = value
      lastBranch = line.branch
    } else {
      line.kind = 'text'
    }
  }
}

function nextCandidate(lines: readonly Line[], from: number): number {
  let at = from
  while (at < lines.length && lines[at]?.kind !== 'article') at++
  return at
}

const follows = (line: Line | undefined, value: number) => line?.value === value + 1 || (line?.value === value && line.branch > 0)

/** Whether a line could be the last of a provision: a heading, or one that ends in 。；：！？ or a closing mark; a title in 》 goes on. */
function endsSentence(text: string, line: Line | undefined): boolean {
  if (!line || line.kind === 'heading' || line.kind === 'infoEnd' || line.marks > 0 || line.kind === 'table' || line.kind === 'contents')
    return true
  return SENTENCE_ENDS.has(text.charCodeAt(line.end - 1))
}

const SENTENCE_ENDS = new Set([...'。；：！？.;:!?”’』」）)>|】〗'].map(mark => mark.charCodeAt(0)))

/** What follows a cited article: 第十条规定, 第十条的, 第十条、第十二条, 第十条第二款, 第十条至…. */
function continuesCitation(text: string, line: Line): boolean {
  return line.words < line.end && CITATION_GOES_ON.has(text.charCodeAt(line.words))
}

const CITATION_GOES_ON = new Set([...'的规、，。；：）)和或至到及与以第所中之内前后至也'].map(mark => mark.charCodeAt(0)).concat(code.stop))
