/** For tests alone: the whole service with a browser in front of it. One Chromium a file. */
import fs from 'node:fs'
import type { AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { v7 } from 'uuid'
import { buildApp } from '../app.ts'
import { loadDemo } from '../demo/load.ts'
import { accountByName } from '../people/accounts.ts'
import { oneTimeLinks } from '../people/one-time-links.ts'
import { openDatabase } from '../store/database.ts'
import type { Services } from '../store/services.ts'

/** What is not there by then will not come, in milliseconds. */
const PATIENCE = 10_000

/** The headless shell paints and scripts as the whole browser does, and takes two thirds of its time. */
const PLACES = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable'
]

/** The system's Chromium; null where none is installed, and the tests say so. */
export const chromiumPath = (): string | null =>
  [process.env['CHROMIUM'] ?? '', ...PLACES].find(place => place !== '' && fs.existsSync(place)) ?? null

/** Of the house: another process over the same database knows who is signed in. */
export const SESSION_SECRET = 'only for tests, and long enough for it'

/** What a page said while it was used: messages of the console, errors of scripts, and requests that left the house. */
export interface Said {
  readonly console: string[]
  readonly foreign: string[]
}

export interface House {
  readonly address: string
  readonly services: Services
  readonly browser: Browser
  /** A window in which the account is signed in; `null` for a stranger. */
  readonly window: (account: string | null, options?: BrowserContextOptions) => Promise<{ page: Page; said: Said; context: BrowserContext }>
  readonly close: () => Promise<void>
}

/** Starts the service over a fresh SQLite file with the demo, and one Chromium. */
export async function openHouse(executablePath: string): Promise<House> {
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'facheng-browser-'))
  const db = await openDatabase({ databaseUrl: null, dataDir })
  const workflowsDir = path.resolve(import.meta.dirname, '../../workflows')
  const services: Services = { db, now: () => new Date(), newId: () => v7(), dataDir, workflowsDir }
  await loadDemo(services)
  const links = oneTimeLinks(services.now)
  const app = await buildApp(services, {
    logLevel: process.env['LOG_LEVEL'] ?? 'fatal',
    sessionSecret: SESSION_SECRET,
    links
  })
  await app.listen({ host: '127.0.0.1', port: 0 })
  const address = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`
  const browser = await chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] })

  const window: House['window'] = async (account, options = {}) => {
    const context = await browser.newContext({
      baseURL: address,
      locale: 'zh-CN',
      timezoneId: 'Asia/Shanghai',
      acceptDownloads: true,
      ...options
    })
    context.setDefaultTimeout(PATIENCE)
    const page = await context.newPage()
    const said: Said = { console: [], foreign: [] }
    page.on('console', message => {
      // A refused form is answered with 422, which Chromium reports as a failed load.
      if (!/Failed to load resource: the server responded with a status of 4\d\d/.test(message.text())) said.console.push(message.text())
    })
    page.on('pageerror', error => said.console.push(error.message))
    page.on('request', request => {
      if (!request.url().startsWith(address) && !request.url().startsWith('data:')) said.foreign.push(request.url())
    })
    if (account !== null) {
      await page.goto(`/sign-in?once=${links.issue((await accountByName(services, account)).id)}`)
      await page.getByRole('button', { name: '进入系统' }).click()
    }
    return { page, said, context }
  }
  const close = async () => {
    await browser.close()
    await app.close()
    await db.destroy()
    fs.rmSync(dataDir, { recursive: true, force: true })
  }
  return { address, services, browser, window, close }
}
