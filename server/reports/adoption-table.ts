/** 意见采纳情况表 (domain reports §6): one row an opinion, and in the head how many came from whom and what became of them. */
import { OPINION_SOURCE_TITLES, OPINION_SOURCES, type Opinion, VERDICT_TITLES, VERDICTS } from '../../schema/opinions.ts'
import { dateCell, type Table, type TableCell, type TableColumn } from '../formats/table.ts'
import { chinaDate } from '../web/dates.ts'

export interface AdoptionRow {
  readonly opinion: Opinion
  /** The quoted words, or the article, as they stood when the opinion was given. */
  readonly original: string | null
  /** The article as it reads now, when it was changed since. */
  readonly revised: string | null
}

interface Column extends TableColumn {
  readonly cell: (row: AdoptionRow, index: number) => TableCell
}

const text = (title: string, width: number, cell: (row: AdoptionRow) => TableCell): Column => ({ title, kind: 'text', width, cell })

const COLUMNS: readonly Column[] = [
  { title: '序号', kind: 'number', width: 6, cell: (_row, index) => index + 1 },
  text('条款', 10, ({ opinion }) => opinion.article ?? '全文'),
  text('现条款', 10, ({ opinion }) => opinion.currentArticle ?? (opinion.article === null ? '全文' : '已删去')),
  text('草案原文', 36, ({ original }) => original),
  text('意见内容', 44, ({ opinion: { body, proposal } }) => (proposal === null ? body : `${body}建议表述：${proposal}`)),
  text('意见来源', 14, ({ opinion }) => OPINION_SOURCE_TITLES[opinion.source]),
  text('提出单位或者个人', 20, ({ opinion }) => opinion.givenBy),
  { title: '提出日期', kind: 'date', width: 12, cell: ({ opinion }) => dateCell(opinion.givenOn) },
  text('采纳情况', 10, ({ opinion: { verdict } }) => (verdict === null ? '未处理' : VERDICT_TITLES[verdict])),
  text('理由', 36, ({ opinion }) => opinion.reason),
  text('修改后表述', 36, ({ revised }) => revised),
  text('承办人', 10, ({ opinion }) => opinion.judgedBy),
  text('反馈情况', 18, ({ opinion: { judgedAt } }) => judgedAt && `${chinaDate(new Date(judgedAt))} 已在系统中答复`)
]

export const adoptionTable = (title: string, rows: readonly AdoptionRow[]): Table => ({
  title: `${title}意见采纳情况表`,
  note: totalsInWords(rows.map(({ opinion }) => opinion)),
  columns: ADOPTION_COLUMNS,
  rows: rows.map(adoptionCells)
})

export const ADOPTION_COLUMNS: readonly TableColumn[] = COLUMNS.map(({ title, kind, width }) => ({ title, kind, width }))

/** One opinion as a row. @param index counts from 0 through all rows */
export const adoptionCells = (row: AdoptionRow, index: number): TableCell[] => COLUMNS.map(({ cell }) => cell(row, index))

/** @example '共收到意见 4 条（社会公众 3、立法咨询专家 1）：采纳 1、部分采纳 1、不采纳 1、另行研究 0，未处理 1；采纳率 50.0%' */
export function totalsInWords(opinions: readonly Pick<Opinion, 'source' | 'verdict'>[]): string {
  const count = (test: (opinion: Pick<Opinion, 'source' | 'verdict'>) => boolean) => opinions.filter(test).length
  const sources = OPINION_SOURCES.map(term => [OPINION_SOURCE_TITLES[term], count(({ source }) => source === term)] as const)
  const verdicts = VERDICTS.map(term => `${VERDICT_TITLES[term]} ${count(({ verdict }) => verdict === term)}`)
  const from = sources
    .filter(([, number]) => number > 0)
    .map(([title, number]) => `${title} ${number}`)
    .join('、')
  // 采纳率 counts 采纳 and 部分采纳 among all that were received.
  const taken = count(({ verdict }) => verdict === 'adopted' || verdict === 'partlyAdopted')
  const rate = opinions.length === 0 ? '' : `；采纳率（含部分采纳） ${((taken / opinions.length) * 100).toFixed(1)}%`
  return `共收到意见 ${opinions.length} 条${from && `（${from}）`}：${verdicts.join('、')}，未处理 ${count(({ verdict }) => verdict === null)}${rate}`
}
