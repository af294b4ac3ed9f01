import { parseArgs } from 'node:util'
import { parse, renumber } from '../law/index.ts'
import { type Command, type ExitCode, print, say, UsageError } from './command.ts'
import { readText } from './input.ts'

export const command: Command = {
  summary: '重排编章节条项的序号，内部引用随之调整',
  usage: `facheng renumber 文件

  输出重排后的文本，原文件不变；文件为 - 时读取标准输入。
  找不到对应条文的引用保持原样，并逐一列在标准错误中，此时以退出码 1 结束。
`,
  run
}

async function run(args: readonly string[]): Promise<ExitCode> {
  const { positionals } = parseArgs({ args: [...args], options: {}, allowPositionals: true })
  const [file, second] = positionals
  if (file === undefined || second !== undefined) throw new UsageError('renumber 需要一个文件，例如 facheng renumber 草案.md')
  const text = await readText(file)
  await print(renumber(text))
  const dangling = parse(text).references.filter(reference => reference.state === 'dangling')
  for (const { line, text: cited, reason } of dangling) say(`${file}:${line}: 「${cited}」没有随之调整（${reason}），请核对`)
  return dangling.length > 0 ? 1 : 0
}
