import { BILL_KIND_TITLES, BILL_KINDS } from '../../schema/bills.ts'
import { Problem, type ProblemItem } from '../../schema/problems.ts'
import { MAX_IMPORT, NewProposal, PROPOSAL_SOURCE_TITLES, PROPOSAL_SOURCES } from '../../schema/proposals.ts'
import { separatedRows } from '../formats/separated-text.ts'
import { type ActorOrOperator, demandRole } from '../people/permissions.ts'
import { transaction } from '../store/database.ts'
import type { Services } from '../store/services.ts'
import { readForm } from '../web/forms.ts'
import { writeProposal } from './add.ts'
import { selectKnownTitles } from './store.ts'

/** Columns of the table, by what their heads may be called. */
const COLUMNS = {
  title: { heads: ['项目名称', '名称', '法规名称'], required: true },
  source: { heads: ['来源'], required: true },
  proposedBy: { heads: ['提出人', '提出单位', '建议单位'], required: true },
  reason: { heads: ['理由', '必要性', '立项理由'], required: true },
  proposedOn: { heads: ['提出日期', '日期'], required: false },
  suggestedYear: { heads: ['建议年份', '年份', '建议年度'], required: false },
  kind: { heads: ['类型', '立法类型'], required: false }
} as const
type Column = keyof typeof COLUMNS

const LABELS: Readonly<Record<Column, string>> = {
  title: '项目名称',
  source: '来源',
  proposedBy: '提出人',
  reason: '理由',
  proposedOn: '提出日期',
  suggestedYear: '建议年份',
  kind: '类型'
}
/** Findings that are told at once; a table with more is mended from its head on. */
const MAX_FINDINGS = 50

/**
 * Reads a table that was pasted, one proposal a row, and adds all of them or none: every wrong row is told by its number and field.
 * @throws {Problem} `forbidden`, `too-large`, `import-rows-wrong` with the findings
 */
export async function importProposals(services: Services, actor: ActorOrOperator, text: string): Promise<{ imported: number }> {
  demandRole(actor, 'staff')
  if (text.length > MAX_IMPORT) throw new Problem('too-large')
  const { wishes, findings } = readTable(text)
  return transaction(services.db, async trx => {
    const known = await selectKnownTitles(
      trx,
      wishes.map(({ wish }) => wish.title)
    )
    const twice = wishes
      .filter(({ wish }) => known.has(wish.title))
      .map(({ row, wish }) => finding(row, 'title', 'duplicate', `项目库中已有《${wish.title}》`))
    const wrong = [...findings, ...twice]
    if (wrong.length > 0 || wishes.length === 0) throw refusal(wrong)
    for (const { wish } of wishes) await writeProposal({ ...services, db: trx }, trx, actor, wish)
    return { imported: wishes.length }
  })
}

const refusal = (findings: readonly ProblemItem[]): Problem =>
  new Problem('import-rows-wrong', {
    detail:
      findings.length === 0
        ? '表格中没有可以导入的行，请连同第一行的列名一起粘贴。'
        : `有 ${findings.length} 处不符合要求，一行也没有导入；请改正后重试。`,
    errors: findings.slice(0, MAX_FINDINGS)
  })

const finding = (row: number, column: Column, code: string, message: string): ProblemItem => ({
  code,
  message: `第 ${row} 行，${LABELS[column]}：${message}`
})

interface Read {
  readonly wishes: readonly { readonly row: number; readonly wish: NewProposal }[]
  readonly findings: readonly ProblemItem[]
}

/** Rows are counted as the spreadsheet counts them: the heads are row 1. */
function readTable(text: string): Read {
  const [heads = [], ...rows] = separatedRows(text)
  const at = columnsOf(heads)
  const missing = (Object.keys(COLUMNS) as Column[]).filter(column => COLUMNS[column].required && !at.has(column))
  if (missing.length > 0) {
    const message = `第一行没有列名“${missing.map(column => LABELS[column]).join('”“')}”，请补上后重试`
    return { wishes: [], findings: [{ code: 'column-missing', message }] }
  }
  const wishes: Read['wishes'][number][] = []
  const findings: ProblemItem[] = []
  const first = new Map<string, number>()
  for (const [index, cells] of rows.entries()) {
    const row = index + 2
    const fields = Object.fromEntries([...at].map(([column, place]) => [column, (cells[place] ?? '').trim()]))
    if (Object.values(fields).every(value => value === '')) continue
    const read = readRow(row, fields)
    if ('wish' in read) {
      const before = first.get(read.wish.title)
      if (before === undefined) wishes.push({ row, wish: read.wish })
      else findings.push(finding(row, 'title', 'duplicate', `与第 ${before} 行重复`))
      first.set(read.wish.title, before ?? row)
    } else findings.push(...read.findings)
  }
  return { wishes, findings }
}

function columnsOf(heads: readonly string[]): Map<Column, number> {
  const found = new Map<Column, number>()
  for (const [column, { heads: names }] of Object.entries(COLUMNS) as [Column, (typeof COLUMNS)[Column]][]) {
    const place = heads.findIndex(head => (names as readonly string[]).includes(head.trim()))
    if (place >= 0) found.set(column, place)
  }
  return found
}

function readRow(row: number, fields: Readonly<Record<string, string>>): { wish: NewProposal } | { findings: ProblemItem[] } {
  const { source = '', kind = '', proposedOn = '', suggestedYear = '' } = fields
  const named = {
    ...fields,
    source: PROPOSAL_SOURCES.find(one => one === source || PROPOSAL_SOURCE_TITLES[one] === source) ?? source,
    kind: BILL_KINDS.find(one => one === kind || BILL_KIND_TITLES[one] === kind) ?? kind,
    proposedOn: isoDate(proposedOn),
    suggestedYear: suggestedYear.replace(/年$/, '')
  }
  try {
    return { wish: readForm(NewProposal, named, LABELS) }
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    return { findings: error.errors.map(({ code, message }) => ({ code, message: `第 ${row} 行：${message}` })) }
  }
}

/** @example isoDate('2026年3月8日') // '2026-03-08' · isoDate('2026/3/8') // '2026-03-08' */
function isoDate(text: string): string {
  const [, year, month, day] = /^(\d{4})[年/.-](\d{1,2})[月/.-](\d{1,2})日?$/.exec(text) ?? []
  return year && month && day ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : text
}
