/**
 * What every event (事件) carries, by kind. History is replayed and audited for years, so a shape that was ever written stays here: each kind
 * has the list of its payload's shapes, oldest first; the last is written, the row's `payloadVersion` (from 1) says which one it is read by.
 */
import { type Static, type TSchema, Type } from 'typebox'

const text = (maxLength: number) => Type.String({ maxLength })
const id = text(64)
const date = Type.Union([text(10), Type.Null()])
const closed = <T extends Record<string, TSchema>>(members: T) => Type.Object(members, { additionalProperties: false })
/** The members of a row that changed, with their new values. */
const changes = Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()]))
const hash = Type.String({ pattern: '^[0-9a-f]{64}$' })

const vote = {
  item: id,
  clause: Type.Union([text(100), Type.Null()]),
  votesFor: Type.Integer(),
  votesAgainst: Type.Integer(),
  abstained: Type.Integer(),
  members: Type.Integer(),
  passed: Type.Boolean()
}

export const eventPayloads = {
  // Bills (法规案): the event's `bill` names the bill
  billFiled: [closed({ title: text(200), kind: text(40), workflow: text(100), workflowHash: hash, place: text(100), status: text(40) })],
  billChanged: [closed({ changes })],
  /** One step of the lifecycle. `input` is what the person gave; `facts` what the guards were answered with. Replaying needs no more. */
  billAdvanced: [
    closed({
      event: text(100),
      from: text(100),
      to: text(100),
      status: text(40),
      input: Type.Record(Type.String(), Type.Unknown()),
      attaches: Type.Array(text(100)),
      facts: Type.Optional(Type.Record(Type.String(), Type.Unknown()))
    })
  ],
  /** From here on the bill runs on another version of its definition. */
  workflowMoved: [
    closed({
      workflow: text(100),
      fromHash: hash,
      toHash: hash,
      fromVersion: Type.Integer(),
      toVersion: Type.Integer(),
      note: Type.Union([text(4_000), Type.Null()])
    })
  ],
  // Documents and versions: `document` (and `bill`) are named by the event
  documentAdded: [closed({ kind: text(60), title: text(200) })],
  versionSaved: [
    closed({
      seq: Type.Integer(),
      parent: Type.Union([Type.Integer(), Type.Null()]),
      sha256: hash,
      message: text(1000),
      name: Type.Union([text(60), Type.Null()]),
      restoredFrom: Type.Optional(Type.Integer())
    })
  ],
  versionNamed: [closed({ seq: Type.Integer(), name: Type.Union([text(60), Type.Null()]) })],
  // Plans (规划、计划)
  planAdded: [closed({ title: text(200), kind: text(40), year: Type.Integer() })],
  planChanged: [closed({ changes })],
  planItemAdded: [closed({ item: id, title: text(200), category: text(40), bill: Type.Union([id, Type.Null()]) })],
  planItemChanged: [closed({ item: id, changes })],
  planItemRemoved: [closed({ item: id, title: text(200) })],
  planPassed: [closed({ on: text(10) })],
  // 项目库: `subject` is the proposal
  proposalAdded: [closed({ title: text(200), kind: text(40), source: text(40), amends: Type.Union([id, Type.Null()]) })],
  proposalChanged: [closed({ changes })],
  proposalDecided: [closed({ decision: text(40), reason: text(2_000), on: text(10) })],
  proposalPlanned: [closed({ item: id, category: text(40), reason: text(2_000), on: text(10) })],
  // 立法后评估 of the event's `bill`; `subject` is the evaluation
  evaluationOpened: [closed({ evaluator: text(40), evaluatorName: text(100), reason: text(2_000), startedOn: text(10) })],
  evaluationChanged: [closed({ changes })],
  evaluationConcluded: [closed({ conclusion: text(40), reason: text(2_000), on: text(10), proposal: Type.Union([id, Type.Null()]) })],
  // Calendar: `subject` is the feed, or the year
  calendarFeedIssued: [closed({})],
  calendarFeedRevoked: [closed({})],
  /** The address itself is kept out of history, which nobody can erase. */
  noticeAddressSet: [closed({ active: Type.Boolean() })],
  holidaysSet: [closed({ year: Type.Integer(), holidays: Type.Integer(), workdays: Type.Integer() })],
  // Meetings: `subject` is the meeting; `bill` is named where one is meant
  meetingAdded: [
    closed({ title: text(200), body: text(60), heldOn: text(10), members: Type.Integer() }),
    closed({
      title: text(200),
      body: text(60),
      session: Type.Union([Type.Integer(), Type.Null()]),
      heldOn: text(10),
      members: Type.Integer()
    }),
    closed({
      title: text(200),
      body: text(60),
      session: Type.Union([Type.Integer(), Type.Null()]),
      heldOn: text(10),
      endsOn: date,
      members: Type.Integer()
    })
  ],
  meetingChanged: [closed({ changes })],
  agendaSet: [closed({ items: Type.Array(closed({ id, bill: Type.Union([id, Type.Null()]), purpose: text(40), title: text(200) })) })],
  // Votes of the first kind were written before a vote had a name of its own.
  voteRecorded: [closed(vote), closed({ vote: id, ...vote })],
  /** What was said stands in its row; `sha256` of its UTF-8 bytes proves that it is what was written down. */
  statementsRecorded: [
    closed({ statements: Type.Array(closed({ id, speaker: text(100), article: Type.Union([text(40), Type.Null()]) })) }),
    closed({
      statements: Type.Array(
        closed({
          id,
          bill: id,
          speaker: text(100),
          group: Type.Union([text(60), Type.Null()]),
          article: Type.Union([text(40), Type.Null()]),
          sha256: hash
        })
      )
    })
  ],
  statementsFiled: [closed({ statements: Type.Array(closed({ id, opinion: id })) })],
  // 请示报告: `subject` is the report
  reportedUpward: [
    closed({ addressee: text(60), title: text(200), number: Type.Union([text(100), Type.Null()]), reportedOn: text(10) }),
    closed({
      addressee: text(60),
      title: text(200),
      number: Type.Union([text(100), Type.Null()]),
      reportedOn: text(10),
      repliedOn: date,
      reply: Type.Union([text(2_000), Type.Null()])
    })
  ],
  upwardReportChanged: [closed({ changes })],
  // Checklists (四入 and what works like it)
  checklistAttached: [closed({ checklist: text(100), items: Type.Array(closed({ id, code: text(100), dueOn: date })) })],
  checklistItemChanged: [closed({ item: id, changes })],
  // 执法检查 of the event's `bill`; `subject` is the inspection
  inspectionOpened: [closed({ title: text(200), startedOn: text(10), slots: Type.Integer() })],
  inspectionSlotChanged: [closed({ code: text(60), changes })],
  inspectionProblemAdded: [closed({ problem: id, fact: text(2_000), unit: text(100) })],
  inspectionProblemChanged: [closed({ problem: id, changes })],
  /** A file was taken in; `subject` is its SHA-256. */
  fileKept: [closed({ name: text(200), size: Type.Integer() })],
  evidenceAdded: [closed({ item: id, evidence: id, kind: text(60), title: text(200), on: date })],
  // Opinions (意见建议): `subject` is the opinion; its words stand in its row
  opinionFiled: [
    closed({
      version: Type.Integer(),
      article: Type.Union([text(40), Type.Null()]),
      source: text(40),
      givenBy: text(100),
      status: text(20)
    })
  ],
  /** Opinions that came by one file, written all at once; their words stand in their rows. */
  opinionsImported: [closed({ kind: text(20), fileName: text(300), sha256: hash, version: Type.Integer(), opinions: Type.Integer() })],
  opinionChanged: [closed({ submitted: Type.Boolean() })],
  // Drafts of others on which our opinion is asked (配合上级立法): the event's `bill` stands for one
  consultationReceived: [
    closed({
      level: text(40),
      askedBy: text(100),
      number: Type.Union([text(100), Type.Null()]),
      receivedOn: text(10),
      dueOn: text(10)
    })
  ],
  consultationChanged: [closed({ changes })],
  roundOpened: [
    closed({
      version: Type.Integer(),
      kind: text(40),
      title: text(200),
      opensOn: text(10),
      closesOn: text(10),
      reason: Type.Union([text(4_000), Type.Null()])
    }),
    closed({
      version: Type.Integer(),
      kind: text(40),
      title: text(200),
      opensOn: text(10),
      closesOn: text(10),
      reason: Type.Union([text(4_000), Type.Null()]),
      asked: Type.Array(closed({ id, name: text(100) }))
    })
  ],
  /** `subject` is the round. */
  addresseesAdded: [closed({ asked: Type.Array(closed({ id, name: text(100) })) })],
  addresseeReplied: [closed({ addressee: id, name: text(100), repliedOn: date })],
  invitationsIssued: [closed({ invitations: Type.Array(closed({ id, addressee: id, expiresOn: text(10) })) })],
  /** `subject` is the invitation. */
  invitationRevoked: [closed({ name: text(100) })],
  invitationOpened: [closed({ name: text(100), address: text(60) })],
  /** `subject` is the expert, contact point or base. */
  consulteeAdded: [closed({ kind: text(40), name: text(100) })],
  consulteeChanged: [closed({ changes })],
  opinionWithdrawn: [closed({})],
  /** Drafts that were submitted in one act. */
  opinionsSubmitted: [closed({ opinions: Type.Array(id) })],
  /** A verdict that was taken back. */
  opinionReopened: [closed({})],
  /** The proposal stands in that version. */
  opinionWritten: [closed({ seq: Type.Integer() })],
  /** Notes beside an article (条文释义), and causes of changes: `subject` is the note or the cause. */
  articleNoteAdded: [closed({ article: text(40), kind: text(40) })],
  articleNoteChanged: [closed({ article: text(40) })],
  articleNoteRemoved: [closed({ article: text(40) })],
  changeExplained: [closed({ version: Type.Integer(), article: text(40), kind: text(40) })],
  changeCauseRemoved: [closed({ article: text(40) })],
  opinionJudged: [closed({ verdict: text(40), reason: Type.Union([text(4_000), Type.Null()]) })],
  // Tasks (任务书), schedules (施工图) and weekly check-ins (周周交账) of the event's `bill`
  taskSheetMade: [
    closed({ tasks: Type.Integer() }),
    closed({
      tasks: Type.Integer(),
      rows: Type.Array(closed({ id, code: text(100), unit: text(100), person: Type.Union([text(100), Type.Null()]) }))
    })
  ],
  taskChanged: [closed({ task: id, changes })],
  scheduleSet: [
    closed({
      seq: Type.Integer(),
      goal: Type.Union([text(100), Type.Null()]),
      target: text(10),
      reason: Type.Union([text(1000), Type.Null()])
    })
  ],
  /** What was said stands in its row; `sha256` of its canonical JSON (done, reason, next, help) proves that it is what was handed in. */
  checkedIn: [
    closed({ unit: text(100), week: text(10), status: text(20) }),
    closed({ unit: text(100), week: text(10), status: text(20), sha256: hash })
  ],
  // Accounts: `subject` is the account
  accountAdded: [closed({ name: text(60), displayName: text(60), role: text(20) })],
  accountChanged: [closed({ changes })],
  accountDisabled: [closed({})],
  passwordChanged: [closed({})],
  tokenIssued: [closed({ token: id })],
  tokenRevoked: [closed({ token: id })],
  signedIn: [closed({ address: text(60) })],
  signInFailed: [closed({ name: text(200), address: text(60) })],
  signedOut: [closed({})],
  // The register of regulations in force and the law library: `subject` is the regulation
  regulationTextAdded: [
    closed({ seq: Type.Integer(), title: text(200), kind: text(40), basis: text(200), sha256: hash, own: Type.Boolean() })
  ],
  regulationChanged: [closed({ changes })],
  regulationRepealed: [closed({ title: text(200), on: date, by: text(200) })],
  regulationTermAdded: [closed({ term: id, article: text(40), effectiveOn: date, lapsesOn: date })],
  regulationTermRemoved: [closed({ term: id })],
  // 报备 (`subject` is the regulation) and 清理 (`subject` is the cleanup)
  regulationFiled: [closed({ title: text(200), seq: Type.Integer(), addressee: text(100), sentOn: text(10), receiptOn: date })],
  cleanupOpened: [closed({ title: text(200), items: Type.Integer() })],
  cleanupJudged: [closed({ item: id, result: text(20), reason: Type.Union([text(1000), Type.Null()]) })],
  cleanupClosed: [closed({})],
  // Reports: `subject` is the export
  exportCancelled: [closed({})],
  reportExported: [closed({ report: text(40), format: text(10), parameters: Type.Record(Type.String(), Type.String()) })],
  // The house itself
  workflowAdded: [closed({ workflow: text(100), version: Type.Integer(), sha256: hash })],
  settingChanged: [closed({ key: text(100) })],
  backupBegun: [closed({ file: text(60) })],
  /** Somebody had the chain up to event `seq` looked through. */
  chainChecked: [closed({ seq: Type.Integer(), hash, found: Type.Integer() })]
} as const satisfies Record<string, readonly TSchema[]>

export type EventKind = keyof typeof eventPayloads

/** The shape that is written today. */
export type EventPayload<K extends EventKind> = (typeof eventPayloads)[K] extends readonly [...TSchema[], infer Last extends TSchema]
  ? Static<Last>
  : never
