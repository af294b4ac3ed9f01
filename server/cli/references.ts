import { parseArgs } from 'node:util'
import { citing, formatNumeral, type Law, type PlacedReference, parse, readWanted } from '../law/index.ts'
import { type Command, type ExitCode, print, say, UsageError } from './command.ts'
import { readText } from './input.ts'
import { printed } from './parse.ts'

export const command: Command = {
  summary: '列出引用及其指向，或者谁引用了某一条',
  usage: `facheng references [--to 条] [--json] 文件…

  --to    只列出引用了它的：第十条、第十条第二款，或者《…条例》第十条（在所给全部文件中查找）
  --json  每处引用输出一行 JSON
  没有 --to 时，有引用找不到对应条文的，以退出码 1 结束。
`,
  run
}

async function run(args: readonly string[]): Promise<ExitCode> {
  const options = { json: { type: 'boolean' }, to: { type: 'string' } } as const
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true })
  if (positionals.length === 0) throw new UsageError('references 需要至少一个文件，例如 facheng references --to 第十条 草案.md')
  const wanted = values.to === undefined ? null : readWanted(values.to)
  if (values.to !== undefined && !wanted)
    throw new UsageError(`--to ${values.to} 不是条文，请写成 第十条、第十条第二款 或者 《…条例》第十条`)
  let exit: ExitCode = 0
  for (const file of positionals) {
    try {
      const law = parse(await readText(file))
      const found = wanted ? citing(law, wanted) : law.references
      const line = values.json ? asJson : asText
      await print(found.map(reference => line(file, law, reference)).join(''))
      if (!wanted && exit === 0 && found.some(reference => reference.state === 'dangling')) exit = 1
    } catch (error) {
      if (!(error instanceof UsageError)) throw error
      say(error.message)
      exit = 2
    }
  }
  return exit
}

const asJson = (file: string, law: Law, reference: PlacedReference) =>
  `${JSON.stringify({ file, title: law.title, ...printed(reference) })}\n`

const STATES = { valid: '有效', dangling: '没有对应条文', unresolvable: '本文本内不能确定', ignored: '不需要对应' } as const

function asText(file: string, _law: Law, { from, text, target, state, reason, line, column }: PlacedReference): string {
  const why = reason ? `：${reason}` : ''
  return `${file}:${line}:${column}: ${from || '条文以外'} 引用 ${text} → ${placeName(target)}${target.to ? ` 至 ${placeName({ ...target.to, instrument: 'self' })}` : ''}（${STATES[state]}${why}）\n`
}

function placeName({ instrument, part, subpart, chapter, section, article, paragraph, item, subitem }: PlacedReference['target']): string {
  const whose = instrument === 'self' ? '' : `《${instrument}》`
  const numbers = [
    paragraph && `第${formatNumeral(paragraph)}款`,
    item && `第${formatNumeral(item)}项`,
    subitem && `第${subitem}目`
  ].filter(Boolean)
  return [whose, part, subpart, chapter, section, article, ...numbers].filter(Boolean).join('') || '（不明）'
}
