import { parseArgs } from 'node:util'
import { WorkflowDefinition } from '../../schema/workflow.ts'
import { readDefinition } from '../lifecycle/definition.ts'
import { type Command, type ExitCode, print, say, UsageError } from './command.ts'
import { readBytes } from './input.ts'

/** `facheng workflow check`: says what is wrong with definitions, each finding at its place in the file. */
export const command: Command = {
  summary: '检查办理流程的定义文件',
  usage: `  facheng workflow check [--json] FILE…
  facheng workflow schema

检查办理流程的定义：写法、名称、条件、能否到达、有无出路。每个问题一行：文件:行:列: 问题。
  --json  每个问题输出一个 JSON 对象：{file,line,column,code,message}
有问题时退出码为 1；文件读不出来为 2。
schema 输出定义文件的 JSON Schema：编辑器据此补全和解释每个成员。`,
  run
}

async function run(args: readonly string[]): Promise<ExitCode> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    strict: true,
    options: { json: { type: 'boolean', default: false } }
  })
  const [action, ...files] = positionals
  if (action === 'schema' && files.length === 0) return schema()
  if (action !== 'check') throw new UsageError(`workflow 后面应当写 check，用 facheng workflow --help 查看用法`)
  if (files.length === 0) throw new UsageError('请写明要检查的定义文件，如 workflows/municipal-regulation.json')
  let code: ExitCode = 0
  for (const file of files) code = Math.max(code, await check(file, values.json)) as ExitCode
  return code
}

async function schema(): Promise<ExitCode> {
  await print(`${JSON.stringify(WorkflowDefinition, null, 2)}\n`)
  return 0
}

/** One bad file does not keep the others from being checked. */
async function check(file: string, json: boolean): Promise<ExitCode> {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(await readBytes(file))
  } catch (error) {
    say(error instanceof UsageError ? error.message : `${file}:1: 不是 UTF-8 文本，请另存为 UTF-8 后重试`)
    return 2
  }
  const { findings } = readDefinition(text)
  const lines = findings.map(({ line, column, code, message }) =>
    json ? JSON.stringify({ file, line, column, code, message }) : `${file}:${line}:${column}: ${message}`
  )
  if (lines.length > 0) await print(`${lines.join('\n')}\n`)
  else if (!json) say(`${file}: 没有发现问题`)
  return findings.length > 0 ? 1 : 0
}
