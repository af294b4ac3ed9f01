/** Before and after a bill, in a real browser: a hole of 四入 filled with a file, a bill opened from its plan item, and an evaluation that opens the next proposal. */
import type { Page } from 'playwright-core'
import t from 'tap'
import { chromiumPath, type House, openHouse } from './browser.ts'

// The demo takes its time to load on a busy machine, and a browser to start.
t.setTimeout(240_000)

const executablePath = chromiumPath()

/** Counts what a person presses. */
class Hand {
  clicks = 0
  readonly #page: Page
  constructor(page: Page) {
    this.#page = page
  }
  async follow(name: string | RegExp, within = 'body'): Promise<void> {
    this.clicks++
    await this.#page
      .locator(within)
      .getByRole('link', { name, exact: typeof name === 'string' })
      .first()
      .click()
    await this.#page.waitForLoadState()
  }
  async press(name: string): Promise<void> {
    this.clicks++
    await this.#page.getByRole('button', { name, exact: true }).click()
    await this.#page.waitForLoadState()
  }
}

t.test('before and after', { skip: executablePath === null && 'no Chromium is installed' }, async t => {
  const house: House = await openHouse(executablePath ?? '')
  t.teardown(house.close)
  const { page, said } = await house.window('guting')
  const start = async (address: string): Promise<Hand> => {
    await page.goto(address)
    return new Hand(page)
  }

  await t.test('J11: a hole of 四入 is filled with a document in three clicks, and its lamp changes', async t => {
    const hand = await start('/ledger')
    await hand.follow(/无记录 登记：澄川市夜间集市管理条例，纳入监督/)
    const row = page.locator('.fc-items > li', { has: page.getByLabel('名称或者文号') })
    await row.getByLabel('名称或者文号').fill('年度监督工作计划列入执法检查')
    await row.getByLabel('文号、案号').fill('澄人常〔2026〕31号')
    await row.getByLabel('附件').setInputFiles({ name: '监督计划.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7 计划') })
    hand.clicks++
    await row.getByRole('button', { name: '登记证据，事项完成' }).click()
    await page.getByRole('link', { name: '附件：监督计划.pdf' }).waitFor()
    t.match(await page.locator('.fc-items').filter({ hasText: '监督计划.pdf' }).innerText(), /已完成[\s\S]*澄人常〔2026〕31号/)
    t.ok(hand.clicks <= 4, `${hand.clicks} clicks`)
    const [file] = await house.services.db.selectFrom('file').select(['size']).where('size', '<', 40).execute()
    t.ok(file, 'the file is kept by its hash')
    await page.goto('/ledger')
    t.equal(await page.getByRole('link', { name: /无记录 登记：澄川市夜间集市管理条例，纳入监督/ }).count(), 0)
  })

  await t.test('an empty file is told from none, and what was typed is kept', async t => {
    const hand = await start('/ledger')
    await hand.follow(/无记录 登记：澄川市社区食堂服务条例，进入执法/)
    const row = page.locator('.fc-items > li', { has: page.getByLabel('名称或者文号') })
    await row.getByLabel('名称或者文号').fill('权责清单')
    await row.getByLabel('附件').setInputFiles({ name: '空.pdf', mimeType: 'application/pdf', buffer: Buffer.alloc(0) })
    await row.getByRole('button', { name: '只登记证据' }).click()
    await page.getByRole('alert').getByText('附件是空文件').waitFor()
    t.equal(await page.getByLabel('名称或者文号').inputValue(), '权责清单')
  })

  await t.test('J3: a bill with its task sheet and schedule is opened from its plan item in five clicks', async t => {
    const hand = await start('/')
    await hand.follow('规划计划', '.fc-rail')
    await hand.follow('澄川市人大常委会2026年度立法计划')
    await hand.follow('立案：澄川市老年友好街区建设促进条例')
    await page.getByLabel('目标施行日期').fill('2026-01-01')
    await page.getByRole('button', { name: '立案', exact: true }).click()
    t.ok((await page.getByRole('alert').count()) > 0, 'a target that cannot be kept is refused, with the rules')
    t.equal(await page.getByLabel('法规名称').inputValue(), '澄川市老年友好街区建设促进条例')
    await page.getByLabel('目标施行日期').fill(`${new Date().getFullYear() + 2}-10-01`)
    await hand.press('立案')
    t.ok(hand.clicks <= 5, `${hand.clicks} clicks`)
    t.equal(await page.locator('h1').innerText(), '澄川市老年友好街区建设促进条例')
    await page
      .getByRole('navigation', { name: '法规内容' })
      .getByRole('link', { name: /任务书/ })
      .click()
    t.ok((await page.locator('main').innerText()).includes('草拟条文'))
  })

  await t.test('an evaluation is opened, judged and concluded, and the proposal that follows is in the pool', async t => {
    const hand = await start('/bills')
    await hand.follow('澄川市屋顶花园促进条例')
    await hand.follow('后评估')
    await page.getByLabel('评估主体', { exact: true }).selectOption('thirdParty')
    await page.getByLabel(/^评估主体名称/).fill('某评估中心')
    await page.getByLabel('缘由').fill('代表多次建议')
    await hand.press('启动评估')
    for (const criterion of ['legality', 'rationality', 'coherence', 'operability', 'draftingQuality', 'effectiveness']) {
      await page.locator(`[name="${criterion}.score"]`).fill('85')
      await page.locator(`[name="${criterion}.grounds"]`).fill('问卷和台账')
    }
    await hand.press('保存评价')
    t.match(await page.locator('#criteria').innerText(), /综合得分 85/)
    await page.getByLabel('理由').fill('鉴定程序应当简化')
    await page.locator('#conclude-conclusion').selectOption('amend')
    await hand.press('作出结论')
    t.match(await page.getByRole('alert').innerText(), /还没有提交立法后评估报告/)
    t.equal(await page.getByLabel('理由').inputValue(), '鉴定程序应当简化')
    await page.getByRole('link', { name: '去提交' }).click()
    await page.getByRole('button', { name: '登记材料，填写文本' }).click()
    await page.getByLabel('正文').fill('# 立法后评估报告\n\n评估情况如下。\n')
    await page.getByLabel('修改说明').fill('提交')
    await page.getByRole('button', { name: '存为版本', exact: true }).click()
    await page.waitForLoadState()
    const bill = (await page.locator('.fc-crumb a[href^="/bills/"]').first().getAttribute('href')) ?? ''
    await page.goto(`${bill.split('?')[0]}/evaluation`)
    await page.getByLabel('理由').fill('鉴定程序应当简化')
    await page.locator('#conclude-conclusion').selectOption('amend')
    await page.getByLabel('评估情况已向常委会报告').check()
    await hand.press('作出结论')
    await hand.follow(/项目建议：修改《澄川市屋顶花园促进条例》/)
    t.match(await page.locator('main').innerText(), /待论证[\s\S]*后评估　某评估中心/)
  })

  t.same(said.foreign, [])
})
