/** 改用新版流程: an explicit act, once, refused when the place has no counterpart; and the whole history still adds up. */
import fs from 'node:fs/promises'
import path from 'node:path'
import type { Test } from 'tap'
import { type TestApp, withApp } from '../app-testing.ts'
import { replayBills } from './replay.ts'

interface Shape {
  /** The place between beginning and end. */
  readonly middle?: string
  readonly opening?: string
  readonly kinds?: readonly string[]
}

/** 送审 is one event with two names: from the first place and from the second. */
const definition = (version: number, { middle = 'review', opening = '送审', kinds }: Shape = {}) => ({
  id: 'village-rules',
  version,
  title: '村规民约备案',
  basis: ['工作惯例'],
  params: {},
  ...(kinds && { kinds }),
  stages: [
    {
      id: 'start',
      title: '提出',
      steps: [
        { id: 'raised', title: '已提出' },
        { id: middle, title: '审查中' }
      ]
    },
    { id: 'closing', title: '办结', steps: [{ id: 'closed', title: '已备案', status: 'completed', end: true }] }
  ],
  transitions: [
    { from: ['raised'], event: 'send', title: opening, to: middle, roles: ['presidium'] },
    { from: [middle], event: 'send', title: '送交备案', to: 'closed', roles: ['presidium'] }
  ]
})

async function house({ services, as }: TestApp) {
  const folder = await fs.mkdtemp(path.join(services.dataDir, 'workflows-'))
  const put = (version: number, shape?: Shape) =>
    fs.writeFile(path.join(folder, 'village-rules.json'), JSON.stringify(definition(version, shape)))
  Object.assign(services, { workflowsDir: folder })
  await put(1)
  const staff = as('staff')
  const { id } = (await staff.post('/api/v1/bills', { title: '青石村村规', kind: 'enact', workflow: 'village-rules' })).json<{
    id: string
  }>()
  const send = () => staff.post(`/api/v1/bills/${id}/lifecycle/events`, { event: 'send' })
  const move = (version: number) => staff.post(`/api/v1/bills/${id}/workflow`, { version, note: '新版增加了依据' })
  const current = async () => (await staff.get(`/api/v1/bills/${id}/workflow`)).json()
  const page = async () => (await staff.get(`/bills/${id}`, { accept: 'text/html' })).text
  return { staff, id, put, send, move, current, page }
}

const addsUp = async (t: Test, { services }: TestApp) => t.same(await replayBills(services.db), [], 'the events add up to what is stored')

withApp('a running bill is moved to the newer version where it stands, and goes on by it', async (t, tested) => {
  const { staff, id, put, send, move, current, page } = await house(tested)
  t.equal((await send()).status, 201)
  t.match(await current(), { current: { version: 1 }, newer: null, obstacle: null })
  t.match((await move(2)).json(), { code: 'no-newer-workflow' })
  t.notMatch(await page(), '改用新版流程')
  await put(2, { opening: '报送审查' })
  t.match(await current(), { current: { version: 1 }, newer: { version: 2 }, obstacle: null })
  t.match(await page(), '办理流程有第 2 版，本案仍用第 1 版')
  t.match((await move(3)).json(), { code: 'no-newer-workflow' }, 'the version that the person saw, or none')
  t.equal((await tested.as('reader').post(`/api/v1/bills/${id}/workflow`, { version: 2 })).status, 403)
  t.notMatch((await tested.as('reader').get(`/bills/${id}`, { accept: 'text/html' })).text, '改用新版流程')

  const answers = await Promise.all([move(2), move(2), move(2)])
  t.same(answers.map(({ status }) => status).sort(), [200, 409, 409], 'of several at once one wins')
  t.match(await current(), { current: { version: 2 }, newer: null })
  await addsUp(t, tested)
  t.equal((await send()).status, 201)
  const lifecycle = (await staff.get(`/api/v1/bills/${id}/lifecycle`)).json()
  t.match(
    lifecycle,
    { stage: 'closed', workflow: { version: 2 }, history: [{ title: '送审' }, { title: '送交备案' }] },
    'each step as it was called'
  )
  const log = (await staff.get(`/bills/${id}?tab=log`, { accept: 'text/html' })).text
  t.match(
    log,
    /送交备案[\s\S]*改用新版流程[\s\S]*第 1 版改为第 2 版[\s\S]*新版增加了依据[\s\S]*送审/,
    'its history tells of it, in its order'
  )
  await addsUp(t, tested)
  const events = await tested.services.db.selectFrom('event').select('kind').where('bill', '=', id).orderBy('seq').execute()
  t.same(
    events.map(({ kind }) => kind),
    ['billFiled', 'billAdvanced', 'workflowMoved', 'billAdvanced']
  )
  await tested.services.db
    .updateTable('bill')
    .set({ revision: 9, workflowHash: await firstHash(tested) })
    .execute()
  t.match(await replayBills(tested.services.db), [/流程版本与办理记录不符/], 'verify sees a version that no event names')
})

const firstHash = async ({ services }: TestApp): Promise<string> =>
  (await services.db.selectFrom('workflowVersion').select('hash').where('version', '=', 1).executeTakeFirstOrThrow()).hash

withApp('it is refused where the newer version has no such place, and nothing is changed', async (t, tested) => {
  const { staff, id, put, send, move, current, page } = await house(tested)
  await send()
  await put(2, { middle: 'inspection' })
  t.match(await current(), { newer: { version: 2 }, obstacle: '新版流程没有「审查中」这一环节，不能改用新版流程。' })
  t.match(await page(), '新版流程没有「审查中」这一环节')
  const refused = await move(2)
  t.match([refused.status, refused.json()], [409, { code: 'no-counterpart' }])
  t.match(await current(), { current: { version: 1 } })
  const html = { accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded' }
  const form = await staff.post(`/bills/${id}/workflow`, 'version=2', html)
  t.match([form.status, form.text], [422, '新版流程没有「审查中」这一环节'])
  await put(3, { kinds: ['repeal'] })
  t.match((await move(3)).json(), { code: 'workflow-unfit' })
  await put(4)
  t.equal((await staff.post(`/bills/${id}/workflow`, 'version=4&note=', html)).status, 303)
  t.match(await current(), { current: { version: 4 } })
  for (const body of [{}, { version: 0 }, { version: 'x' }, { version: 2, hash: 'x' }])
    t.equal((await staff.post(`/api/v1/bills/${id}/workflow`, body)).status, 400)
  t.equal((await staff.post('/api/v1/bills/none/workflow', { version: 2 })).status, 404)
  await addsUp(t, tested)
})
