/** Files by their hash: kept once, given back to the byte, and refused with a word that says what to do. */
import { createHash } from 'node:crypto'
import fc from 'fast-check'
import t from 'tap'
import { withApp } from '../app-testing.ts'
import { accountByName } from '../people/accounts.ts'
import { issueToken } from '../people/tokens.ts'
import { MAX_FILE, plainName } from './files.ts'

const BYTES = { 'content-type': 'application/octet-stream' }

withApp('a file is kept once by its hash and given back to the byte', async (t, { app, as, services }) => {
  const staff = as('staff')
  const bytes = Buffer.from(Array.from({ length: 600 }, (_, at) => at % 256))
  const { id } = await accountByName(services, 'check-staff')
  const mine = { authorization: `Bearer ${(await issueToken(services, null, id)).token}` }
  const send = (payload: Buffer, name = '') =>
    app.inject({ method: 'POST', url: `/api/v1/files${name}`, headers: { ...BYTES, ...mine }, payload })
  const first = await send(bytes, `?name=${encodeURIComponent('../回执.pdf')}`)
  t.equal(first.statusCode, 201)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  t.same(first.json(), { sha256, name: '回执.pdf', size: 600 })
  t.equal((await send(bytes)).json().sha256, sha256)
  t.equal((await services.db.selectFrom('file').select('sha256').execute()).length, 1)
  const events = await services.db.selectFrom('event').select('kind').where('kind', '=', 'fileKept').execute()
  t.equal(events.length, 1)

  const got = await app.inject({ url: `/api/v1/files/${sha256}?name=${encodeURIComponent('a"\r\nx: y;回执.pdf')}`, headers: mine })
  t.ok(got.rawPayload.equals(bytes))
  t.match(got.headers, { 'content-type': 'application/octet-stream', 'content-disposition': /^attachment; filename\*=UTF-8''[!-~]+$/ })
  t.equal(got.headers['x-content-type-options'], 'nosniff')
  t.equal((await staff.get(`/api/v1/files/${'0'.repeat(64)}`)).status, 404)
  t.equal((await staff.get('/api/v1/files/..%2f..%2fetc%2fpasswd')).status, 400)
  t.equal((await as('nobody').get(`/api/v1/files/${sha256}`)).status, 401)

  t.match((await send(Buffer.alloc(0))).json(), { status: 400, code: 'file-empty' })
  t.match((await send(Buffer.alloc(MAX_FILE + 1))).json(), { status: 413, code: 'file-too-large' })
  const most = { status: 413, detail: '文件超过 20 MB，请压缩或者拆分后重试；内容没有保存。' }
  t.match((await send(Buffer.alloc(50 * 1024 * 1024))).json(), most)
  t.equal((await services.db.selectFrom('file').select('sha256').execute()).length, 1, 'nothing of them is kept')
})

t.test('names that come from outside', async t => {
  const names: readonly (readonly [string, string])[] = [
    ['C:\\temp\\回执.pdf', '回执.pdf'],
    ['../../etc/passwd', 'passwd'],
    ['.bashrc', 'bashrc'],
    ['a\u0000b\r\n.pdf', 'ab.pdf'],
    ['回执\u202efdp.exe', '回执fdp.exe'],
    ['', '附件'],
    ['///', '附件']
  ]
  for (const [name, plain] of names) t.equal(plainName(name), plain, JSON.stringify(name))
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), name => {
      const plain = plainName(name)
      return plain.length > 0 && plain.length <= 200 && plain.isWellFormed() && !/[/\\\p{Cc}]/u.test(plain)
    }),
    { seed: 11 }
  )
})
