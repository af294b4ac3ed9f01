/** Bars to the right (late, hatched red) and to the left (early) of a line, with their words: readable in black and white. */

interface DeviationBar {
  readonly name: string
  readonly value: number
  readonly words: string
  readonly alarm: boolean
}

const ROW = 30
const BAR = 16
/** Where the line stands, and how far the longest bar reaches to either side of it. */
const LINE = 320
const REACH_RIGHT = 150
const REACH_LEFT = 60
const WIDTH = 560
/** Characters of a name that fit left of the bars. */
const NAME = 15

export function deviationSvg(bars: readonly DeviationBar[]): JSX.Element {
  const height = bars.length * ROW + 26
  const late = Math.max(1, ...bars.map(({ value }) => value))
  const early = Math.max(1, ...bars.map(({ value }) => -value))
  return (
    <svg
      class="fc-bars"
      viewBox={`0 0 ${WIDTH} ${height}`}
      role="img"
      aria-label={bars.map(({ name, words }) => `${name}${words}`).join('；')}
    >
      <defs>
        <pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <path class="late" d="M0 0V6" />
        </pattern>
      </defs>
      <text x={LINE} y="14" text-anchor="middle">
        原计划
      </text>
      <path class="axis" d={`M${LINE}.5 20V${height}`} />
      {bars.map((bar, index) => {
        const y = 26 + index * ROW
        const width = bar.value > 0 ? (bar.value / late) * REACH_RIGHT : (-bar.value / early) * REACH_LEFT
        return (
          <>
            <text x={LINE - (bar.value < 0 ? REACH_LEFT : 0) - 12} y={y + 13} text-anchor="end" safe>
              {bar.name.length > NAME ? `${bar.name.slice(0, NAME).toWellFormed()}…` : bar.name}
            </text>
            {bar.value === 0 ? (
              ''
            ) : (
              <rect class={bar.alarm ? 'late' : 'early'} x={bar.value > 0 ? LINE : LINE - width} y={y} width={width} height={BAR} />
            )}
            <text class={bar.alarm ? 'words late' : 'words'} x={LINE + (bar.value > 0 ? width : 0) + 8} y={y + 13} safe>
              {bar.words}
            </text>
          </>
        )
      })}
    </svg>
  )
}
