import fc from 'fast-check'
import t from 'tap'
import { Problem } from '../../../schema/problems.ts'
import { pageOf, readPage } from './paging.ts'

const bills = ['海绵城市', '楠竹保护', '河道管理', '物业管理', '犬只管理'].map((title, seq) => ({ title, seq }))
const page = (limit: number, cursor?: string) => {
  const { after } = readPage({ limit, cursor }, ['number'])
  const rest = bills.filter(bill => after === null || bill.seq > Number(after[0]))
  return pageOf(
    rest.slice(0, limit + 1),
    limit,
    bill => [bill.seq],
    bill => bill.title
  )
}

t.test('pages joined are the list, and the last says so', async t => {
  const first = page(2)
  t.same(first.items, ['海绵城市', '楠竹保护'])
  const second = page(2, first.next ?? '')
  t.same(second.items, ['河道管理', '物业管理'])
  const last = page(2, second.next ?? '')
  t.same(last, { items: ['犬只管理'], next: null })
  t.same(page(5).next, null, 'a page that fits exactly has no next')
  t.same(
    pageOf([], 5, () => [0], String),
    { items: [], next: null }
  )
  t.equal(readPage({}, ['number']).limit, 50)
})

t.test('a cursor that was not ours is refused, whatever it is', async t => {
  const refused = (cursor: string) => t.throws(() => readPage({ cursor }, ['string', 'number']), Problem)
  for (const cursor of [
    '',
    'x',
    '\0',
    'null',
    '!!!!',
    Buffer.from('["a"]').toString('base64url'),
    Buffer.from('[1,"a"]').toString('base64url')
  ])
    refused(cursor)
  refused(Buffer.from('["\\u0000",1]').toString('base64url'))
  refused(Buffer.from('["a",1e300]').toString('base64url'))
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), cursor => {
      try {
        readPage({ cursor }, ['string', 'number'])
      } catch (error) {
        return error instanceof Problem && error.code === 'invalid-request'
      }
      return true
    })
  )
})
