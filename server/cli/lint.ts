/** `facheng lint`: drafting technique (立法技术规范), like a spell checker for regulations. */
import fs from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { Compile } from 'typebox/compile'
import { type LintFinding, LintOptions } from '../../schema/lint.ts'
import { fix, lint, lintRules, type PlacedFinding } from '../law/index.ts'
import { type Command, type ExitCode, print, say, UsageError } from './command.ts'
import { readText } from './input.ts'

const SEVERITY = { error: '错误', warning: '警告', hint: '提示' } as const

export const command: Command = {
  summary: '按立法技术规范检查草案',
  usage: `
facheng lint [--fix] [--json] [--typography] [--config 设置.json] [--superior 上位法.md]… 文件…
facheng lint --rules [--json]

  --fix       改正不会改变含义的问题，直接写回文件
  --json      每个问题一行 JSON
  --typography  另查通用排版（全角标点、半角字母和数字）
  --config    各规则的轻重、停用的规则、术语表等（JSON）
  --superior  上位法文本，检查重复规定，可多次使用
  --rules     列出全部规则

在文中写 <!-- 不查 规则号：理由 --> 可以停用一处检查。有“错误”一级的问题时退出码为 1。
`,
  async run(args) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        fix: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        typography: { type: 'boolean', default: false },
        rules: { type: 'boolean', default: false },
        config: { type: 'string' },
        superior: { type: 'string', multiple: true, default: [] }
      }
    })
    if (values.rules) return listRules(values.json)
    if (positionals.length === 0) throw new UsageError('请指定要检查的文件，用 facheng lint --help 查看用法')
    const options = await readOptions(values.config, values.superior)
    let worst: ExitCode = 0
    for (const file of positionals) worst = Math.max(worst, await checkFile(file, options, values)) as ExitCode
    return worst
  }
}

interface Asked {
  readonly fix: boolean
  readonly json: boolean
  readonly typography: boolean
}

/** Checks one file; a file that cannot be read is said and does not stop the others. */
async function checkFile(file: string, options: LintOptions, asked: Asked): Promise<ExitCode> {
  let text: string
  try {
    text = await readText(file)
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    say(error.message)
    return 2
  }
  let findings = await find(text, options, asked)
  if (asked.fix) {
    const mended = fix(text, findings)
    if (file === '-') {
      await print(mended)
      return 0
    }
    if (mended !== text) await fs.writeFile(file, mended)
    findings = await find(mended, options, asked)
  }
  await print(findings.map(finding => (asked.json ? asJson(file, finding) : asLine(file, finding))).join(''))
  return findings.some(({ severity }) => severity === 'error') ? 1 : 0
}

async function find(text: string, options: LintOptions, asked: Asked): Promise<PlacedFinding[]> {
  const findings = lint(text, options)
  if (!asked.typography) return findings
  const { typography, withTypography } = await import('../text/typography.ts')
  return withTypography(findings, await typography(text))
}

function asJson(file: string, { line, column, rule, severity, message, suggestion }: LintFinding): string {
  return `${JSON.stringify({ file, line, column, rule, severity, message, ...(suggestion !== undefined && { suggestion }) })}\n`
}

function asLine(file: string, { line, column, rule, severity, message, suggestion }: LintFinding): string {
  return `${file}:${line}:${column}: ${SEVERITY[severity]}：${message}${suggestion ? `（建议：${suggestion}）` : ''} [${rule}]\n`
}

async function listRules(json: boolean): Promise<ExitCode> {
  const line = json
    ? (rule: (typeof lintRules)[number]) => JSON.stringify(rule)
    : (rule: (typeof lintRules)[number]) => `${rule.rule}\t${SEVERITY[rule.severity]}\t${rule.title}\t${rule.source}`
  await print(`${lintRules.map(line).join('\n')}\n`)
  return 0
}

async function readOptions(config: string | undefined, superior: readonly string[]): Promise<LintOptions> {
  const superiors = await Promise.all(superior.map(async file => ({ title: file, text: await readText(file) })))
  const options = config === undefined ? {} : readConfig(config, await readText(config))
  return superiors.length > 0 ? { ...options, superiors: [...(options.superiors ?? []), ...superiors] } : options
}

function readConfig(file: string, text: string): LintOptions {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new UsageError(`${file}:1: 不是有效的 JSON，请检查逗号和引号`)
  }
  const schema = Compile(LintOptions)
  if (schema.Check(value)) return value
  const wrong = [...schema.Errors(value)][0]
  throw new UsageError(`${file}:1: 设置 ${wrong?.instancePath || '/'} 不符合要求，用 facheng lint --help 查看用法`)
}
