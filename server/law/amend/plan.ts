/** Lays every operation down on the unchanged old text, and says which do not fit. Nothing is numbered or moved yet. */
import { type Block, type Body, isArticle, isHeading, type Line } from './body.ts'
import { DoesNotFit, described, EditedBlock, type Follow } from './edited-block.ts'
import { headingsOf } from './headings.ts'
import { readLabel } from './labels.ts'
import type { HeadingPath, Operation, Place } from './operation.ts'

/** An article that comes from the decision, or an old one that goes elsewhere. */
export interface NewPlace {
  /** The number that the decision states. */
  readonly label: string | null
  readonly under: HeadingPath | null
  /** The old article behind which it stands, where the decision says so. */
  readonly after: string | null
  readonly old: Block | null
  readonly lines: (follow: Follow) => readonly string[]
}

export interface NewHeading {
  readonly label: string
  readonly name: string
  readonly from: string
}

export interface Range {
  readonly from: number
  readonly to: number
  readonly lines: readonly string[]
}

export interface Plan {
  readonly body: Body
  readonly failed: Map<number, string>
  readonly edited: ReadonlyMap<Block, EditedBlock>
  title: string | null
  whole: readonly string[] | null
  renumbersRest: boolean
  /** 目录 is made anew when headings change. */
  rebuildsContents: boolean
  readonly inserted: NewPlace[]
  /** Old articles whose new number the decision states. */
  readonly stated: Map<Block, string>
  readonly moved: Set<Block>
  readonly deletedHeadings: Set<Block>
  readonly headingNames: Map<Block, string>
  readonly headingLabels: Map<Block, string>
  readonly headingStarts: Map<Block, string>
  readonly newHeadings: NewHeading[]
  readonly ranges: Range[]
  readonly newFront: EditedBlock[]
  readonly newEnd: EditedBlock[]
  readonly inRange: (index: number) => boolean
}

export function layDown(body: Body, operations: readonly Operation[]): Plan {
  const ranges: Range[] = []
  const plan: Plan = {
    body,
    failed: new Map(),
    edited: new Map(body.blocks.map(block => [block, new EditedBlock(block)])),
    title: null,
    whole: null,
    renumbersRest: false,
    rebuildsContents: false,
    inserted: [],
    stated: new Map(),
    moved: new Set(),
    deletedHeadings: new Set(),
    headingNames: new Map(),
    headingLabels: new Map(),
    headingStarts: new Map(),
    newHeadings: [],
    ranges,
    newFront: [],
    newEnd: [],
    inRange: index => ranges.some(({ from, to }) => index >= from && index <= to)
  }
  const layer = new Layer(plan)
  operations.forEach((operation, index) => {
    try {
      layer.lay(operation)
    } catch (error) {
      if (!(error instanceof DoesNotFit)) throw error
      plan.failed.set(index, error.message)
    }
  })
  return plan
}

/** The names under which decisions speak of what stands around the articles. */
const UNIT_OF: Readonly<Record<string, Block['unit']>> = {
  题注: 'titleNote',
  目录: 'tableOfContents',
  序言: 'preamble',
  引言: 'preamble',
  前言: 'preamble',
  正文: 'prose'
}

class Layer {
  readonly #plan: Plan
  readonly #articles: ReadonlyMap<string, Block>
  readonly #headings: ReadonlyMap<string, Block>

  constructor(plan: Plan) {
    this.#plan = plan
    this.#articles = firstByKey(plan.body.blocks.filter(isArticle), ({ label }) => label)
    this.#headings = firstByKey(
      headingsOf(plan.body),
      ({ path }) => path.join(''),
      ({ block }) => block
    )
  }

  lay(operation: Operation): void {
    const plan = this.#plan
    switch (operation.op) {
      case 'replaceTitle':
        plan.title = operation.text
        break
      case 'replaceWhole':
        plan.whole = operation.lines
        break
      case 'renumberRest':
        plan.renumbersRest = true
        break
      case 'replaceBlock':
        this.#replaceBlock(operation.block, operation.lines)
        break
      case 'insertArticle':
        plan.inserted.push(given(operation.n, operation.lines, operation.under ?? null, operation.after ?? null))
        break
      case 'replaceRange':
        this.#replaceRange(operation.from, operation.to, operation.lines)
        break
      case 'replaceAll':
        this.#replaceAll(operation.from, operation.to)
        break
      case 'formality':
        break
      default:
        if ('path' in operation || operation.op === 'insertHeading') this.#layHeading(operation)
        else if ('o' in operation) this.#layArticle(operation)
        else this.#layUnit(operation)
    }
  }

  #layArticle(operation: Extract<Operation, { readonly o: string | readonly string[] }>): void {
    const plan = this.#plan
    switch (operation.op) {
      case 'replaceArticle': {
        const edited = this.#article(operation.o)
        if (edited.whole) throw new DoesNotFit(`${operation.o}被两次修改`)
        edited.whole = operation.lines
        if (operation.n !== undefined) plan.stated.set(edited.block, operation.n)
        break
      }
      case 'renumber':
        plan.stated.set(this.#article(operation.o).block, operation.n)
        break
      case 'deleteArticle':
        this.#article(operation.o).isDeleted = true
        break
      case 'moveArticle': {
        const edited = this.#article(operation.o)
        if (operation.lines) edited.whole = operation.lines
        plan.moved.add(edited.block)
        const { block } = edited
        plan.inserted.push({
          label: operation.n,
          under: operation.under ?? null,
          after: null,
          old: block,
          lines: follow => edited.lines(follow)
        })
        break
      }
      case 'mergeArticles': {
        const [first, ...others] = operation.o.map(label => this.#article(label))
        if (!first) throw new DoesNotFit('没有写明合并的是哪几条')
        first.whole = operation.lines
        plan.stated.set(first.block, operation.n)
        for (const other of others) other.isDeleted = true
        break
      }
      case 'splitArticle': {
        const edited = this.#article(operation.o)
        edited.whole = operation.texts[0] ?? []
        if (operation.n[0] !== undefined) plan.stated.set(edited.block, operation.n[0])
        operation.n.slice(1).forEach((label, index) => {
          plan.inserted.push(given(label, operation.texts[index + 1] ?? [], null, operation.o))
        })
        break
      }
    }
  }

  #layUnit(
    operation: Extract<
      Operation,
      { readonly op: 'replaceUnit' | 'replaceLeadIn' | 'deleteUnit' | 'insertUnit' | 'replacePhrase' | 'insertPhrase' }
    >
  ): void {
    switch (operation.op) {
      case 'replaceUnit':
        this.#at(operation.at).replaceUnit(operation.at, operation.lines)
        break
      case 'replaceLeadIn':
        this.#at(operation.at).replaceLeadIn(operation.at, operation.text)
        break
      case 'deleteUnit':
        this.#at(operation.at).replaceUnit(operation.at, [])
        break
      case 'insertUnit':
        this.#insertUnit(operation.at, operation.lines)
        break
      case 'replacePhrase':
        for (const place of operation.places)
          this.#at(place).changePhrase(place, operation.from, operation.every === true, start => ({
            start,
            end: start + operation.from.length,
            text: operation.to
          }))
        break
      case 'insertPhrase': {
        const { at, anchor, before, text } = operation
        this.#at(at).changePhrase(at, anchor, false, start => {
          const place = before ? start : start + anchor.length
          return { start: place, end: place, text }
        })
        break
      }
    }
  }

  /** A 款 may be added to an article that exists; 项 to a 款 that does. */
  #insertUnit(at: Place, lines: readonly string[]): void {
    const edited = this.#at(at)
    const { block, paragraph = 1 } = at
    if (at.item !== undefined && !edited.has({ block, paragraph })) throw new DoesNotFit(`${described({ block, paragraph })}不存在`)
    edited.insertUnit(at, lines)
  }

  #layHeading(operation: Extract<Operation, { readonly path: HeadingPath } | { readonly op: 'insertHeading' }>): void {
    const plan = this.#plan
    plan.rebuildsContents = true
    if (operation.op === 'insertHeading') {
      plan.newHeadings.push({ label: operation.n, name: operation.name, from: operation.from })
      return
    }
    const block = this.#headings.get(operation.path.join(''))
    if (!block) throw new DoesNotFit(`没有${operation.path.join('')}`)
    switch (operation.op) {
      case 'replaceHeading':
        plan.headingNames.set(block, operation.name)
        break
      case 'renumberHeading':
        plan.headingLabels.set(block, operation.n)
        break
      case 'setRange':
        plan.headingStarts.set(block, operation.from)
        break
      case 'deleteHeading':
        plan.deletedHeadings.add(block)
        break
    }
  }

  #article(label: string): EditedBlock {
    const block = this.#articles.get(label)
    const edited = block && this.#plan.edited.get(block)
    if (!edited) throw new DoesNotFit(readLabel(label) ? `没有${label}` : `“${label}”不是条的序号`)
    return edited
  }

  #at({ block }: Place): EditedBlock {
    return this.#articles.has(block) ? this.#article(block) : this.#other(block)
  }

  #other(name: string): EditedBlock {
    const found = this.#findOther(name)
    if (!found) throw new DoesNotFit(`没有${name}`)
    return found
  }

  #findOther(name: string): EditedBlock | null {
    const unit = UNIT_OF[name]
    const block = this.#plan.body.blocks.find(one => !isArticle(one) && !isHeading(one) && (unit ? one.unit === unit : one.label === name))
    return (block && this.#plan.edited.get(block)) ?? null
  }

  #replaceBlock(name: string, lines: readonly string[]): void {
    const found = this.#findOther(name)
    if (found) {
      if (lines.length === 0) found.isDeleted = true
      else found.whole = lines
      return
    }
    if (lines.length === 0) throw new DoesNotFit(`没有${name}`)
    const unit = UNIT_OF[name] ?? 'annex'
    const made = new EditedBlock({ unit, label: name, name: '', passage: null, lines: lines.map((text): Line => ({ text, start: -1 })) })
    made.whole = lines
    if (unit === 'annex') this.#plan.newEnd.push(made)
    else this.#plan.newFront.push(made)
  }

  #replaceRange(from: string, to: string, lines: readonly string[]): void {
    const { blocks } = this.#plan.body
    const [start, end] = [from, to].map(label => blocks.indexOf(this.#article(label).block))
    if (start === undefined || end === undefined || end < start) throw new DoesNotFit(`${from}不在${to}之前`)
    this.#plan.ranges.push({ from: start, to: end, lines })
  }

  #replaceAll(from: string, to: string): void {
    let count = 0
    for (const edited of this.#plan.edited.values()) {
      if (isHeading(edited.block) || edited.isDeleted) continue
      const whole: Place = { block: edited.block.label }
      const found = edited.occurrences(whole, from).length
      if (found === 0) continue
      count += found
      edited.changePhrase(whole, from, true, start => ({ start, end: start + from.length, text: to }))
    }
    if (count === 0) throw new DoesNotFit(`全文没有“${from}”`)
  }
}

const given = (label: string, lines: readonly string[], under: HeadingPath | null, after: string | null): NewPlace => ({
  label,
  under,
  after,
  old: null,
  lines: () => lines
})

function firstByKey<T, V = T>(
  all: readonly T[],
  key: (one: T) => string,
  value: (one: T) => V = one => one as unknown as V
): Map<string, V> {
  const map = new Map<string, V>()
  for (const one of all) if (!map.has(key(one))) map.set(key(one), value(one))
  return map
}
