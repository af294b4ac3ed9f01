/** What holds for every page in a real browser: its policy, its weight, no other host, no need of script, and paper. */
import { gzipSync } from 'node:zlib'
import type { Page } from 'playwright-core'
import t from 'tap'
import { addressesOf } from './addresses.ts'
import { chromiumPath, type House, openHouse } from './browser.ts'

t.setTimeout(600_000)

const executablePath = chromiumPath()
/** Compressed script of a page, at most (experience.md 52). */
const SCRIPT_BYTES = 150 * 1024

/** What the house sends for an address, as a browser asks for it, where nothing needs to be painted. */
const sent = (page: Page, address: string) => page.request.get(address, { headers: { accept: 'text/html' } })

/** Compressed bytes by address: each script is asked for once. */
const weights = new Map<string, number>()

/** What the scripts of a page weigh together. */
async function scriptBytes(page: Page): Promise<number> {
  let bytes = 0
  for (const script of await page.locator('script[src]').all()) {
    const address = (await script.getAttribute('src')) ?? ''
    const known = weights.get(address) ?? gzipSync(await (await page.request.get(address)).body()).length
    weights.set(address, known)
    bytes += known
  }
  return bytes
}

t.test('pages', { skip: executablePath === null && 'no Chromium is installed' }, async t => {
  const house: House = await openHouse(executablePath ?? '')
  t.teardown(house.close)
  const addresses = await addressesOf(house)

  await t.test('no page breaks its policy, asks another host, or weighs too much', async t => {
    for (const [account, list] of [
      ['guting', addresses.staff],
      ['taoyan', addresses.administrator]
    ] as const) {
      const { page, said, context } = await house.window(account)
      for (const address of list) {
        await page.goto(address)
        const script = await scriptBytes(page)
        t.ok(script > 0 && script <= SCRIPT_BYTES, `${address}: ${script} bytes of script`)
        // What the editor's own field places by script is no style of the page.
        t.equal(await page.locator('[style]:not(.cm-editor *), script:not([src])').count(), 0, `${address}: no inline style or script`)
        t.equal(await page.locator('h1').count(), 1, `${address}: one h1`)
        t.notMatch(await page.innerText('body'), /undefined|NaN|\[object/, address)
      }
      t.same(said, { console: [], foreign: [] })
      await context.close()
    }
  })

  await t.test('without script every page reads, and forms work', async t => {
    const { page, context } = await house.window('guting', { javaScriptEnabled: false })
    for (const address of addresses.staff) {
      const answer = await sent(page, address)
      t.ok(answer.status() < 500 && (await answer.text()).match(/<h1[ >]/g)?.length === 1, address)
    }
    await page.goto('/bills/new')
    await page.getByLabel('法规名称').fill('澄川市无脚本条例')
    await page.getByLabel('办理流程').selectOption('municipal-regulation')
    await page.getByRole('button', { name: '登记法规案' }).click()
    await page.getByRole('link', { name: '导入草案' }).click()
    const text = Buffer.from('# 澄川市无脚本条例\r\n\r\n第一条 本条例自公布之日起施行。\r\n')
    await page.getByLabel('Markdown 文件').setInputFiles({ name: '草案.md', mimeType: 'text/markdown', buffer: text })
    await page.getByLabel('修改说明').fill('导入')
    await page.getByRole('button', { name: '存为版本', exact: true }).click()
    t.match(await page.innerText('.fc-law'), /第一条\s*本条例自公布之日起施行/)
    const kept = await page.request.get((await page.getByRole('link', { name: '下载 Markdown' }).getAttribute('href')) ?? '')
    t.equal((await kept.body()).compare(text), 0, 'an uploaded file is kept to the byte')
    await page.getByRole('link', { name: '大字' }).click()
    t.equal(await page.locator('html.fc-large').count(), 1)
    await page.getByRole('link', { name: '常规字' }).click()
    t.equal(await page.locator('html.fc-large').count(), 0)
    await page.getByRole('button', { name: '退出' }).first().click()
    t.match(page.url(), /\/sign-in$/)
    await context.close()
  })

  await t.test(
    'a file that is no UTF-8 and a draft without an article are refused in Chinese, and nothing that was typed is lost',
    async t => {
      const { page, context } = await house.window('guting')
      await page.goto(`${addresses.staff.find(address => /^\/documents\/.*\/edit$/.test(address))}?plain=1`)
      await page.getByLabel('修改说明').fill('导入旧稿')
      await page
        .getByLabel('Markdown 文件')
        .setInputFiles({ name: '旧稿.txt', mimeType: 'text/plain', buffer: Buffer.from([0xb5, 0xda, 0xd2, 0xbb]) })
      await page.getByRole('button', { name: '存为版本', exact: true }).click()
      t.match(await page.getByRole('alert').innerText(), /不是 UTF-8 文本/)
      t.equal(await page.getByLabel('修改说明').inputValue(), '导入旧稿')
      await page.getByLabel('正文').fill('没有条文的一段话。')
      await page.getByRole('button', { name: '存为版本', exact: true }).click()
      t.match(await page.getByRole('alert').innerText(), /没有找到“第×条”/)
      t.equal(await page.getByLabel('正文').inputValue(), '没有条文的一段话。')
      await context.close()
    }
  )

  await t.test('whoever may only read is offered nothing else', async t => {
    const { page, context } = await house.window('hejinglue')
    for (const address of addresses.staff.filter(address => !/new|edit|particulars|accounts|item=/.test(address))) {
      const [, main = ''] = (await (await sent(page, address)).text()).split('<main')
      t.ok(main.includes('<h1'), address)
      t.notMatch(main.split('</main>')[0], /<form[^>]*method="post"/, address)
    }
    t.equal((await page.goto('/bills/new'))?.status(), 403)
    t.match(await page.innerText('main'), /没有权限/)
    await context.close()
  })

  await t.test('what is printed is the paper alone', async t => {
    const { page, context } = await house.window('guting')
    await page.goto(addresses.staff.find(address => address.endsWith('/redline')) ?? '')
    await page.emulateMedia({ media: 'print' })
    for (const part of ['.fc-top', '.fc-rail', '.fc-bar', '.fc-nav']) t.notOk(await page.locator(part).isVisible(), part)
    t.ok(await page.locator('.fc-legend').isVisible(), 'the marks are explained')
    const weight = await page.evaluate("getComputedStyle(document.querySelector('.fc-law ins')).fontWeight")
    t.equal(weight, '700', 'new text is bold where there is no colour')
    t.ok((await page.pdf({ preferCSSPageSize: true })).length > 10_000)
    await page.goto('/chart?view=sheet')
    const sheets = (await page.pdf({ preferCSSPageSize: true })).toString('latin1').match(/\/Type \/Page\b/g) ?? []
    t.equal(sheets.length, 1, '打印上墙 is one sheet')
    await context.close()
  })
})
