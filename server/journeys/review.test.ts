/** Asking, answering and judging, in a real browser: fifty are asked with four presses, a reviewer speaks on a phone, a hundred opinions are answered by keys. */
import type { Page } from 'playwright-core'
import t from 'tap'
import { listBills } from '../bills/list.ts'
import { readDocumentVersion } from '../drafts/documents.ts'
import { draftOf } from '../drafts/draft-of.ts'
import { parse, passages } from '../law/index.ts'
import { fileOpinion } from '../opinions/file.ts'
import { opinionTotals } from '../opinions/read.ts'
import { accountByName } from '../people/accounts.ts'
import { addConsultee } from '../reviews/consultees.ts'
import type { Actor } from '../store/services.ts'
import { chromiumPath, type House, openHouse } from './browser.ts'

t.setTimeout(240_000)

const executablePath = chromiumPath()
const EXPERTS = 40
const POINTS = 10
const PHONE = { width: 360, height: 740 }

/** Presses by mouse or finger, counted. */
function presses(page: Page) {
  let count = 0
  return {
    count: () => count,
    press: async (role: 'button' | 'link' | 'checkbox', name: string | RegExp) => {
      count++
      await page.getByRole(role, { name }).first().click()
      await page.waitForLoadState()
    }
  }
}

t.test('asking, answering, judging', { skip: executablePath === null && 'no Chromium is installed' }, async t => {
  const house: House = await openHouse(executablePath ?? '')
  t.teardown(house.close)
  const { services } = house
  const account = await accountByName(services, 'guting')
  const officer: Actor = { id: account.id, name: account.username, displayName: account.displayName, role: 'staff' }
  const { items: bills } = await listBills(services, {})
  const bill = bills.find(({ title }) => title === '澄川市楠竹林保护条例')?.id ?? ''
  const draft = await draftOf(services, bill)
  const before = (await services.db.selectFrom('consultee').select('kind').execute()).map(({ kind }) => kind)
  // One of the demo's experts has served his term, and is not asked with all.
  for (let n = before.filter(kind => kind === 'expert').length - 1; n < EXPERTS; n++)
    await addConsultee(services, officer, { kind: 'expert', name: `专家${n + 1}`, field: '生态环境' })
  for (let n = before.filter(kind => kind === 'contactPoint').length; n < POINTS; n++)
    await addConsultee(services, officer, { kind: 'contactPoint', name: `社区联系点${n + 1}` })
  const { page, said } = await house.window('guting')
  let link = ''

  await t.test('J6: a version goes to forty experts and ten contact points, each with a link', async t => {
    const { press, count } = presses(page)
    await page.goto(`/documents/${draft?.id}`)
    await press('link', '征求意见')
    await page.getByLabel('名称').fill('征求专家和联系点意见')
    await page.getByLabel('截止日期').fill(`${new Date().getFullYear() + 1}-12-31`)
    await press('checkbox', /^全部立法咨询专家/)
    await press('checkbox', /^全部基层立法联系点/)
    await press('button', '开始征求意见')
    const links = await page.locator('.fc-links code').allInnerTexts()
    // Whoever has an account needs no link.
    const withAccount = (await services.db.selectFrom('consultee').select('id').where('account', 'is not', null).execute()).length
    t.equal(new Set(links).size, EXPERTS + POINTS - withAccount)
    t.equal(links.length, new Set(links).size, 'each its own')
    t.ok(count() <= 4, `${count()} presses`)
    link = links.at(-1) ?? ''
    for (const [name, suffix] of [
      ['导出 Excel', '.xlsx'],
      ['导出 CSV', '.csv']
    ] as const) {
      const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name }).click()])
      t.ok(file.suggestedFilename().endsWith(suffix))
    }
    await page.getByRole('link', { name: '看谁已经答复' }).click()
    t.match(await page.locator('#whom').innerText(), /未答复 50，已答复 0/)
    const [calendar] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: '截止日加入日历' }).click()])
    t.match(calendar.suggestedFilename(), /\.ics$/)
  })

  await t.test('J7: whoever was invited gives three opinions on a phone, and sends them together', async t => {
    const guest = await house.window(null, { viewport: PHONE, hasTouch: true, isMobile: true })
    const { press, count } = presses(guest.page)
    await guest.page.goto(new URL(link).pathname)
    await press('button', '开始阅读')
    for (const [at, body] of ['写明由谁牵头', '期限太短', '增加公示的要求'].entries()) {
      await guest.page.locator('article.fc-art a[data-ask]').nth(at).click()
      await guest.page.waitForLoadState()
      await guest.page.getByLabel('意见', { exact: false }).and(guest.page.locator('textarea[name=body]')).fill(body)
      await press('button', '记下')
      const wide = await guest.page.evaluate('document.documentElement.scrollWidth - innerWidth')
      t.ok(Number(wide) <= 0, 'nothing reaches beyond the side')
    }
    await press('link', '提交评审（3）')
    t.equal(await guest.page.locator('.fc-outbox li').count(), 3, 'what will be sent is shown')
    await press('button', '提交 3 条意见')
    t.match(await guest.page.getByRole('status').innerText(), /提交成功，3 条意见/)
    // Three presses of 提意见 are not counted by `press`.
    t.ok(count() + 3 <= 9, `${count() + 3} presses`)
    t.same(guest.said, { console: [], foreign: [] })
    await guest.context.close()
  })

  await t.test('J7 by keyboard alone', async t => {
    const expert = await house.window('qiumingyuan')
    await expert.page.goto('/reviews?all=1')
    t.match(await expert.page.locator('.fc-rail').innerText(), /我的评审\s*已提交\s*帮助/)
    const keyboard = expert.page.keyboard
    // The review of the demo and the one of J6.
    await expert.page.getByRole('link', { name: '评审', exact: true }).first().focus()
    await keyboard.press('Enter')
    await expert.page.getByRole('link', { name: '开始阅读' }).waitFor()
    await expert.page.getByRole('link', { name: '开始阅读' }).focus()
    await keyboard.press('Enter')
    await expert.page.waitForURL(/view=redline/)
    await keyboard.press('n')
    await Promise.all([expert.page.waitForURL(/at=/), keyboard.press('c')])
    await expert.page.locator('textarea[name=body]:focus').waitFor()
    await keyboard.type('写明由谁牵头')
    await keyboard.press('Tab')
    await keyboard.press('Tab')
    await Promise.all([expert.page.waitForURL(url => !url.search.includes('at=')), keyboard.press('Enter')])
    t.match(await expert.page.locator('.fc-op--draft').innerText(), /待提交[\s\S]*写明由谁牵头/)
    await expert.context.close()
  })

  await t.test('J8: a hundred opinions are answered with two hundred keys', async t => {
    const other = bills.find(({ title }) => title === '澄川市共享电单车停放管理条例')?.id ?? ''
    const text = await draftOf(services, other)
    const seq = text?.newest ?? 1
    const { text: words } = await readDocumentVersion(services, text?.id ?? '', seq)
    const labels = passages(parse(words)).flatMap(({ unit, label }) => (unit === 'article' ? [label] : []))
    const known = (await opinionTotals(services, other, {})).byVerdict.get('open') ?? 0
    const wanted = 100 - known
    const demands = ['写明牵头部门', '公布投诉电话', '与省里的规定衔接', '罚款的幅度偏高', '写清楚由谁巡查']
    for (let n = 0; n < wanted; n++) {
      // Half say what another has said.
      const nth = n - (n % 2)
      const body = `${demands[nth % demands.length]}，${nth % 4 === 0 ? '否则难以执行' : '群众意见较大'}`
      await fileOpinion(services, officer, other, {
        ...{ document: text?.id ?? '', version: seq, article: labels[nth % labels.length] ?? null, body },
        ...{ source: 'public', givenBy: `群众${n + 1}` }
      })
    }
    await page.goto(`/bills/${other}/opinions?verdict=open`)
    let keys = 0
    const key = async (name: string) => {
      keys++
      await page.keyboard.press(name)
    }
    for (let round = 0; round < 100 && (await page.locator('.fc-verdicts').count()) > 0; round++) {
      const address = page.url()
      if (round % 10 === 9) {
        await key('3')
        await key('5')
      } else await key('1')
      await Promise.all([page.waitForURL(url => url.href !== address), key('Enter')])
      await page.waitForLoadState()
    }
    const totals = await opinionTotals(services, other, {})
    t.equal(totals.byVerdict.get('open') ?? 0, 0)
    t.ok(keys <= 200, `${keys} keys`)
    const report = await page.request.get(`/api/v1/bills/${other}/opinions?format=md`)
    const count = (verdict: string) => totals.byVerdict.get(verdict) ?? 0
    t.match(await report.text(), `共收到意见 ${totals.total} 条`, 'the table counts what the database holds')
    t.match(
      await report.text(),
      `采纳 ${count('adopted')}、部分采纳 ${count('partlyAdopted')}、不采纳 ${count('notAdopted')}、另行研究 ${count('deferred')}，未处理 0`
    )
    await page.getByRole('button', { name: '撤销', exact: true }).click()
    t.equal((await opinionTotals(services, other, {})).byVerdict.get('open'), 1, 'a verdict is taken back with one press')
  })

  await t.test('nothing was blocked, nothing failed, nobody else was asked', async t => {
    t.same(said, { console: [], foreign: [] })
  })
})
