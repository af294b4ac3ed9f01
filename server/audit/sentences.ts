/** Every event as one Chinese sentence without its subject: who and when stand beside it. */

import { BILL_KIND_TITLES } from '../../schema/bills.ts'
import { CONSULTATION_LEVEL_TITLES } from '../../schema/consultations.ts'
import { CONCLUSION_TITLES } from '../../schema/evaluation.ts'
import type { EventKind, EventPayload } from '../../schema/events.ts'
import { CLEANUP_RESULT_TITLES } from '../../schema/filing.ts'
import { ITEM_STATUS_TITLES } from '../../schema/implementation.ts'
import { IMPORT_KIND_TITLES } from '../../schema/imports.ts'
import { ROUND_KIND_TITLES, VERDICT_TITLES } from '../../schema/opinions.ts'
import { ROLE_TITLES } from '../../schema/people.ts'
import { PLAN_CATEGORY_TITLES, PLAN_KIND_TITLES } from '../../schema/plans.ts'
import { DECISION_TITLES, PROPOSAL_SOURCE_TITLES } from '../../schema/proposals.ts'
import { REPORT_TITLES } from '../../schema/reports.ts'
import { CONSULTEE_KIND_TITLES } from '../../schema/reviews.ts'
import { CHECK_IN_STATUS_TITLES } from '../../schema/tasks.ts'
import type { StoredEvent } from '../store/events.ts'

type Sentences = { readonly [K in EventKind]: (payload: EventPayload<K>) => string }

/** One for each kind: a new kind does not compile without its sentence. */
const SENTENCES: Sentences = {
  billFiled: ({ title, kind }) => `登记法规案《${title}》（${titleOf(BILL_KIND_TITLES, kind)}）`,
  billChanged: ({ changes }) => `修改法规案：${changed(changes)}`,
  workflowMoved: ({ fromVersion, toVersion, note: reason }) =>
    `改用新版办理流程：由第 ${fromVersion} 版改为第 ${toVersion} 版${reason === null ? '' : `（${reason}）`}`,
  billAdvanced: ({ event, from, to, input }) => `办理步骤 ${event}：${from === to ? `仍在 ${from}` : `${from} → ${to}`}${note(input)}`,
  documentAdded: ({ title }) => `新增材料《${title}》`,
  versionSaved: ({ seq, message, restoredFrom }) =>
    `保存第 ${seq} 版${restoredFrom === undefined ? '' : `（恢复自第 ${restoredFrom} 版）`}${message === '' ? '' : `：${message}`}`,
  versionNamed: ({ seq, name }) => (name === null ? `取消第 ${seq} 版的名称` : `第 ${seq} 版命名为“${name}”`),
  planAdded: ({ title, kind, year }) => `新增${titleOf(PLAN_KIND_TITLES, kind)}《${title}》（${year} 年）`,
  planChanged: ({ changes }) => `修改计划：${changed(changes)}`,
  planItemAdded: ({ title }) => `计划中新增项目《${title}》`,
  planItemChanged: ({ changes }) => `修改计划项目：${changed(changes)}`,
  planItemRemoved: ({ title }) => `从计划中移出项目《${title}》`,
  planPassed: ({ on }) => `登记计划于 ${on} 通过`,
  proposalAdded: ({ title, source }) => `登记项目建议《${title}》（来源：${titleOf(PROPOSAL_SOURCE_TITLES, source)}）`,
  proposalChanged: ({ changes }) => `修改项目建议：${changed(changes)}`,
  proposalDecided: ({ decision, reason }) => `项目建议${titleOf(DECISION_TITLES, decision)}：${reason}`,
  proposalPlanned: ({ category, reason }) => `项目建议转入计划，列为${titleOf(PLAN_CATEGORY_TITLES, category)}：${reason}`,
  evaluationOpened: ({ evaluatorName, reason }) => `启动立法后评估，由${evaluatorName}评估：${reason}`,
  evaluationChanged: ({ changes }) => `记录立法后评估：${changed(changes)}`,
  evaluationConcluded: ({ conclusion, reason }) => `立法后评估结论为${titleOf(CONCLUSION_TITLES, conclusion)}：${reason}`,
  checklistAttached: ({ checklist, items }) => `附上清单 ${checklist}，共 ${items.length} 项`,
  checklistItemChanged: ({ changes }) => `修改清单事项：${changed(changes)}`,
  inspectionOpened: ({ title }) => `启动执法检查“${title}”`,
  inspectionSlotChanged: ({ changes }) => `办理执法检查环节：${changed(changes)}`,
  inspectionProblemAdded: ({ fact, unit }) => `登记执法检查发现的问题（${unit}）：${fact}`,
  inspectionProblemChanged: ({ changes }) => `办理执法检查发现的问题：${changed(changes)}`,
  fileKept: ({ name, size }) => `存入附件“${name}”（${size} 字节）`,
  evidenceAdded: ({ title }) => `为清单事项登记佐证“${title}”`,
  opinionFiled: ({ article, givenBy, status }) => `${status === 'draft' ? '起草' : '登记'}${givenBy}对${article ?? '全文'}的意见`,
  opinionsImported: ({ kind, fileName, opinions }) => `导入${titleOf(IMPORT_KIND_TITLES, kind)}“${fileName}”，共 ${opinions} 条意见`,
  opinionChanged: ({ submitted }) => (submitted ? '提交意见' : '修改意见草稿'),
  consultationReceived: ({ askedBy, dueOn }) => `收到${askedBy}征求意见，要求 ${dueOn} 前回复`,
  consultationChanged: ({ changes }) => `修改征求意见的来文情况：${changed(changes)}`,
  roundOpened: ({ kind, title, opensOn, closesOn }) => `开始${titleOf(ROUND_KIND_TITLES, kind)}“${title}”（${opensOn} 至 ${closesOn}）`,
  addresseesAdded: ({ asked }) => `增加征求意见的单位和个人 ${asked.length} 个`,
  addresseeReplied: ({ name, repliedOn }) => (repliedOn === null ? `取消${name}的“没有意见”` : `${name}答复没有意见`),
  invitationsIssued: ({ invitations }) => `生成评审邀请链接 ${invitations.length} 个`,
  invitationRevoked: ({ name }) => `收回给${name}的邀请链接`,
  invitationOpened: ({ name, address }) => `${name}打开邀请链接，来自 ${address}`,
  consulteeAdded: ({ kind, name }) => `新增${titleOf(CONSULTEE_KIND_TITLES, kind)}${name}`,
  consulteeChanged: ({ changes }) => `修改专家与联系点：${changed(changes)}`,
  opinionWithdrawn: () => '撤回意见草稿',
  opinionsSubmitted: ({ opinions }) => `提交评审意见 ${opinions.length} 条`,
  opinionReopened: () => '撤销意见的处理结果',
  opinionWritten: ({ seq }) => `建议的表述写入第 ${seq} 版`,
  articleNoteAdded: ({ article }) => `为${article}登记释义`,
  articleNoteChanged: ({ article }) => `修改${article}的释义`,
  articleNoteRemoved: ({ article }) => `删除${article}的一条释义`,
  changeExplained: ({ version, article }) => `说明第 ${version} 版中${article}的修改原因`,
  changeCauseRemoved: ({ article }) => `删除${article}的一条修改原因`,
  opinionJudged: ({ verdict, reason }) => `意见处理为${titleOf(VERDICT_TITLES, verdict)}${reason ? `：${reason}` : ''}`,
  calendarFeedIssued: () => '开通日历订阅',
  calendarFeedRevoked: () => '停用日历订阅',
  noticeAddressSet: ({ active }) => (active ? '登记接收工作摘要的邮箱' : '不再接收工作摘要'),
  holidaysSet: ({ year, holidays, workdays }) => `录入 ${year} 年节假日安排（放假 ${holidays} 天，调休上班 ${workdays} 天）`,
  meetingAdded: ({ title, heldOn, endsOn }) => `登记会议“${title}”（${heldOn}${endsOn === null ? '' : ` 至 ${endsOn}`}）`,
  meetingChanged: ({ changes }) => `修改会议：${changed(changes)}`,
  agendaSet: ({ items }) => `确定会议议程，共 ${items.length} 项`,
  voteRecorded: ({ clause, votesFor, votesAgainst, abstained, members, passed }) =>
    `登记${clause === null ? '表决' : `“${clause}”的单独表决`}：赞成 ${votesFor}、反对 ${votesAgainst}、弃权 ${abstained}，全体 ${members} 人，${passed ? '通过' : '未通过'}`,
  statementsRecorded: ({ statements }) => `登记审议发言 ${statements.length} 条`,
  statementsFiled: ({ statements }) => `将审议发言 ${statements.length} 条转为审议意见`,
  reportedUpward: ({ title, number, reportedOn }) => `登记请示报告“${title}”${number ? `（${number}）` : ''}，${reportedOn}`,
  upwardReportChanged: ({ changes }) => `修改请示报告：${changed(changes)}`,
  taskSheetMade: ({ tasks }) => `制定任务书，共 ${tasks} 项`,
  taskChanged: ({ changes }) => `修改任务：${changed(changes)}`,
  scheduleSet: ({ seq, target, reason }) =>
    `${seq === 1 ? '排定施工图' : '调整施工图'}，目标日期 ${target}${reason ? `（${reason}）` : ''}`,
  checkedIn: ({ unit, week, status }) => `${unit}交 ${week} 起一周的账：${titleOf(CHECK_IN_STATUS_TITLES, status)}`,
  accountAdded: ({ name, displayName, role }) => `新增账号 ${name}（${displayName}，${titleOf(ROLE_TITLES, role)}）`,
  accountChanged: ({ changes }) => `修改账号：${changed(changes)}`,
  accountDisabled: () => '停用账号',
  passwordChanged: () => '修改口令',
  tokenIssued: () => '签发访问令牌',
  tokenRevoked: () => '收回访问令牌',
  signedIn: ({ address }) => `登录，来自 ${address}`,
  signInFailed: ({ name, address }) => `以 ${name} 登录失败，来自 ${address}`,
  signedOut: () => '退出登录',
  regulationTextAdded: ({ seq, title, basis, own }) => `《${title}》${own ? '入册' : '入库'}第 ${seq} 个文本（${basis}）`,
  regulationChanged: ({ changes }) => `修改在册法规：${changed(changes)}`,
  regulationRepealed: ({ title, on, by }) => `《${title}》${on === null ? '' : `自 ${on} 起`}由《${by}》废止`,
  regulationTermAdded: ({ article, effectiveOn, lapsesOn }) =>
    `登记${article}${effectiveOn === null ? '' : `自 ${effectiveOn} 起施行`}${lapsesOn === null ? '' : `自 ${lapsesOn} 起失效`}`,
  regulationTermRemoved: () => '取消一条的单独施行、失效日期',
  regulationFiled: ({ title, addressee, sentOn, receiptOn }) =>
    `《${title}》${sentOn} 报${addressee}备案${receiptOn === null ? '' : `，${receiptOn} 收到回执`}`,
  cleanupOpened: ({ title, items }) => `开始清理“${title}”，共 ${items} 件`,
  cleanupJudged: ({ result, reason }) => `清理中决定一件${titleOf(CLEANUP_RESULT_TITLES, result)}${reason ? `：${reason}` : ''}`,
  cleanupClosed: () => '结束清理',
  exportCancelled: () => '取消导出',
  reportExported: ({ report, format }) => `导出报表“${titleOf(REPORT_TITLES, report)}”（${format}）`,
  workflowAdded: ({ workflow, version }) => `启用办理流程 ${workflow} 第 ${version} 版`,
  settingChanged: ({ key }) => `修改设置 ${key}`,
  backupBegun: ({ file }) => `立即备份到 ${file}`,
  chainChecked: ({ seq, found }) => `校验审计日志至第 ${seq} 条，${found === 0 ? '全部相符' : `有 ${found} 处不符`}`
}

/** @example sentenceOf({ kind: 'versionSaved', payload: { seq: 2, message: '吸收专家意见', … }, … }) // '保存第 2 版：吸收专家意见' */
export function sentenceOf({ kind, payload }: Pick<StoredEvent, 'kind' | 'payload'>): string {
  const sentence = SENTENCES[kind] as (payload: unknown) => string // the payload was checked against its kind when it was read
  return sentence(payload)
}

const titleOf = (titles: Readonly<Record<string, string>>, term: string): string => titles[term] ?? term

const FIELDS: Readonly<Record<string, string>> = {
  title: '题目',
  sponsor: '提案人',
  draftingUnit: '起草单位',
  competentCommittee: '联系委员会',
  caseOfficer: '承办人',
  targetOn: '目标日期',
  responsibleUnit: '责任单位',
  unit: '责任单位',
  person: '责任人',
  startOn: '计划开始',
  doneOn: '完成日期',
  dueOn: '期限',
  status: '状态',
  heldOn: '会议日期',
  endsOn: '会议最后一日',
  session: '次数',
  members: '全体组成人员人数',
  present: '出席人数',
  chair: '主持人',
  number: '文号',
  reportedOn: '报送日期',
  repliedOn: '答复日期',
  reply: '答复',
  reason: '理由',
  category: '类别',
  note: '备注',
  year: '年份',
  role: '角色',
  displayName: '姓名',
  disabled: '停用',
  name: '名称',
  field: '专业领域',
  contact: '联系方式',
  termFrom: '聘期起',
  termTo: '聘期止',
  account: '账号',
  level: '哪一级',
  askedBy: '征求意见的机关'
}

function changed(changes: Readonly<Record<string, unknown>>): string {
  return Object.entries(changes)
    .map(([name, value]) => `${FIELDS[name] ?? name}改为${value === null || value === '' ? '空' : `“${shown(name, value)}”`}`)
    .join('，')
}

function shown(name: string, value: unknown): string {
  if (name === 'role') return titleOf(ROLE_TITLES, String(value))
  if (name === 'status') return titleOf(ITEM_STATUS_TITLES, String(value))
  if (name === 'level') return titleOf(CONSULTATION_LEVEL_TITLES, String(value))
  if (name === 'disabled') return value === 1 ? '是' : '否'
  return String(value)
}

function note(input: Readonly<Record<string, unknown>>): string {
  return typeof input['note'] === 'string' && input['note'] !== '' ? `（${input['note']}）` : ''
}
