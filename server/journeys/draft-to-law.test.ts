/** A regulation's way through the pages, in a real browser: from an imported draft to its redline, and from approval to the first worked-off row of 四入. */
import fs from 'node:fs'
import type { Page } from 'playwright-core'
import t from 'tap'
import { chromiumPath, type House, openHouse } from './browser.ts'

// The demo takes its time to load on a busy machine, and a browser to start.
t.setTimeout(240_000)

const executablePath = chromiumPath()

const FIRST = `# 澄川市夜市噪声管理条例（草案）

## 第一章 总则

第一条 为了规范夜市噪声管理，制定本条例。

第二条 本条例适用于本市行政区域内的夜市。

## 第二章 管理

第三条 夜市经营者应当在二十二时前关闭音响设备。

第四条 市城市管理主管部门负责夜市噪声的监督管理工作。
`
const SECOND = FIRST.replace('二十二时', '二十一时三十分').replace(
  '第四条 市城市',
  '第四条 夜市开办单位应当公布投诉电话。\n\n第五条 市城市'
)

const WITHOUT_SCRIPT = { javaScriptEnabled: false }

/** Presses the one button of this name and waits for the page that it leads to. */
const press = async (page: Page, name: string | RegExp): Promise<void> => {
  await page.getByRole('button', { name, exact: typeof name === 'string' }).click()
  await page.waitForLoadState()
}
const follow = async (page: Page, name: string | RegExp): Promise<void> => {
  await page
    .getByRole('link', { name, exact: typeof name === 'string' })
    .first()
    .click()
  await page.waitForLoadState()
}

/** Hands in the paper that the first line of the blocker box misses. */
async function handIn(page: Page, text: string): Promise<void> {
  const bill = page.url().split(/[?#]/)[0] ?? ''
  await page.locator('#block').getByRole('link', { name: '去提交' }).first().click()
  await press(page, '登记材料，填写文本')
  await page.getByLabel('正文').fill(text)
  await page.getByLabel('修改说明').fill('提交')
  await press(page, '存为版本')
  await page.goto(bill)
}

t.test('from a draft to a law', { skip: executablePath === null && 'no Chromium is installed' }, async t => {
  const house: House = await openHouse(executablePath ?? '')
  t.teardown(house.close)
  const { page, said } = await house.window('guting')
  // The text is edited in the form that every browser can show; the editor that takes its place has a test of its own.
  const { page: plain } = await house.window('guting', WITHOUT_SCRIPT)

  await t.test('signing in leads to the desk', async t => {
    t.equal(await page.title(), '工作台 · 法程')
    t.match(await page.locator('.fc-tools').innerText(), /顾庭/)
  })

  await t.test('a bill is filed; a form that lacks its title says so and keeps what was typed', async t => {
    await follow(page, '项目库')
    await follow(page, /^法规案/)
    await follow(page, '新建法规案')
    await page.getByLabel('办理流程').selectOption('municipal-regulation')
    await page.getByLabel('承办人').fill('顾庭')
    await press(page, '登记法规案')
    t.match(await page.getByRole('alert').innerText(), /请填写法规名称/)
    t.equal(await page.getByLabel('承办人').inputValue(), '顾庭')
    await page.getByLabel('法规名称').fill('澄川市夜市噪声管理条例')
    await press(page, '登记法规案')
    t.equal(await page.locator('h1').innerText(), '澄川市夜市噪声管理条例')
  })

  await t.test('a Markdown file is imported as the first version', async t => {
    await follow(page, '导入草案')
    await page.getByLabel('Markdown 文件').setInputFiles({ name: '草案.md', mimeType: 'text/markdown', buffer: Buffer.from(FIRST) })
    await page.waitForFunction("document.getElementById('text').value.includes('第四条')")
    await page.getByLabel('修改说明').fill('起草单位报送')
    await press(page, '存为版本')
    t.match(await page.locator('.fc-law').innerText(), /第一条\s*为了规范夜市噪声管理/)
  })

  await t.test('a second version is saved, and the redline shows what came and went', async t => {
    await plain.goto(page.url())
    await follow(plain, '修改文本')
    t.equal(await plain.getByLabel('正文').inputValue(), FIRST, 'the field holds the text to the character')
    await plain.getByLabel('正文').fill(SECOND)
    await plain.getByLabel('修改说明').fill('征求意见后修改')
    await plain.getByLabel('稿次').selectOption('consultationDraft')
    await press(plain, '存为版本')
    await page.goto(plain.url())
    await follow(page, '对照上一版')
    t.match(await page.locator('.fc-nav').innerText(), /新增 1 条[\s\S]*第四条[\s\S]*修改 1 条[\s\S]*第三条/)
    t.same(await page.locator('.fc-art ins').allInnerTexts(), ['一时三十分', '第四条', '夜市开办单位应当公布投诉电话。'])
    await page.keyboard.press('n')
    t.match(await page.locator('.fc-art.is-now').innerText(), /第三条/)
    await page.keyboard.press('n')
    t.match(await page.locator('.fc-art.is-now').innerText(), /第四条/)
    await page.keyboard.press('p')
    t.match(await page.locator('.fc-art.is-now').innerText(), /第三条/)
    await follow(page, '修改前')
    t.match(await page.locator('.fc-law').innerText(), /二十二时前/)
  })

  await t.test('somebody was quicker: both texts are shown, and what was typed is kept', async t => {
    const other = await house.window('jizhixing', WITHOUT_SCRIPT)
    await plain.goto(`${page.url().split('/redline')[0]}/edit`)
    await other.page.goto(plain.url())
    const theirs = SECOND.replace('制定本条例', '根据有关法律，制定本条例')
    await other.page.getByLabel('正文').fill(theirs)
    await other.page.getByLabel('修改说明').fill('补充立法依据')
    await press(other.page, '存为版本')
    await plain.getByLabel('正文').fill(SECOND.replace('投诉电话', '投诉电话和地址'))
    await plain.getByLabel('修改说明').fill('补充地址')
    await press(plain, '存为版本')
    t.match(await plain.locator('#block').innerText(), /纪知行已保存第 3 版，您的文字没有丢失/)
    t.match(await plain.getByLabel('您提交的文字').inputValue(), /投诉电话和地址/)
    const merged = await plain.getByLabel('正文').inputValue()
    t.match(merged, /根据有关法律[\s\S]*投诉电话和地址/, 'both changes stand in the merge')
    await press(plain, '存为版本')
    t.match(await plain.locator('.fc-law').innerText(), /根据有关法律[\s\S]*投诉电话和地址/)
    t.same(other.said, { console: [], foreign: [] })
    await other.context.close()
  })

  await t.test('why the bill cannot advance is said, and mended, and it advances', async t => {
    await follow(page, '澄川市夜市噪声管理条例')
    const missing = page.locator('#block')
    t.match(await missing.innerText(), /办理“申请立项”还差 \d 项[\s\S]*立法法第/)
    await page.locator('#step-apply summary').click()
    await press(page, '申请立项')
    t.match(await page.getByRole('alert').innerText(), /还差 \d 项/, 'the button is never dead: it answers what is missing')
    while ((await missing.count()) > 0) await handIn(page, '申请立项的理由如下。\n')
    await press(page, '申请立项')
    t.match(await page.locator('.fc-who').innerText(), /立项论证/)
  })

  await t.test('an approved regulation is promulgated', async t => {
    await follow(page, '项目库')
    await follow(page, /^法规案/)
    await follow(page, '澄川市河滩露营管理条例')
    t.match(await page.locator('#block').innerText(), /办理“批准”还差 1 项[\s\S]*批准决定/)
    await handIn(page, '省人民代表大会常务委员会决定批准《澄川市河滩露营管理条例》。\n')
    await press(page, '批准')
    t.match(await page.locator('.fc-who').innerText(), /公布/)
    while ((await page.locator('#block').getByRole('link', { name: '去提交' }).count()) > 0) await handIn(page, '现予公布。\n')
    const effective = `${new Date().getFullYear() + 1}-06-01`
    await page.locator('#step-promulgate').getByLabel('施行日期').fill(effective)
    for (const field of await page.locator('#step-promulgate input[required][type="text"]').all()) await field.fill('第9号')
    for (const box of await page.locator('#step-promulgate input[type="checkbox"]').all()) await box.check()
    await press(page, '公布')
    t.equal(await page.locator('.fc-stages [aria-current="step"] b').innerText(), '颁布')
  })

  await t.test('a row of 四入 is done with its evidence', async t => {
    await page.getByRole('navigation', { name: '法规内容' }).getByRole('link', { name: '四入' }).click()
    await follow(page, '办理四入事项')
    const row = page.locator('.fc-items > li').first()
    await row.getByRole('link', { name: /办理/ }).click()
    await row.getByLabel('名称或者文号').fill('公告第9号')
    await row.getByRole('button', { name: '登记证据，事项完成' }).click()
    await row.getByText('已完成').waitFor()
    t.match(await row.innerText(), /公告第9号/)
    await page.reload()
    t.match(await page.locator('.fc-items > li').first().innerText(), /已完成[\s\S]*公告第9号/)
  })

  await t.test('the progress report is exported', async t => {
    await follow(page, '规划计划')
    await follow(page, /^进展情况：.*年度立法计划/)
    t.match(await page.locator('.fc-figs').innerText(), /已公布\s*3/)
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: '导出 Excel' }).click()])
    t.match(file.suggestedFilename(), /\.xlsx$/)
    t.equal(
      fs
        .readFileSync(await file.path())
        .subarray(0, 2)
        .toString(),
      'PK'
    )
  })

  await t.test('nothing was blocked, nothing failed, nobody else was asked', async t => {
    t.same(said, { console: [], foreign: [] })
  })
})
