/**
 * A procedure as a picture of states and what leads from one to the other, laid out by Graphviz (WASM, loaded when the first picture is asked for). Shapes
 * and presentation attributes only, so that it shows under a strict Content-Security-Policy and reads in black and white: where the bill stands has a
 * heavy edge and dark ground, what it went through has grey ground and heavy lines, an end has a double edge, what happens by itself is dashed.
 */
import type { Viz } from '@viz-js/viz'

export interface StateChart {
  readonly title: string
  readonly groups: readonly {
    readonly title: string
    readonly places: readonly ChartPlace[]
  }[]
  readonly moves: readonly {
    readonly from: string
    readonly to: string
    readonly titles: readonly string[]
    readonly taken: boolean
    readonly automatic: boolean
  }[]
}

export interface ChartPlace {
  readonly id: string
  readonly title: string
  readonly state: 'now' | 'been' | 'ahead'
  readonly end: boolean
  /** Below the name: what is said instead of drawn. */
  readonly note?: string
}

const FONT = 'Noto Sans CJK SC,Microsoft YaHei,PingFang SC,sans-serif'
const INK = '#1c242c'
const SIZE = 13
const SMALL = 11
/** Graphviz knows no Chinese font: boxes are as wide as their characters, at 72 points an inch. */
const POINTS = 72
/** Laying out takes more than the square of what there is: beyond this many places stages are drawn alone. */
export const MAX_PLACES = 120

let made: Promise<Viz> | undefined
const graphviz = (): Promise<Viz> => {
  made ??= import('@viz-js/viz').then(({ instance }) => instance())
  return made
}

/** @returns a complete SVG document */
export async function stateChartSvg(chart: StateChart): Promise<string> {
  const drawn = (await graphviz()).renderString(stateChartDot(fitting(chart)), { format: 'svg', engine: 'dot' })
  const svg = drawn
    .slice(drawn.indexOf('<svg'))
    .replaceAll(/<!--[^>]{0,400}-->\n?/g, '')
    .replaceAll(/<title>[^<]{0,400}<\/title>\n?/g, '')
    .replaceAll(/<g id="[^"]{0,40}" class="[^"]{0,40}"/g, '<g')
    .replace(/<svg width="([\d.]{1,12})pt" height="([\d.]{1,12})pt"/, '<svg width="$1" height="$2" role="img"')
    .replace(/>/, `><title>${escaped(chart.title)}</title>`)
  return `<?xml version="1.0" encoding="UTF-8"?>\n${svg.trim()}\n`
}

/** Of a procedure with too many places the stages alone, and of too many stages the first ones. */
function fitting(chart: StateChart): StateChart {
  if (chart.groups.reduce((sum, { places }) => sum + places.length, 0) <= MAX_PLACES) return chart
  const stageOf = new Map(chart.groups.flatMap(({ places }, index) => places.map(({ id }) => [id, `stage${index}`] as const)))
  const groups = chart.groups.slice(0, MAX_PLACES)
  const stages = groups.map(({ title, places }, index): ChartPlace => {
    const state = (['now', 'been'] as const).find(each => places.some(place => place.state === each)) ?? 'ahead'
    return { id: `stage${index}`, title, state, end: places.every(({ end }) => end) }
  })
  const between = chart.moves.flatMap(move => {
    const [from, to] = [stageOf.get(move.from), stageOf.get(move.to)]
    const shown = (id: string | undefined) => stages.some(stage => stage.id === id)
    return from && to && from !== to && shown(from) && shown(to) ? [{ ...move, from, to, titles: [] }] : []
  })
  const moves = [...new Map(between.map(move => [`${move.from} ${move.to}`, move])).values()]
  return { title: chart.title, groups: [{ title: '', places: stages }], moves }
}

/** The picture in Graphviz's language. Pure. */
export function stateChartDot({ groups, moves }: StateChart): string {
  const names = new Map(groups.flatMap(({ places }) => places.map(({ id }) => id)).map((id, index) => [id, `p${index}`]))
  const lines = [
    'digraph {',
    `graph [rankdir=TB, nodesep=0.3, ranksep=0.45, fontname="${FONT}", fontsize=${SIZE}, bgcolor=white, pad=0.2];`,
    `node [shape=box, fontname="${FONT}", fontsize=${SIZE}, fontcolor="${INK}", color="${INK}", fixedsize=true];`,
    `edge [fontname="${FONT}", fontsize=${SMALL}, fontcolor="${INK}", color="#5c6772", arrowsize=0.7];`,
    ...groups.flatMap(({ title, places }, index) => [
      `subgraph cluster${index} {`,
      `label=${quoted(title)}; labeljust=l; color="#8a939b"; margin=14;`,
      ...places.map(place => `${names.get(place.id)} [${boxOf(place)}];`),
      '}'
    ]),
    ...moves.flatMap(move => {
      const [from, to] = [names.get(move.from), names.get(move.to)]
      return from && to ? [`${from} -> ${to} [${lineOf(move, rankOf(groups, move.from) < rankOf(groups, move.to))}];`] : []
    }),
    '}'
  ]
  return lines.join('\n')
}

const rankOf = (groups: StateChart['groups'], place: string): number =>
  groups.flatMap(({ places }) => places).findIndex(({ id }) => id === place)

function boxOf({ title, state, end, note = '' }: ChartPlace): string {
  const width = ((Math.max(widthOf(title), (widthOf(note) * SMALL) / SIZE) * SIZE + 24) / POINTS).toFixed(2)
  const look = {
    now: `style=filled, fillcolor="${INK}", fontcolor=white, penwidth=3`,
    been: 'style=filled, fillcolor="#e4e6e4", penwidth=1.5',
    ahead: 'penwidth=1'
  }[state]
  const room = Math.ceil(Number(width) * POINTS - 12)
  const row = (words: string, size: number) =>
    `<tr><td fixedsize="true" width="${room}" height="${size + 4}"><font point-size="${size}">${escaped(words)}</font></td></tr>`
  const words =
    note === ''
      ? quoted(title)
      : `<<table border="0" cellborder="0" cellspacing="0" cellpadding="0">${row(title, SIZE)}${row(note, SMALL)}</table>>`
  return `label=${words}, width=${width}, height=${note === '' ? '0.42' : '0.6'}, ${look}${end ? ', peripheries=2' : ''}`
}

/** What leads back shapes no ranks: the usual way goes down. */
function lineOf({ titles, taken, automatic }: StateChart['moves'][number], forward: boolean): string {
  const words = titles.length > 2 ? [...titles.slice(0, 2), `等 ${titles.length} 种`] : titles
  const look = taken ? 'penwidth=2.6, color=black' : forward ? 'penwidth=1' : 'penwidth=0.8, color="#8a939b"'
  return [
    ...(words.length === 0 ? [] : [`label=${table(words)}`]),
    look,
    ...(automatic ? ['style=dashed'] : []),
    ...(forward ? [] : ['constraint=false'])
  ].join(', ')
}

/** A label with room for its characters. */
function table(words: readonly string[]): string {
  const width = Math.ceil(Math.max(...words.map(widthOf)) * SMALL + 8)
  const cells = words.map(word => `<tr><td fixedsize="true" width="${width}" height="${SMALL + 5}">${escaped(word)}</td></tr>`)
  return `<<table border="0" cellborder="0" cellspacing="0" cellpadding="0">${cells.join('')}</table>>`
}

/** In characters of Chinese; what is narrow counts half. */
const widthOf = (text: string): number => [...text].reduce((sum, letter) => sum + ((letter.codePointAt(0) ?? 0) < 0x2e80 ? 0.6 : 1), 0)

const quoted = (text: string): string => `"${plain(text).replaceAll(/[\\"]/g, character => `\\${character}`)}"`
const escaped = (text: string): string =>
  plain(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
/** One line, and nothing that XML does not know. */
const plain = (text: string): string => text.toWellFormed().replaceAll(/[\u0000-\u001f\ufffe\uffff]/g, ' ')
