/**
 * A report as an official paper (公文): first its figures, deviations and problems in words, set as any paper is, then the table on landscape
 * pages. The chart is drawn with block characters, so that Word, WPS and LibreOffice of any age show and print it.
 */
import { type ISectionOptions, Paragraph, TextRun } from 'docx'
import { docxFile } from './docx-file.ts'
import { BODY, CENTRED, FONT, section, TITLE } from './docx-style.ts'
import { tableBlocks } from './docx-table.ts'
import { wordText } from './official-docx.ts'
import type { Table } from './table.ts'

export interface ReportPaper {
  readonly table: Table
  /** The period or the date, in words. */
  readonly note: string
  readonly figures: readonly { readonly title: string; readonly value: number; readonly unit: string }[]
  readonly chart: {
    readonly title: string
    readonly note: string
    readonly bars: readonly { readonly name: string; readonly value: number; readonly words: string }[]
  } | null
  readonly matters: readonly { readonly title: string; readonly problem: string; readonly next: string }[]
}

const ORDINALS = '一二三四五六七八九十'
/** Characters of the longest bar: name, bar and words stand on one line of 28. */
const LONGEST = 8

export function reportDocx(paper: ReportPaper): Promise<Uint8Array> {
  const words = wordsOf(paper)
  const sections: ISectionOptions[] = words.length > 0 ? [section(words)] : []
  if (paper.table.rows.length > 0) sections.push(section(tableBlocks(paper.table), true))
  if (sections.length === 0) sections.push(section([title(paper.table.title), centred(paper.note || '没有内容')]))
  return docxFile(paper.table.title, sections)
}

function wordsOf({ table, note, figures, chart, matters }: ReportPaper): Paragraph[] {
  const parts: [string, readonly string[]][] = []
  if (figures.length > 0) parts.push(['总体情况', [`${figures.map(({ title, value, unit }) => `${title} ${value} ${unit}`).join('，')}。`]])
  if (chart && chart.bars.length > 0) {
    const most = Math.max(1, ...chart.bars.map(({ value }) => Math.abs(value)))
    parts.push([
      `${chart.title}（${chart.note}）`,
      chart.bars.map(bar => `${bar.name}　${'█'.repeat(barLength(bar.value, most))}${bar.words}`)
    ])
  }
  if (matters.length > 0) parts.push(['存在问题和下一步', matters.map(matter => sentence(matter))])
  if (parts.length === 0) return []
  const body = parts.flatMap(([heading, lines], index) => [label(`${ORDINALS[index]}、${heading}`), ...lines.map(text)])
  const annex = table.rows.length > 0 ? [text(`附件：${table.title}`)] : []
  return [
    title(table.title),
    ...(note === '' ? [] : [centred(`（${note}）`)]),
    empty(),
    ...body,
    ...(annex.length > 0 ? [empty(), ...annex] : [])
  ]
}

const barLength = (value: number, most: number): number => (value === 0 ? 0 : Math.max(1, Math.round((Math.abs(value) / most) * LONGEST)))

function sentence({ title, problem, next }: ReportPaper['matters'][number]): string {
  const stop = (words: string) => (/[。！？；]$/.test(words) ? words : `${words}。`)
  return `${title}：${stop(problem)}${stop(next)}`
}

const title = (words: string) => new Paragraph({ ...TITLE, children: [new TextRun({ ...FONT.title, text: wordText(words) })] })
const centred = (words: string) => new Paragraph({ ...CENTRED, children: [new TextRun({ ...FONT.note, text: wordText(words) })] })
const label = (words: string) => new Paragraph({ ...BODY, children: [new TextRun({ ...FONT.label, text: wordText(words) })] })
const text = (words: string) => new Paragraph({ ...BODY, children: [new TextRun({ ...FONT.body, text: wordText(words) })] })
const empty = () => new Paragraph({ ...BODY, children: [] })
