import type { Account } from '../../schema/people.ts'
import { TEST_PASSWORD, withApp } from '../app-testing.ts'

const ACCOUNTS = '/api/v1/accounts'

withApp('the administrator keeps accounts, and nobody else does', async (t, { as }) => {
  const wanted = { username: 'Zhuanjia', role: 'expert', displayName: '陆知微', password: TEST_PASSWORD }
  for (const role of ['staff', 'expert', 'reader'] as const) {
    t.match((await as(role).get(ACCOUNTS)).json(), { status: 403, code: 'forbidden' })
    t.match((await as(role).post(ACCOUNTS, wanted)).json(), { status: 403, code: 'forbidden' })
  }
  t.equal((await as('nobody').post(ACCOUNTS, wanted)).status, 401)

  const administrator = as('administrator')
  const made = await administrator.post(ACCOUNTS, wanted)
  t.equal(made.status, 201, made.text)
  const account = made.json<Account>()
  t.match(account, { username: 'zhuanjia', displayName: '陆知微', role: 'expert', disabled: false })
  t.equal(made.headers['location'], `${ACCOUNTS}/${account.id}`)
  t.notMatch(made.text, /argon2|password/i)
  t.match((await administrator.post(ACCOUNTS, { ...wanted, username: 'ZHUANJIA' })).json(), { status: 409, code: 'account-exists' })
  for (const [wrong, pointer] of [
    [{ username: 'a b' }, '/username'],
    [{ password: 'short' }, '/password'],
    [{ password: 'Password-2026' }, '/password'],
    [{ role: 'chairman' }, '/role'],
    [{ displayName: '' }, '/displayName'],
    [{ extra: 1 }, '/extra']
  ] as const)
    t.match(
      (await administrator.post(ACCOUNTS, { ...wanted, ...{ username: 'other' }, ...wrong })).json(),
      { status: 400, errors: [{ pointer }] },
      pointer
    )
  t.match((await administrator.get(`${ACCOUNTS}/no-such`)).json(), { status: 404, code: 'not-found' })
  t.match((await administrator.patch(`${ACCOUNTS}/${account.id}`, {})).json(), { status: 400 })
})

withApp('accounts are listed by page', async (t, { as }) => {
  const names: string[] = []
  for (let cursor = ''; ; ) {
    const page = (await as('administrator').get(`${ACCOUNTS}?limit=3${cursor}`)).json<{ items: Account[]; next: string | null }>()
    names.push(...page.items.map(item => item.username))
    if (page.next === null) break
    cursor = `&cursor=${page.next}`
  }
  t.same(names, ['check-administrator', 'check-expert', 'check-reader', 'check-staff'])
  for (const query of ['limit=0', 'limit=101', 'limit=x', 'limit=-1', 'cursor=%00', 'cursor=x', 'unknown=1']) {
    t.equal((await as('administrator').get(`${ACCOUNTS}?${query}`)).status, 400, query)
  }
})

withApp('whoever is disabled is out at once, with every token and session', async (t, { as, client }) => {
  const administrator = as('administrator')
  const { id } = (await administrator.post(ACCOUNTS, { username: 'lishi', role: 'staff', password: TEST_PASSWORD })).json<Account>()
  const { token } = (await administrator.post(`${ACCOUNTS}/${id}/tokens`)).json<{ token: string }>()
  const program = client({ authorization: `Bearer ${token}` })
  const session = await as('nobody').post('/api/v1/sessions', { username: 'lishi', password: TEST_PASSWORD })
  const browser = client({ cookie: String(session.headers['set-cookie']).split(';')[0] ?? '' })
  for (const one of [program, browser]) t.equal((await one.get('/api/v1/sessions/current')).status, 200)

  t.match((await administrator.patch(`${ACCOUNTS}/${id}`, { disabled: true })).json(), { disabled: true })
  for (const one of [program, browser]) t.equal((await one.get('/api/v1/sessions/current')).status, 401)
  t.equal((await as('nobody').post('/api/v1/sessions', { username: 'lishi', password: TEST_PASSWORD })).status, 401)
  t.match((await administrator.post(`${ACCOUNTS}/${id}/tokens`)).json(), { status: 409, code: 'account-disabled' })

  await administrator.patch(`${ACCOUNTS}/${id}`, { disabled: false })
  t.equal((await program.get('/api/v1/sessions/current')).status, 401, 'what was revoked stays revoked')
  t.equal((await as('nobody').post('/api/v1/sessions', { username: 'lishi', password: TEST_PASSWORD })).status, 201)
})

withApp('there is always an administrator', async (t, { as }) => {
  const administrator = as('administrator')
  const { id } = (await administrator.get('/api/v1/sessions/current')).json<{ account: Account }>().account
  for (const change of [{ disabled: true }, { role: 'staff' }]) {
    t.match((await administrator.patch(`${ACCOUNTS}/${id}`, change)).json(), { status: 409, code: 'last-administrator' })
  }
  await administrator.post(ACCOUNTS, { username: 'second', role: 'administrator', password: TEST_PASSWORD })
  t.equal((await administrator.patch(`${ACCOUNTS}/${id}`, { role: 'staff' })).status, 200)
  t.equal((await administrator.get(ACCOUNTS)).status, 403, 'a role that was taken away is gone with the next request')
})

withApp('the audit log tells what was done to accounts, by whom', async (t, { as, services }) => {
  const administrator = as('administrator')
  const { id } = (
    await administrator.post(ACCOUNTS, { username: 'lishi', role: 'staff', displayName: '李实', password: TEST_PASSWORD })
  ).json<Account>()
  await administrator.patch(`${ACCOUNTS}/${id}`, { role: 'reader', displayName: '李实（调离）' })
  await administrator.patch(`${ACCOUNTS}/${id}`, { disabled: true })
  const log = (await administrator.get('/api/v1/audit?limit=3')).json<{ items: { sentence: string }[]; next: string | null }>()
  t.match(log.items, [
    { sentence: '停用账号', subject: id, actor: { username: 'check-administrator' } },
    { sentence: '修改账号：姓名改为“李实（调离）”，角色改为“查阅人员”' },
    { sentence: '新增账号 lishi（李实，工作人员）' }
  ])
  t.ok(log.next)
  const older = (await administrator.get(`/api/v1/audit?limit=100&cursor=${log.next}`)).json<{ items: { seq: number }[] }>()
  t.ok(
    older.items.length > 0 &&
      older.items.every(({ seq }) => seq < Number(JSON.parse(Buffer.from(log.next ?? '', 'base64url').toString())[0]))
  )
  t.equal((await administrator.get('/api/v1/audit?kind=accountDisabled')).json<{ items: unknown[] }>().items.length, 1)
  t.equal((await administrator.get(`/api/v1/audit?actor=${services.newId()}`)).json<{ items: unknown[] }>().items.length, 0)
  t.equal((await administrator.get('/api/v1/audit?kind=invented')).status, 400)
  for (const role of ['staff', 'expert', 'reader'] as const) t.equal((await as(role).get('/api/v1/audit')).status, 403)
})
