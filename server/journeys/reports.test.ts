/** Reports in a real browser: a leader has the weekly report as Word and Excel in three clicks, figures open their lists, and regulations are imported from files. */
import fs from 'node:fs'
import type { Page } from 'playwright-core'
import t from 'tap'
import { docxLines } from '../formats/docx-reader.ts'
import { chromiumPath, type House, openHouse } from './browser.ts'

// The demo takes its time to load on a busy machine, and a browser to start.
t.setTimeout(240_000)

const executablePath = chromiumPath()
const LAW = (title: string) =>
  `# ${title}\n\n第一条　为了测试导入，依照《澄川市屋顶花园促进条例》第三条，制定本条例。\n\n第二条　本条例自2019年1月1日起施行。\n`

async function download(page: Page, button: string): Promise<{ name: string; bytes: Buffer }> {
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: button, exact: true }).click()])
  return { name: file.suggestedFilename(), bytes: fs.readFileSync(await file.path()) }
}

t.test('reports', { skip: executablePath === null && 'no Chromium is installed' }, async t => {
  const house: House = await openHouse(executablePath ?? '')
  t.teardown(house.close)

  await t.test('a leader takes the weekly report along in three clicks', async t => {
    const { page, said } = await house.window('hejinglue')
    t.match(page.url(), /\/overview$/, 'leaders begin with the whole')
    t.equal(await page.locator('main form').count(), 0, 'without forms')
    t.ok((await page.locator('main .fc-figs a').count()) >= 5)
    await page.getByRole('navigation', { name: '栏目' }).getByRole('link', { name: '报表', exact: true }).click()
    const word = await download(page, '导出公文（Word）：周报')
    const excel = await download(page, '导出 Excel：周报')
    t.match([word.name, excel.name], [/周报\.docx$/, /周报\.xlsx$/])
    t.ok(docxLines(word.bytes).some(line => line.includes('立法工作周报')))
    t.equal(excel.bytes.subarray(0, 2).toString(), 'PK')
    await page.reload()
    t.match(await page.locator('.fc-reports > li').nth(1).textContent(), /上次导出：.*何景略/)
    t.same(said.console, [])
  })

  await t.test('every figure opens the list behind it', async t => {
    const { page, said } = await house.window('guting')
    await page.goto('/reports/year')
    const figures = await page
      .locator('main .fc-figs a')
      .evaluateAll(links => links.map(link => [link.textContent, link.getAttribute('href')]))
    t.ok(figures.length > 0)
    for (const [count, href] of figures) {
      await page.goto(String(href))
      t.match(await page.locator('h1').textContent(), new RegExp(` ${count} `), `${href} says the same`)
    }
    await page.goto('/reports/progress')
    t.equal(await page.locator('svg.fc-bars').count(), 1)
    t.same(said.console, [])
  })

  await t.test('regulations come from files, many at once, or none', async t => {
    const { page, said } = await house.window('guting')
    await page.goto('/regulations/import')
    const file = (name: string, text: string) => ({ name, mimeType: 'text/markdown', buffer: Buffer.from(text) })
    await page.locator('input[type=file]').setInputFiles([file('甲.md', LAW('澄川市甲条例')), file('坏.md', '没有条文')])
    await page.getByRole('button', { name: '导入', exact: true }).click()
    await page.getByText('坏.md：').first().waitFor()
    await page.locator('input[type=file]').setInputFiles([file('甲.md', LAW('澄川市甲条例')), file('乙.md', LAW('澄川市乙条例'))])
    await page.getByRole('button', { name: '导入', exact: true }).click()
    await page.getByRole('link', { name: '澄川市甲条例', exact: true }).click()
    await page.getByRole('heading', { name: '澄川市甲条例', level: 1 }).waitFor()
    t.match(await page.locator('main').textContent(), /2019年1月1日/)
    await page.goto(`/regulations/citing?to=${encodeURIComponent('《澄川市屋顶花园促进条例》第三条')}`)
    t.equal(await page.locator('main tbody tr').count(), 2, 'both cite it')
    t.same(said.console, [])
    t.same(said.foreign, [])
  })
})
