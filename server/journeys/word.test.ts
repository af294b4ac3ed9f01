/** The way round through Word and through an offline package, in a real browser: out of the house, back, looked at, taken in. */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Page } from 'playwright-core'
import t from 'tap'
import { fileBill } from '../bills/file.ts'
import { officialDocx } from '../formats/official-docx.ts'
import { parse } from '../law/index.ts'
import { accountByName } from '../people/accounts.ts'
import { chromiumPath, type House, openHouse } from './browser.ts'

t.setTimeout(240_000)

const executablePath = chromiumPath()

const TEXT = `# 澄川市渡口管理条例

第一条　为了规范渡口管理，保障乘客安全，制定本条例。

第二条　渡口经营者应当自首次经营之日起三十日内，向所在地的区人民政府登记。

登记不收取费用。

第三条　渡口应当设置醒目标志。

第四条　本条例自2027年1月1日起施行。
`
const REVIEW = path.join(import.meta.dirname, '../formats/fixtures/libreoffice-review.docx')

const press = async (page: Page, name: string | RegExp): Promise<void> => {
  await page.getByRole('button', { name, exact: typeof name === 'string' }).click()
  await page.waitForLoadState()
}

/** Follows a link to a file. */
async function download(page: Page, name: string, to: string): Promise<string> {
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name }).first().click()])
  await file.saveAs(to)
  return file.suggestedFilename()
}

t.test('Word and the offline package', { skip: executablePath === null && 'no Chromium is installed' }, async t => {
  const house: House = await openHouse(executablePath ?? '')
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'facheng-word-'))
  t.teardown(async () => {
    await house.close()
    fs.rmSync(folder, { recursive: true, force: true })
  })
  const { page, said } = await house.window('guting')
  let bill = ''

  await t.test("a department's draft: four clicks from the bill to version 1", async t => {
    const wish = { title: '澄川市渡口管理条例', kind: 'enact', workflow: 'municipal-regulation' } as const
    const { id, username, displayName, role } = await accountByName(house.services, 'guting')
    bill = (await fileBill(house.services, { id, name: username, displayName, role }, wish)).id
    const docx = path.join(folder, '部门送审稿.docx')
    fs.writeFileSync(docx, await officialDocx(parse(TEXT)))
    await page.goto(`/bills/${bill}`)
    await page.getByRole('link', { name: '导入草案' }).first().click()
    await page.locator('#word-file').setInputFiles(docx)
    await press(page, '读出 Word 文件')
    await page.getByText('认出 4 条、5 款').waitFor()
    await press(page, '存为版本')
    await page.getByText('第三条').first().waitFor()
    t.match(page.url(), /\/documents\//)
  })

  await t.test('a file that an expert changed in LibreOffice comes in as opinions', async t => {
    await page.goto(`/bills/${bill}/opinions/import`)
    await page.locator('#word-file').setInputFiles(REVIEW)
    await press(page, '读出修订和批注')
    await page.getByText('读出 3 条　可以导入 3 条').waitFor()
    await press(page, '导入这 3 条意见')
    await page.getByText('已导入 3 条意见').waitFor()
    await page.getByRole('link', { name: '去办理意见' }).click()
    await page.getByText('卫长青').first().waitFor()
    t.pass()
  })

  await t.test('the text goes out with them as comments', async t => {
    const list = (await (await page.request.get(`/api/v1/bills/${bill}/documents`)).json()) as { items: { id: string; kind: string }[] }
    const document = list.items.find(({ kind }) => kind === 'draft')?.id ?? ''
    await page.goto(`/documents/${document}`)
    const name = await download(page, '下载 Word', path.join(folder, 'out.docx'))
    t.match(name, /渡口管理条例.*\.docx/)
    const pack = await page.request.get(`/api/v1/documents/${document}/review-package`)
    t.equal(pack.status(), 200)
    fs.writeFileSync(path.join(folder, 'package.html'), await pack.body())
  })

  await t.test('the package takes opinions from a USB stick, without network', async t => {
    const { page: usb, context, said: heard } = await house.window(null)
    await context.setOffline(true)
    await usb.goto(`file://${path.join(folder, 'package.html')}`)
    const article = usb.locator('.fc-law', { hasText: '三十日' })
    if (!(await article.isVisible())) await usb.locator('summary').first().click()
    // Selects words as a hand does. In the browser's own terms: tests are checked without its types.
    await usb.evaluate(`{
      const law = [...document.querySelectorAll('.fc-law')].find(one => one.textContent.includes('三十日'))
      const walker = document.createTreeWalker(law, NodeFilter.SHOW_TEXT)
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const at = node.textContent.indexOf('三十日')
        if (at >= 0) document.getSelection().setBaseAndExtent(node, at, node, at + 3)
      }
    }`)
    await usb.getByRole('button', { name: '对第二条提意见' }).click()
    await usb.getByText('原文：“三十日”').waitFor()
    await usb.getByLabel('意见', { exact: true }).fill('<b>期限</b>太长')
    await usb.getByLabel('建议的表述').fill('十五日')
    await usb.getByRole('button', { name: '记下意见' }).click()
    await usb.reload()
    await usb.getByText('已写 1 条意见').waitFor()
    await usb.getByLabel('姓名').fill('卫长青')
    await usb.getByLabel('单位').fill('澄川学院')
    const [file] = await Promise.all([usb.waitForEvent('download'), usb.getByRole('button', { name: '保存答复' }).click()])
    await file.saveAs(path.join(folder, 'answer.json'))
    t.strictSame(heard.console, [])

    const changed = fs.readFileSync(path.join(folder, 'package.html'), 'utf8').replace('醒目标志', '普通标志')
    fs.writeFileSync(path.join(folder, 'changed.html'), changed)
    await usb.goto(`file://${path.join(folder, 'changed.html')}`)
    await usb.getByText('这个评审包的内容被改动过').waitFor()
    await context.close()
  })

  await t.test('its answer is imported at its words', async t => {
    await page.goto(`/bills/${bill}/opinions/import`)
    await page.getByLabel('JSON 文件').setInputFiles(path.join(folder, 'answer.json'))
    await press(page, '读出答复')
    await page.getByText('读出 1 条　可以导入 1 条').waitFor()
    await press(page, '导入这 1 条意见')
    await page.getByText('已导入 1 条意见').waitFor()
    const list = (await (await page.request.get(`/api/v1/bills/${bill}/opinions?limit=100`)).json()) as { items: Record<string, unknown>[] }
    t.match(list.items.at(-1), { article: '第二条', quote: '三十日', quoteState: 'present', body: '<b>期限</b>太长', proposal: '十五日' })
    t.strictSame(said.console, [])
    t.strictSame(said.foreign, [])
  })
})
