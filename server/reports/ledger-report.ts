import { readLedgers } from '../implementation/read-ledger.ts'
import type { Services } from '../store/services.ts'
import { chinaDate, dateInWords } from '../web/dates.ts'
import { ledgerTable } from './ledger-table.ts'
import type { Report } from './report.ts'

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
    parameters: {},
    empty: { sentence: '还没有公布的法规；法规公布时按清单自动列出四入事项。', href: '/bills', action: '看项目库' }
  }
}
