/**
 * 挂图作战: all bills of a plan by weeks, on one sheet. A bill has a thin line for what was planned and a thick bar for what was done; what is overdue is
 * hatched, today is a dashed line. Presentation attributes only, so that it shows under a strict Content-Security-Policy; it reads in black and white.
 */
import { toDate, toDay } from '../lifecycle/periods.ts'

export interface WallChart {
  readonly title: string
  /** ISO dates. The chart reaches from one to the other, and further where a row does. */
  readonly from: string
  readonly to: string
  readonly today: string
  /** Known meetings, marked above the rows. */
  readonly meetings?: readonly { readonly title: string; readonly on: string }[]
  /** Rows under a heading, e.g. 审议项目. */
  readonly groups: readonly { readonly title: string; readonly rows: readonly WallRow[] }[]
}

export interface WallRow {
  readonly title: string
  /** Below the title: who drafts it, where it stands. */
  readonly note: string
  /** Spans of the plan, one after the other, each named by what it leads to. */
  readonly planned: readonly { readonly title: string; readonly from: string; readonly to: string }[]
  /** Null: not begun. `done`: nothing follows any more. */
  readonly actual: { readonly from: string; readonly to: string; readonly done: boolean } | null
  /** The planned day since which it is late. */
  readonly lateSince: string | null
  /** The likely day of its goal, counted from today. */
  readonly likely?: string | null
  /** How it stands, in words: 如期, 逾期 12 天. */
  readonly words: string
}

const FONT = '"Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", sans-serif'
const WIDTH = 1160
const LABEL = 232
const RIGHT = 110
const HEAD = 62
const BAND = 26
const ROW = 46
const FOOT = 34
const WEEK = 7
/** Size of the names of milestones. */
const NAME = 10

const round = (value: number): number => Math.round(value * 10) / 10

/** Time to the horizontal: linear, from a Monday. */
function scaleOf({ from, to, today, groups }: WallChart) {
  const rows = groups.flatMap(group => group.rows)
  const days = [
    from,
    to,
    today,
    ...rows.flatMap(row => [...row.planned.flatMap(span => [span.from, span.to]), ...(row.actual ? [row.actual.from, row.actual.to] : [])])
  ]
  const numbers = days.map(toDay).filter(Number.isFinite)
  const earliest = Math.min(...numbers)
  // Day 0, 1970-01-01, was a Thursday.
  const first = earliest - ((((earliest + 3) % WEEK) + WEEK) % WEEK)
  const last = Math.max(...numbers, first + WEEK) + 1
  return { first, last, x: (day: number): number => round(LABEL + ((day - first) / (last - first)) * (WIDTH - LABEL - RIGHT)) }
}
type Scale = ReturnType<typeof scaleOf>

/** @returns a complete SVG document */
export function wallChartSvg(chart: WallChart): string {
  const scale = scaleOf(chart)
  const height = HEAD + chart.groups.reduce((sum, { rows }) => sum + BAND + rows.length * ROW, 0) + FOOT
  let y = HEAD
  const safeGroups = chart.groups.map(group => {
    const top = y
    y += BAND + group.rows.length * ROW
    return <Group group={group} y={top} scale={scale} today={toDay(chart.today)} />
  })
  const svg = (
    <svg
      xmlns="http://www.w3.org/2000/svg"
      width={String(WIDTH)}
      height={String(height)}
      viewBox={`0 0 ${WIDTH} ${height}`}
      role="img"
      aria-label={chart.title}
    >
      <title safe>{chart.title}</title>
      <defs>
        <pattern id="late" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width="5" height="5" fill="#ffffff" />
          <path d="M0 0V5" stroke="#111111" stroke-width="2.4" />
        </pattern>
      </defs>
      <rect width={String(WIDTH)} height={String(height)} fill="#ffffff" />
      <Words x={8} y={22} size={16} bold words={chart.title} />
      <Words x={8} y={50} size={11} words="项目　起草单位　环节" />
      <Weeks scale={scale} bottom={height - FOOT} />
      {safeGroups}
      <Meetings
        meetings={chart.meetings?.filter(({ on }) => toDay(on) >= scale.first && toDay(on) < scale.last)}
        scale={scale}
        bottom={height - FOOT}
      />
      <Today day={toDay(chart.today)} date={chart.today} free={widthOfWords(chart.title, 16) + 60} scale={scale} bottom={height - FOOT} />
      <Legend y={height - 12} />
    </svg>
  )
  return `<?xml version="1.0" encoding="UTF-8"?>\n${svg as string}\n`
}

interface WordsProps {
  readonly x: number
  readonly y: number
  readonly size: number
  readonly bold?: boolean
  readonly anchor?: 'start' | 'middle'
  readonly words: string
}

const Words = ({ x, y, size, bold = false, anchor = 'start', words }: WordsProps) => (
  <text
    x={String(x)}
    y={String(y)}
    font-family={FONT}
    font-size={String(size)}
    font-weight={bold ? 'bold' : 'normal'}
    text-anchor={anchor}
    fill="#111111"
    safe
  >
    {words}
  </text>
)

/** A fine line a week and a name a month; of five years only every third month is named, and no week is drawn. */
const Weeks = ({ scale, bottom }: { scale: Scale; bottom: number }) => {
  const weeks = Math.floor((scale.last - scale.first) / WEEK)
  const lines = weeks > 120 ? [] : Array.from({ length: weeks + 1 }, (_, index) => scale.x(scale.first + index * WEEK))
  const every = [1, 3, 12, 60].find(step => weeks / 4.35 / step <= 26) ?? 240
  return (
    <>
      <path d={lines.map(x => `M${x} ${HEAD - 6}V${bottom}`).join('')} stroke="#e4e4e4" stroke-width="0.6" fill="none" />
      {monthsBetween(scale.first, scale.last, every).map(day => (
        <g>
          <path d={`M${scale.x(day)} ${HEAD - 24}V${bottom}`} stroke="#999999" stroke-width="0.8" />
          <Words x={scale.x(day) + 3} y={HEAD - 12} size={11} words={monthName(toDate(day), every)} />
          {every < 12 && toDate(day).slice(5, 7) === '01' ? (
            <Words x={scale.x(day) + 3} y={HEAD - 27} size={11} bold words={`${toDate(day).slice(0, 4)}年`} />
          ) : (
            ''
          )}
        </g>
      ))}
    </>
  )
}

/** 1月, with its year above every January; 2027年 where no more than a name a year has room. */
const monthName = (date: string, every: number): string => (every < 12 ? `${Number(date.slice(5, 7))}月` : `${date.slice(0, 4)}年`)

function monthsBetween(first: number, last: number, every: number): number[] {
  const months: number[] = []
  const start = toDate(first)
  for (let month = Math.ceil((Number(start.slice(0, 4)) * 12 + Number(start.slice(5, 7)) - 1) / every) * every; ; month += every) {
    const day = toDay(`${String(Math.floor(month / 12)).padStart(4, '0')}-${String((month % 12) + 1).padStart(2, '0')}-01`)
    if (!(day <= last)) return months
    if (day >= first) months.push(day)
  }
}

interface GroupProps {
  readonly group: WallChart['groups'][number]
  readonly y: number
  readonly scale: Scale
  readonly today: number
}

const Group = ({ group, y, scale, today }: GroupProps) => (
  <g>
    <rect x="0" y={String(y)} width={String(WIDTH)} height={String(BAND)} fill="#e9e9e9" />
    <Words x={8} y={y + 18} size={13} bold words={`${group.title} ${group.rows.length} 件`} />
    {group.rows.map((row, index) => (
      <Row row={row} y={y + BAND + index * ROW} scale={scale} today={today} />
    ))}
  </g>
)

const Row = ({ row, y, scale, today }: { row: WallRow; y: number; scale: Scale; today: number }) => (
  <g>
    <title safe>{`${row.title}：${row.words}`}</title>
    <Words x={8} y={y + 19} size={13} bold words={shortened(row.title, 16)} />
    <Words x={8} y={y + 36} size={11} words={shortened(row.note, 19)} />
    {namesOf(row.planned, scale).map(({ span, name, x }) => (
      <g>
        <title safe>{`${span.title} ${span.to}`}</title>
        {name === '' ? '' : <Words x={x} y={y + 15} size={NAME} words={name} />}
        <rect
          x={String(scale.x(toDay(span.from)))}
          y={String(y + 19)}
          width={String(widthOf(span, scale))}
          height="4"
          fill="#777777"
          stroke="#ffffff"
          stroke-width="0.5"
        />
      </g>
    ))}
    {row.actual === null ? (
      ''
    ) : (
      <rect
        x={String(scale.x(toDay(row.actual.from)))}
        y={String(y + 27)}
        width={String(widthOf(row.actual, scale))}
        height="11"
        fill={row.actual.done ? '#111111' : '#5b8fc7'}
        stroke="#111111"
        stroke-width="0.8"
      />
    )}
    <Late row={row} y={y} scale={scale} today={today} />
    {row.likely ? <Diamond x={scale.x(toDay(row.likely))} y={y + 32} /> : ''}
    <Words x={WIDTH - RIGHT + 4} y={y + 37} size={11} bold={row.lateSince !== null} words={shortened(row.words, 9)} />
    <path d={`M0 ${y + ROW}H${WIDTH}`} stroke="#cccccc" stroke-width="0.6" />
  </g>
)

/**
 * Names in the middle of their spans, which do not run into one another: what has no room is shortened, or left to the tooltip; the last, the goal, always
 * stands.
 */
function namesOf(spans: WallRow['planned'], scale: Scale) {
  let next = WIDTH
  return spans
    .toReversed()
    .map(span => {
      const [from, to] = [scale.x(toDay(span.from)), scale.x(toDay(span.to))]
      const wanted = widthOfWords(span.title, NAME)
      // Never left of its own span: there it would name another.
      const x = round(Math.max(from, Math.min((from + to - wanted) / 2, next - 4 - wanted)))
      const room = Math.floor((next - x - 2) / NAME)
      const name = room >= 2 ? shortened(span.title, room) : ''
      if (name !== '') next = x
      return { span, name, x }
    })
    .reverse()
}

/** From the day on which it should have been done until today. */
const Late = ({ row, y, scale, today }: { row: WallRow; y: number; scale: Scale; today: number }) => {
  if (row.lateSince === null) return ''
  const from = scale.x(toDay(row.lateSince))
  const width = Math.max(3, round(scale.x(today) - from))
  return <rect x={String(from)} y={String(y + 27)} width={String(width)} height="11" fill="url(#late)" stroke="#111111" stroke-width="1" />
}

/** 推算的完成日期: hollow, since it has not come. */
const Diamond = ({ x, y }: { x: number; y: number }) => (
  <path d={`M${x} ${y - 6}l6 6l-6 6l-6-6z`} fill="#ffffff" stroke="#111111" stroke-width="1.3" />
)

const Meetings = ({ meetings, scale, bottom }: { meetings: WallChart['meetings']; scale: Scale; bottom: number }) => (
  <g>
    {(meetings ?? []).map(({ title, on }) => (
      <g>
        <title safe>{`${title} ${on}`}</title>
        <path d={`M${scale.x(toDay(on))} ${HEAD}V${bottom}`} stroke="#1b4f7a" stroke-width="0.8" stroke-dasharray="1 3" />
        <path d={`M${scale.x(toDay(on)) - 4.5} ${HEAD - 9}h9l-4.5 8z`} fill="#1b4f7a" />
      </g>
    ))}
  </g>
)

const widthOf = ({ from, to }: { readonly from: string; readonly to: string }, scale: Scale): number =>
  Math.max(2, round(scale.x(toDay(to)) - scale.x(toDay(from))))

interface TodayProps {
  readonly day: number
  readonly date: string
  /** Where the title ends: the day stands beside it. */
  readonly free: number
  readonly scale: Scale
  readonly bottom: number
}

const Today = ({ day, date, free, scale, bottom }: TodayProps) => (
  <g>
    <path d={`M${scale.x(day)} ${HEAD - 38}V${bottom}`} stroke="#b00020" stroke-width="1.6" stroke-dasharray="5 3" />
    <Words x={round(Math.max(scale.x(day), free))} y={HEAD - 42} size={11} anchor="middle" bold words={`今天 ${date}`} />
  </g>
)

const Legend = ({ y }: { y: number }) => (
  <g>
    <rect x="8" y={String(y - 8)} width="26" height="4" fill="#777777" />
    <Words x={40} y={y} size={11} words="计划" />
    <rect x="84" y={String(y - 10)} width="26" height="11" fill="#5b8fc7" stroke="#111111" stroke-width="0.8" />
    <Words x={116} y={y} size={11} words="实际" />
    <rect x="160" y={String(y - 10)} width="26" height="11" fill="#111111" />
    <Words x={192} y={y} size={11} words="已公布" />
    <rect x="250" y={String(y - 10)} width="26" height="11" fill="url(#late)" stroke="#111111" stroke-width="1" />
    <Words x={282} y={y} size={11} words="逾期" />
    <Diamond x={334} y={y - 4} />
    <Words x={346} y={y} size={11} words="推算的完成日期" />
    <path d={`M446 ${y - 8}h9l-4.5 8z`} fill="#1b4f7a" />
    <Words x={462} y={y} size={11} words="常委会会议" />
  </g>
)

/** Latin letters, digits and blanks take about half the room of a character. */
const widthOfWords = (text: string, size: number): number =>
  [...text].reduce((sum, character) => sum + (character <= '\u00ff' ? 0.56 : 1), 0) * size

/** @param length how many characters there is room for */
const shortened = (text: string, length: number): string => {
  if (widthOfWords(text, 1) <= length) return text
  let kept = ''
  for (const character of text) {
    if (widthOfWords(kept + character, 1) > length - 1) break
    kept += character
  }
  return `${kept}…`
}
