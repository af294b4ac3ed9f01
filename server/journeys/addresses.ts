/** For tests alone: one address of every page that there is, over the demo. */
import { listBills } from '../bills/list.ts'
import { listConsultations } from '../consultations/read.ts'
import { draftOf } from '../drafts/draft-of.ts'
import { readLedger } from '../implementation/read-ledger.ts'
import { listInspections } from '../inspections/inspect.ts'
import { listMeetings } from '../meetings/read.ts'
import { listRounds } from '../opinions/list-rounds.ts'
import { listItems, listPlans } from '../plans/read.ts'
import { listProposals } from '../proposals/read.ts'
import type { House } from './browser.ts'

export interface Addresses {
  readonly staff: readonly string[]
  readonly expert: readonly string[]
  readonly administrator: readonly string[]
}

export async function addressesOf({ services }: House): Promise<Addresses> {
  const { items: bills } = await listBills(services, {})
  const id = (title: string) => bills.find(bill => bill.title === `澄川市${title}`)?.id ?? ''
  const draft = (await draftOf(services, id('楠竹林保护条例')))?.id ?? ''
  const { items: plans } = await listPlans(services, {})
  const plan = plans.find(({ kind }) => kind === 'annualPlan')?.id ?? ''
  const fiveYears = plans.find(({ kind }) => kind === 'fiveYearPlan')?.id ?? ''
  const openItem = (await listItems(services, plan, {})).items.find(({ bill }) => bill === null)?.id ?? ''
  const pool = (await listProposals(services, {})).items
  const proposals = (['planned', 'pooled'] as const).flatMap(status => pool.find(one => one.status === status)?.id ?? [])
  const inspection = (await listInspections(services, {})).items[0]?.id ?? ''
  const session = (await listMeetings(services, { body: 'standingCommittee', to: '2026-11-01' })).items[0]?.id ?? ''
  const row = (await readLedger(services, id('社区食堂服务条例'))).items[0]?.id ?? ''
  const round = (await listRounds(services, id('共享电单车停放管理条例'), {})).items.at(-1)?.id ?? ''
  const review = (await listRounds(services, id('楠竹林保护条例'), {})).items[0]?.id ?? ''
  const received = (await listConsultations(services, {})).items[0]?.id ?? ''
  const tabs = ['text', 'versions', 'papers', 'tasks', 'schedule', 'ledger', 'log']
  return {
    staff: [
      '/',
      '/?all=1',
      '/bills',
      '/bills?stage=deliberation',
      '/bills/new',
      ...tabs.map(tab => `/bills/${id('共享电单车停放管理条例')}?tab=${tab}`),
      `/bills/${id('楠竹林保护条例')}`,
      `/bills/${id('屋顶花园促进条例')}`,
      `/bills/${id('楠竹林保护条例')}/particulars`,
      `/bills/${id('共享电单车停放管理条例')}/opinions`,
      `/bills/${id('共享电单车停放管理条例')}/opinions?verdict=open`,
      `/bills/${id('共享电单车停放管理条例')}/opinions/new`,
      `/bills/${id('共享电单车停放管理条例')}/opinions/import`,
      '/opinions',
      '/consultations',
      '/consultations/new',
      `/consultations/${received}`,
      `/bills/${id('共享电单车停放管理条例')}/rounds`,
      `/bills/${id('共享电单车停放管理条例')}/rounds/new`,
      `/rounds/${round}`,
      '/experts',
      '/experts/new',
      `/bills/${id('楠竹林保护条例')}/dossier?at=第一条`,
      `/bills/${id('楠竹林保护条例')}/changes?at=第一条`,
      `/documents/${draft}`,
      `/documents/${draft}?seq=1`,
      `/documents/${draft}/library`,
      `/documents/${draft}/edit`,
      `/documents/${draft}/versions`,
      `/documents/${draft}/redline`,
      `/documents/${draft}/redline?from=1&to=3&view=new`,
      '/plans',
      '/plans/new',
      `/plans/${plan}`,
      `/plans/${plan}/items/new`,
      `/plans/${plan}/progress`,
      `/plans/${fiveYears}`,
      '/plans/annual',
      '/chart',
      `/plans/${plan}/wall-chart?view=sheet`,
      '/meetings',
      `/meetings/${session}`,
      '/checkins',
      `/plans/${plan}/items/${openItem}/bill`,
      '/proposals',
      '/proposals?source=deputy',
      '/proposals/new',
      '/proposals/import',
      ...proposals.map(one => `/proposals/${one}`),
      '/inspections',
      `/inspections/${inspection}?open=chain-13`,
      `/bills/${id('山泉水源保护条例')}/evaluation`,
      `/bills/${id('口袋公园管理条例')}/evaluation`,
      '/ledger',
      `/bills/${id('社区食堂服务条例')}/ledger?item=${row}`,
      '/search?q=竹林',
      '/search?q=没有的词',
      '/help',
      '/help/guide',
      '/accounts',
      '/nowhere'
    ],
    expert: [
      '/reviews?all=1',
      `/reviews/${review}`,
      `/reviews/${review}?view=redline&at=第一条`,
      `/reviews/${review}?view=text`,
      `/reviews/${review}/submit`,
      '/submitted',
      '/help'
    ],
    administrator: ['/upkeep', '/accounts', '/accounts/new', '/audit', '/audit?kind=billFiled', '/audit/check']
  }
}
