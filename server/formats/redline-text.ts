/** The redline for a terminal: what changed, in the order of the new text. Without colours the marks of `wdiff` say the same. */
import { reveal } from '../law/hidden.ts'
import { redlineLines } from '../law/redline-lines.ts'
import type { StepEntry, StepHunk } from '../law/steps.ts'
import { isBlank, isChanged, kindName, kindOf, nameOf, nameOfKind, notesOf } from './redline-words.ts'

/** How changed text is set off: `[-删去-]{+增加+}`, or red and struck, blue and underlined. */
interface Marks {
  readonly inserted: (text: string) => string
  readonly deleted: (text: string) => string
  readonly title: (text: string) => string
}

const PLAIN: Marks = { inserted: text => `{+${text}+}`, deleted: text => `[-${text}-]`, title: text => text }
const coloured = (codes: string) => (text: string) => `\u001b[${codes}m${text}\u001b[0m`
const COLOURED: Marks = { inserted: coloured('34;4'), deleted: coloured('31;9'), title: coloured('1') }

/** @returns lines with a line feed at the end of each; the last one sums up */
export function redlineText(entries: readonly StepEntry[], isColoured: boolean): string {
  const marks = isColoured ? COLOURED : PLAIN
  const blocks = entries.filter(isChanged).map(entry => block(entry, marks))
  return [...blocks, `${summary(entries)}\n`].join('\n')
}

function block(entry: StepEntry, marks: Marks): string {
  const notes = notesOf(entry)
  const title = `${nameOf(entry)}　${[kindName(entry), ...notes].join('；')}`
  const lines = redlineLines(entry.hunks).map(line => `    ${line.hunks.map(hunk => marked(hunk, marks)).join('')}`)
  return `${[marks.title(title), ...lines].join('\n')}\n`
}

function marked({ text, inserted, deleted }: StepHunk, marks: Marks): string {
  if (isBlank(text)) return deleted === 0 ? text : ''
  // Hidden characters by name; a text cannot steer the terminal.
  const seen = reveal(text)
    .map(part => (part.hidden === null ? part.text : `<${part.hidden}>`))
    .join('')
  return deleted !== 0 ? marks.deleted(seen) : inserted !== 0 ? marks.inserted(seen) : seen
}

/** 共 52 条：修改 15 条，新增 2 条，未改动 35 条. */
function summary(entries: readonly StepEntry[]): string {
  const articles = entries.filter(({ unit }) => unit === 'article')
  if (articles.length === 0) return '没有条文'
  const counts = [...Map.groupBy(articles, kindOf)].map(([kind, group]) => `${nameOfKind(kind)} ${group.length} 条`)
  return `共 ${articles.length} 条：${counts.join('，')}`
}
