/** Opinions that come by file: looked at first, then written all at once, or not at all. */
import fs from 'node:fs'
import path from 'node:path'
import type { KyselyPlugin } from 'kysely'
import t from 'tap'
import { type TestApp, withApp } from '../app-testing.ts'
import { filesAs } from '../opinions/testing.ts'
import type { Actor } from '../store/services.ts'
import { readUpload } from '../uploads/read-upload.ts'
import { confirmImport, importsDone } from './confirm.ts'

// Every file is read in a process of its own, which a busy machine starts slowly.
t.setTimeout(240_000)

const TEXT = `# 澄川市渡口管理条例

第一条　为了规范渡口管理，保障乘客安全，制定本条例。

第二条　渡口经营者应当自首次经营之日起三十日内，向所在地的区人民政府登记。

登记不收取费用。

第三条　渡口应当设置醒目标志。

第四条　本条例自2027年1月1日起施行。
`
const review = () => new Uint8Array(fs.readFileSync(path.join(import.meta.dirname, '../formats/fixtures/libreoffice-review.docx')))

async function billWithText(tested: TestApp) {
  const staff = tested.as('staff')
  const filed = await staff.post('/api/v1/bills', { title: '澄川市渡口管理条例', kind: 'enact', workflow: 'municipal-regulation' })
  const bill = String(filed.json()['id'])
  const document = String((await staff.post(`/api/v1/bills/${bill}/documents`, { kind: 'draft' })).json()['id'])
  await staff.post(`/api/v1/documents/${document}/versions`, { text: TEXT, message: '', parent: null })
  const opinions = async () =>
    (await staff.get(`/api/v1/bills/${bill}/opinions?limit=100`)).json<{ items: Record<string, unknown>[] }>().items
  return { staff, bill, document, opinions, address: `/bills/${bill}/opinions/import` }
}

withApp('a Word file that came back: nothing is written before it is confirmed, and nothing twice', async (t, tested) => {
  const { staff, opinions, address } = await billWithText(tested)
  const officer = await filesAs(tested, 'chengban', 'staff')
  t.match((await officer.get(address)).text, '导入 Word 修订稿')

  const begun = await officer.post(address, { kind: 'word' }, { name: '../卫长青<意见>.docx', bytes: review() })
  t.equal(begun.status, 303, begun.text)
  const shown = (await officer.get(begun.location)).text
  t.match(shown, '读出 3 条　可以导入 3 条　有误 0 条　重复 0 条')
  t.match(shown, '建议的表述：渡口经营者应当自首次经营之日起十五个工作日内，')
  t.match(shown, '卫长青&lt;意见>.docx')
  t.notMatch(shown, '../')
  t.strictSame(await opinions(), [], 'only looked at')

  t.equal((await officer.post(begun.location, { act: 'confirm', source: 'expert' })).status, 303)
  await importsDone()
  t.match((await officer.get(begun.location)).text, '已导入 3 条意见')
  t.match(await opinions(), [
    {
      article: '第二条',
      quote: '渡口经营者应当自首次经营之日起三十日内，',
      givenBy: '卫长青',
      givenOn: '2026-05-20',
      source: 'expert',
      status: 'submitted'
    },
    { article: '第三条', proposal: '渡口应当配备救生设备。', givenBy: '沈若川' },
    { article: '第三条', quote: '醒目标志', quoteState: 'present' }
  ])
  const events = (await tested.as('administrator').get('/api/v1/audit?limit=5')).json<{ items: { kind: string; subject: string }[] }>()
    .items
  t.equal(events.filter(({ kind }) => kind === 'opinionsImported').length, 1, 'one event for all')
  t.equal((await officer.post(begun.location, { act: 'confirm', source: 'expert' })).status, 422, 'not twice')

  const again = await officer.post(address, { kind: 'word' }, { name: '又一次.docx', bytes: review() })
  t.match((await officer.get(again.location)).text, '可以导入 0 条　有误 0 条　重复 3 条')
  t.equal((await officer.post(again.location, { act: 'cancel' })).status, 303)
  t.match((await officer.get(again.location)).text, '已取消')
  t.equal((await opinions()).length, 3)

  const exported = await officer.get(`/api/v1/documents/${String((await opinions())[0]?.['document'])}/versions/1/docx`)
  const ours = await officer.post(address, { kind: 'word' }, { name: '原样.docx', bytes: exported.bytes })
  t.match((await officer.get(ours.location)).text, '可以导入 0 条　有误 0 条　重复 3 条', 'comments that we wrote are known')
  void staff
})

withApp('what cannot be imported is refused in the form, and only staff import', async (t, tested) => {
  const { address, bill } = await billWithText(tested)
  const officer = await filesAs(tested, 'chengban', 'staff')
  const refused = async (fields: Record<string, string>, file?: { name: string; bytes: Uint8Array }) => {
    const answer = await officer.post(address, fields, file)
    t.equal(answer.status, 422)
    return answer.text
  }
  t.match(await refused({ kind: 'word' }), '请先选择要导入的文件')
  t.match(await refused({ kind: 'word' }, { name: '意见.docx', bytes: Buffer.from('%PDF-1.7') }), '不是 Word 的 DOCX 文件')
  t.match(await refused({ kind: 'table', pasted: '' }), '请先选择要导入的文件')
  const expert = await filesAs(tested, 'zhuanjia', 'expert')
  t.equal((await expert.get(address)).status, 403)
  t.equal((await expert.post(address, { kind: 'table', pasted: '很好' })).status, 403)
  t.equal((await officer.get('/imports/nosuch')).status, 404)
  t.equal((await officer.post(`/bills/${bill}x/opinions/import`, { kind: 'table', pasted: '好' })).status, 404)
})

withApp('a table: columns, wrong rows, settings for all', async (t, tested) => {
  const { opinions, address } = await billWithText(tested)
  const officer = await filesAs(tested, 'chengban', 'staff')
  const pasted =
    '条款\t意见\t单位\n第二条\t期限太短\t市交通局\n第九条\t没有这条\t市水利局\n\t=HYPERLINK("x")\t\n第二条\t期限太短\t市交通局\n'
  const { location } = await officer.post(address, { kind: 'table', pasted })
  t.match((await officer.get(location)).text, '读出 4 条　可以导入 2 条　有误 1 条　重复 1 条')
  const wrong = await officer.get(`${location}/wrong.xlsx`)
  const rows = await readUpload('table', { name: '', bytes: wrong.bytes })
  t.strictSame(rows.slice(-2), [
    ['条款', '意见', '单位', '原因'],
    ['第九条', '没有这条', '市水利局', '文本中没有第九条']
  ])
  await officer.post(`${location}/columns`, { article: '', body: '1', givenBy: '2', skip: '1' })
  t.match((await officer.get(location)).text, '读出 4 条　可以导入 3 条　有误 0 条', 'without the column nothing is wrong with it')
  t.equal((await officer.post(`${location}/columns`, { body: 'x' })).status, 400)
  await officer.post(`${location}/columns`, { article: '0', body: '1', givenBy: '2', skip: '1' })
  t.equal((await officer.post(location, { act: 'confirm', source: 'fire' })).status, 422)
  await officer.post(location, { act: 'confirm', source: 'department' })
  await importsDone()
  t.match(await opinions(), [
    { article: '第二条', body: '期限太短', givenBy: '市交通局', source: 'department' },
    { article: null, body: '=HYPERLINK("x")', givenBy: '政府部门' }
  ])
})

withApp('5,000 rows: written all at once, or stopped and not at all', async (t, tested) => {
  const { opinions, address } = await billWithText(tested)
  const officer = await filesAs(tested, 'chengban', 'staff')
  const rows = Array.from(
    { length: 5_000 },
    (_, index) => `第${'一二三四'[index % 4]}条,意见之${index},来信人${index},2026-05-0${(index % 9) + 1}`
  )
  const csv = Buffer.from(`条款,意见,提出人,日期\n${rows.join('\n')}`)
  const stopped = await officer.post(address, { kind: 'table' }, { name: '意见.csv', bytes: csv })
  // Cancelled once its first rows are prepared: an import that races with its cancelling may be the quicker one.
  let updates = 0
  const cancelling: KyselyPlugin = {
    transformQuery: ({ node }) => node,
    transformResult: async ({ result }) => {
      if (result.numAffectedRows !== undefined && ++updates === 2)
        t.equal((await officer.post(stopped.location, { act: 'cancel' })).status, 303)
      return result
    }
  }
  const staff: Actor = { id: 'chengban', name: 'chengban', displayName: '承办', role: 'staff' }
  const services = { ...tested.services, db: tested.services.db.withPlugin(cancelling) }
  await confirmImport(services, staff, stopped.location.slice('/imports/'.length), { source: 'public' })
  await importsDone()
  t.equal(updates, 3, 'begun, its first step, and refused at its second')
  t.match((await officer.get(stopped.location)).text, '已取消，没有写入任何意见')
  t.strictSame(await opinions(), [])

  const { location } = await officer.post(address, { kind: 'table' }, { name: '意见.csv', bytes: csv })
  await officer.post(location, { act: 'confirm', source: 'public' })
  await importsDone()
  const progress = await tested.as('staff').get(`/api/v1${location}`)
  t.match(progress.json(), { status: 'done', rowsDone: 5_000, rowsTotal: 5_000, imported: 5_000 })
  t.equal((await opinions()).length, 100)
})

withApp('an import that was cut short wrote nothing and may be begun again', async (t, tested) => {
  const { opinions, address } = await billWithText(tested)
  const officer = await filesAs(tested, 'chengban', 'staff')
  const { location } = await officer.post(address, { kind: 'table', pasted: '很好' })
  const cut = { status: 'running', updatedAt: '2000-01-01T00:00:00.000Z' }
  await tested.services.db.updateTable('importJob').set(cut).execute()
  t.match((await officer.get(location)).text, '上次导入中断，没有写入任何意见')
  await officer.post(location, { act: 'confirm', source: 'public' })
  await importsDone()
  t.equal((await opinions()).length, 1)
})
