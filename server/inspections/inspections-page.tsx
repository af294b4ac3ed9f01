/** 执法检查: all inspections, as the second tab of the ledger. */
import { INSPECTION_SHOW_TITLES, INSPECTION_SHOWS, type Inspection, type InspectionShow } from '../../schema/inspections.ts'
import { RegisterTabs } from '../register/register-tabs.tsx'
import { ErrorSummary, SelectField, TextField } from '../web/components/fields.tsx'
import { Lamp } from '../web/components/lamp.tsx'
import { Chips, Empty, Head, Next, Scroll } from '../web/components/lists.tsx'
import type { Refusal } from '../web/forms.ts'
import type { Frame } from '../web/frame.ts'
import { Csrf, Page } from '../web/shell.tsx'

interface ListProps {
  readonly frame: Frame
  /** A page of them. */
  readonly inspections: readonly Inspection[]
  readonly next: string | null
  readonly counts: Readonly<Record<InspectionShow | 'all' | 'problems', number>>
  readonly show: InspectionShow | undefined
  /** The regulation whose inspections alone are shown, and which one is begun for. */
  readonly bill: { readonly id: string; readonly title: string } | null
  /** Regulations in force, to begin an inspection of. */
  readonly regulations: readonly (readonly [id: string, title: string])[]
  /** Whether there are more than these. */
  readonly isCut: boolean
  readonly refusal: Refusal
  readonly mayWrite: boolean
}

export const OPEN_LABELS = { bill: '法规', title: '检查名称', leader: '检查组组长', startedOn: '启动日期' } as const

export const InspectionsPage = (props: ListProps) => {
  const { frame, inspections, next, counts, show, bill, regulations, mayWrite } = props
  const begins = mayWrite && regulations.length > 0
  const address = (filters: { show?: string | undefined; bill?: string | undefined; cursor?: string }) => {
    const query = new URLSearchParams(
      Object.entries(filters).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as [string, string]]))
    )
    return query.size === 0 ? '/inspections' : `/inspections?${query}`
  }
  const chips = [
    { href: address({ bill: bill?.id }), label: `全部 ${counts.all} 次`, current: show === undefined, isAll: true },
    ...INSPECTION_SHOWS.map(name => ({
      href: address({ bill: bill?.id, show: name === show ? undefined : name }),
      label: `${INSPECTION_SHOW_TITLES[name]} ${counts[name]} 次`,
      current: name === show
    })),
    ...(bill === null ? [] : [{ href: address({ show }), label: bill.title, current: true }])
  ]
  return (
    <Page frame={frame} title="执法检查" current="ledger">
      <Head title="执法检查" meta={`${counts.all} 次，未销号问题 ${counts.problems} 项`}>
        {begins ? (
          <a class="btn" href="#begin">
            启动执法检查
          </a>
        ) : (
          ''
        )}
      </Head>
      <RegisterTabs current="inspections" />
      {counts.all === 0 && bill === null ? (
        <Empty sentence="还没有开展执法检查；现行有效的法规才能检查。" href="/regulations" action="看在册法规" />
      ) : (
        <>
          <Chips chips={chips} shown={inspections.length} total={counts.all} unit="次" />
          {inspections.length === 0 ? (
            <Empty sentence="没有这样的执法检查。" href="/inspections" action="看全部" />
          ) : (
            <InspectionTable inspections={inspections} />
          )}
          <Next href={next === null ? null : address({ bill: bill?.id, show, cursor: next })} />
        </>
      )}
      {begins ? <Begin {...props} /> : ''}
    </Page>
  )
}

const Begin = ({ frame, bill, regulations, isCut, refusal }: ListProps) => {
  const field = (name: keyof typeof OPEN_LABELS) => ({
    name,
    label: OPEN_LABELS[name],
    value: refusal.values[name],
    error: refusal.errors[name]
  })
  return (
    <section class="fc-sec fc-noprint" id="begin" aria-labelledby="begin-title">
      <h2 id="begin-title">启动执法检查</h2>
      <ErrorSummary errors={refusal.errors} problem={refusal.problem} />
      <form method="post" action="/inspections" novalidate>
        <Csrf frame={frame} />
        <div class="fc-fields">
          <SelectField
            {...field('bill')}
            value={refusal.values['bill'] ?? bill?.id}
            options={regulations}
            {...(isCut && { hint: '列出较新的法规；其他的请从该法规的四入台账进入' })}
          />
          <TextField {...field('title')} hint="不填的，用法规名称" maxlength={200} />
          <TextField {...field('leader')} hint="可不填" maxlength={100} />
          <TextField {...field('startedOn')} type="date" value={refusal.values['startedOn'] ?? frame.today} />
        </div>
        <p class="fc-field">
          <button class="btn btn-primary" type="submit">
            启动执法检查
          </button>
        </p>
      </form>
    </section>
  )
}

const openOf = ({ findings, closedFindings }: Inspection): number => findings.length - closedFindings

const InspectionTable = ({ inspections }: { inspections: readonly Inspection[] }) => (
  <Scroll label="执法检查">
    <table class="table fc-stack">
      <thead>
        <tr>
          <th scope="col">执法检查</th>
          <th scope="col">启动</th>
          <th scope="col">环节</th>
          <th scope="col">下一环节</th>
          <th scope="col">问题销号</th>
        </tr>
      </thead>
      <tbody>
        {inspections.map(one => (
          <tr>
            <th scope="row">
              <a class="fc-plain" href={`/inspections/${one.id}`} safe>
                {one.title}
              </a>
            </th>
            <td class="fc-nowrap" data-k="启动" safe>
              {one.startedOn}
            </td>
            <td class="fc-nowrap">
              <Lamp colour={one.done === one.total ? 'green' : 'amber'} words={`${one.done}／${one.total}`} />
            </td>
            <td data-k="下一环节" safe>
              {one.slots.find(({ doneOn }) => doneOn === null)?.title ?? '已完成'}
            </td>
            <td class="fc-nowrap">
              <Lamp
                colour={one.findings.some(({ lamp }) => lamp.colour === 'red') ? 'red' : openOf(one) > 0 ? 'amber' : 'green'}
                words={`${one.closedFindings}／${one.findings.length}`}
              />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  </Scroll>
)
