/** One bill from filing to the ledger of 四入, told as staff would: what is missing is said, supplied, and the next step taken. */
import type { EventInput } from '../../schema/facts.ts'
import { addEvidence } from '../implementation/add-evidence.ts'
import { changeItem } from '../implementation/change-item.ts'
import { readLedger } from '../implementation/read-ledger.ts'
import { cast, type TestServices, withDatabases } from '../store/testing.ts'
import { advanceBill } from './advance.ts'
import { advanceDueBills } from './advance-due.ts'
import { fileBill } from './file.ts'
import { readLifecycle } from './lifecycle.ts'
import { readBill } from './read.ts'
import { replayBills } from './replay.ts'
import { readStandings } from './standing.ts'
import { DRAFT, givePaper } from './testing.ts'

/** The day on which the next step is taken. */
const at = (services: TestServices, day: string) => services.setNow(`${day}T02:00:00.000Z`)

withDatabases('a bill is carried from filing to 颁布 and into 四入', async (t, services) => {
  const officer = cast.officer
  const drive = (event: string, input: EventInput = {}) => advanceBill(services, officer, bill.id, event, { note: '依程序办理', ...input })
  const offer = async (event: string) => (await readLifecycle(services, bill.id)).events.find(offered => offered.event === event)

  at(services, '2026-01-05')
  const bill = await fileBill(services, officer, {
    title: '临江市口袋公园管理条例',
    kind: 'enact',
    workflow: 'municipal-regulation',
    sponsor: '临江市人民政府',
    draftingUnit: '市城市管理局',
    competentCommittee: '城建环资委',
    caseOfficer: '沈若川',
    targetOn: '2027-01-01'
  })
  t.match(bill, { stage: 'proposal', phase: 'initiation', phaseTitle: '立项', status: 'active', since: '2026-01-05' })

  await t.rejects(drive('apply'), { code: 'blocked', errors: [{ code: 'project-application-missing' }] })
  t.match(
    await offer('apply'),
    { allowed: false, blockers: [{ code: 'project-application-missing', message: /立项申请/ }] },
    'GET says what POST says'
  )
  t.equal((await readLifecycle(services, bill.id)).history.length, 0, 'a refused step leaves no trace')

  await givePaper(services, bill.id, 'projectApplication')
  t.match(await offer('apply'), { allowed: true, blockers: [] })
  await drive('apply')
  await givePaper(services, bill.id, 'projectJustification')
  await drive('admit', { confirmed: ['competence', 'not-reserved', 'province-consulted'] })
  await drive('startDrafting')

  at(services, '2026-03-02')
  for (const kind of ['draft', 'explanatoryNote', 'referenceMaterial'] as const) await givePaper(services, bill.id, kind)
  await drive('submit', { meetingOn: '2026-04-27' })
  await drive('referToCommittee')
  await givePaper(services, bill.id, 'committeeOpinion')
  await drive('putOnAgenda', { meetingOn: '2026-04-27' })
  at(services, '2026-04-28')
  await drive('holdReading', { on: '2026-04-28', sentOn: '2026-04-15' })
  await drive('openConsultation')
  at(services, '2026-05-10')
  t.match(
    await offer('closeConsultation'),
    { allowed: false, blockers: [{ code: 'consultation-too-short' }] },
    'thirty days are thirty days'
  )
  at(services, '2026-05-29')
  await drive('closeConsultation')
  for (const kind of ['revisedDraft', 'opinionAdoptionTable', 'revisionBriefing', 'deliberationResultReport'] as const)
    await givePaper(services, bill.id, kind)
  await drive('unify')
  await drive('putOnAgendaAgain', { meetingOn: '2026-06-28' })
  at(services, '2026-06-29')
  await drive('holdReading', { sentOn: '2026-06-20' })
  await drive('unify')
  for (const kind of ['votingDraft', 'finalRevisionNote'] as const) await givePaper(services, bill.id, kind)
  await drive('prepareVote')
  await t.rejects(drive('pass', { votesFor: 15, votesTotal: 30 }), { code: 'blocked' }, 'half of all members is no majority')
  await drive('pass', { votesFor: 28, votesTotal: 30 })
  await givePaper(services, bill.id, 'draft', { name: 'passedText' })
  await givePaper(services, bill.id, 'approvalRequestLetter')
  await drive('requestApproval')
  at(services, '2026-09-20')
  await givePaper(services, bill.id, 'approvalDecision')
  await drive('approve')
  await givePaper(services, bill.id, 'promulgationNotice')

  await givePaper(services, bill.id, 'draft', { text: `${DRAFT}\n第三条　本条例自2026年11月1日起施行。\n` })
  await t.rejects(drive('promulgate', { effectiveOn: '2026-11-01' }), { code: 'blocked' }, 'only the text as passed may be promulgated')
  await givePaper(services, bill.id, 'draft')
  at(services, '2026-10-01')
  await drive('promulgate', { effectiveOn: '2026-11-01', number: '第12号' })
  t.match(await readBill(services, bill.id), { stage: 'promulgated', phase: 'promulgation' })

  const ledger = await readLedger(services, bill.id)
  t.same(
    ledger.entries.filter(({ column }) => column).map(({ title }) => title),
    ['进入执法', '融入司法', '列入普法', '纳入监督']
  )
  t.ok(
    ledger.items.some(({ code, title }) => code.endsWith(':第二条') && title.includes('第二条')),
    'the article that delegates is waited for'
  )
  const discretion = ledger.items.find(({ code }) => code === 'enf-discretion')
  t.match(
    discretion,
    { responsibleUnit: '市城市管理局', dueOn: '2027-01-30', status: 'notStarted' },
    'ninety days from commencement, by the bill’s own unit'
  )

  t.equal(await advanceDueBills(services), 0, 'not yet in force')
  at(services, '2026-11-01')
  t.equal(await advanceDueBills(services), 1, '施行 comes by itself')
  t.match(await readBill(services, bill.id), { stage: 'inForce', phase: 'implementation' })

  const itemId = discretion?.id ?? ''
  await t.rejects(changeItem(services, officer, bill.id, itemId, { status: 'done' }), { code: 'evidence-missing' })
  await t.rejects(changeItem(services, officer, bill.id, itemId, { status: 'notApplicable' }), { code: 'reason-missing' })
  const wrongKind = { kind: 'rumour', title: '听说', on: '2026-11-20' }
  await t.rejects(addEvidence(services, officer, bill.id, itemId, wrongKind), { code: 'evidence-kind-unknown' })
  const kind = discretion?.requiredEvidence.kind ?? ''
  const filed = await addEvidence(services, officer, bill.id, itemId, { kind, title: '裁量基准', on: '2026-11-20', quantity: 6 })
  t.match(filed, { status: 'inProgress', evidence: [{ title: '裁量基准', quantity: 6 }] })
  t.match(await changeItem(services, officer, bill.id, itemId, { status: 'done' }), { status: 'done', lamp: { colour: 'green' } })
  const { entries } = await readLedger(services, bill.id)
  t.equal(entries.find(({ entry }) => entry === 'enforcement')?.done, 1)

  const standing = (await readStandings(services, [bill.id])).get(bill.id)
  t.same(standing?.reachedOn, {
    draftingDone: '2026-03-02',
    firstReading: '2026-04-28',
    secondReading: '2026-06-29',
    approvalRequest: '2026-06-29',
    promulgation: '2026-10-01'
  })
  const { history, phases } = await readLifecycle(services, bill.id)
  t.match(history.at(0), { event: 'apply', title: '申请立项', note: '依程序办理', actor: officer.id })
  t.match(history.at(-1), { event: 'commence', actor: null, actorName: '系统' })
  t.same(
    phases.filter(({ state }) => state === 'now').map(({ id }) => id),
    ['implementation']
  )
  t.same(await replayBills(services.db), [], 'its events add up to what is stored')
  await services.db.updateTable('bill').set({ place: 'approved' }).execute()
  t.match(await replayBills(services.db), [/口袋公园.*inForce/], 'and a place that nothing led to is found')
})
