/**
 * The rows of every table, as Kysely sees them on both databases. Columns are `text` and `integer` alone (plus `body` of a version): timestamps are
 * ISO-8601 UTC, legal dates ISO dates, booleans 0 or 1, JSON is text that its reader checks against the schema. A table belongs to one
 * feature, and only its `store.ts` (or store/) reads or writes it.
 */
import type { Generated } from 'kysely'

export interface AccountRow {
  id: string
  name: string
  displayName: string
  role: string
  /** Argon2id; null: the account cannot sign in with a password. */
  passwordHash: string | null
  disabled: number
  mustChangePassword: number
  failures: number
  lockedUntil: string | null
  createdAt: string
}

export interface TokenRow {
  id: string
  account: string
  /** SHA-256 of the bearer token; the token itself is not kept. */
  hash: string
  createdAt: string
  lastUsedAt: string | null
  revokedAt: string | null
}

export interface SessionRow {
  /** SHA-256 of the cookie's session id. */
  id: string
  account: string | null
  data: string
  createdAt: string
  expiresAt: string
}

/** A definition as it stood in workflows/ when a bill first used it; never changed. */
export interface WorkflowVersionRow {
  hash: string
  id: string
  version: number
  definition: string
  createdAt: string
}

export interface BillRow {
  id: string
  title: string
  kind: string
  workflow: string
  workflowHash: string
  /** The place of the lifecycle, e.g. `afterReading1`. */
  place: string
  /** The stage of the rail that the place belongs to. */
  stage: string
  status: string
  /** JSON: BillState of the lifecycle. */
  state: string
  /** Rises by one with every change: `update … where revision = ?` refuses the second of two at once. */
  revision: number
  sponsor: string | null
  draftingUnit: string | null
  competentCommittee: string | null
  caseOfficer: string | null
  targetOn: string | null
  createdAt: string
  createdBy: string
  updatedAt: string
}

export interface DocumentRow {
  id: string
  bill: string
  kind: string
  title: string
  createdAt: string
}

export interface VersionRow {
  document: string
  seq: number
  parent: number | null
  sha256: string
  author: string
  message: string
  name: string | null
  createdAt: string
  /** `step` a compressed diff from the version before; `linked` a whole text with another whole text as dictionary; `whole` alone. */
  encoding: string
  body: Uint8Array
}

/** What somebody is writing and has not saved as a version yet (工作副本): one for each document and person, seen by that person alone. */
export interface WorkingCopyRow {
  document: string
  account: string
  /** The version that it was begun from. */
  base: number
  text: string
  /** Of the text's UTF-8 bytes. */
  sha256: string
  /** The article in which the person was writing; others are shown it. */
  article: string | null
  savedAt: string
}

/** 已阅: somebody has looked at one change of an article. */
export interface ReadMarkRow {
  document: string
  account: string
  /** SHA-256 of the change, old and new wording: when the article changes again, it is another one and not marked. */
  change: string
  at: string
}

export interface EventRow {
  seq: number
  kind: string
  actor: string | null
  /** The body (主任会议 …) in whose name the actor acted, for steps of the lifecycle. */
  body: string | null
  at: string
  bill: string | null
  document: string | null
  plan: string | null
  /** What else the event is about: an account, a setting. */
  subject: string | null
  payloadVersion: number
  payload: string
  previousHash: string
  hash: string
}

/** One row: where the chain of events ends. Locked by whoever appends; a cut tail no longer fits it. */
interface EventHeadRow {
  id: number
  seq: number
  hash: string
}

export interface PlanRow {
  id: string
  title: string
  kind: string
  year: number
  /** The legal date on which it was passed (通过); null while it is being drawn up. Afterwards it changes by adjustment (调整) alone. */
  passedOn: string | null
  createdAt: string
}

/** 调整: what was changed in a plan that had been passed, why, and when that was decided. */
export interface PlanAdjustmentRow {
  id: string
  plan: string
  item: string
  /** The item's title before the change. */
  title: string
  kind: string
  /** JSON: each member that changed, before and after. */
  changes: string
  reason: string
  decidedOn: string
  createdAt: string
}

/** 项目建议: what somebody asks to be regulated, and what became of it. */
export interface ProposalRow {
  id: string
  title: string
  kind: string
  source: string
  proposedBy: string
  proposedOn: string
  reason: string
  suggestedYear: number | null
  /** The regulation (its bill) that it asks to amend, repeal or merge. */
  amends: string | null
  status: string
  /** JSON: 论证, by its questions. */
  argument: string
  decidedOn: string | null
  decisionReason: string | null
  /** The item of a plan that it became last. */
  planItem: string | null
  createdAt: string
}

/** 立法后评估 of a regulation; one is open at a time. */
export interface EvaluationRow {
  id: string
  bill: string
  evaluator: string
  evaluatorName: string
  reason: string
  startedOn: string
  dueOn: string | null
  /** JSON: weight, score and grounds by criterion. */
  criteria: string
  /** JSON: how opinions were gathered, and what they said. */
  gathered: string
  /** JSON: how single articles are applied. */
  articles: string
  conclusion: string | null
  conclusionReason: string | null
  concludedOn: string | null
  /** The proposal that a conclusion to amend opened. */
  proposal: string | null
  createdAt: string
}

export interface PlanItemRow {
  id: string
  plan: string
  title: string
  category: string
  bill: string | null
  sponsor: string | null
  draftingUnit: string | null
  responsibleUnit: string | null
  /** JSON: planned dates by milestone. */
  plannedOn: string
  position: number
  note: string | null
  /** The proposal of the 项目库 that it was carried over from. */
  proposal: string | null
  /** The regulation (its bill) that is to be amended: the new bill's text begins with its text in force. */
  amends: string | null
  /** The item of an earlier plan that it continues. */
  carriedFrom: string | null
}

export interface ChecklistItemRow {
  id: string
  bill: string
  checklist: string
  code: string
  entry: string
  title: string
  basis: string | null
  responsibleUnit: string | null
  dueOn: string | null
  status: string
  reason: string | null
  position: number
  /** JSON: the checklist's row as it stood when it was attached (evidence asked for, repetition, metric). */
  template: string
}

export interface EvidenceRow {
  id: string
  item: string
  kind: string
  title: string
  on: string | null
  url: string | null
  quantity: number | null
  note: string | null
  createdAt: string
  /** 文号. */
  number: string | null
  /** The unit that it comes from. */
  unit: string | null
  /** 报、台、网、微、端: for publicity. */
  channel: string | null
  /** The file's hash and the name that people know it by. */
  file: string | null
  fileName: string | null
}

/** A file by the SHA-256 of its bytes: the same one is kept once, and never changed. */
export interface FileRow {
  sha256: string
  size: number
  body: Uint8Array
  createdAt: string
}

/** 执法检查 of a regulation. */
export interface InspectionRow {
  id: string
  bill: string
  title: string
  leader: string | null
  startedOn: string
  createdAt: string
}

/** One of the thirteen fixed slots of an inspection, as the checklist named it when the inspection began. */
export interface InspectionSlotRow {
  inspection: string
  code: string
  position: number
  kind: string
  title: string
  after: string
  basis: string | null
  unit: string | null
  doneOn: string | null
  note: string | null
  file: string | null
  fileName: string | null
}

/** A problem that an inspection found, until it is closed (销号). */
export interface InspectionProblemRow {
  id: string
  inspection: string
  article: string | null
  fact: string
  unit: string
  dueOn: string | null
  measure: string | null
  status: string
  closedOn: string | null
  reason: string | null
  createdAt: string
}

/** What somebody thinks of a text: anchored to an article of one version, and to words in it. */
export interface OpinionRow {
  id: string
  bill: string
  document: string
  version: number
  /** Label of the article in that version; null: the text as a whole. */
  article: string | null
  /** Where the article stands in that version's text (UTF-16 units): two may carry the same number. */
  articleAt: number | null
  quote: string | null
  prefix: string
  suffix: string
  /** Where the quoted words stand in the article's reading text; null when the quote fits several places. */
  quoteStart: number | null
  quoteEnd: number | null
  body: string
  proposal: string | null
  source: string
  givenBy: string
  givenOn: string
  status: string
  verdict: string | null
  reason: string | null
  judgedBy: string | null
  judgedAt: string | null
  author: string
  createdAt: string
  /** Rises by one with every change, as a bill's does. */
  revision: number
  /** The round that asked for it; null when nobody asked. */
  round: string | null
  /** Who of those asked gave it; null when the giver was not asked by name. */
  addressee: string | null
  /** The version that its proposal was written into; null while it was not. */
  writtenIn: number | null
}

/** A round (征求意见、论证、听证 …) in which opinions on one version are asked for. */
export interface RoundRow {
  id: string
  bill: string
  document: string
  version: number
  kind: string
  title: string
  /** Who was asked, in words. */
  addressees: string | null
  opensOn: string
  closesOn: string
  /** Why a public consultation is shorter than the rules ask. */
  reason: string | null
  createdAt: string
}

/** Who may be asked for opinions: 立法咨询专家, 基层立法联系点, 立法协作评估基地 (一点一库一基地). */
export interface ConsulteeRow {
  id: string
  kind: string
  name: string
  /** Where an expert works; who is responsible for a contact point. */
  unit: string | null
  /** What they know about, in words: 城乡建设、环境保护. */
  field: string | null
  contact: string | null
  termFrom: string | null
  termTo: string | null
  account: string | null
  createdAt: string
  revision: number
}

/** Somebody who was asked by name in a round. */
export interface AddresseeRow {
  id: string
  round: string
  consultee: string | null
  name: string
  /** Whose opinion it will be: the `source` of opinions. */
  source: string
  /** When they answered that they have no opinion. */
  repliedOn: string | null
  createdAt: string
}

/** A single-use link by which an addressee reads the round's version and answers, without an account. */
export interface InvitationRow {
  id: string
  addressee: string
  /** SHA-256 of the code in the link. */
  hash: string
  /** SHA-256 of what the browser that opened it was given: that one may come back. */
  device: string | null
  /** The last day on which it holds. */
  expiresOn: string
  openedAt: string | null
  revokedAt: string | null
  createdAt: string
  createdBy: string
}

/** A draft of the nation or the province on which our opinion is asked; its text, rounds and answer hang on the bill that stands for it. */
export interface ConsultationRow {
  bill: string
  document: string
  level: string
  askedBy: string
  number: string | null
  receivedOn: string
  dueOn: string
  createdAt: string
}

/** A note beside an article (条文释义): its reason, its basis, what other places say. Stands as an opinion does, and follows as one. */
export interface ArticleNoteRow {
  id: string
  bill: string
  document: string
  version: number
  article: string
  articleAt: number
  kind: string
  /** Where the words are from: 《…法》第三条. */
  source: string | null
  body: string
  author: string
  createdAt: string
  revision: number
}

/** What caused a change of an article that `version` brought; for an article that is gone, `version` is the one in which it last stood. */
export interface ChangeCauseRow {
  id: string
  bill: string
  document: string
  version: number
  article: string
  /** Where the article stands in `version`. */
  articleAt: number
  gone: number
  kind: string
  opinion: string | null
  body: string
  author: string
  createdAt: string
}

/** A row of a bill's 任务书: a task of its definition, with who does it and when. */
export interface TaskRow {
  id: string
  bill: string
  /** Code of the task in the definition. */
  code: string
  place: string
  title: string
  unit: string
  person: string | null
  startOn: string | null
  dueOn: string | null
  status: string
  reason: string | null
  /** The legal date on which it was done; set with the status `done` alone. */
  doneOn: string | null
  position: number
  createdAt: string
  /** Rises with every change: the SEQUENCE of its entry in a calendar. */
  revision: number
}

/** A plan of a bill's 施工图, never changed: the first is the baseline, the last holds. */
export interface BillScheduleRow {
  bill: string
  seq: number
  /** Step or task that the target is the day of; null: the definition's own goal. */
  goal: string | null
  target: string
  reason: string | null
  /** JSON: the items with their dates. */
  items: string
  author: string | null
  createdAt: string
}

/** What a unit handed in for a week (周周交账). */
export interface CheckInRow {
  id: string
  bill: string
  unit: string
  /** Monday of the week. */
  week: string
  status: string
  done: string | null
  reason: string | null
  next: string | null
  help: string | null
  author: string | null
  createdAt: string
}

/** What search finds: a passage (an article, a title) of a subject (a document, a bill, a plan item). */
export interface SearchEntryRow {
  id: Generated<number>
  kind: string
  subject: string
  bill: string | null
  title: string
  /** The passage inside the subject, e.g. 第十条; null for the subject as a whole. */
  label: string | null
  body: string
}

/** A report that somebody had written as a file: the job that writes it, and who it was for. */
export interface ReportExportRow {
  id: string
  report: string
  /** JSON: what the report was asked for (plan, week, period …). */
  parameters: string
  format: string
  /** `running`, `done`, `failed` or `cancelled`. */
  status: string
  rowsDone: number
  rowsTotal: number
  /** The file's name for people. */
  name: string
  account: string | null
  createdAt: string
  finishedAt: string | null
  /** When whoever writes it was last seen at work: one that is silent for long is dead. */
  touchedAt: string
}

/** A regulation in the register (在册法规), or a text of the law library: superior law and other places' regulations. */
export interface RegulationRow {
  id: string
  /** 1: the register's own; 0: the library's. */
  own: number
  title: string
  rank: string
  maker: string | null
  number: string | null
  passedOn: string | null
  approvedOn: string | null
  promulgatedOn: string | null
  effectiveOn: string | null
  lapsesOn: string | null
  repealedOn: string | null
  repealedBy: string | null
  bill: string | null
  createdAt: string
}

/** A text of a regulation, never changed: how it reads from a date on. */
export interface RegulationTextRow {
  regulation: string
  seq: number
  /** `enact`, `revision` or `partialAmendment`. */
  kind: string
  /** What made it so: the regulation's own promulgation, or the amending decision. */
  basis: string
  number: string | null
  promulgatedOn: string | null
  effectiveOn: string | null
  /** 1: 标准文本, as the gazette printed it; 0: 整理文本, put together for reading. */
  authentic: number
  bill: string | null
  sha256: string
  text: string
  createdAt: string
}

/** An article that commences or lapses on a day of its own. */
export interface RegulationTermRow {
  id: string
  regulation: string
  article: string
  effectiveOn: string | null
  lapsesOn: string | null
  note: string | null
  createdAt: string
}

/** Opinions that came by file: read, looked at, and then written all at once or not at all. */
export interface ImportJobRow {
  id: string
  bill: string
  document: string
  /** The version that the opinions are anchored in. */
  version: number
  kind: string
  status: string
  fileName: string
  /** Of the file as it came. */
  sha256: string
  account: string
  /** JSON: what was read (ImportContent); emptied once it is written. */
  content: string
  rowsDone: number
  rowsTotal: number
  imported: number
  createdAt: string
  /** Rises while the import runs; one that has not for a minute was cut short. */
  updatedAt: string
}

/** A person's calendar feed; its secret address is kept as SHA-256 alone. */
export interface CalendarFeedRow {
  id: string
  account: string
  hash: string
  createdAt: string
  revokedAt: string | null
}

/** A notice that waits to be sent, or was. */
export interface JobRow {
  id: string
  kind: string
  account: string
  body: string
  /** 1: holds what is due today, and is not kept back. */
  urgent: number
  status: string
  attempts: number
  lastError: string | null
  createdAt: string
  nextAt: string
  sentAt: string | null
}

/** Where a person wants his digest; no row: nowhere. */
export interface NoticeAddressRow {
  account: string
  email: string
  updatedAt: string
}

/** Days off and make-up days of a year, as the State Council announced them. */
export interface HolidayYearRow {
  year: number
  /** JSON: ISO dates. */
  holidays: string
  workdays: string
  source: string | null
  updatedAt: string
}

export interface MeetingRow {
  id: string
  /** Body of the glossary, e.g. `standingCommittee`. */
  body: string
  bodyTitle: string
  /** 第几次. */
  session: number | null
  title: string
  heldOn: string
  /** The last day of a session of several days; null: it has one. */
  endsOn: string | null
  status: string
  /** 全体组成人员: majorities are counted of all of them. */
  members: number
  present: number | null
  chair: string | null
  note: string | null
  createdAt: string
  revision: number
}

export interface AgendaItemRow {
  id: string
  meeting: string
  position: number
  bill: string | null
  purpose: string
  title: string
  result: string | null
  createdAt: string
}

export interface VoteRow {
  id: string
  meeting: string
  agendaItem: string
  bill: string | null
  /** 单独表决的条款; null: the whole. */
  clause: string | null
  votesFor: number
  votesAgainst: number
  abstained: number
  members: number
  passed: number
  createdAt: string
}

/** What a member said (分组审议记录). */
export interface StatementRow {
  id: string
  meeting: string
  bill: string
  speaker: string
  groupName: string | null
  article: string | null
  body: string
  /** The 审议意见 that was made of it. */
  opinion: string | null
  createdAt: string
}

/** 请示报告 to the party committee or to the province. */
export interface UpwardReportRow {
  id: string
  bill: string | null
  addressee: string
  title: string
  number: string | null
  reportedOn: string
  repliedOn: string | null
  reply: string | null
  createdAt: string
  revision: number
}

/** 报备 of one text of a regulation. */
export interface FilingRow {
  regulation: string
  seq: number
  addressee: string
  number: string | null
  sentOn: string
  /** JSON: which papers went along. */
  documents: string
  receiptOn: string | null
  receiptNumber: string | null
  note: string | null
  createdAt: string
}

/** A 清理: a review of the stock in a batch. */
export interface CleanupRow {
  id: string
  title: string
  basis: string | null
  openedOn: string
  closedOn: string | null
  createdAt: string
}

export interface CleanupItemRow {
  id: string
  cleanup: string
  /** The regulation in the register; null for a normative document that is known by its name alone. */
  regulation: string | null
  title: string
  result: string | null
  reason: string | null
  judgedOn: string | null
  position: number
}

interface SettingRow {
  key: string
  value: string
}

export interface Tables {
  account: AccountRow
  token: TokenRow
  session: SessionRow
  workflowVersion: WorkflowVersionRow
  bill: BillRow
  document: DocumentRow
  version: VersionRow
  workingCopy: WorkingCopyRow
  readMark: ReadMarkRow
  event: EventRow
  eventHead: EventHeadRow
  plan: PlanRow
  planItem: PlanItemRow
  planAdjustment: PlanAdjustmentRow
  proposal: ProposalRow
  evaluation: EvaluationRow
  checklistItem: ChecklistItemRow
  evidence: EvidenceRow
  file: FileRow
  inspection: InspectionRow
  inspectionSlot: InspectionSlotRow
  inspectionProblem: InspectionProblemRow
  opinion: OpinionRow
  round: RoundRow
  consultee: ConsulteeRow
  addressee: AddresseeRow
  invitation: InvitationRow
  consultation: ConsultationRow
  articleNote: ArticleNoteRow
  changeCause: ChangeCauseRow
  task: TaskRow
  billSchedule: BillScheduleRow
  checkIn: CheckInRow
  searchEntry: SearchEntryRow
  importJob: ImportJobRow
  reportExport: ReportExportRow
  regulation: RegulationRow
  regulationText: RegulationTextRow
  regulationTerm: RegulationTermRow
  filing: FilingRow
  cleanup: CleanupRow
  cleanupItem: CleanupItemRow
  calendarFeed: CalendarFeedRow
  noticeAddress: NoticeAddressRow
  job: JobRow
  holidayYear: HolidayYearRow
  meeting: MeetingRow
  agendaItem: AgendaItemRow
  vote: VoteRow
  statement: StatementRow
  upwardReport: UpwardReportRow
  setting: SettingRow
}
