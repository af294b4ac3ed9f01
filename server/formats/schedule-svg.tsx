/**
 * A schedule (施工图) as one SVG picture: rows are stages, steps and tasks, columns are time. Presentation attributes only, so that it shows
 * under a strict Content-Security-Policy, and shapes that read in black and white: statutory periods are hatched, meetings are diamonds, the
 * critical path has a heavy edge.
 */
import { toDate, toDay } from '../lifecycle/periods.ts'
import type { ScheduleItem } from '../lifecycle/schedule.ts'

export interface Chart {
  readonly title: string
  readonly items: readonly ScheduleItem[]
  readonly target: string
  /** Draws a line on this day. */
  readonly today: string
}

const ROW = 22
const HEAD = 76
const LABEL = 280
const CHART = 900
const MARGIN = 16
const FONT = '"Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", sans-serif'
const INDENT: Readonly<Record<string, number>> = { stage: 0, step: 14 }

/** Time to the horizontal: linear from the first day to the last. */
const scaleOf = (items: readonly ScheduleItem[], days: readonly number[]) => {
  const first = Math.min(...items.map(({ start }) => toDay(start)), ...days)
  const last = Math.max(...items.map(({ due }) => toDay(due)), ...days) + 1
  return { first, last, x: (day: number): number => round(LABEL + MARGIN + ((day - first) / Math.max(1, last - first)) * CHART) }
}
type Scale = ReturnType<typeof scaleOf>

const round = (value: number): number => Math.round(value * 10) / 10

/** @returns a complete SVG document */
export function scheduleSvg({ title, items, target, today }: Chart): string {
  const scale = scaleOf(items, [toDay(target), toDay(today)])
  const width = LABEL + CHART + 2 * MARGIN + 40
  const height = HEAD + items.length * ROW + MARGIN + 24
  const svg = (
    <svg
      xmlns="http://www.w3.org/2000/svg"
      width={String(width)}
      height={String(height)}
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={title}
    >
      <title safe>{title}</title>
      <defs>
        <pattern id="statutory" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width="6" height="6" fill="#ffffff" />
          <line x1="0" y1="0" x2="0" y2="6" stroke="#1a4f8b" stroke-width="3" />
        </pattern>
      </defs>
      <rect width={String(width)} height={String(height)} fill="#ffffff" />
      <text x={String(MARGIN)} y="24" font-family={FONT} font-size="16" font-weight="bold" fill="#111111" safe>
        {title}
      </text>
      <Months scale={scale} height={height} />
      {items.map((item, index) => (
        <Row item={item} y={HEAD + index * ROW} scale={scale} />
      ))}
      <DayLine day={toDay(today)} label={`今天 ${today}`} scale={scale} height={height} dash="4 3" y={HEAD - 26} />
      <DayLine day={toDay(target)} label={`目标 ${target}`} scale={scale} height={height} dash="" y={HEAD - 14} />
      <text x={String(MARGIN)} y={String(height - 10)} font-family={FONT} font-size="11" fill="#444444">
        斜纹：法定期限　菱形：会议　粗边：关键路径
      </text>
    </svg>
  )
  return `<?xml version="1.0" encoding="UTF-8"?>\n${svg as string}\n`
}

/** At most some 24 month lines: of a plan over ten years only every sixth or twelfth month is named. */
const Months = ({ scale, height }: { scale: Scale; height: number }) => {
  const every = [1, 3, 6, 12, 60, 240].find(step => (scale.last - scale.first) / 30 / step <= 24) ?? 1200
  return (
    <>
      {monthsBetween(scale.first, scale.last, every).map(day => (
        <g>
          <line x1={String(scale.x(day))} y1={String(HEAD - 8)} x2={String(scale.x(day))} y2={String(height - 24)} stroke="#d0d0d0" />
          <text x={String(scale.x(day) + 2)} y={String(HEAD - 2)} font-family={FONT} font-size="10" fill="#555555" safe>
            {toDate(day).slice(0, 7)}
          </text>
        </g>
      ))}
    </>
  )
}

function monthsBetween(first: number, last: number, every: number): number[] {
  const months: number[] = []
  const start = toDate(first)
  let number = Number(start.slice(0, 4)) * 12 + Number(start.slice(5, 7)) - 1
  for (number = Math.ceil(number / every) * every; ; number += every) {
    const day = toDay(`${String(Math.floor(number / 12)).padStart(4, '0')}-${String((number % 12) + 1).padStart(2, '0')}-01`)
    if (!(day <= last)) return months
    if (day >= first) months.push(day)
  }
}

interface RowProps {
  readonly item: ScheduleItem
  readonly y: number
  readonly scale: Scale
}

const Row = ({ item, y, scale }: RowProps) => (
  <g>
    <title safe>{`${item.title} ${item.start} 至 ${item.due}${item.basis ? `（${item.basis}）` : ''}`}</title>
    <text
      x={String(MARGIN + (INDENT[item.kind] ?? 28))}
      y={String(y + 15)}
      font-family={FONT}
      font-size="12"
      font-weight={item.kind === 'stage' ? 'bold' : 'normal'}
      fill="#111111"
      safe
    >
      {shortened(item.title, 19)}
    </text>
    <Bar item={item} y={y} scale={scale} />
  </g>
)

const Bar = ({ item, y, scale }: RowProps) => {
  const start = scale.x(toDay(item.start))
  const width = Math.max(2, round(scale.x(toDay(item.due) + 1) - start))
  if (item.kind === 'meeting' && item.start === item.due) {
    const middle = round(start + width / 2)
    const points = `${middle},${y + 4} ${middle + 7},${y + 11} ${middle},${y + 18} ${middle - 7},${y + 11}`
    return <polygon points={points} fill={item.critical ? '#111111' : '#8a5a00'} />
  }
  const group = item.kind === 'stage' || item.kind === 'step'
  return (
    <rect
      x={String(start)}
      y={String(group ? y + 8 : y + 5)}
      width={String(width)}
      height={String(group ? 6 : 12)}
      fill={item.statutory ? 'url(#statutory)' : group ? '#b8c4d0' : '#5b8fc7'}
      stroke={item.critical ? '#111111' : '#5b6b7b'}
      stroke-width={item.critical ? '2' : '0.5'}
    />
  )
}

interface DayLineProps {
  readonly day: number
  readonly label: string
  readonly scale: Scale
  readonly height: number
  readonly dash: string
  readonly y: number
}

const DayLine = ({ day, label, scale, height, dash, y }: DayLineProps) => (
  <g>
    <line
      x1={String(scale.x(day))}
      y1={String(y)}
      x2={String(scale.x(day))}
      y2={String(height - 24)}
      stroke="#b00020"
      stroke-width="1.5"
      stroke-dasharray={dash || 'none'}
    />
    <text x={String(scale.x(day))} y={String(y - 1)} text-anchor="middle" font-family={FONT} font-size="10" fill="#b00020" safe>
      {label}
    </text>
  </g>
)

const shortened = (text: string, length: number): string => {
  const characters = [...text]
  return characters.length > length ? `${characters.slice(0, length - 1).join('')}…` : text
}
