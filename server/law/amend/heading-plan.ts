/** Where headings stand in the new text, and how they are numbered and called. */
import type { Block, Body, HeadingUnit } from './body.ts'
import { chaptersRestart, DEPTH, type Heading, HeadingCounter, headingsOf } from './headings.ts'
import { readLabel } from './labels.ts'
import type { Plan } from './plan.ts'
import type { Placed } from './sequence.ts'

interface PlacedHeading {
  readonly unit: HeadingUnit
  readonly label: string
  readonly lines: readonly string[]
  readonly oldIndex: number | null
  /** The article before which it stands, by its place in the sequence. */
  readonly at: number
  readonly old: Block | null
}

const UNITS: Readonly<Record<string, HeadingUnit>> = { 编: 'part', 分编: 'subpart', 章: 'chapter', 节: 'section' }

export class HeadingPlan {
  readonly #headings: readonly PlacedHeading[]
  readonly #byPlace: ReadonlyMap<number, readonly PlacedHeading[]>
  readonly #body: Body

  constructor(body: Body, plan: Plan, sequence: readonly Placed[]) {
    this.#body = body
    const kept = headingsOf(body).filter(({ block, index }) => !plan.deletedHeadings.has(block) && !plan.inRange(index))
    const all = [
      ...kept.map(heading => placedOld(heading, plan, sequence)),
      ...plan.newHeadings.map(heading => placedNew(heading, sequence))
    ]
    const order = all.map((heading, index) => ({ heading, index }))
    order.sort((a, b) => a.heading.at - b.heading.at || DEPTH[a.heading.unit] - DEPTH[b.heading.unit] || a.index - b.index)
    const counts = plan.newHeadings.length > 0 || plan.deletedHeadings.size > 0
    this.#headings = numbered(
      order.map(({ heading }) => heading),
      plan,
      counts ? new HeadingCounter(chaptersRestart(body)) : null
    )
    this.#byPlace = Map.groupBy(this.#headings, ({ at }) => at)
  }

  before(index: number): readonly PlacedHeading[] {
    return this.#byPlace.get(index) ?? []
  }

  /** Old heading label → new, for references, where each says one thing. */
  renamed(): [string, string][] {
    const labels = this.#headings.map(({ old }) => old?.label)
    return this.#headings.flatMap(({ old, label }): [string, string][] =>
      old && old.label !== label && labels.filter(one => one === old.label).length === 1 ? [[old.label, label]] : []
    )
  }

  /** 目录 as it stood, with the headings of now: the same levels as before. */
  contents(): string[] | null {
    const old = this.#body.blocks.find(({ unit }) => unit === 'tableOfContents')
    if (!old) return null
    const lines = old.lines.map(({ text }) => text)
    const levels = new Set(lines.map(line => UNITS[/^第[^编章节]{1,12}(分编|[编章节])/.exec(line)?.[1] ?? '']))
    const head = lines.filter(line => /^目[\s\u3000]*[录次]$/.test(line))
    return [
      ...head,
      ...this.#headings.filter(({ unit }) => levels.has(unit) || unit === 'division').flatMap(({ lines: printed }) => printed)
    ]
  }
}

function placedOld({ block, index, path }: Heading, plan: Plan, sequence: readonly Placed[]): PlacedHeading {
  const start = plan.headingStarts.get(block)
  const stated = start === undefined ? -1 : sequence.findIndex(({ label }) => label === start)
  let at = stated >= 0 ? stated : sequence.findIndex(({ stays, stoodAt }) => stays && (stoodAt.at(-1) ?? -1) > index)
  if (at < 0) at = sequence.length
  const key = path.join('')
  if (stated < 0) while (at > 0 && !sequence[at - 1]?.stays && sequence[at - 1]?.under?.join('') === key) at--
  const name = plan.headingNames.get(block)
  const lines =
    name === undefined ? block.lines.map(({ text }) => text) : (block.unit === 'division' ? name : `${block.label} ${name}`).split('\n')
  return { unit: block.unit, label: block.label, lines, oldIndex: index, at, old: block }
}

function placedNew({ label, name, from }: Plan['newHeadings'][number], sequence: readonly Placed[]): PlacedHeading {
  const at = sequence.findIndex(placed => placed.label === from)
  const unit = UNITS[readLabel(label)?.unit ?? '章'] ?? 'chapter'
  return { unit, label, lines: `${label} ${name}`.split('\n'), oldIndex: null, at: at < 0 ? sequence.length : at, old: null }
}

function numbered(headings: readonly PlacedHeading[], plan: Plan, counter: HeadingCounter | null): PlacedHeading[] {
  return headings.map(heading => {
    const stated = heading.old ? plan.headingLabels.get(heading.old) : undefined
    const counted = counter?.next(heading.unit) ?? heading.label
    const label = stated ?? (heading.old ? counted : heading.label)
    return label === heading.label ? heading : { ...heading, label, lines: relabelled(heading, label) }
  })
}

function relabelled({ label, lines }: PlacedHeading, next: string): string[] {
  const [first = '', ...rest] = lines
  const at = /^第[^编章节]{1,16}(?:分编|[编章节])/.exec(first)?.[0].length ?? label.length
  return [next + first.slice(at), ...rest]
}
