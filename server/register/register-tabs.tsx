import { Tabs } from '../web/components/lists.tsx'

/** The tabs that 四入台账 and 在册法规 share. */
export const RegisterTabs = ({ current }: { current: 'ledger' | 'inspections' | 'register' | 'library' | 'citing' | 'filing' }) => (
  <Tabs
    label="在册法规"
    tabs={[
      { href: '/ledger', title: '四入', current: current === 'ledger' },
      { href: '/inspections', title: '执法检查', current: current === 'inspections' },
      { href: '/regulations', title: '在册法规', current: current === 'register' },
      { href: '/regulations?own=false', title: '法律法规库', current: current === 'library' },
      { href: '/regulations/citing', title: '谁提到某一条', current: current === 'citing' },
      { href: '/filing', title: '备案', current: current === 'filing' }
    ]}
  />
)
