/** Every page is readable to everybody: axe objects to nothing, in light, in dark, in 大字 and on a phone, and nothing reaches beyond the side. */
import fs from 'node:fs'
import http from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import type { Page } from 'playwright-core'
import t, { type Test } from 'tap'
import { addressesOf } from './addresses.ts'
import { chromiumPath, type House, openHouse } from './browser.ts'

t.setTimeout(600_000)

const executablePath = chromiumPath()
const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js')
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
/** Rules about what dark mode changes, and about what other widths and sizes change. */
const COLOUR = ['color-contrast', 'link-in-text-block']
const LAYOUT = ['target-size', 'scrollable-region-focusable', 'meta-viewport', 'region']
const PHONE = { width: 360, height: 740 }
const DESK = { width: 1366, height: 768 }

/** What axe objects to, one line a rule. */
async function objections(page: Page, rules: readonly string[]): Promise<string[]> {
  const found: { id: string; nodes: { html: string }[] }[] = await page.evaluate(
    `axe.run(document, { runOnly: ${JSON.stringify(rules)}, resultTypes: ['violations'] }).then(({ violations }) => violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html }) => ({ html })) })))`
  )
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`)
}

const sideways = (page: Page): Promise<number> => page.evaluate('document.documentElement.scrollWidth - innerWidth')

/** Serves axe for good, so that the browser keeps it compiled: handed over with every page, it took longer than what it looks for. */
async function serveAxe(t: Test): Promise<string> {
  const script = fs.readFileSync(AXE)
  const headers = { 'content-type': 'text/javascript', 'cache-control': 'public, max-age=86400, immutable' }
  const server = http.createServer((_, answer) => answer.writeHead(200, headers).end(script)).listen(0, '127.0.0.1')
  t.teardown(() => void server.close())
  await new Promise(listening => server.once('listening', listening))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/axe.js`
}

/**
 * Looks at one page in every dress: everything is asked on the desk in light, and what the dress changes in the others. The document itself is the same.
 */
async function inspect(t: Test, page: Page, address: string, axe: string): Promise<void> {
  await page.emulateMedia({ colorScheme: 'light' })
  await page.setViewportSize(DESK)
  await page.goto(address)
  await page.addScriptTag({ url: axe })
  t.same(await objections(page, RULES), [], `${address}, light`)
  await page.emulateMedia({ colorScheme: 'dark' })
  t.same(await objections(page, COLOUR), [], `${address}, dark`)
  await page.emulateMedia({ colorScheme: 'light' })
  await page.evaluate("document.documentElement.classList.add('fc-large')")
  t.ok((await sideways(page)) <= 0, `${address}, 大字: nothing reaches beyond the side`)
  await page.setViewportSize(PHONE)
  t.same(await objections(page, LAYOUT), [], `${address}, 大字 on a phone`)
  t.ok((await sideways(page)) <= 0, `${address}, 大字 on a phone: nothing reaches beyond the side`)
  await page.evaluate("document.documentElement.classList.remove('fc-large')")
  t.ok((await sideways(page)) <= 0, `${address}, phone: nothing reaches beyond the side`)
}

t.test('every page', { skip: executablePath === null && 'no Chromium is installed' }, async t => {
  const house: House = await openHouse(executablePath ?? '')
  t.teardown(house.close)
  const addresses = await addressesOf(house)
  const axe = await serveAxe(t)
  // axe is a script of ours that the page's own policy would refuse.
  const bypass = { bypassCSP: true }
  const stranger = await house.window(null, bypass)
  await inspect(t, stranger.page, '/sign-in', axe)
  await stranger.context.close()
  for (const [account, list] of [
    ['guting', addresses.staff],
    ['qiumingyuan', addresses.expert],
    ['taoyan', addresses.administrator]
  ] as const) {
    const { page, context } = await house.window(account, bypass)
    for (const address of list) await inspect(t, page, address, axe)
    await context.close()
  }
})
