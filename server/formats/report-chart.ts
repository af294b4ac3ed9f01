/**
 * The chart of a report inside a Word paper: an SVG that Word (2016 and later) and LibreOffice draw with their own fonts, and beside it the same bars as a PNG for
 * readers that know no SVG. The PNG is drawn here, rectangle by rectangle: it has no letters, for which a font of many megabytes would have to be carried along; its rows
 * have numbers, and the paper tells each number's name and words below.
 */
import zlib from 'node:zlib'

export interface ChartBar {
  readonly name: string
  readonly value: number
  readonly words: string
}

interface Picture {
  readonly width: number
  readonly height: number
  readonly svg: string
  readonly png: Uint8Array
}

/** The width of the text in pixels at 96 to the inch: 156 mm. */
const WIDTH = 589
const ROW = 28
const BAR = 14
/** Where the names end and the line stands, and how far the longest bar reaches to either side of it. */
const LINE = 330
const LEFT = 70
const RIGHT = 150
/** Characters of a name that fit left of the bars. */
const NAME = 15
/** Bars on one page; what is more stands in the table. */
export const MAX_BARS = 24

const LATE = '#9c1c12'
const EARLY = '#1d4e79'
const INK = '#333333'

interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly fill: string
}

/** @param bars at most MAX_BARS are drawn */
export function chartPicture(all: readonly ChartBar[]): Picture {
  const bars = all.slice(0, MAX_BARS)
  const height = bars.length * ROW + 12
  const late = Math.max(1, ...bars.map(({ value }) => value))
  const early = Math.max(1, ...bars.map(({ value }) => -value))
  const boxes = bars.flatMap(({ value }, index): Box[] => {
    if (value === 0) return []
    const width = Math.max(2, Math.round(value > 0 ? (value / late) * RIGHT : (-value / early) * LEFT))
    return [{ x: value > 0 ? LINE : LINE - width, y: topOf(index), width, height: BAR, fill: value > 0 ? LATE : EARLY }]
  })
  const axis: Box = { x: LINE - 1, y: 0, width: 1, height, fill: INK }
  return {
    width: WIDTH,
    height,
    svg: svgOf(bars, [...boxes, axis], height),
    png: pngOf([...boxes, axis, ...numbersOf(bars.length)], height)
  }
}

const topOf = (index: number): number => 6 + index * ROW + (ROW - BAR) / 2

function svgOf(bars: readonly ChartBar[], boxes: readonly Box[], height: number): string {
  const rects = boxes.map(({ x, y, width, height, fill }) => `<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="${fill}"/>`)
  const texts = bars.flatMap(({ name, value, words }, index) => {
    const y = topOf(index) + 11
    const short = name.length > NAME ? `${name.slice(0, NAME).toWellFormed()}…` : name
    const box = boxes.find(one => one.y === topOf(index))
    const right = box && value > 0 ? box.x + box.width : LINE
    const left = value < 0 ? LINE - LEFT : LINE
    return [textAt(left - 8, y, 'end', `${index + 1}　${short}`, INK), textAt(right + 8, y, 'start', words, value > 0 ? LATE : INK)]
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" font-family="FangSong, 仿宋, SimSun, 宋体, sans-serif" font-size="13">${rects.join('')}${texts.join('')}</svg>`
}

const textAt = (x: number, y: number, anchor: string, words: string, fill: string): string =>
  `<text x="${x}" y="${y}" text-anchor="${anchor}" fill="${fill}">${escaped(words)}</text>`

/** Words of people inside XML: no markup, and no characters that XML does not know. */
const escaped = (words: string): string =>
  words
    .toWellFormed()
    .replaceAll(/[\u0000-\u001f\ufffe\uffff]/g, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')

/** Digits of three by five dots, row by row. */
const DOTS: readonly (readonly number[])[] = [
  [0b111, 0b101, 0b101, 0b101, 0b111],
  [0b010, 0b110, 0b010, 0b010, 0b111],
  [0b111, 0b001, 0b111, 0b100, 0b111],
  [0b111, 0b001, 0b111, 0b001, 0b111],
  [0b101, 0b101, 0b111, 0b001, 0b001],
  [0b111, 0b100, 0b111, 0b001, 0b111],
  [0b111, 0b100, 0b111, 0b101, 0b111],
  [0b111, 0b001, 0b001, 0b001, 0b001],
  [0b111, 0b101, 0b111, 0b101, 0b111],
  [0b111, 0b101, 0b111, 0b001, 0b111]
]
/** One dot in pixels. */
const DOT = 2

function numbersOf(count: number): Box[] {
  return Array.from({ length: count }, (_, index) => {
    const digits = [...String(index + 1)]
    return digits.flatMap((digit, at) => digitAt(Number(digit), LINE - LEFT - 24 + (at - digits.length) * 5 * DOT, topOf(index) + 2))
  }).flat()
}

const digitAt = (digit: number, x: number, y: number): Box[] =>
  (DOTS[digit] ?? []).flatMap((row, down) =>
    [0, 1, 2].flatMap(across =>
      row & (0b100 >> across) ? [{ x: x + across * DOT, y: y + down * DOT, width: DOT, height: DOT, fill: INK }] : []
    )
  )

const PALETTE = ['#ffffff', LATE, EARLY, INK]
/** Twice as many pixels as the page shows: it is printed. */
const SCALE = 2

/** A PNG of four colours (PNG specification, third edition: IHDR, PLTE, IDAT, IEND). */
function pngOf(boxes: readonly Box[], pageHeight: number): Uint8Array {
  const [width, height] = [WIDTH * SCALE, pageHeight * SCALE]
  // Each row begins with its filter: 0, none.
  const pixels = new Uint8Array((width + 1) * height)
  for (const box of boxes) {
    const colour = PALETTE.indexOf(box.fill)
    for (let y = Math.max(0, box.y * SCALE); y < Math.min(height, (box.y + box.height) * SCALE); y++) {
      const row = y * (width + 1) + 1
      pixels.fill(colour, row + Math.max(0, box.x * SCALE), row + Math.min(width, (box.x + box.width) * SCALE))
    }
  }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([8, 3, 0, 0, 0], 8) // eight bits a pixel, by palette
  const palette = Buffer.from(PALETTE.map(colour => colour.slice(1)).join(''), 'hex')
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', head),
    chunk('PLTE', palette),
    chunk('IDAT', zlib.deflateSync(pixels)),
    chunk('IEND', Buffer.alloc(0))
  ])
}

function chunk(kind: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(kind, 'latin1'), data])
  const whole = Buffer.alloc(body.length + 8)
  whole.writeUInt32BE(data.length, 0)
  whole.set(body, 4)
  whole.writeUInt32BE(zlib.crc32(body), body.length + 4)
  return whole
}
