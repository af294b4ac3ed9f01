import type { ImportContent, ReadOpinion } from '../../schema/imports.ts'
import type { Table, TableColumn } from '../formats/table.ts'

/** The rows that cannot be imported, as they came, each with the reason: to be mended and imported again. */
export function wrongRows(content: ImportContent, opinions: readonly ReadOpinion[]): Table {
  const column = (title: string, width: number): TableColumn => ({ title, kind: 'text', width })
  const wrong = opinions.map((opinion, index) => ({ opinion, index })).filter(({ opinion }) => opinion.problem !== null)
  if (content.kind === 'opinions')
    return {
      title: '有误的意见',
      columns: [column('条款', 12), column('意见', 60), column('提出人', 20), column('原因', 40)],
      rows: wrong.map(({ opinion }) => [opinion.article, opinion.body, opinion.givenBy, opinion.problem])
    }
  const { rows, mapping } = content
  const width = Math.max(1, ...rows.map(row => row.length))
  const heads = mapping.skip > 0 ? (rows[mapping.skip - 1] ?? []) : []
  return {
    title: '有误的意见',
    columns: [...Array.from({ length: width }, (_, at) => column(heads[at] || `第 ${at + 1} 列`, 24)), column('原因', 40)],
    rows: wrong.map(({ opinion, index }) => {
      const row = rows[mapping.skip + index] ?? []
      return [...Array.from({ length: width }, (_, at) => row[at] ?? ''), opinion.problem]
    })
  }
}
