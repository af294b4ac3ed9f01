/**
 * The yearly figures of a work report (domain reports §10): each is counted by one query for any period, and each lists what it counted. A figure of
 * a feature that does not stand here is left out rather than shown as nought.
 */
import { BILL_KIND_TITLES, type BillKind } from '../../schema/bills.ts'
import { eventTitle } from '../bills/steps.ts'
import { procedureOf } from '../bills/workflows.ts'
import { handledIn } from '../consultations/read.ts'
import { legalDate } from '../lifecycle/periods.ts'
import type { Database } from '../store/database.ts'
import {
  countOpinionsIn,
  type Period,
  selectCleanupsIn,
  selectConsulteesOn,
  selectEvaluationsIn,
  selectEvidenceIn,
  selectFilingsIn,
  selectInspectionsIn,
  selectMeetingsIn,
  selectOpinionsIn,
  selectPromulgatedIn,
  selectReviewedIn,
  selectRoundsIn,
  selectStepsIn,
  selectUpwardReportsIn
} from './store.ts'

/** One thing that a figure counted. */
export interface Counted {
  readonly title: string
  readonly on: string
  readonly note: string
  readonly href: string | null
  /** How much it counts for; most things count one. */
  readonly quantity?: number
}

export interface YearFigure {
  readonly key: string
  readonly group: string
  readonly title: string
  readonly unit: string
  /** What is counted and on which day, in words. */
  readonly says: string
  readonly list: (db: Database, period: Period, page: Slice) => Promise<readonly Counted[]>
  /** The list pages itself; others are short and come whole. */
  readonly pages?: true
  /** Absent: as many as the list holds. */
  readonly count?: (db: Database, period: Period) => Promise<number>
}

export interface Slice {
  readonly limit: number
  readonly offset: number
}

const promulgated =
  (...kinds: readonly BillKind[]): YearFigure['list'] =>
  async (db, period) =>
    (await selectPromulgatedIn(db, period, kinds)).map(({ id, title, kind, on }) => ({
      title,
      on: on ?? '',
      note: BILL_KIND_TITLES[kinds.find(one => one === kind) ?? 'enact'],
      href: `/bills/${id}`
    }))

const byDay = (a: { on: string }, b: { on: string }): number => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0)

/** Readings by the standing committee (审议): every step that its definition counts as a reading. */
const readings: YearFigure['list'] = async (db, period) => {
  const found: Counted[] = []
  /** Under which definition a bill stood before the move that was seen last, from the newest on. */
  const before = new Map<string, string>()
  for (const { bill, title, at, on, event, from, workflowHash, movedFrom } of (await selectStepsIn(db, period)).toReversed()) {
    if (movedFrom !== null) before.set(bill, movedFrom)
    if (event === null || from === null) continue
    const procedure = await procedureOf(db, before.get(bill) ?? workflowHash)
    const move = procedure.movesAt.get(from)?.find(one => one.transition.event === event && !one.region)
    if (move?.transition.reading)
      found.unshift({ title, on: on ?? legalDate(at), note: eventTitle(procedure, event, from), href: `/bills/${bill}` })
  }
  return found.toSorted(byDay)
}

const opinions = (taken: boolean): Pick<YearFigure, 'list' | 'count' | 'pages'> => ({
  pages: true,
  count: (db, period) => countOpinionsIn(db, period, taken),
  list: async (db, period, { limit, offset }) =>
    (await selectOpinionsIn(db, period, taken, limit, offset)).map(({ id, bill, title, on, by, article, body }) => ({
      title: `${title}${article === null ? '' : `　${article}`}`,
      on,
      note: `${by}：${body.slice(0, 80).toWellFormed()}`,
      href: `/bills/${bill}/opinions/${id}`
    }))
})

const rounds =
  (...kinds: readonly string[]): YearFigure['list'] =>
  async (db, period) =>
    (await selectRoundsIn(db, period, kinds)).map(({ bill, billTitle, title, on, closesOn }) => ({
      title: billTitle,
      on,
      note: `${title}（至 ${closesOn}）`,
      href: `/bills/${bill}/opinions`
    }))

/** Evidence of an entry; what is counted in 期 or 场 counts with its quantity. */
const evidence =
  (entry: string, keeps: (row: { kind: string; code: string }) => boolean = () => true): YearFigure['list'] =>
  async (db, period) =>
    (await selectEvidenceIn(db, period, entry)).filter(keeps).map(({ bill, item, billTitle, title, on, quantity }) => ({
      title: billTitle,
      on: on ?? '',
      note: quantity === null ? title : `${title}（${quantity}）`,
      href: `/bills/${bill}/ledger?item=${item}#item-${item}`,
      quantity: quantity === null ? 1 : Math.round(quantity)
    }))

const meetings =
  (body: string): YearFigure['list'] =>
  async (db, period) =>
    (await selectMeetingsIn(db, period, body)).map(({ id, title, on }) => ({ title, on: on ?? '', note: '', href: `/meetings/${id}` }))

/** Whose term runs on the last day of the period. */
const consultees =
  (kind: string): YearFigure['list'] =>
  async (db, { to }) =>
    (await selectConsulteesOn(db, kind, to))
      .filter(({ createdAt }) => createdAt.slice(0, 10) <= to)
      .map(({ name, unit, field, termFrom, createdAt }) => ({
        title: name,
        on: termFrom ?? createdAt.slice(0, 10),
        note: [unit, field].filter(Boolean).join('　'),
        href: '/experts'
      }))

const upwardReports: YearFigure['list'] = async (db, period) =>
  (await selectUpwardReportsIn(db, period)).map(({ bill, addressee, title, on }) => ({
    title,
    on: on ?? '',
    note: `报${addressee}`,
    href: bill === null ? '/meetings/reports' : `/bills/${bill}`
  }))

const inspections: YearFigure['list'] = async (db, period) =>
  (await selectInspectionsIn(db, period)).map(({ id, title, on }) => ({ title, on: on ?? '', note: '', href: `/inspections/${id}` }))

const evaluations: YearFigure['list'] = async (db, period) =>
  (await selectEvaluationsIn(db, period)).map(({ bill, title, evaluator, on }) => ({
    title,
    on: on ?? '',
    note: evaluator,
    href: `/bills/${bill}/evaluation`
  }))

const filings: YearFigure['list'] = async (db, period) =>
  (await selectFilingsIn(db, period)).map(({ id, title, addressee, on }) => ({
    title,
    on: on ?? '',
    note: `报${addressee}`,
    href: `/regulations/${id}`
  }))

const reviewed: YearFigure['list'] = async (db, period) =>
  (await selectReviewedIn(db, period)).map(({ id, title, on }) => ({ title, on: on ?? '', note: '审查办结', href: `/bills/${id}` }))

/** Drafts of the nation and the province that were answered (domain reports §10: 配合上级立法). */
const upperLevel: YearFigure['list'] = async (db, period) =>
  (await handledIn(db, period)).map(({ bill, title, askedBy, on, given }) => ({
    title,
    on,
    note: `${askedBy}，提出 ${given} 条`,
    href: `/consultations/${bill}`
  }))

/** One row a draft, which counts for as many opinions as we gave on it. */
const opinionsGiven: YearFigure['list'] = async (db, period) =>
  (await handledIn(db, period)).flatMap(({ bill, title, askedBy, on, given }) =>
    given === 0 ? [] : [{ title, on, note: `${askedBy}（${given}）`, href: `/consultations/${bill}`, quantity: given }]
  )

const cleanups: YearFigure['list'] = async (db, period) =>
  (await selectCleanupsIn(db, period)).map(({ id, title, on }) => ({ title, on: on ?? '', note: '', href: `/cleanups/${id}` }))

const OWN: readonly YearFigure[] = [
  figure('standingCommitteeMeetings', '会议', '常委会会议', '次', '已举行的，按会议日期', { list: meetings('standingCommittee') }),
  figure('chairsCouncilMeetings', '会议', '主任会议', '次', '已举行的，按会议日期', { list: meetings('chairsCouncil') }),
  figure('regulationsPromulgated', '立法', '公布法规', '部', '制定、修订、修正、废止合计，按公布日期', {
    list: promulgated('enact', 'revision', 'partialAmendment', 'repeal')
  }),
  figure('enacted', '立法', '制定', '部', '按公布日期', { list: promulgated('enact') }),
  figure('amended', '立法', '修改', '部', '修订和修正，按公布日期', { list: promulgated('revision', 'partialAmendment') }),
  figure('repealed', '立法', '废止', '部', '按公布日期', { list: promulgated('repeal') }),
  figure('standingCommitteeReadings', '立法', '常委会审议', '次', '各件法规案的各次审议合计，按审议日期', { list: readings }),
  figure('upwardReports', '立法', '向市委和上级人大报告', '次', '按报告日期', { list: upwardReports }),
  figure('publicConsultations', '民主立法', '公开征求意见', '次', '按开始日期', { list: rounds('publicConsultation') }),
  figure('hearings', '民主立法', '论证会、听证会、座谈会', '次', '按开始日期', { list: rounds('expertReview', 'hearing', 'symposium') }),
  figure('opinionsCollected', '民主立法', '收到意见', '条', '已提交的意见，按提出日期', opinions(false)),
  figure('opinionsAdopted', '民主立法', '采纳意见', '条', '其中采纳和部分采纳的', opinions(true)),
  figure('experts', '民主立法', '立法咨询专家', '名', '期间最后一日在聘的', { list: consultees('expert') }),
  figure('contactPoints', '民主立法', '基层立法联系点', '个', '期间最后一日设立的', { list: consultees('contactPoint') }),
  figure('evaluationBases', '民主立法', '立法协作评估基地', '个', '期间最后一日设立的', { list: consultees('evaluationBase') }),
  figure('upperLevelBillsHandled', '民主立法', '配合上级立法', '部', '国家和省征求我方意见、已回复的，按回复日期', { list: upperLevel }),
  figure('opinionsGiven', '民主立法', '向上级立法提出意见', '条', '写入复函的意见，按回复日期', {
    list: opinionsGiven,
    count: async (db, period) => sum(await opinionsGiven(db, period, ALL))
  }),
  figure('enforcementEvidence', '四入', '进入执法', '项', '登记的证据，按证据日期', { list: evidence('enforcement') }),
  figure('adjudicationEvidence', '四入', '融入司法', '项', '登记的证据，按证据日期', { list: evidence('adjudication') }),
  figure('legalEducationEvidence', '四入', '列入普法', '项', '登记的证据，按证据日期', { list: evidence('legalEducation') }),
  figure('mediaPieces', '四入', '普法专题报道', '期', '解读、系列专访，按登记的数量，未写数量的算一期', {
    list: evidence('legalEducation', ({ code }) => code.startsWith('edu-press')),
    count: async (db, period) => sum(await evidence('legalEducation', ({ code }) => code.startsWith('edu-press'))(db, period, ALL))
  }),
  figure('supervisionEvidence', '四入', '纳入监督', '项', '登记的证据，按证据日期', { list: evidence('supervision') }),
  figure('enforcementInspections', '监督', '执法检查', '次', '按启动日期', { list: inspections }),
  figure('evaluations', '监督', '立法后评估', '件', '按启动日期', { list: evaluations }),
  figure('filedWithProvince', '备案', '法规报备', '件', '按报送日期', { list: filings }),
  figure('normativeDocumentsReviewed', '备案', '规范性文件备案审查', '件', '按审查办结日期', { list: reviewed }),
  figure('cleanups', '备案', '清理', '次', '按开始日期', { list: cleanups })
]

function figure(
  key: string,
  group: string,
  title: string,
  unit: string,
  says: string,
  how: Pick<YearFigure, 'list' | 'count' | 'pages'>
): YearFigure {
  return { key, group, title, unit, says, ...how }
}

const ALL: Slice = { limit: Number.MAX_SAFE_INTEGER, offset: 0 }
const sum = (rows: readonly Counted[]): number => rows.reduce((total, { quantity = 1 }) => total + quantity, 0)

export const YEAR_FIGURES: readonly YearFigure[] = OWN

/** How many. */
export const countOf = async (db: Database, { list, count }: YearFigure, period: Period): Promise<number> =>
  count ? count(db, period) : (await list(db, period, ALL)).length

/** One page of what was counted. */
export async function pageOfCounted(db: Database, { list, pages }: YearFigure, period: Period, slice: Slice): Promise<readonly Counted[]> {
  const rows = await list(db, period, slice)
  return pages ? rows : rows.slice(slice.offset, slice.offset + slice.limit)
}
