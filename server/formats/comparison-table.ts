/**
 * 修改对照表 (立法法第五十八条: 修改法律的，还应当提交修改前后的对照文本): landscape A4, a row a changed article, the whole article in each cell; new
 * words bold and underlined, struck words struck through; what did not change is left out with ……. Two drafts or three.
 */
import { AlignmentType, Paragraph, Table, TableCell, TableLayoutType, TableRow, TextRun, VerticalAlign, WidthType } from 'docx'
import type { StepEntry, StepHunk } from '../law/steps.ts'
import { docxFile } from './docx-file.ts'
import { CENTRED, FONT, section, TITLE } from './docx-style.ts'
import { wordText } from './official-docx.ts'

/** @param names one a version: 现行条文, 修改草案 */
export function comparisonTable(entries: readonly StepEntry[], title: string, names: readonly string[]): Promise<Uint8Array> {
  const heading = new Paragraph({ ...TITLE, children: [new TextRun({ ...FONT.title, text: wordText(`${title}修改对照表`) })] })
  const legend = new Paragraph({
    ...CENTRED,
    children: [new TextRun({ ...FONT.tableHead, text: '（新增的文字加粗并加下划线，删去的文字加删除线，未改动的条文从略）' })]
  })
  return docxFile(`${title}修改对照表`, [section([heading, legend, table(entries, names)], true)])
}

function table(entries: readonly StepEntry[], names: readonly string[]): Table {
  const changed = changedRows(entries)
  const columns = ['序号', ...names, '说明']
  const header = new TableRow({
    tableHeader: true,
    cantSplit: true,
    children: columns.map(name => cell([line([new TextRun({ ...FONT.tableHead, text: name })], true)]))
  })
  const width = { size: 100, type: WidthType.PERCENTAGE }
  return new Table({
    width,
    layout: TableLayoutType.FIXED,
    columnWidths: widths(names.length),
    rows: [header, ...changed.map((row, index) => tableRow(row, index, names.length))]
  })
}

/** Twips of 261 mm less margins: a narrow number, wide texts, a note. */
function widths(versions: number): number[] {
  const number = 700
  const note = 2_000
  const text = Math.floor((13_700 - number - note) / versions)
  return [number, ...Array.from({ length: versions }, () => text), note]
}

type Row = { readonly entry: StepEntry } | 'omitted'

/** Changed passages; unchanged ones between them are one row of dots. */
function changedRows(entries: readonly StepEntry[]): Row[] {
  const rows: Row[] = []
  for (const entry of entries) {
    if (isChanged(entry)) rows.push({ entry })
    else if (rows.length > 0 && rows.at(-1) !== 'omitted') rows.push('omitted')
  }
  if (rows.at(-1) === 'omitted') rows.pop()
  return rows
}

const isChanged = ({ kinds }: StepEntry) => kinds.some(kind => kind !== null && kind !== 'unchanged')

function tableRow(row: Row, index: number, versions: number): TableRow {
  if (row === 'omitted')
    return new TableRow({
      children: Array.from({ length: versions + 2 }, () => cell([line([new TextRun({ ...FONT.table, text: '……' })], true)]))
    })
  const { entry } = row
  const texts = entry.labels.map((_, version) => cell(versionOf(entry, version)))
  return new TableRow({
    children: [
      cell([line([new TextRun({ ...FONT.table, text: String(index + 1) })], true)]),
      ...texts,
      cell([line([new TextRun({ ...FONT.table, text: noteOf(entry) })])])
    ]
  })
}

const cell = (children: Paragraph[]) =>
  new TableCell({ verticalAlign: VerticalAlign.TOP, margins: { top: 60, bottom: 60, left: 90, right: 90 }, children })
const line = (children: TextRun[], centred = false) =>
  new Paragraph({ alignment: centred ? AlignmentType.CENTER : AlignmentType.BOTH, children })

/** One version's reading of an article: what it will lose struck, what it has gained marked. */
function versionOf({ unit, labels, hunks }: StepEntry, version: number): Paragraph[] {
  const label = labels[version] ?? null
  if (label === null) return [line([new TextRun({ ...FONT.table, text: '' })])]
  const isNew = version > 0 && labels[version - 1] === null
  const isRenumbered = version > 0 && labels[version - 1] !== null && labels[version - 1] !== label
  const lines: TextRun[][] = [
    unit === 'article' || unit === 'chapter' || unit === 'section' || unit === 'part' ? [labelRun(`${label}　`, isNew || isRenumbered)] : []
  ]
  for (const hunk of hunks) {
    if (!stands(hunk, version)) continue
    hunk.text.split('\n').forEach((text, index) => {
      if (index > 0) lines.push([])
      if (text !== '') lines.at(-1)?.push(run(hunk, text, version))
    })
  }
  return lines.map(runs => line(runs))
}

const labelRun = (text: string, isNew: boolean) =>
  new TextRun({ ...FONT.tableHead, text: wordText(text), ...(isNew && { bold: true, underline: {} }) })

/** Whether a stretch stands in a version: it had come, and had not gone. */
const stands = ({ inserted, deleted }: StepHunk, version: number) => inserted <= version && (deleted === 0 || deleted > version)

function run({ inserted, deleted }: StepHunk, text: string, version: number): TextRun {
  const isNew = inserted > 0 && inserted === version
  const isLost = deleted > 0 && deleted === version + 1
  return new TextRun({ ...FONT.table, text: wordText(text), ...(isNew && { bold: true, underline: {} }), ...(isLost && { strike: true }) })
}

const KIND = { inserted: '新增', deleted: '删除', modified: '修改', moved: '移动', movedAndModified: '移动并修改', unchanged: '' } as const

function noteOf({ kinds, labels }: StepEntry): string {
  const [old, next] = [labels[0] ?? null, labels.at(-1) ?? null]
  const names = [...new Set(kinds.flatMap(kind => (kind === null || kind === 'unchanged' ? [] : [KIND[kind]])))].join('、')
  return old !== null && next !== null && old !== next ? `${names}（原${old}）` : names
}
