import { cellText, type Table, type TableCell } from './table.ts'

/** All that Markdown or HTML inside it could read as markup; a backslash before punctuation is always the character itself. */
const MARKUP = /[\\`*_{}[\]<>()#+\-.!|~&]/g
const LINE_ENDS = /\s{0,20}[\r\n]{1,20}\s{0,20}/g

/** Writes a table as Markdown (GFM): heading, note, table. Cells are text, whatever a person typed into them. */
export function markdownTable(table: Table): string {
  const head = `| ${table.columns.map(column => escaped(column.title)).join(' | ')} |`
  const rule = `| ${table.columns.map(column => (column.kind === 'number' ? '---:' : '---')).join(' | ')} |`
  const rows = table.rows.map(row => `| ${row.map(cell).join(' | ')} |`)
  const note = table.note ? [escaped(table.note), ''] : []
  return `${[`# ${escaped(table.title)}`, '', ...note, head, rule, ...rows].join('\n')}\n`
}

const cell = (value: TableCell): string => (typeof value === 'string' ? escaped(value) : cellText(value))

/** A full stop needs its backslash only where it could make a list, and a hyphen only where it could make a list or a rule. */
function escaped(text: string): string {
  const flat = text.replace(LINE_ENDS, ' ').trim()
  return flat.replace(MARKUP, (mark, at: number) => {
    const plain = (mark === '.' || mark === '-' || mark === '(' || mark === ')') && at > 0
    return plain ? mark : `\\${mark}`
  })
}
