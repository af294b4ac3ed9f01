/** Plain text, a line a paragraph and the title first: as people send regulations by mail. */
import { printedLines, readBody } from '../law/amend/body.ts'
import { type Law, parseNumeral } from '../law/index.ts'

const HEADING = /^第[一二三四五六七八九十百千零〇两]{1,9}(?<unit>分编|[编章节])(?:[ \u3000\u00a0]|(?=[\u4e00-\u9fa5]{1,20}$))/
const LABEL = /^(第[一二三四五六七八九十百千零〇两]{1,9}条(?:之[一二三四五六七八九十]{1,3})?)[ \u3000\u00a0\t]*/

export function plainText(law: Law): string {
  const { blocks } = readBody(law)
  return `${[law.title, ...blocks.flatMap(printedLines)].join('\n')}\n`
}

/**
 * Makes Markdown of a plain text: the first line is its title, 编章节 become headings, everything else is a paragraph.
 * A contents list before the body stays as lines: a heading is one only from the first article's chapter on.
 */
export function markdownOfPlainText(text: string): string {
  const lines = text
    .replace(/^\ufeff/, '')
    .split(/\r\n|[\n\r]/)
    .map(line => line.replaceAll(/^[\s\u200b\ufeff]{1,200}|[\s\u200b\ufeff]{1,200}$/g, ''))
    .filter(line => line !== '')
  const [title = '', ...rest] = lines
  const body = bodyStart(rest)
  const articles = articleLines(rest.slice(body))
  const made = rest.map((line, index) => (index < body ? line : printed(line, articles.has(index - body))))
  return `${[`# ${title.replace(/^#+\s*/, '')}`, ...made].join('\n\n')}\n`
}

/** Where the body begins: at the last run of headings before the first article. */
function bodyStart(lines: readonly string[]): number {
  const article = lines.findIndex(line => LABEL.test(line))
  if (article < 0) return lines.length
  let start = article
  while (start > 0 && HEADING.test(lines[start - 1] ?? '')) start--
  // In a contents list chapters follow one another: of such a run only what is not listed again stands before the first article.
  const run = lines.slice(start, article)
  const levels = run.map(line => HEADING.exec(line)?.groups?.['unit'] ?? '')
  for (let at = run.length - 2; at >= 0; at--) if (rank(levels[at] ?? '') >= rank(levels[at + 1] ?? '')) return start + at + 1
  return start
}

const rank = (unit: string) => ['编', '分编', '章', '节'].indexOf(unit)

/**
 * Which lines open an article. Without a blank behind it a number does so only where it is the next one: 第十条规定的期限 at the head of a
 * paragraph is a reference.
 */
function articleLines(lines: readonly string[]): Set<number> {
  const found = new Set<number>()
  let last = 0
  for (const [index, line] of lines.entries()) {
    const [head = '', label = ''] = LABEL.exec(line) ?? []
    if (label === '') continue
    const [number = '', inserted = ''] = label.slice(1).split('条')
    const value = parseNumeral(number) ?? 0
    const isParted = head.length > label.length || line.length === label.length
    if (!isParted && !(inserted === '' ? value === last + 1 : value === last)) continue
    last = value
    found.add(index)
  }
  return found
}

function printed(line: string, isArticle: boolean): string {
  const unit = HEADING.exec(line)?.groups?.['unit']
  if (unit !== undefined) return `${unit === '节' ? '###' : '##'} ${line}`
  const label = isArticle ? LABEL.exec(line) : null
  return label?.[1] ? `${label[1]} ${line.slice(label[0].length)}`.trimEnd() : line
}
