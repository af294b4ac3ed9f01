/** 报表导出中心: one line a report, in the order in which they are asked for; two clicks to the file, one to the figures. */
import type { ReportCard, ReportFormat } from '../../schema/reports.ts'
import { Head } from '../web/components/lists.tsx'
import { chinaMinute, dateInWords } from '../web/dates.ts'
import type { Frame } from '../web/frame.ts'
import { Csrf, Page } from '../web/shell.tsx'

export interface Choices {
  readonly plans: readonly (readonly [id: string, title: string])[]
  readonly bills: readonly (readonly [id: string, title: string])[]
  /** Monday of this week. */
  readonly week: string
  readonly from: string
  readonly to: string
}

interface CentreProps {
  readonly frame: Frame
  readonly cards: readonly ReportCard[]
  readonly choices: Choices
}

export const FORMAT_TITLES: Readonly<Record<ReportFormat, string>> = { xlsx: 'Excel', docx: 'Word', csv: 'CSV', md: 'Markdown' }

export const CentrePage = ({ frame, cards, choices }: CentreProps) => (
  <Page frame={frame} title="报表导出" current="reports">
    <Head title="报表导出" meta={`先在屏幕上看，再导出；数字均可点开查看明细　${dateInWords(frame.today)}`} />
    <ul class="fc-reports">
      {cards.map((card, index) => (
        <Card frame={frame} card={card} choices={choices} isMain={index === 0} />
      ))}
    </ul>
  </Page>
)

const Card = ({ frame, card, choices, isMain }: { frame: Frame; card: ReportCard; choices: Choices; isMain: boolean }) => (
  <li>
    <div>
      <h2>
        <a class="fc-plain" href={`/reports/${card.report}`} safe>
          {card.title}
        </a>
      </h2>
      <p class="fc-meta" safe>
        {card.says}
      </p>
      <p class="fc-meta" safe>
        {card.lastExport === null ? '尚未导出过' : lastInWords(card.lastExport)}
      </p>
    </div>
    <form method="post" action={`/reports/${card.report}`} class="fc-export">
      <Csrf frame={frame} />
      <Chooser card={card} choices={choices} />
      <span class="fc-acts">
        <button class="btn fc-link" type="submit" name="format" value="look" aria-label={`查看：${card.title}`}>
          查看
        </button>
        <button class="btn" type="submit" name="format" value="xlsx" aria-label={`导出 Excel：${card.title}`}>
          Excel
        </button>
        <button
          class={['btn', isMain && 'btn-primary']}
          type="submit"
          name="format"
          value="docx"
          aria-label={`导出公文（Word）：${card.title}`}
        >
          导出公文
        </button>
      </span>
    </form>
  </li>
)

export const lastInWords = ({ at, by, format }: NonNullable<ReportCard['lastExport']>): string =>
  `上次导出：${chinaMinute(at)}　${by ?? '系统'}　${Object.hasOwn(FORMAT_TITLES, format) ? FORMAT_TITLES[format as ReportFormat] : format}`

/** What a report is asked for. The first of each list is what is meant when nothing is chosen. */
export function Chooser({ card, choices }: { card: Pick<ReportCard, 'report' | 'asks' | 'title'>; choices: Choices }): JSX.Element {
  const { report, asks, title } = card
  if (asks === 'plan') return <Select name="plan" label={`${title}：计划`} options={choices.plans} />
  if (asks === 'bill') return <Select name="bill" label={`${title}：法规案`} options={choices.bills} />
  if (asks === 'week') return <DateInput name="week" label={`${title}：哪一周`} value={choices.week} id={`${report}-week`} />
  if (asks !== 'period') return ''
  return (
    <span class="fc-period">
      <DateInput name="from" label={`${title}：自`} value={choices.from} id={`${report}-from`} />
      <span aria-hidden="true">至</span>
      <DateInput name="to" label={`${title}：至`} value={choices.to} id={`${report}-to`} />
    </span>
  )
}

const Select = ({ name, label, options }: { name: string; label: string; options: Choices['plans'] }) =>
  options.length === 0 ? (
    ''
  ) : (
    <select class="form-select" name={name} aria-label={label}>
      {options.map(([value, title]) => (
        <option value={value} safe>
          {title}
        </option>
      ))}
    </select>
  )

const DateInput = ({ name, label, value, id }: { name: string; label: string; value: string; id: string }) => (
  <input class="form-control" type="date" name={name} id={id} aria-label={label} value={value} required />
)
