import { createHash } from 'node:crypto'
import { type TestApp, withApp } from '../app-testing.ts'
import { addAccount } from '../people/accounts.ts'
import { issueToken } from '../people/tokens.ts'
import { verifyStore } from '../store/verify.ts'

const hash = (text: string) => createHash('sha256').update(text).digest('hex')
const first = '# 某市示范条例\n\n第一条　甲。\n\n第二条　乙。\n\n第三条　丙。\n'
const changed = first.replace('乙', '乙之一')

async function aDraft({ as }: TestApp): Promise<string> {
  const staff = as('staff')
  const wish = { title: '某市示范条例', kind: 'enact', workflow: 'municipal-regulation' }
  const bill = (await staff.post('/api/v1/bills', wish)).json<{ id: string }>().id
  const { id } = (await staff.post(`/api/v1/bills/${bill}/documents`, { kind: 'draft' })).json<{ id: string }>()
  await staff.post(`/api/v1/documents/${id}/versions`, { text: first, message: '初稿', parent: null })
  return `/api/v1/documents/${id}`
}

withApp('what is being written is kept for its writer alone, and is no version and no event', async (t, tested) => {
  const { as, services } = tested
  const document = await aDraft(tested)
  const copy = `${document}/working-copy`
  const events = () => services.db.selectFrom('event').select('seq').execute()
  const before = (await events()).length
  t.equal((await as('staff').get(copy)).status, 404)
  const kept = await as('staff').put(copy, { text: changed, base: 1, after: null, article: '第二条' })
  t.match(kept.json(), { base: 1, newest: 1, sha256: hash(changed), others: [] })
  t.match((await as('staff').get(copy)).json(), { text: changed, sha256: hash(changed) })
  // Unfinished text is text too.
  t.equal((await as('staff').put(copy, { text: '', base: 1, after: hash(changed) })).status, 200)
  t.equal((await as('staff').put(copy, { text: changed, base: 1, after: hash('') })).status, 200)
  t.equal((await events()).length, before)

  const second = await addAccount(services, null, { name: 'fangyu', displayName: '方屿', role: 'staff', password: null })
  const other = tested.client({ authorization: `Bearer ${(await issueToken(services, null, second.id)).token}` })
  t.equal((await other.get(copy)).status, 404, 'another’s copy is not there')
  const theirs = await other.put(copy, { text: first.replace('丙', '丙之一'), base: 1, after: null, article: '第三条' })
  t.match(theirs.json(), { others: [{ name: 'check-staff', article: null }] })

  t.equal((await as('staff').post(`${document}/versions`, { text: changed, message: '', parent: 1 })).status, 201)
  t.equal((await as('staff').get(copy)).status, 404, 'saved as a version')
  t.equal((await other.get(copy)).status, 200)
  t.match((await other.put(copy, { text: first, base: 1, after: hash(first.replace('丙', '丙之一')) })).json(), { newest: 2 })
  t.equal((await other.delete(copy)).status, 204)
  t.equal((await other.get(copy)).status, 404)
})

withApp('of two windows of one person none overwrites the other', async (t, tested) => {
  const staff = tested.as('staff')
  const document = await aDraft(tested)
  const copy = `${document}/working-copy`
  await staff.put(copy, { text: changed, base: 1, after: null })
  const late = await staff.put(copy, { text: first.replace('丙', '丙之一'), base: 1, after: null })
  t.equal(late.status, 409)
  t.match(late.json(), {
    code: 'working-copy-changed',
    copy: { sha256: hash(changed) },
    merge: { text: changed.replace('丙', '丙之一'), conflicts: [] }
  })
  t.equal((await staff.get(copy)).json<{ text: string }>().text, changed)
  // An answer that was lost on the way is no change by somebody else.
  t.equal((await staff.put(copy, { text: changed, base: 1, after: null })).status, 200)
})

withApp('a text is merged with the newest version without being saved', async (t, tested) => {
  const staff = tested.as('staff')
  const document = await aDraft(tested)
  await staff.post(`${document}/versions`, { text: changed, message: '', parent: 1 })
  const merged = (await staff.post(`${document}/merge`, { text: first.replace('丙', '丙之一'), base: 1 })).json()
  t.match(merged, { newest: 2, version: { authorName: 'check-staff' }, merge: { text: changed.replace('丙', '丙之一'), conflicts: [] } })
  const both = (await staff.post(`${document}/merge`, { text: first.replace('乙', '乙之二'), base: 1 })).json()
  t.match(both, { merge: { conflicts: [{ article: '第二条', base: '第二条　乙。\n\n', yours: '第二条　乙之二。\n\n' }] } })
})

withApp('a working copy that cannot be kept is refused in words', async (t, tested) => {
  const staff = tested.as('staff')
  const document = await aDraft(tested)
  const put = async (body: object, client = staff) => {
    const answer = await client.put(`${document}/working-copy`, { text: changed, base: 1, after: null, ...body })
    return [answer.status, answer.json()['code']]
  }
  t.same(await put({ base: 2 }), [404, 'not-found'])
  t.same(await put({ after: 'x' }), [400, 'invalid-request'])
  t.same(await put({ text: 'a\0' }), [400, 'text-not-well-formed'])
  t.same(await put({ text: '长'.repeat(700_000) }), [413, 'text-too-large'])
  t.same(await put({}, tested.as('expert')), [403, 'forbidden'])
  t.same(await put({}, tested.as('nobody')), [401, 'not-signed-in'])
  t.equal((await staff.put('/api/v1/documents/none/working-copy', { text: '', base: 1, after: null })).status, 404)
  t.equal((await staff.post(`${document}/merge`, { text: '', base: 7 })).status, 404)
  t.equal((await tested.as('expert').delete(`${document}/working-copy`)).status, 403)
})

withApp('verify finds a working copy that is not what was kept', async (t, tested) => {
  const document = await aDraft(tested)
  await tested.as('staff').put(`${document}/working-copy`, { text: changed, base: 1, after: null })
  const found = async () => {
    const findings: string[] = []
    await verifyStore(tested.services.db, finding => findings.push(finding))
    return findings
  }
  t.same(await found(), [])
  await tested.services.db.updateTable('workingCopy').set({ text: first }).execute()
  t.match((await found()).join(), /工作副本与校验值不符/)
})
