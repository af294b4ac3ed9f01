/** `facheng import`: texts that lie in files become drafts, without a browser. */
import path from 'node:path'
import { parseArgs } from 'node:util'
import { BILL_KINDS, type BillKind } from '../../schema/bills.ts'
import { TITLE_LENGTH } from '../../schema/http.ts'
import { Problem } from '../../schema/problems.ts'
import { fileBill } from '../bills/file.ts'
import { readBill } from '../bills/read.ts'
import { addDocument } from '../drafts/documents.ts'
import { draftOf } from '../drafts/draft-of.ts'
import { saveVersion } from '../drafts/save-version.ts'
import { demandText } from '../drafts/text.ts'
import { parse } from '../law/index.ts'
import type { Services } from '../store/services.ts'
import { type Command, print, say, UsageError } from './command.ts'
import { readText } from './input.ts'
import { withServices } from './with-services.ts'

export const command: Command = {
  summary: '导入文本：每个文件成为一件新法规案的草案，或某件法规案草案的下一版本',
  usage: `
facheng import [--workflow 流程] [--kind 种类] [--message 修改说明] 文件…   每个文件登记一件新法规案
facheng import --bill 法规案标识 [--message 修改说明] 文件…                 各文件依次成为该法规案草案的新版本

  --workflow  办理流程，默认 municipal-regulation
  --kind      ${BILL_KINDS.join('、')}，默认 enact（制定）
文件为 UTF-8 的 Markdown 或纯文本。标准输出每个文件一行 JSON：file、bill、document、seq、sha256。
一个文件有误不影响其余；有误时退出码为 2。
`,
  async run(args) {
    const { values, positionals } = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true })
    if (positionals.length === 0) throw new UsageError('import 需要至少一个文件，例如 facheng import 草案.md')
    const kind = BILL_KINDS.find(one => one === values.kind)
    if (!kind) throw new UsageError(`--kind ${values.kind} 不是法规案的种类，请改为 ${BILL_KINDS.join('、')} 之一`)
    const wish = { ...values, kind, message: values.message ?? '导入' }
    return withServices(async services => {
      if (values.bill !== undefined) await readBill(services, values.bill)
      let failed = false
      for (const file of positionals) failed = !(await imported(services, file, wish)) || failed
      return failed ? 2 : 0
    })
  }
}

const OPTIONS = {
  bill: { type: 'string' },
  workflow: { type: 'string', default: 'municipal-regulation' },
  kind: { type: 'string', default: 'enact' },
  message: { type: 'string' }
} as const

interface Wish {
  readonly bill?: string | undefined
  readonly workflow: string
  readonly kind: BillKind
  readonly message: string
}

/** Imports one file, or says what is wrong with it. */
async function imported(services: Services, file: string, wish: Wish): Promise<boolean> {
  try {
    const text = await readText(file)
    const bill = wish.bill ?? (await newBill(services, file, text, wish))
    const document = (await draftOf(services, bill)) ?? (await addDocument(services, null, bill, { kind: 'draft' }))
    const { seq, sha256 } = await saveVersion(services, null, document.id, { text, message: wish.message, parent: document.newest })
    await print(`${JSON.stringify({ file, bill, document: document.id, seq, sha256 })}\n`)
    return true
  } catch (error) {
    if (error instanceof UsageError) say(error.message)
    else if (error instanceof Problem) say(`${file}:1: ${error.message}`)
    else throw error
    return false
  }
}

/** Files a bill under the text's own title. The text is checked first, so that none is filed for a text that is refused. */
async function newBill(services: Services, file: string, text: string, { kind, workflow }: Wish): Promise<string> {
  demandText(text, 'draft', kind)
  const title = (parse(text).title || path.basename(file, path.extname(file))).slice(0, TITLE_LENGTH)
  return (await fileBill(services, null, { title, kind, workflow })).id
}
