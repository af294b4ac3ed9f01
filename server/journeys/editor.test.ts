/** The editing page in a real browser: nothing that is written is lost, and it never says so when it is not true. */
import { createHash } from 'node:crypto'
import type { Page } from 'playwright-core'
import t from 'tap'
import { listening, run } from '../cli/testing.ts'
import { saveVersion } from '../drafts/save-version.ts'
import { accountByName } from '../people/accounts.ts'
import type { Actor } from '../store/services.ts'
import { newestSeq, readVersion } from '../store/versions.ts'
import { chromiumPath, type House, openHouse, SESSION_SECRET } from './browser.ts'

t.setTimeout(600_000)

const executablePath = chromiumPath()
const hash = (text: string) => createHash('sha256').update(text).digest('hex')
const law = (second: string) =>
  `# 澄川市试验条例\n\n第一条 为了规范试验，根据有关法律，制定本条例。\n\n第二条 ${second}\n\n第三条 依照本条例第二条办理的，应当备案。\n\n第四条 本条例自2027年1月1日起施行。\n`

/** What stands in the field, and what the page says about it, read in one turn. */
const looked = (page: Page): Promise<{ text: string; said: string }> =>
  page.evaluate(
    `({ text: document.querySelector('.cm-content').cmView ? document.querySelector('.cm-content').cmView.view.state.doc.toString() : [...document.querySelectorAll('.cm-line')].map(line => line.textContent).join('\\n'), said: document.querySelector('#save-state').textContent })`
  )

const saved = (page: Page) => page.locator('#save-state[data-state="saved"]').waitFor()

async function actorOf({ services }: House): Promise<Actor> {
  const { id, displayName, role } = await accountByName(services, 'guting')
  return { id, name: 'guting', displayName, role }
}

async function aText(house: House, text = law('试验单位必须登记。')): Promise<string> {
  const { services } = house
  const actor = await actorOf(house)
  const draft = await services.db.selectFrom('document').where('kind', '=', 'draft').select('id').orderBy('id').executeTakeFirstOrThrow()
  const parent = await newestSeq(services.db, draft.id)
  await saveVersion(services, actor, draft.id, { text, message: '试验稿', parent })
  await services.db.deleteFrom('workingCopy').execute()
  return draft.id
}

/** @param service another one than the house's own */
async function open(page: Page, document: string, service = ''): Promise<void> {
  await page.goto(`${service}/documents/${document}/edit`)
  await page.locator('.fc-panel h2').first().waitFor()
}

const line = (page: Page, words: string) => page.locator('.cm-line', { hasText: words }).first()

async function typeInto(page: Page, words: string, text: string): Promise<void> {
  await line(page, words).click()
  // The end of the row on the screen, then of the line.
  await page.keyboard.press('End')
  await page.keyboard.press('End')
  await page.keyboard.type(text)
}

t.test('the editor', { skip: executablePath === null && 'no Chromium is installed' }, async t => {
  const house = await openHouse(executablePath ?? '')
  t.teardown(house.close)
  const { services } = house
  const newest = async (document: string) => readVersion(services.db, document, (await newestSeq(services.db, document)) ?? 0)
  const copyOf = (document: string) =>
    services.db.selectFrom('workingCopy').select(['text', 'sha256']).where('document', '=', document).executeTakeFirst()

  await t.test('J5: change one article, fix one finding, save as 二审稿; the service is killed once in the middle', async t => {
    const document = await aText(house)
    const { page: tab, said, context } = await house.window('guting')
    // A service in a process of its own, over the same database: the cookie of the house holds there too.
    const serve = async (port: string) => {
      const env = { DATA_DIR: services.dataDir, PORT: port, DEMO: '0', LOG_LEVEL: 'fatal', SESSION_SECRET }
      const running = run(['serve'], env)
      t.teardown(() => running.child.kill('SIGKILL'))
      return listening(running)
    }
    const { child, url, ended } = await serve('0')
    await open(tab, document, url)
    await typeInto(tab, '第三条', '逾期不备案的，责令改正。')
    await saved(tab)
    // Killed, with no time to say anything. What is typed now is in the browser alone.
    child.kill('SIGKILL')
    await ended
    await typeInto(tab, '逾期', '情节严重的，予以通报。')
    await tab.locator('#save-state[data-state="unsaved"]').waitFor()
    t.match(await tab.innerText('#save-state'), /^未保存（连不上服务器，正在重试；文字已留在本机）$/)
    // The tab is closed, and opened when the service is there again.
    await tab.close()
    await serve(new URL(url).port)
    const page = await context.newPage()
    await open(page, document, url)
    await line(page, '情节严重的，予以通报。').waitFor()
    t.match(await page.innerText('.fc-edit, main'), /已恢复本机 [\d:]+ 留下的修改/)
    await saved(page)
    t.match((await copyOf(document))?.text, /情节严重的，予以通报。/)

    await page.getByRole('button', { name: '改为“应当”' }).click()
    await line(page, '试验单位应当登记。').waitFor()
    await page.getByRole('button', { name: '存为版本', exact: true }).first().click()
    await page.locator('.fc-savebox input[data-suggested]').waitFor()
    t.equal(await page.getByLabel('修改说明').inputValue(), '修改第二条、第三条', 'the reason is proposed')
    await page.getByLabel('稿次').selectOption('revisedDraft')
    await page.locator('.fc-savebox').getByRole('button', { name: '存为版本', exact: true }).click()
    await page.getByText(/已存为第 \d+ 版（草案修改稿/).waitFor()
    const version = await newest(document)
    t.match(version, { name: 'revisedDraft', message: '修改第二条、第三条' })
    t.match(version.text, /试验单位应当登记。[\s\S]*逾期不备案的，责令改正。情节严重的，予以通报。/)
    t.equal(await copyOf(document), undefined, 'the working copy has become the version')
    t.same(
      said.console.filter(words => !/ERR_CONNECTION_\w+|ERR_EMPTY_RESPONSE/.test(words)),
      []
    )
    t.same(
      said.foreign.filter(address => !address.startsWith(url)),
      []
    )
    await context.close()
  })

  await t.test('it never says 已保存 of a text that the service does not have', async t => {
    const document = await aText(house)
    const { page, context } = await house.window('guting')
    await open(page, document)
    await line(page, '第二条').click()
    let lies = 0
    let truths = 0
    for (let burst = 0; burst < 60; burst++) {
      await page.keyboard.type(`${burst}甲`)
      if (burst % 15 === 14) await saved(page)
      const { text, said } = await looked(page)
      if (!said.startsWith('已保存')) continue
      const kept = (await copyOf(document))?.sha256
      if (kept === hash(text)) truths++
      else lies++
    }
    t.equal(lies, 0)
    t.ok(truths >= 4, `${truths} times it was said, and true`)
    await context.close()
  })

  await t.test('an input method is never disturbed', async t => {
    const document = await aText(house)
    const { page, context } = await house.window('guting')
    await open(page, document)
    await line(page, '第三条').click()
    await page.keyboard.press('End')
    const client = await context.newCDPSession(page)
    let requests = 0
    page.on('request', request => {
      if (request.method() === 'PUT') requests++
    })
    for (let word = 0; word < 200; word++) {
      // n, p, / and ? are letters of words here, never keys.
      for (const text of ['n', 'np', 'npr'])
        await client.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length })
      if (word === 100) {
        const before = requests
        await page.waitForTimeout(3_000)
        t.equal(requests, before, 'nothing is sent while it composes')
        t.equal(await page.evaluate('document.activeElement.className.includes("cm-content")'), true)
      }
      await client.send('Input.insertText', { text: '习' })
    }
    await saved(page)
    const { text } = await looked(page)
    t.equal(text.match(/习/g)?.length, 200, '200 compositions, none broken')
    t.notMatch(text, /np/)
    await context.close()
  })

  await t.test(
    'the same article changed by two: both texts side by side, nothing thrown away; different articles merge by themselves',
    async t => {
      const document = await aText(house)
      const { page, context } = await house.window('guting')
      const other = async (text: string) => {
        const author = await actorOf(house)
        const parent = await newestSeq(services.db, document)
        await saveVersion(services, author, document, { text, message: '他人的修改', parent })
      }
      await open(page, document)
      await typeInto(page, '第三条', '我的话。')
      await other(law('试验单位必须登记。').replace('应当备案。', '应当备案。对方的话。').replace('2027年1月', '2027年3月'))
      await page.getByRole('button', { name: '存为版本', exact: true }).first().click()
      await page.locator('.fc-savebox').getByRole('button', { name: '存为版本', exact: true }).click()
      const block = page.locator('.fc-conflicts')
      await block.waitFor()
      t.match(await block.innerText(), /第三条[\s\S]*对方的话[\s\S]*原稿[\s\S]*应当备案。[\s\S]*我的[\s\S]*我的话/)
      await block.getByRole('button', { name: '按所选合并' }).click()
      t.match(await block.innerText(), /还有没有选定的条文/)
      await block.getByRole('button', { name: '用我的' }).click()
      await block.getByRole('textbox').fill('第三条 依照本条例第二条办理的，应当备案。对方的话。我的话。')
      await block.getByRole('button', { name: '按所选合并' }).click()
      await line(page, '对方的话。我的话。').waitFor()
      await page.getByRole('button', { name: '存为版本', exact: true }).first().click()
      await page.locator('.fc-savebox').getByRole('button', { name: '存为版本', exact: true }).click()
      await page.getByText(/已存为第 \d+ 版/).waitFor()
      t.match((await newest(document)).text, /对方的话。我的话。[\s\S]*2027年3月/)

      await typeInto(page, '第一条', '我又改了。')
      await other((await newest(document)).text.replace('对方的话。', ''))
      const theirs = (await newestSeq(services.db, document)) ?? 0
      await page.getByRole('button', { name: '存为版本', exact: true }).first().click()
      await page.locator('.fc-savebox').getByRole('button', { name: '存为版本', exact: true }).click()
      // By its number: the words about the version before may still stand there.
      await page.getByText(`已存为第 ${theirs + 1} 版`).waitFor()
      t.match((await newest(document)).text, /我又改了。/)
      t.notMatch((await newest(document)).text, /对方的话/)
      await context.close()
    }
  )

  await t.test('by keyboard alone: insert an article, numbers and references follow, and one 撤销 takes it back', async t => {
    const document = await aText(house)
    const { page, context } = await house.window('guting')
    await open(page, document)
    const press = async (label: string) => {
      await page.getByRole('button', { name: label }).first().focus()
      await page.keyboard.press('Enter')
    }
    await page.locator('.cm-content').focus()
    await page.keyboard.press('Control+Home')
    for (let down = 0; down < 2; down++) await page.keyboard.press('ArrowDown')
    await press('插入一条')
    await line(page, '第三条 试验单位必须登记。').waitFor()
    t.match((await looked(page)).text, /第二条　\n\n第三条 试验单位[\s\S]*第四条 依照本条例第三条办理/)
    await page.keyboard.type('新的一条。')
    t.match((await looked(page)).text, /第二条　新的一条。/, 'the cursor is in it')
    await page.keyboard.press('Control+z')
    await page.keyboard.press('Control+z')
    t.equal((await looked(page)).text, law('试验单位必须登记。'))
    await page.keyboard.press('F8')
    t.match(await page.evaluate('getSelection().toString()'), /必须/, 'F8 goes to the finding')
    await context.close()
  })

  await t.test('the sign-in ends while somebody writes: the text stays, and is saved when he is back', async t => {
    const document = await aText(house)
    const { page, context } = await house.window('guting')
    await open(page, document)
    await services.db.deleteFrom('session').execute()
    await typeInto(page, '第三条', '登录过期以后写的。')
    await page.locator('#save-state[data-state="unsaved"]').waitFor()
    t.match(await page.innerText('#save-state'), /^未保存（登录已过期，请在新窗口中重新登录；文字已留在本机）$/)
    const again = await house.window('guting')
    await context.addCookies(await again.context.cookies())
    await saved(page)
    t.match((await copyOf(document))?.text, /登录过期以后写的。/)
    await again.context.close()
    await context.close()
  })

  await t.test('on a phone nothing scrolls sideways, and all is there', async t => {
    const document = await aText(house)
    const { page, context } = await house.window('guting', { viewport: { width: 360, height: 740 } })
    await open(page, document)
    await typeInto(page, '第三条', '手机上写的。')
    await saved(page)
    t.ok(Number(await page.evaluate('document.documentElement.scrollWidth')) <= 360)
    for (const tab of ['公文版式', '版本对照', '上位法', '意见', '规范']) await page.getByRole('button', { name: tab, exact: true }).click()
    t.ok(Number(await page.evaluate('document.documentElement.scrollWidth')) <= 360)
    t.ok(await page.locator('.fc-finding').first().isVisible())
    await context.close()
  })

  await t.test('a redline is ticked by key, and without script too', async t => {
    const document = await aText(house)
    const author = await actorOf(house)
    const parent = await newestSeq(services.db, document)
    await saveVersion(services, author, document, { text: law('试验单位应当登记，'), message: '改', parent })
    for (const javaScriptEnabled of [true, false]) {
      const { page, said, context } = await house.window('guting', { javaScriptEnabled })
      await page.goto(`/documents/${document}/redline`)
      const tick = page.locator('article', { hasText: '试验单位' }).getByRole('button', { name: '已阅' })
      t.equal(await tick.getAttribute('aria-pressed'), javaScriptEnabled ? 'false' : 'true', 'the tick of before is still there')
      if (javaScriptEnabled) {
        await page.keyboard.press('n')
        await page.keyboard.press('r')
      } else await tick.click()
      await page.locator(`.fc-tick[aria-pressed="${javaScriptEnabled}"]`).waitFor()
      t.match(await page.innerText('.fc-bar'), javaScriptEnabled ? /已阅 1／1 条/ : /已阅 0／1 条/)
      t.equal(await page.locator('.fc-nav .is-seen').count(), javaScriptEnabled ? 1 : 0)
      t.same(said, { console: [], foreign: [] })
      await context.close()
    }
  })
})
