/** `facheng apply`: a text as amended by a decision. */
import fs from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { apply } from '../law/index.ts'
import { type Command, print, say, UsageError } from './command.ts'
import { readText } from './input.ts'

export const command: Command = {
  summary: '按照修改决定修改文本',
  usage: `
facheng apply 决定.md 文本.md

修改后的文本写到标准输出。决定修改几个文本的，只执行关于此文本的部分。
不能执行的内容逐项列在标准错误，其余照常执行，退出码为 1；决定与此文本无关的，退出码为 2。
`,
  async run(args) {
    const { positionals } = parseArgs({ args: [...args], allowPositionals: true, options: {} })
    const [decision, old, more] = positionals
    if (decision === undefined || old === undefined || more !== undefined)
      throw new UsageError('请指定决定和文本两个文件，用 facheng apply --help 查看用法')
    const words = await readDecision(decision)
    const text = await readText(old)
    const { text: amended, notApplied, isAboutAnother } = apply(words, text)
    if (isAboutAnother) throw new UsageError(`${decision}:1: 此决定修改的不是这个文本，请核对文本名称`)
    await print(amended)
    for (const { clause, line, reason } of notApplied) say(`${decision}:${line}: ${clause}没有执行：${reason}`)
    return notApplied.length > 0 ? 1 : 0
  }
}

/** An empty decision is what `amend` says of two equal texts. */
async function readDecision(file: string): Promise<string> {
  if (file !== '-' && (await fs.stat(file).catch(() => null))?.size === 0) return ''
  return readText(file)
}
