import fs from 'node:fs/promises'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { compare, type Law, oneStep, parse, patch, redlineOf, type StepEntry, twoSteps } from '../law/index.ts'
import { type Command, type ExitCode, print, say, UsageError } from './command.ts'
import { readText } from './input.ts'

export const command: Command = {
  summary: '比较两稿或三稿：按条对齐的花脸稿',
  usage: `facheng diff [--format text|json|patch|html|docx|table] [-o 输出文件] 旧稿 新稿 [更新稿]
facheng diff --format json --pairs 清单

  --format  text   终端里看的花脸稿（默认）；不着色时 [-删去-]{+增加+}
            json   每条一项：kind、from、to、hunks
            patch  统一差异格式，patch 和 git apply 可以直接应用
            html   独立的网页文件，可以打印
            docx   带修订标记的 Word 文件：全部接受是新稿，全部拒绝是旧稿
            table  修改对照表（Word 文件）
  三稿（现行 → 一审稿 → 二审稿）时 text、html、docx、table 分清两步改动
  -o 文件   写入文件，不写标准输出
  --pairs   清单文件，每行“旧稿<TAB>新稿”，逐行输出 JSON；一对有误不影响其余
  --color   不在终端里也着色

退出码：0 没有差别；1 有差别；2 输入或用法有误。
`,
  run
}

const OPTIONS = {
  format: { type: 'string', default: 'text' },
  output: { type: 'string', short: 'o' },
  pairs: { type: 'string' },
  color: { type: 'boolean', default: false }
} as const

async function run(args: readonly string[]): Promise<ExitCode> {
  const { values, positionals } = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true })
  if (values.pairs !== undefined) return runPairs(values.pairs, values.format, positionals)
  const write = WRITERS[values.format]
  if (!write) throw new UsageError(`没有格式 ${values.format}，可用 ${Object.keys(WRITERS).join('、')}`)
  const drafts = await readDrafts(positionals)
  if (drafts.length === 3 && !THREE_DRAFTS.has(values.format))
    throw new UsageError(`${values.format} 只比较两稿；三稿请用 html、docx 或者 table`)
  const coloured = values.color || (values.output === undefined && process.stdout.isTTY === true)
  const result = await write(drafts, coloured)
  if (values.output === undefined) await print(result)
  else await writeFile(values.output, result)
  return drafts.every(({ text }) => text === drafts[0]?.text) ? 0 : 1
}

interface Draft {
  readonly file: string
  readonly text: string
}

/** Two drafts, or three; `-` is standard input and can be one of them only. */
async function readDrafts(files: readonly string[]): Promise<Draft[]> {
  if (files.length < 2 || files.length > 3) throw new UsageError('diff 需要两个或三个文件，例如 facheng diff 一审稿.md 二审稿.md')
  if (files.filter(file => file === '-').length > 1) throw new UsageError('只能有一个文件是标准输入（-）')
  const drafts: Draft[] = []
  for (const file of files) drafts.push({ file, text: await readText(file) })
  return drafts
}

type Writer = (drafts: readonly Draft[], coloured: boolean) => Promise<string | Uint8Array>

const THREE_DRAFTS: ReadonlySet<string> = new Set(['text', 'html', 'docx', 'table'])

/** A format is a function; what only one of them needs is loaded there. */
const WRITERS: Readonly<Record<string, Writer | undefined>> = {
  text: async (drafts, coloured) => {
    const { redlineText } = await import('../formats/redline-text.ts')
    return redlineText(stepsOf(drafts), coloured)
  },
  json: async drafts => json(drafts),
  patch: async ([old, next]) => (old && next ? patch(old.text, next.text, old.file, next.file) : ''),
  html: async drafts => {
    const { redlineFile } = await import('../formats/redline-html.tsx')
    const laws = lawsOf(drafts)
    return redlineFile({ entries: entriesOf(laws), names: drafts.map(nameOf) }, laws.at(-1)?.title || '未命名')
  },
  docx: async drafts => {
    const { redlineDocx } = await import('../formats/redline-docx.ts')
    const laws = lawsOf(drafts)
    return redlineDocx(entriesOf(laws), laws.at(-1)?.title || '未命名', revisersOf(drafts))
  },
  table: async drafts => {
    const { comparisonTable } = await import('../formats/comparison-table.ts')
    const laws = lawsOf(drafts)
    return comparisonTable(
      entriesOf(laws),
      laws.at(-1)?.title || '未命名',
      laws.length === 2 ? ['现行条文', '修改草案'] : drafts.map(nameOf)
    )
  }
}

/** Files say nothing of who changed them: each step's author is the name of the draft that it led to. */
const revisersOf = (drafts: readonly Draft[]) => drafts.slice(1).map(draft => ({ author: nameOf(draft), date: UNDATED }))
const UNDATED = '2000-01-01T00:00:00Z'

/** One line of JSON. */
function json(drafts: readonly Draft[]): string {
  const [old, next] = lawsOf(drafts)
  return old && next ? `${JSON.stringify(redlineOf(compare(old, next)))}\n` : ''
}

const lawsOf = (drafts: readonly Draft[]): Law[] => drafts.map(({ text }) => parse(text))
const stepsOf = (drafts: readonly Draft[]): StepEntry[] => entriesOf(lawsOf(drafts))

function entriesOf([old, next, newer]: readonly Law[]): StepEntry[] {
  if (!old || !next) return []
  return newer ? twoSteps(old, next, newer) : oneStep(compare(old, next))
}

/** A version's name for readers: the file's name without its ending. */
const nameOf = ({ file }: Draft): string => (file === '-' ? '标准输入' : path.basename(file, path.extname(file)))

async function writeFile(file: string, text: string | Uint8Array): Promise<void> {
  try {
    await fs.writeFile(file, text)
  } catch {
    throw new UsageError(`${file}:1: 无法写入，请检查文件夹是否存在、是否有写入权限`)
  }
}

/** Many pairs in one process; a pair that cannot be read is named and leaves an object with `error` in its line, so that lines keep their order. */
async function runPairs(list: string, format: string, positionals: readonly string[]): Promise<ExitCode> {
  if (format !== 'json') throw new UsageError('--pairs 只输出 json，请加 --format json')
  if (positionals.length > 0) throw new UsageError('--pairs 之外不要再给文件')
  const rows = (await readText(list)).split(/\r?\n/).map((row, at) => ({ row, line: at + 1 }))
  let exit: ExitCode = 0
  for (const { row, line } of rows.filter(({ row }) => row.trim() !== '')) {
    try {
      const files = row.split('\t')
      if (files.length !== 2) throw new UsageError(`${list}:${line}: 每行应为“旧稿<TAB>新稿”`)
      const drafts = await readDrafts(files)
      await print(json(drafts))
      if (exit === 0 && drafts[0]?.text !== drafts[1]?.text) exit = 1
    } catch (error) {
      if (!(error instanceof UsageError)) throw error
      say(error.message)
      await print(`${JSON.stringify({ error: error.message })}\n`)
      exit = 2
    }
  }
  return exit
}
