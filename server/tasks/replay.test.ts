/** `verify` over tasks, schedules and check-ins: what was done by acts holds, what was changed behind them is named. */
import { withApp } from '../app-testing.ts'
import { replayWork } from './replay.ts'

withApp('tasks, schedules and check-ins add up to what their events say', async (t, { as, services: { db } }) => {
  const staff = as('staff')
  const wish = { title: '滨江岸线保护条例', kind: 'enact', workflow: 'municipal-regulation', draftingUnit: '市水务局' }
  const { id } = (await staff.post('/api/v1/bills', wish)).json<{ id: string }>()
  const base = `/api/v1/bills/${id}`
  const [first, second] = (await staff.post(`${base}/tasks`, {})).json<{ items: { id: string }[] }>().items
  await staff.post(`${base}/schedule`, { target: '2028-01-01' })
  await staff.post(`${base}/schedule`, { target: '2028-03-01', reason: '推迟' })
  await staff.patch(`${base}/tasks/${first?.id}`, { status: 'done' })
  await staff.patch(`${base}/tasks/${first?.id}`, { status: 'inProgress' })
  await staff.patch(`${base}/tasks/${second?.id}`, { status: 'notApplicable', reason: '由省里统一论证' })
  await staff.post(`${base}/checkins`, { unit: '市水务局', status: 'postponed', reason: '等意见' })
  await staff.post(`${base}/checkins`, { unit: '市水务局', status: 'done' })
  t.same(await replayWork(db), [])

  await db
    .updateTable('task')
    .set({ status: 'done', doneOn: '2026-11-01' })
    .where('id', '=', first?.id ?? '')
    .execute()
  t.match(await replayWork(db), [/^任务 .*status、doneOn/])
  await db
    .updateTable('task')
    .set({ unit: '市商务局' })
    .where('id', '=', first?.id ?? '')
    .execute()
  t.match(await replayWork(db), [/^任务 .*unit、status、doneOn/], 'whose task it is, too')
  await db.updateTable('checkIn').set({ next: '没有说过的话' }).execute()
  t.match(await replayWork(db), [/^任务/, /一周的交账与记录不符/], 'words that nobody handed in')
  await db.updateTable('billSchedule').set({ target: '2029-01-01' }).where('seq', '=', 2).execute()
  await db.updateTable('checkIn').set({ status: 'blocked', reason: 'x' }).execute()
  t.match(await replayWork(db), [/^任务/, /第 2 次排期与记录不符/, /一周的交账与记录不符/])
  await db.deleteFrom('checkIn').execute()
  await db
    .deleteFrom('task')
    .where('id', '=', second?.id ?? '')
    .execute()
  t.equal((await replayWork(db)).length, 4)
})
