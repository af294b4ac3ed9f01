/** Every checklist that is delivered obeys the schema, and says nothing that the schema cannot check but the ledger relies on. */
import fs from 'node:fs'
import { Ajv } from 'ajv'
import t from 'tap'
import { Checklist } from './checklist.ts'

const folder = new URL('../workflows/checklists/', import.meta.url)
const validate = new Ajv({ allErrors: true, strict: true, strictTuples: false }).compile<Checklist>(Checklist)

function read(file: string): Checklist {
  const found: unknown = JSON.parse(fs.readFileSync(new URL(file, folder), 'utf8'))
  if (!validate(found)) throw new Error(`${file}: ${JSON.stringify(validate.errors, null, 2)}`)
  return found
}

/** The smallest checklist; each test spoils one member of it. */
const small = (due: unknown = { from: 'effectiveOn', plus: 'P60D' }) => ({
  id: 'small',
  version: 1,
  title: '小清单',
  units: {},
  evidenceKinds: [{ id: 'document', title: '文件' }],
  entries: [{ id: 'enforcement', title: '进入执法', column: true }],
  rows: [
    {
      id: 'enf-one',
      entry: 'enforcement',
      item: '制定裁量基准',
      basis: '工作惯例',
      binding: 'practice',
      responsibleUnit: '主管部门',
      cooperatingUnits: [],
      evidence: { kind: 'document', title: '文本' },
      due,
      onAmend: false
    }
  ]
})

t.test('delivered checklists', async t => {
  for (const file of fs.readdirSync(folder)) {
    const { id, entries, rows, evidenceKinds } = read(file)
    t.equal(`${id}.json`, file, 'a checklist is found by its file name')
    for (const [name, ids] of Object.entries({
      entries: entries.map(e => e.id),
      rows: rows.map(r => r.id),
      kinds: evidenceKinds.map(k => k.id)
    }))
      t.equal(new Set(ids).size, ids.length, `${file}: no ${name} twice`)
    for (const row of rows) {
      t.ok(
        entries.some(entry => entry.id === row.entry),
        `${row.id} stands in an entry that exists`
      )
      t.ok(
        evidenceKinds.some(kind => kind.id === row.evidence.kind),
        `${row.id} names a kind of evidence that exists`
      )
      t.ok(row.due !== 'asNeeded' || row.dueNote, `${row.id} says when it is needed if it has no date`)
    }
    for (const entry of entries)
      t.ok(
        rows.some(row => row.entry === entry.id),
        `${entry.id} is not empty`
      )
    for (const kind of evidenceKinds)
      t.ok(
        rows.some(row => row.evidence.kind === kind.id),
        `${kind.id} is used`
      )
  }
})

t.test('四入 has its four columns, and preparation before them', async t => {
  const { entries } = read('four-entries.json')
  t.same(
    entries.filter(entry => entry.column).map(entry => entry.title),
    ['进入执法', '融入司法', '列入普法', '纳入监督']
  )
  t.equal(entries[0]?.column, false)
})

t.test('what a city may get wrong is refused', async t => {
  const refused = (list: object, why: string) => t.notOk(validate(list), why)
  t.ok(validate(small()), 'the small one is right')
  refused({ ...small(), etnries: [] }, 'a misspelt member')
  refused(small({ from: 'passedOn', plus: 'P60D' }), 'a day that nothing counts from')
  refused(small({ from: 'effectiveOn', plus: '60天' }), 'a period in words')
  refused(small('sometime'), 'a due rule that is none')
  refused({ ...small(), rows: [] }, 'no row at all')
  refused({ ...small(), version: 0 }, 'a version before the first')
})
