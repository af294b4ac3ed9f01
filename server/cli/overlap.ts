import { parseArgs } from 'node:util'
import type { Overlap } from '../../schema/overlap.ts'
import { overlap } from '../law/index.ts'
import { type Command, type ExitCode, print, say, UsageError } from './command.ts'
import { readText } from './input.ts'

export const command: Command = {
  summary: '查重：草案哪些条文与上位法重复',
  usage: `facheng overlap [--json] 草案 上位法…

  逐条列出与上位法相同的文字及其所占比例，两边并列
  --json  输出一个 JSON：{share, articles:[{label, share, passages}]}

退出码：0 没有重复；1 有重复；2 输入或用法有误。一部上位法有误不影响其余。
`,
  run
}

async function run(args: readonly string[]): Promise<ExitCode> {
  const { values, positionals } = parseArgs({ args: [...args], options: { json: { type: 'boolean' } }, allowPositionals: true })
  const [draft, ...files] = positionals
  if (draft === undefined || files.length === 0)
    throw new UsageError('overlap 需要草案和至少一部上位法，例如 facheng overlap 草案.md 上位法.md')
  const text = await readText(draft)
  const superiors: string[] = []
  for (const file of files) {
    try {
      superiors.push(await readText(file))
    } catch (error) {
      if (!(error instanceof UsageError)) throw error
      say(error.message)
    }
  }
  const found = overlap(text, superiors)
  await print(values.json ? `${JSON.stringify(found)}\n` : report(found))
  if (superiors.length < files.length) return 2
  return found.share > 0 ? 1 : 0
}

/** For people: the repeated articles, each with both wordings; where these are the same, once. */
function report({ share, articles }: Overlap): string {
  const rows: string[] = []
  for (const article of articles) {
    if (article.passages.length === 0) continue
    rows.push(`${article.label}　${percent(article.share)}与上位法相同`)
    for (const { text, superior, article: place, superiorText } of article.passages) {
      rows.push(
        `    ${oneLine(text)}`,
        `    《${superior}》${place}${text === superiorText ? '（文字相同）' : `　${oneLine(superiorText)}`}`
      )
    }
    rows.push('')
  }
  const repeating = articles.filter(article => article.passages.length > 0).length
  return `${[...rows, `共 ${articles.length} 条，${repeating} 条与上位法有重复，重复文字占 ${percent(share)}`].join('\n')}\n`
}

const percent = (share: number): string => `${(share * 100).toFixed(1)}%`
const oneLine = (text: string): string => text.replaceAll('\n', '⏎')
