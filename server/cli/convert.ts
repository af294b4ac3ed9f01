/** `facheng convert`: a regulation in other formats, and back to Markdown. */
import fs from 'node:fs/promises'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { type Law, parse } from '../law/index.ts'
import { type Command, print, UsageError } from './command.ts'
import { readBytes, readText } from './input.ts'

export const command: Command = {
  summary: '转换格式：Word、Akoma Ntoso、网页、纯文本与 Markdown',
  usage: `
facheng convert 文件 --to docx|akn|html|txt|md [-o 输出文件]

  --to  docx  公文格式的 Word 文件
        akn   Akoma Ntoso 3.0（OASIS LegalDocML）
        html  一个独立的网页文件
        txt   纯文本，一段一行
        md    转回 Markdown：由 DOCX、Akoma Ntoso（.xml）或者纯文本
  -o    写入文件；不写时输出到标准输出
`,
  async run(args) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { to: { type: 'string' }, output: { type: 'string', short: 'o' } }
    })
    const [file, more] = positionals
    if (file === undefined || more !== undefined) throw new UsageError('请指定一个要转换的文件，用 facheng convert --help 查看用法')
    const write = values.to === undefined ? undefined : WRITERS[values.to]
    if (!write) throw new UsageError(`请用 --to 指定格式：${[...Object.keys(WRITERS)].join('、')}`)
    const made = await write(await markdownOf(file))
    if (values.output === undefined) await print(made)
    else await save(values.output, made)
    return 0
  }
}

type Writer = (markdown: string) => Promise<string | Uint8Array>

/** What only one format needs is loaded there. */
const WRITERS: Readonly<Record<string, Writer | undefined>> = {
  docx: async markdown => (await import('../formats/official-docx.ts')).officialDocx(lawOf(markdown)),
  akn: async markdown => (await import('../formats/akoma-ntoso.ts')).akomaNtoso(lawOf(markdown)),
  html: async markdown => (await import('../formats/law-file.tsx')).lawFile(lawOf(markdown)),
  txt: async markdown => (await import('../formats/plain-text.ts')).plainText(lawOf(markdown)),
  md: async markdown => markdown
}

const lawOf = (markdown: string): Law => parse(markdown)

/** The text as Markdown, whatever it comes as: told by what is inside, not by the name alone. */
async function markdownOf(file: string): Promise<string> {
  const bytes = await readBytes(file)
  if (bytes[0] === 0x50 && bytes[1] === 0x4b)
    return readable(file, async () => (await import('../formats/docx-reader.ts')).markdownOfDocx(bytes))
  const text = file === '-' ? new TextDecoder().decode(bytes) : await readText(file)
  if (/^\ufeff?\s{0,20}<\?xml|<akomaNtoso/.test(text.slice(0, 500)))
    return readable(file, async () => (await import('../formats/akoma-ntoso-reader.ts')).markdownOfAkomaNtoso(text))
  const isMarkdown = path.extname(file).toLowerCase() === '.md' || /^\ufeff?\s{0,20}# /.test(text)
  return isMarkdown ? text : (await import('../formats/plain-text.ts')).markdownOfPlainText(text)
}

async function readable(file: string, read: () => Promise<string>): Promise<string> {
  const { UnreadableFile } = await import('../formats/xml.ts')
  try {
    return await read()
  } catch (error) {
    if (error instanceof UnreadableFile) throw new UsageError(`${file}:1: ${error.message}`)
    throw error
  }
}

async function save(file: string, content: string | Uint8Array): Promise<void> {
  try {
    await fs.writeFile(file, content)
  } catch {
    throw new UsageError(`${file}:1: 无法写入，请检查文件夹是否存在、是否有写入权限`)
  }
}
