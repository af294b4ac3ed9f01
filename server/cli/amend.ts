/** `facheng amend`: the amending decision that turns one text into another. */
import { parseArgs } from 'node:util'
import { amend } from '../law/index.ts'
import { type Command, print, say, UsageError } from './command.ts'
import { readText } from './input.ts'

const KINDS = ['修改决定', '修正案'] as const

export const command: Command = {
  summary: '由新旧两个文本写出修改决定',
  usage: `
facheng amend [--as 修改决定|修正案] 旧文本.md 新文本.md

  --as  写成修改决定（默认）或者修正案

决定写到标准输出，是 Markdown。两个文本相同时没有输出，退出码为 0。
`,
  async run(args) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { as: { type: 'string', default: '修改决定' } }
    })
    const kind = KINDS.find(one => one === values.as)
    if (!kind) throw new UsageError(`--as 只能是${KINDS.join('或者')}`)
    const [old, next, more] = positionals
    if (old === undefined || next === undefined || more !== undefined)
      throw new UsageError('请指定旧文本和新文本两个文件，用 facheng amend --help 查看用法')
    const decision = amend(await readText(old), await readText(next), kind)
    if (decision === '') say('两个文本的名称和正文相同，没有需要修改的内容')
    else await print(decision)
    return 0
  }
}
