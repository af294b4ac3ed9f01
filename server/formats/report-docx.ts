/**
 * A report as an official paper (公文): first its figures, deviations and problems in words, set as any paper is, then the table on landscape
 * pages. The chart is a picture, its words stand below it once more: whoever hears the paper read aloud, or has a reader without SVG, misses nothing.
 */
import { ImageRun, type ISectionOptions, Paragraph, TextRun } from 'docx'
import { docxFile } from './docx-file.ts'
import { BODY, CENTRED, FONT, section, TITLE } from './docx-style.ts'
import { tableBlocks } from './docx-table.ts'
import { wordText } from './official-docx.ts'
import { chartPicture, MAX_BARS } from './report-chart.ts'
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

export function reportDocx(paper: ReportPaper): Promise<Uint8Array> {
  const words = wordsOf(paper)
  const sections: ISectionOptions[] = words.length > 0 ? [section(words)] : []
  if (paper.table.rows.length > 0) sections.push(section(tableBlocks(paper.table), true))
  if (sections.length === 0) sections.push(section([title(paper.table.title), centred(paper.note || '没有内容')]))
  return docxFile(paper.table.title, sections)
}

function wordsOf({ table, note, figures, chart, matters }: ReportPaper): Paragraph[] {
  const parts: [string, readonly Paragraph[]][] = []
  if (figures.length > 0)
    parts.push(['总体情况', [text(`${figures.map(({ title, value, unit }) => `${title} ${value} ${unit}`).join('，')}。`)]])
  if (chart && chart.bars.length > 0) parts.push([`${chart.title}（${chart.note}）`, chartBlocks(chart)])
  if (matters.length > 0) parts.push(['存在问题和下一步', matters.map(matter => text(sentence(matter)))])
  if (parts.length === 0) return []
  const body = parts.flatMap(([heading, blocks], index) => [label(`${ORDINALS[index]}、${heading}`), ...blocks])
  const annex = table.rows.length > 0 ? [text(`附件：${table.title}`)] : []
  return [
    title(table.title),
    ...(note === '' ? [] : [centred(`（${note}）`)]),
    empty(),
    ...body,
    ...(annex.length > 0 ? [empty(), ...annex] : [])
  ]
}

/** The picture, then each bar in words by its number. */
function chartBlocks({ title, bars }: NonNullable<ReportPaper['chart']>): Paragraph[] {
  const { width, height, svg, png } = chartPicture(bars)
  const words = bars.slice(0, MAX_BARS).map((bar, index) => `${index + 1}．${bar.name} ${bar.words}`)
  const more = bars.length > MAX_BARS ? `；另 ${bars.length - MAX_BARS} 件见附件` : ''
  // The only drawing of the paper; without a number of its own it would get another one each time.
  const picture = new ImageRun({
    type: 'svg',
    data: Buffer.from(svg),
    transformation: { width, height },
    altText: { title: wordText(title), description: wordText(words.join('；')), name: wordText(title), id: '1' },
    fallback: { type: 'png', data: png }
  })
  // A line of its own height: the fixed lines of the text would cut the picture off.
  return [new Paragraph({ children: [picture], spacing: { line: 240, lineRule: 'auto' } }), text(`${words.join('；')}${more}。`)]
}

function sentence({ title, problem, next }: ReportPaper['matters'][number]): string {
  const stop = (words: string) => (/[。！？；]$/.test(words) ? words : `${words}。`)
  return `${title}：${stop(problem)}${stop(next)}`
}

const title = (words: string) => new Paragraph({ ...TITLE, children: [new TextRun({ ...FONT.title, text: wordText(words) })] })
const centred = (words: string) => new Paragraph({ ...CENTRED, children: [new TextRun({ ...FONT.note, text: wordText(words) })] })
const label = (words: string) => new Paragraph({ ...BODY, children: [new TextRun({ ...FONT.label, text: wordText(words) })] })
const text = (words: string) => new Paragraph({ ...BODY, children: [new TextRun({ ...FONT.body, text: wordText(words) })] })
const empty = () => new Paragraph({ ...BODY, children: [] })
