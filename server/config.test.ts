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
    sessionSecret: null
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
    SESSION_SECRET: ['short', 'x'.repeat(31)]
  }
  for (const [name, values] of Object.entries(wrong)) {
    for (const value of values)
      t.throws(() => readConfig({ [name]: value }), { message: new RegExp(`^${name}.*[\\u4e00-\\u9fff]`) }, `${name}=${value}`)
  }
})
