/** 修改决定, both ways: written from two texts, and executed on one. */
import { withoutBlanks } from '../characters.ts'
import { formatNumeral } from '../numerals.ts'
import { parse } from '../parse.ts'
import { type Body, type HeadingUnit, readBody } from './body.ts'
import { type Executed, execute } from './execute.ts'
import { generate } from './generate.ts'
import type { Operation } from './operation.ts'
import { type Names, readClause } from './read-clause.ts'
import { type Decision, type RawClause, readDecision } from './read-decision.ts'
import { writeClause } from './write-clause.ts'

export type DecisionKind = '修改决定' | '修正案'

/** A clause, or a sentence of it, that could not be applied. */
export interface NotApplied {
  /** As a person finds it: 第三项, or the words themselves. */
  readonly clause: string
  /** Its line in the decision, from 1; 0 when it concerns the whole. */
  readonly line: number
  readonly reason: string
}

export interface Applied {
  readonly text: string
  readonly notApplied: readonly NotApplied[]
  /** The decision names another text: nothing was done. */
  readonly isAboutAnother: boolean
}

/**
 * Writes the decision that turns one text into another, in the finest operations that say it (立法技术规范第26条).
 * @returns Markdown; empty when the texts have the same title and words
 * @example amend('# 某市条例\n\n第一条 单位应当登记。\n', '# 某市条例\n\n第一条 单位应当备案。\n') // … 将第一条中的“登记”修改为“备案”。 …
 */
export function amend(oldText: string, newText: string, kind: DecisionKind = '修改决定'): string {
  const [old, next] = [readBody(parse(oldText)), readBody(parse(newText))]
  const operations = generate(old, next)
  if (operations.length === 0) return ''
  const clauses = operations.map(writeClause).filter(lines => lines.length > 0)
  const renumbers = operations.some(({ op }) => op === 'renumberRest')
  const name = `《${innerTitle(old.title)}》`
  const self = kind === '修正案' ? '本修正案' : '本决定'
  const title = kind === '修正案' ? `${name}修正案（草案）` : `关于修改${name}的决定`
  const numbered = clauses.map(([first = '', ...rest], index) => [
    clauses.length === 1 ? first : `${formatNumeral(index + 1)}、${first}`,
    ...rest
  ])
  const lines = [
    `# ${title}`,
    `对${name}作如下修改：`,
    ...numbered.flat(),
    `${self}自公布之日起施行。`,
    `${name}根据${self}作相应修改${renumbers ? '并对条文顺序作相应调整' : ''}，重新公布。`
  ]
  return `${lines.join('\n\n')}\n`
}

/** 《…《…》…》 has 〈〉 inside. */
const innerTitle = (title: string) => title.replaceAll('《', '〈').replaceAll('》', '〉')

/**
 * Executes a decision on a text. Every target is looked for in the unchanged text; what does not fit, or is not understood, is named clause
 * by clause and the rest is applied.
 */
export function apply(decisionText: string, oldText: string): Applied {
  if (decisionText.trim() === '') return { text: oldText, notApplied: [], isAboutAnother: false }
  const old = readBody(parse(oldText))
  const swaps = !oldText.includes('“') && /[‘’]/.test(oldText)
  const clauses = clausesAbout(readDecision(decisionText, swaps), old.title)
  if (!clauses) return { text: oldText, notApplied: [], isAboutAnother: true }
  const names = namesOf(old)
  const operations: { readonly operation: Operation; readonly clause: RawClause }[] = []
  const notApplied: NotApplied[] = []
  for (const clause of clauses) {
    const { operations: read, unread } = readClause(clause, names)
    for (const operation of read) operations.push({ operation, clause })
    // The sentence that opens a decision and the remarks that close it ask for nothing.
    if (clause.number !== '' || clause.quotations.length > 0 || CHANGES.test(clause.instruction))
      for (const sentence of unread)
        notApplied.push({ clause: nameOf(clause), line: clause.line, reason: `“${shortened(sentence, clause)}”不能自动执行，请人工核对` })
  }
  const made = execute(
    old,
    operations.map(({ operation }) => operation)
  )
  for (const [index, reason] of made.failed) {
    const clause = operations[index]?.clause
    notApplied.push({ clause: clause ? nameOf(clause) : '全文', line: clause?.line ?? 0, reason })
  }
  const changes = operations.filter(({ operation }) => operation.op !== 'formality')
  if (changes.length === 0 && notApplied.length === 0) notApplied.push({ clause: '全文', line: 1, reason: '决定中没有可以执行的修改' })
  return { text: printed(old, made), notApplied: notApplied.sort((a, b) => a.line - b.line), isAboutAnother: false }
}

const CHANGES = /修改为|改为|删去|删除|增加一|技术性修改/

const nameOf = ({ number, line }: RawClause) => (number === '' ? `第${line}行` : `第${number.replaceAll(/[第、.．（）()]|条$/g, '')}项`)

function shortened(sentence: string, { quotations }: RawClause): string {
  const words = sentence.replaceAll(/⟦(\d{1,5})⟧/g, (_, index: string) => `“${quotations[Number(index)]?.phrase.slice(0, 12) ?? ''}…”`)
  return words.length > 60 ? `${words.slice(0, 60)}…` : words
}

/** The clauses about a text: of a decision on several the part under its title; `null` when the decision is about another. */
function clausesAbout(decision: Decision, title: string): readonly RawClause[] | null {
  const wanted = comparable(title)
  const part = decision.parts.find(one => one.title !== null && comparable(one.title) === wanted)
  if (part) return part.clauses
  const whole = decision.parts.find(one => one.title === null)
  if (!whole) return null
  const words = comparable(decision.title + decision.opening)
  return words.includes(wanted) ? whole.clauses : null
}

/** Titles are the same whatever their brackets, blanks and 中华人民共和国. */
const comparable = (title: string) => withoutBlanks(title).replaceAll(/中华人民共和国|[《》〈〉（）()“”]/g, '')

function namesOf(old: Body): Names {
  const short = comparable(old.title)
  const others = old.blocks.filter(({ unit }) => unit !== 'article').map(({ label }) => label)
  return {
    own: [old.title, short],
    blocks: [...new Set(['题注', '目录', '引言', '序言', '前言', '正文', ...others])].sort((a, b) => b.length - a.length)
  }
}

const MARKS: Readonly<Record<HeadingUnit, string>> = { part: '##', subpart: '##', division: '##', chapter: '##', section: '###' }

/** The new text as Markdown; the history lines and the mark after them stay as they stood. */
function printed(old: Body, { title, blocks }: Executed): string {
  const head = old.law.tree.children.findLast(child => child.type === 'infoEnd')
  const front = head
    ? old.law.text
        .slice(0, head.position.end.offset)
        .trimEnd()
        .replace(/^(\ufeff?#[ \t]*)[^\n\r]*/m, (_, mark: string) => mark + title)
    : `# ${title}`
  const lines = blocks.flatMap(({ unit, lines: own }) => (unit ? own.map(line => `${MARKS[unit]} ${line}`) : own))
  return `${[front, ...lines].join('\n\n')}\n`
}
