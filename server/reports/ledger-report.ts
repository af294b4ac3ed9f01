import type { Ledger } from '../../schema/implementation.ts'
import { readLedgers } from '../implementation/read-ledger.ts'
import type { Services } from '../store/services.ts'
import { chinaDate, dateInWords } from '../web/dates.ts'
import { ledgerTable } from './ledger-table.ts'
import type { Group, Report } from './report.ts'

function groupOf({ bill, items }: Ledger): Group {
  const counted = items.filter(({ status }) => status !== 'notApplicable')
  const late = counted.filter(({ lamp }) => lamp.colour === 'red').length
  const done = counted.filter(({ status }) => status === 'done').length
  const words = `${bill.effectiveOn === null ? '施行日期未定' : `${bill.effectiveOn} 起施行`}　已完成 ${done}／${counted.length}`
  return { title: bill.title, rows: items.length, words, alarm: late > 0 ? `逾期 ${late} 项` : null }
}

/** 四入台账 of every promulgated regulation, a row a matter. */
export async function ledgerReport(services: Services): Promise<Report> {
  const ledgers = await readLedgers(services)
  const items = ledgers.flatMap(({ items }) => items)
  const counted = items.filter(({ status }) => status !== 'notApplicable')
  const note = `统计截至${dateInWords(chinaDate(services.now()))}　已公布的法规 ${ledgers.length} 件`
  const figure = (key: string, title: string, value: number, unit: string, href: string, alarm = false) => ({
    ...{ key, title, value, unit, href, alarm: alarm && value > 0 }
  })
  return {
    report: 'ledger',
    note,
    figures: [
      figure('regulations', '已公布的法规', ledgers.length, '件', '/ledger'),
      figure('items', '应办事项', counted.length, '项', '#rows'),
      figure('done', '已完成', counted.filter(({ status }) => status === 'done').length, '项', '#rows'),
      figure('late', '逾期', counted.filter(({ lamp }) => lamp.colour === 'red').length, '项', '/ledger?show=late', true),
      figure(
        'evidence',
        '证据',
        items.reduce((sum, { evidence }) => sum + evidence.length, 0),
        '件',
        '#rows'
      )
    ],
    table: { ...ledgerTable('四入工作台账', ledgers), note },
    links: ledgers.flatMap(({ bill, items }) => items.map(({ id }) => `/bills/${bill.id}/ledger?item=${id}#item-${id}`)),
    linkColumn: 3,
    onScreen: ['四入类别', '事项', '责任单位', '时限', '状态', '证据数', '最近日期', '指标值', '备注'],
    groups: ledgers.map(groupOf),
    parameters: {},
    empty: { sentence: '还没有公布的法规；法规公布时按清单自动列出四入事项。', href: '/bills', action: '看项目库' }
  }
}
