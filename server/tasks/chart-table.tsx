/** The data of a wall chart, a row a bill: what the drawing shows, for whoever does not see it. */
import type { ChartRow } from '../../schema/tasks.ts'
import { Lamp } from '../web/components/lamp.tsx'
import { ActionsHead, Scroll } from '../web/components/lists.tsx'

export const ChartTable = ({ rows, mayWrite }: { rows: readonly ChartRow[]; mayWrite: boolean }) => (
  <Scroll label="施工图的数据，可左右移动">
    <table class="table fc-stack fc-dense">
      <thead>
        <tr>
          <th scope="col">法规名称</th>
          <th scope="col">单位</th>
          <th scope="col">所在环节</th>
          <th scope="col">原目标</th>
          <th scope="col">现目标</th>
          <th scope="col">推算完成</th>
          <th scope="col">情况</th>
          <ActionsHead mayWrite={mayWrite} />
        </tr>
      </thead>
      <tbody>
        {rows.map(row => (
          <Row row={row} mayWrite={mayWrite} />
        ))}
      </tbody>
    </table>
  </Scroll>
)

const Row = ({ row, mayWrite }: { row: ChartRow; mayWrite: boolean }) => (
  <tr>
    <th scope="row">
      {row.bill === null ? (
        <span safe>{row.title}</span>
      ) : (
        <a class="fc-plain" href={`/bills/${row.bill}?tab=schedule#tabs`} safe>
          {row.title}
        </a>
      )}
    </th>
    <td data-k="单位" safe>
      {row.unit ?? ''}
    </td>
    <td data-k="所在环节" safe>
      {row.stageTitle}
    </td>
    <td class="fc-nowrap" data-k="原目标" safe>
      {row.baselineTarget ?? ''}
    </td>
    <td class="fc-nowrap" data-k="现目标" safe>
      {row.target ?? ''}
    </td>
    <td class="fc-nowrap" data-k="推算完成" safe>
      {row.likelyEnd === null ? '' : `${row.likelyEnd}${row.likelyLate !== null && row.likelyLate > 0 ? `，晚 ${row.likelyLate} 天` : ''}`}
    </td>
    <td>
      <Lamp {...row.lamp} />
    </td>
    {mayWrite ? (
      <td class="fc-do">
        {row.bill !== null && row.likelyEnd !== null ? (
          <a href={`/bills/${row.bill}/schedule`} aria-label={`${row.baselineTarget === null ? '倒排工期' : '调整'}：${row.title}`}>
            {row.baselineTarget === null ? '倒排工期' : '调整'}
          </a>
        ) : (
          ''
        )}
      </td>
    ) : (
      ''
    )}
  </tr>
)
