/**
 * General Chinese typography (full-width punctuation, half-width letters and digits), which no 立法技术规范 speaks of: left to the library
 * AutoCorrect. Its findings have the shape of those of the law's own lint and go into the same list; blanks, which a regulation uses in its own
 * way (第一条　…), are none of its business.
 */
import fs from 'node:fs/promises'
import { setImmediate } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { diffChars } from 'diff'
import type { PlacedFinding } from '../law/index.ts'

type Library = typeof import('@huacnlee/autocorrect/autocorrect_bg.js')

/** By default it also wants blanks around digits and Latin words: a thousand findings in 66 published regulations, none of them an error. */
const RULES = ['fullwidth', 'halfwidth-word']
const NOT_OURS = [
  'halfwidth-punctuation',
  'no-space-fullwidth',
  'no-space-fullwidth-quote',
  'space-backticks',
  'space-bracket',
  'space-dash',
  'space-dollar',
  'space-punctuation',
  'space-word',
  'spellcheck'
]

/** So many lines are looked at before others get their turn: some 20 ms. */
const LINES_AT_ONCE = 400
/** A longer line is no sentence, and comparing it by characters would take long. */
const LONGEST_LINE = 4_000

/**
 * What a typesetter would write otherwise.
 * @returns findings of the rule `typography` in the order of the text, each with its replacement
 * @example await typography('第一条 单位,个人…') // [{line: 1, column: 7, rule: 'typography', suggestion: '，', …}]
 */
export async function typography(text: string): Promise<PlacedFinding[]> {
  const library = await loaded()
  const lines = text.split('\n')
  const findings: PlacedFinding[] = []
  let offset = 0
  for (let from = 0; from < lines.length; from += LINES_AT_ONCE) {
    const part = lines.slice(from, from + LINES_AT_ONCE)
    const starts = part.map(line => {
      const start = offset
      offset += line.length + 1
      return start
    })
    // As a list of plain lines: a Markdown parser would take indented paragraphs for code.
    const short = part.map(line => (line.length > LONGEST_LINE ? '' : line))
    for (const { l, old, new: better } of library.lintFor(short.join('\n'), 'text').lines) {
      const line = part[l - 1] ?? ''
      findings.push(...differences(line, old, better, from + l, starts[l - 1] ?? 0))
    }
    await setImmediate()
  }
  return findings
}

function differences(line: string, old: string, better: string, number: number, start: number): PlacedFinding[] {
  const from = line.indexOf(old)
  if (from < 0) return []
  const findings: PlacedFinding[] = []
  const parts = diffChars(old, better)
  let at = from
  parts.forEach(({ value, added, removed }, index) => {
    if (added) return
    const next = parts[index + 1]
    if (removed && next?.added && value.trim() !== '' && next.value.trim() !== '') {
      const [begin, end] = [start + at, start + at + value.length]
      findings.push({
        line: number,
        column: at + 1,
        rule: 'typography',
        severity: 'hint',
        message: `“${value}”宜写作“${next.value}”（通用排版）`,
        suggestion: next.value,
        start: begin,
        end,
        replacement: next.value
      })
    }
    at += value.length
  })
  return findings
}

/** Both lists as one, in the order of the text; where a rule of the law's own already mends the place, typography is silent. */
export function withTypography(findings: readonly PlacedFinding[], typographic: readonly PlacedFinding[]): PlacedFinding[] {
  const mended = findings.filter(({ replacement }) => replacement !== undefined)
  const isMended = ({ start, end }: PlacedFinding) => mended.some(other => other.start < end && start < other.end)
  return [...findings, ...typographic.filter(found => !isMended(found))].sort(
    (one, other) => one.start - other.start || one.end - other.end
  )
}

let library: Promise<Library> | null = null

/** Loaded when first needed: 40 ms. */
function loaded(): Promise<Library> {
  library ??= load()
  return library
}

async function load(): Promise<Library> {
  const module = await import('@huacnlee/autocorrect/autocorrect_bg.js')
  const bytes = await fs.readFile(fileURLToPath(import.meta.resolve('@huacnlee/autocorrect/autocorrect_bg.wasm')))
  const { instance } = await WebAssembly.instantiate(bytes, { './autocorrect_bg.js': { ...module } })
  module.__wbg_set_wasm(instance.exports)
  const on = [...RULES.map(rule => [rule, 1]), ...NOT_OURS.map(rule => [rule, 0])]
  module.loadConfig(JSON.stringify({ rules: Object.fromEntries(on) }))
  return module
}
