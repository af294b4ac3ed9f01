import fc from 'fast-check'
import t from 'tap'
import { Problem } from '../../../schema/problems.ts'
import { demandSoundText, textFault } from './text-checks.ts'

t.test('text that comes back as it was sent is taken', async t => {
  for (const text of ['', '第一条　为了示范。\r\n\t', '𠮷野', '\u202e反向', '\u200b零宽', '\u2028']) t.equal(textFault(text), null)
})

t.test('a fault is named with its place', async t => {
  for (const text of ['\0', 'a\ud800b', '\udc00', '\u0007', '\u001b[31m']) {
    t.ok(textFault(text))
    t.throws(() => demandSoundText({ items: [{ title: text }] }, 'body'), {
      code: 'text-not-well-formed',
      errors: [{ pointer: '/items/0/title' }]
    })
    t.throws(() => demandSoundText({ [text]: 1 }, 'body'), { code: 'text-not-well-formed' }, 'names count too')
    t.throws(() => demandSoundText(text, 'body'), { code: 'text-not-well-formed' })
  }
})

t.test('a body may not nest without end', async t => {
  const nested = (depth: number) => JSON.parse('['.repeat(depth) + ']'.repeat(depth))
  t.doesNotThrow(() => demandSoundText(nested(20), 'body'))
  t.throws(() => demandSoundText(nested(100_000), 'body'), { code: 'invalid-request' })
})

t.test('any JSON is taken or refused as a problem', async () => {
  fc.assert(
    fc.property(fc.json({ stringUnit: 'binary' }), json => {
      try {
        demandSoundText(JSON.parse(json), 'body')
      } catch (error) {
        return error instanceof Problem
      }
      return true
    })
  )
})
