/**
 * `npm run check`, last step: every regular expression of ours is checked for catastrophic backtracking, because texts come from outside.
 * Literals are found by the TypeScript compiler, so that none is missed and nothing else is taken for one.
 */
import fs from 'node:fs'
import path from 'node:path'
import { isSafePattern } from 'redos-detector'
import ts from 'typescript'

const ROOTS = ['schema', 'server', 'scripts']
/** Counted in steps, never in seconds: the answer is the same on a busy machine. */
const LIMITS = { maxScore: 200, maxSteps: 20_000 } as const

interface Literal {
  readonly file: string
  readonly line: number
  readonly source: string
  readonly flags: string
}

function literalsIn(file: string): Literal[] {
  const text = fs.readFileSync(file, 'utf8')
  const tree = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true)
  const found: Literal[] = []
  const visit = (node: ts.Node) => {
    if (ts.isRegularExpressionLiteral(node)) {
      const end = node.text.lastIndexOf('/')
      const { line } = tree.getLineAndCharacterOfPosition(node.getStart())
      found.push({ file, line: line + 1, source: node.text.slice(1, end), flags: node.text.slice(end + 1) })
    }
    ts.forEachChild(node, visit)
  }
  visit(tree)
  return found
}

const files = ROOTS.flatMap(root => fs.readdirSync(root, { recursive: true, encoding: 'utf8' }).map(file => path.join(root, file))).filter(
  file => /\.tsx?$/.test(file) && !file.includes('.test.')
)

/** Repetitions without an upper bound, outside classes: only with one of them can the work outgrow the text. */
const isUnbounded = (source: string) => /[*+]|\{\d{1,4},\}/.test(source.replaceAll(/\\.|\[(?:\\.|[^\]\\]){0,500}\]/g, ''))

/**
 * What the checker reads: a repetition with an upper bound costs at most that bound at each place, so it is judged as two; names of groups
 * mean nothing to it. What is left can only grow by repetitions without a bound, and those are what it looks for.
 */
const reduced = (source: string) =>
  source
    .replaceAll(/\{(\d{1,4}),(\d{1,4})\}/g, (_, low: string, high: string) => `{${Math.min(Number(low), 1)},${Math.min(Number(high), 2)}}`)
    .replaceAll(/\(\?<[A-Za-z]\w{0,40}>/g, '(')

function verdict({ source, flags }: Literal): string | null {
  const config = {
    ...LIMITS,
    unicode: flags.includes('u'),
    caseInsensitive: flags.includes('i'),
    multiLine: flags.includes('m'),
    dotAll: flags.includes('s')
  }
  if (!isUnbounded(source)) return null
  try {
    const { safe, error } = isSafePattern(reduced(source), config)
    return safe ? null : (error ?? 'unsafe')
  } catch (error) {
    return `unreadable: ${error instanceof Error ? error.message : String(error)}`
  }
}

const literals = files.flatMap(literalsIn)
const wrong = literals.flatMap(literal => {
  const reason = verdict(literal)
  return reason === null ? [] : [`${literal.file}:${literal.line}: ${reason}: /${literal.source}/${literal.flags}`]
})
for (const line of wrong) process.stdout.write(`${line}\n`)
process.stdout.write(`${literals.length} regular expressions, ${wrong.length} that may backtrack too far\n`)
process.exit(wrong.length > 0 ? 1 : 0)
