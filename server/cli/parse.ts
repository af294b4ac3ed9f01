import { parseArgs } from 'node:util'
import type { ParsedFile, Reference } from '../../schema/law.ts'
import { type Law, type LawNode, parse } from '../law/index.ts'
import { type Command, type ExitCode, print, say, UsageError } from './command.ts'
import { readText } from './input.ts'

export const command: Command = {
  summary: '解析法规文本：编章节条款项目、引用和异常',
  usage: `facheng parse [--json] 文件…

  --json  每个文件输出一行 JSON：题目、各级单元的数目和序号、引用、异常
  不加 --json 时输出便于阅读的目录和统计
  文件为 -  时读取标准输入。一个文件有误不影响其余文件，最后以退出码 2 结束。
`,
  run
}

async function run(args: readonly string[]): Promise<ExitCode> {
  const { values, positionals } = parseArgs({ args: [...args], options: { json: { type: 'boolean' } }, allowPositionals: true })
  if (positionals.length === 0) throw new UsageError('parse 需要至少一个文件，例如 facheng parse --json 草案.md')
  let exit: ExitCode = 0
  for (const file of positionals) {
    try {
      const law = parse(await readText(file))
      await print(values.json ? `${JSON.stringify(record(file, law))}\n` : outline(file, law))
    } catch (error) {
      if (!(error instanceof UsageError)) throw error
      say(error.message)
      exit = 2
    }
  }
  return exit
}

/** The line of `--json`: what is known about the text without its tree. */
function record(file: string, law: Law): ParsedFile {
  const { title, counts, labels, references, anomalies } = law
  return { file, title, counts, labels, references: references.map(printed), anomalies: [...anomalies] }
}

/** A reference as it is printed; where it stands in the tree is left to those who hold the tree. */
export function printed(reference: Reference): Reference {
  const { from, text, target, resolved, state, reason, line, column } = reference
  return { from, text, target, resolved, state, ...(reason === undefined ? {} : { reason }), line, column }
}

/** For people: the headings with their articles, then the totals and what is odd. */
function outline(file: string, law: Law): string {
  const rows = [`${law.title || file}`]
  const visit = (nodes: readonly LawNode[], depth: number) => {
    for (const node of nodes) {
      const indent = '  '.repeat(depth)
      if (node.type === 'division') rows.push(`${indent}${node.title}`)
      if (node.type === 'part' || node.type === 'subpart' || node.type === 'chapter' || node.type === 'section')
        rows.push(`${indent}${node.label} ${node.title}`)
      if (node.type === 'article') rows.push(`${indent}${node.label}`)
      else if (node.type === 'annex') rows.push(`${indent}${node.name}`)
      else if ('children' in node) visit(node.children, depth + 1)
    }
  }
  visit(law.tree.children, 1)
  const { counts } = law
  const dangling = law.references.filter(reference => reference.state === 'dangling')
  rows.push(
    `共 ${counts.part} 编 ${counts.chapter} 章 ${counts.section} 节 ${counts.article} 条 ${counts.paragraph} 款 ${counts.item} 项 ${counts.subitem} 目，` +
      `引用 ${law.references.length} 处，其中 ${dangling.length} 处没有对应条文`
  )
  for (const anomaly of law.anomalies) rows.push(`${file}:${anomaly.line}: ${anomaly.message}（${anomaly.code}）`)
  return `${rows.join('\n')}\n`
}
