import fc from 'fast-check'
import t from 'tap'
import { formatNumeral, parseNumeral } from './numerals.ts'

t.test('numbers have one proper form', t => {
  const forms = {
    1: '一',
    10: '十',
    11: '十一',
    19: '十九',
    20: '二十',
    21: '二十一',
    100: '一百',
    101: '一百零一',
    110: '一百一十',
    111: '一百一十一',
    120: '一百二十',
    1000: '一千',
    1001: '一千零一',
    1010: '一千零一十',
    1260: '一千二百六十',
    10000: '一万',
    10010: '一万零一十',
    110000: '十一万'
  }
  for (const [number, form] of Object.entries(forms)) {
    t.equal(formatNumeral(Number(number)), form)
    t.equal(parseNumeral(form), Number(number))
  }
  t.end()
})

t.test('forms that stored texts have are read too', t => {
  for (const [form, number] of Object.entries({
    一百十: 110,
    一百一: 101,
    二〇二六: 2026,
    '12': 12,
    '１２': 12,
    '三十－': 31,
    两: 2,
    百: 100
  })) {
    t.equal(parseNumeral(form), number, form)
  }
  t.end()
})

t.test('what is no number is null, and no number is too large for its successor', t => {
  for (const text of ['', '第', '一 百', '十甲', 'x', '九'.repeat(19), '九千万', '1'.repeat(400)])
    t.equal(parseNumeral(text), null, text.slice(0, 20))
  t.throws(() => formatNumeral(-1), RangeError)
  t.throws(() => formatNumeral(1.5), RangeError)
  t.throws(() => formatNumeral(1e9), RangeError)
  fc.assert(fc.property(fc.integer({ min: 0, max: 9_999_999 }), number => parseNumeral(formatNumeral(number)) === number))
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'零〇一二九十百千万0９') }), text => {
      const number = parseNumeral(text)
      return number === null || formatNumeral(number + 1) !== ''
    })
  )
  t.end()
})
