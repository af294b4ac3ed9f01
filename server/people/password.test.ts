import t from 'tap'
import { accountName, accountNameFault } from './account-name.ts'
import { hashPassword, passwordFault, passwordHolds } from './password.ts'

t.test('good passwords are taken', async t => {
  for (const password of [
    '海棠-Luoxia-7412-qi', '梧桐-Yuhua-3058-mo', 'Tr0ub4dor&3xyz', '春江花月夜Aa1234x', 'correct horse Battery', '楠竹7株与8株之间Q', `${'x'.repeat(60)}Abcdefg1`
  ]) t.equal(passwordFault(password, 'chengban'), null, password) // biome-ignore format: a list
})

t.test('weak passwords are refused with the reason', async t => {
  const cases: readonly (readonly [password: string, reason: RegExp])[] = [
    ['', /至少 10 个字符/],
    ['Ab1-Ab1-A', /至少 10 个字符/],
    ['𠮷𠮷𠮷𠮷Aa1-', /至少 10 个字符/],
    [`${'Aa1-'.repeat(32)}x`, /不能超过 128/],
    ['abcdefghijklm', /三种/],
    ['abcdefgh12345', /三种/],
    ['ABCDEFGH12345', /三种/],
    ['海棠梧桐楠竹海棠梧桐楠竹', /三种/],
    ['Chengban-2026', /用户名/],
    ['x9-CHENGB-Kw2', /用户名/],
    ['x9-Ｃｈｅｎｇｂ-Kw2', /用户名/],
    ['Password123!', /太常见/],
    ['P@ssw0rd1234', /太常见/],
    ['Aa1-Aa1-Aa1-', /太常见/],
    ['Zhongguo2026!', /太常见/]
  ]
  for (const [password, reason] of cases) t.match(passwordFault(password, 'chengban'), reason, password)
})

t.test('a password is kept as an Argon2id hash that only it fits', async t => {
  const stored = await hashPassword('海棠-Luoxia-7412-qi')
  t.match(stored, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  t.equal(await passwordHolds(stored, '海棠-Luoxia-7412-qi'), true)
  t.equal(await passwordHolds(stored, '海棠-Luoxia-7412-q'), false)
  t.equal(await passwordHolds(null, '海棠-Luoxia-7412-qi'), false)
})

t.test('one account has one name, however it is typed', async t => {
  t.equal(accountName(' ＣｈｅｎｇＢａｎ '), 'chengban')
  t.equal(accountNameFault(accountName('沈若川')), null)
  t.equal(accountNameFault(accountName('check-administrator')), null)
  for (const name of ['', '-x', 'a b', 'a/b', '../etc', 'a\0', '<script>', 'x'.repeat(33), '\u202ea', 'a\ud800'])
    t.ok(accountNameFault(accountName(name)), JSON.stringify(name))
})
