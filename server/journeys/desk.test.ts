/** 工作台 and a step too early, in a real browser: an overdue item is cleared in two clicks and taken back with one; what is missing is all said at once. */
import t from 'tap'
import { fileBill } from '../bills/file.ts'
import { readLifecycle } from '../bills/lifecycle.ts'
import { addDocument } from '../drafts/documents.ts'
import { saveVersion } from '../drafts/save-version.ts'
import { accountByName } from '../people/accounts.ts'
import { changeTask } from '../tasks/change-task.ts'
import { makeTaskSheet } from '../tasks/make-task-sheet.ts'
import { chromiumPath, openHouse } from './browser.ts'

// The demo takes its time to load on a busy machine, and a browser to start.
t.setTimeout(240_000)

const executablePath = chromiumPath()
const OFFICER = 'guting'
const WISH = {
  ...{ title: '澄川市雨水花园管理条例', kind: 'enact' as const, workflow: 'municipal-regulation' },
  ...{ sponsor: '市人民政府', draftingUnit: '市水务局', competentCommittee: '城建环资委' }
}

t.test('the desk', { skip: executablePath === null && 'no Chromium is installed' }, async t => {
  const house = await openHouse(executablePath ?? '')
  t.teardown(house.close)
  const { services } = house
  const account = await accountByName(services, OFFICER)
  const officer = { id: account.id, name: OFFICER, displayName: account.displayName, role: 'staff' as const }
  const { id } = await fileBill(services, officer, { ...WISH, caseOfficer: officer.displayName })

  await t.test('an overdue item is cleared in two clicks, and 撤销 brings it back', async t => {
    const [task] = (await makeTaskSheet(services, officer, id)).items
    if (!task) throw new Error('the task sheet is empty')
    const late = { person: officer.displayName, startOn: '2026-01-05', dueOn: '2026-01-16', status: 'inProgress' as const }
    await changeTask(services, officer, id, task.id, late)
    const { page, said } = await house.window(OFFICER)
    const row = page.locator(`a[href="/bills/${id}/tasks/${task.id}?from=desk"]`)
    await row.first().click()
    await page.getByRole('button', { name: '办结，看下一件' }).click()
    await page.getByText(`已办结“${task.title}”`).waitFor()
    t.equal(await row.count(), 0, 'it has left the list')
    await page.getByRole('button', { name: '撤销', exact: true }).click()
    await row.first().waitFor()
    t.same(said.console, [])
  })

  await t.test('a step too early says all that is missing; once it is there, the bill moves on', async t => {
    const { page, said } = await house.window(OFFICER)
    const stage = async () => (await readLifecycle(services, id)).stage
    const before = await stage()
    const { events } = await readLifecycle(services, id)
    const blockers = events.find(({ event }) => event === 'apply')?.blockers ?? []
    t.ok(blockers.length > 0)
    await page.goto(`/bills/${id}`)
    const text = (await page.locator('main').textContent()) ?? ''
    for (const { message } of blockers) t.ok(text.includes(message), message)
    const press = async () => {
      const step = page.locator('#step-apply')
      const button = step.locator('button[type=submit]')
      if (!(await button.isVisible())) await step.locator('summary').click()
      await button.click()
      await page.waitForLoadState()
    }
    await press()
    t.equal(await stage(), before, 'pressed all the same, it stays where it is')
    const { id: paper } = await addDocument(services, officer, id, { kind: 'projectApplication' })
    await saveVersion(services, officer, paper, {
      text: '申请将雨水花园管理列入立法计划。\n',
      message: '立项申请',
      parent: null,
      name: null
    })
    await page.goto(`/bills/${id}`)
    await press()
    t.equal(await stage(), 'initiation')
    t.match(await page.locator('main').textContent(), /申请立项/)
    await page.goto('/')
    const seen = page.getByRole('region', { name: '最近看过的法规' }).getByRole('link')
    t.same(await seen.allTextContents(), [WISH.title], 'what he looked at last is one click from the desk')
    t.equal(await seen.getAttribute('href'), `/bills/${id}`)
    t.same(said.console, [])
  })
})
