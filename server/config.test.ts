import path from 'node:path'
import t from 'tap'
import { readConfig } from './config.ts'

t.test('everything is optional', async t => {
  t.same(readConfig({ PORT: '', LOG_LEVEL: ' ' }), {
    host: '127.0.0.1',
    port: 3000,
    dataDir: path.resolve('data'),
    databaseUrl: null,
    workflowsDir: path.resolve('workflows'),
    demo: true,
    logLevel: 'info',
    sessionSecret: null,
    notices: { mail: null, webhook: null },
    office: { name: null, phone: null }
  })
  t.match(readConfig({ PORT: '0', DEMO: '0', DATABASE_URL: 'postgres://facheng@localhost/facheng' }), {
    port: 0,
    demo: false,
    databaseUrl: 'postgres://facheng@localhost/facheng'
  })
})

t.test('a wrong value is named', async t => {
  const wrong: Readonly<Record<string, readonly string[]>> = {
    PORT: ['eighty', '-1', '65536', '80.5', '1e3', '0x50', '８０'],
    DEMO: ['yes', 'true', '2'],
    LOG_LEVEL: ['loud', 'INFO'],
    DATABASE_URL: ['mysql://localhost/x', 'postgres', 'postgres://[', 'file:facheng.db'],
    SESSION_SECRET: ['short', 'x'.repeat(31)],
    MAIL_URL: ['mail.example', 'http://mail.example', 'smtp://', 'smtp://['],
    OFFICE_NAME: ['两行\n名称', '长'.repeat(31)],
    HELP_PHONE: ['3'.repeat(31)],
    WEBHOOK_URL: ['qyapi', 'ftp://robot.example', 'https://', 'https://a:b@robot.example']
  }
  for (const [name, values] of Object.entries(wrong)) {
    for (const value of values)
      t.throws(() => readConfig({ [name]: value }), { message: new RegExp(`^${name}.*[\\u4e00-\\u9fff]`) }, `${name}=${value}`)
  }
})

t.test('mail needs an address to send from, and no message repeats a password', async t => {
  t.match(readConfig({ MAIL_URL: 'smtps://u:geheim@mail.example:465', MAIL_FROM: 'facheng@mail.example' }).notices.mail, {
    from: 'facheng@mail.example'
  })
  t.throws(() => readConfig({ MAIL_FROM: 'facheng@mail.example' }), { message: /^MAIL_URL 没有设置/ })
  t.throws(() => readConfig({ MAIL_URL: 'smtp://mail.example' }), { message: /^MAIL_FROM 没有设置/ })
  for (const from of ['facheng', 'a@b.example, c@d.example', '法程 <a@b.example>'])
    t.throws(() => readConfig({ MAIL_URL: 'smtp://mail.example', MAIL_FROM: from }), { message: /^MAIL_FROM=.+不是邮箱地址/ })
  try {
    readConfig({ MAIL_URL: 'http://u:geheim@mail.example', MAIL_FROM: 'a@b.example' })
    t.fail('refused')
  } catch (error) {
    t.notMatch(String(error), 'geheim')
  }
})
