/** The log of opinions and rounds adds up to what is stored; whoever changes a row behind it is found. */
import { withApp } from '../app-testing.ts'
import { loadDemo } from '../demo/load.ts'
import { withDatabases } from '../store/testing.ts'
import { replayOpinions } from './replay.ts'

const TEXT = '# 澄川市渡口管理条例\n\n第一条　为了规范渡口管理，制定本条例。\n\n第二条　渡口应当提前三日公告停运。\n'

withApp('what was said, changed, sent, answered, taken back and written', async (t, { as, services }) => {
  const [staff, expert] = [as('staff'), as('expert')]
  const filed = await staff.post('/api/v1/bills', { title: '澄川市渡口管理条例', kind: 'enact', workflow: 'municipal-regulation' })
  const bill = String(filed.json()['id'])
  const document = String((await staff.post(`/api/v1/bills/${bill}/documents`, { kind: 'draft' })).json()['id'])
  await staff.post(`/api/v1/documents/${document}/versions`, { text: TEXT, message: '', parent: null })
  const about = { document, version: 1, article: '第二条', quote: '三日', body: '太短' }
  const say = async (more: object = {}) => String((await expert.post(`/api/v1/bills/${bill}/opinions`, { ...about, ...more })).json()['id'])
  const asked = [{ name: '市财政局', source: 'department' }]
  const round = {
    document,
    version: 1,
    kind: 'departmentConsultation',
    title: '征求部门意见',
    opensOn: '2026-11-20',
    closesOn: '2026-12-20',
    asked
  }
  const opened = (await staff.post(`/api/v1/bills/${bill}/opinion-rounds`, round)).json()['id']
  await staff.post(`/api/v1/opinion-rounds/${opened}/addressees`, { asked: [{ name: '市住建局', source: 'department' }] })
  const [written, reopened, withdrawn, sent] = [
    await say({ proposal: '五日' }),
    await say(),
    await say({ status: 'draft' }),
    await say({ status: 'draft' })
  ]
  await staff.patch(`/api/v1/opinions/${written}`, { verdict: 'adopted', write: true })
  await staff.patch(`/api/v1/opinions/${reopened}`, { verdict: 'deferred', reason: '再研究' })
  await staff.delete(`/api/v1/opinions/${reopened}/verdict`)
  await expert.patch(`/api/v1/opinions/${sent}`, { body: '太短了' })
  await expert.post('/api/v1/opinions/submissions', { opinions: [sent] })
  await expert.delete(`/api/v1/opinions/${withdrawn}`)
  t.same(await replayOpinions(services.db), [])

  const set = (id: string, change: object) => services.db.updateTable('opinion').set(change).where('id', '=', id).execute()
  await set(sent, { verdict: 'adopted' })
  await set(written, { writtenIn: null })
  await services.db.updateTable('round').set({ closesOn: '2026-12-21' }).execute()
  await services.db.deleteFrom('addressee').where('name', '=', '市住建局').execute()
  await services.db.deleteFrom('opinion').where('id', '=', reopened).execute()
  const found = (await replayOpinions(services.db)).sort()
  t.equal(found.length, 4)
  for (const id of [sent, written, reopened, opened])
    t.ok(
      found.some(finding => finding.includes(String(id))),
      String(id)
    )
})

withDatabases('the demo', async (t, services) => {
  await loadDemo(services)
  t.same(await replayOpinions(services.db), [])
})
