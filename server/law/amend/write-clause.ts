/** Operations in legislative Chinese, as a 修改决定 prints them: one clause each, of one line or of quoted paragraphs. */
import { formatNumeral } from '../numerals.ts'
import type { HeadingPath, Operation, Place } from './operation.ts'
import { quoteLines, quotePhrase } from './quotation.ts'

/** @returns the lines of a clause without its number; nothing for what is no clause (重新公布). */
export function writeClause(operation: Operation): string[] {
  switch (operation.op) {
    case 'replaceTitle':
      return quoted('将题目修改为：', [operation.text])
    case 'replaceBlock':
      return operation.lines.length === 0 ? [`删去${operation.block}。`] : quoted(`将${operation.block}修改为：`, operation.lines)
    case 'replaceArticle':
      return quoted(`将${operation.o}${operation.n === undefined ? '' : `改为${operation.n}，`}修改为：`, operation.lines)
    case 'renumber':
      return [`将${operation.o}改为${operation.n}。`]
    case 'insertArticle':
      return quoted(`${operation.under ? `在${printPath(operation.under)}` : ''}增加一条，作为${operation.n}：`, operation.lines)
    case 'deleteArticle':
      return [`删去${operation.o}。`]
    case 'moveArticle':
      return moved(operation)
    case 'mergeArticles':
      return quoted(`将${operation.o.join('、')}合并，作为${operation.n}，修改为：`, operation.lines)
    case 'splitArticle':
      return split(operation)
    case 'replaceUnit':
      return quoted(`将${printPlace(operation.at)}修改为：`, operation.lines)
    case 'replaceLeadIn':
      return quoted(`将${printPlace(operation.at)}项前语修改为：`, [operation.text])
    case 'deleteUnit':
      return [`删去${printPlace(operation.at)}。`]
    case 'insertUnit':
      return insertedUnit(operation.at, operation.lines)
    case 'replacePhrase':
      return [phrase(operation)]
    case 'replaceAll':
      return [`将全文中的${quotePhrase(operation.from)}统一修改为${quotePhrase(operation.to)}。`]
    case 'insertPhrase':
      return [
        `在${printPlace(operation.at)}中的${quotePhrase(operation.anchor)}${operation.before ? '前' : '后'}增加${quotePhrase(operation.text)}。`
      ]
    case 'replaceRange':
      return quoted(
        operation.from === operation.to ? `将${operation.from}整条修改为：` : `将${operation.from}至${operation.to}修改为：`,
        operation.lines
      )
    case 'replaceWhole':
      return quoted('将全文修改为：', operation.lines)
    case 'replaceHeading':
      return quoted(`将${printPath(operation.path)}${levelOf(operation.path.at(-1) ?? '')}名修改为：`, operation.name.split('\n'))
    case 'insertHeading':
      return newHeading(operation)
    case 'renumberHeading':
    case 'setRange':
    case 'deleteHeading':
      return [heading(operation)]
    case 'renumberRest':
    case 'formality':
      return []
  }
}

function heading(operation: Extract<Operation, { readonly op: 'renumberHeading' | 'setRange' | 'deleteHeading' }>): string {
  switch (operation.op) {
    case 'renumberHeading':
      return `将${printPath(operation.path)}改为${operation.n}。`
    case 'setRange':
      return `调整${printPath(operation.path)}的范围，${printPath(operation.path)}${including(operation.from, operation.to)}。`
    case 'deleteHeading':
      return `删去${printPath(operation.path)}${levelOf(operation.path.at(-1) ?? '')}名。`
  }
}

/** A name on several lines stands at the end, where paragraphs may be quoted. */
function newHeading({ n, name, from, to }: Extract<Operation, { readonly op: 'insertHeading' }>): string[] {
  const level = levelOf(n)
  const opening = `增加一${level}，作为${n}，`
  return name.includes('\n')
    ? quoted(`${opening}${including(from, to)}，${level}名为：`, name.split('\n'))
    : [`${opening}${level}名为${quotePhrase(name)}，${including(from, to)}。`]
}

const including = (from: string, to: string) => (from === to ? `包括${from}` : `包括${from}至${to}`)

const levelOf = (label: string) => /(分编|[编章节])$/.exec(label)?.[1] ?? '章'

const printPath = (path: HeadingPath) => path.join('')

/** 第十条第二款第三项; 正文第四自然段. */
export function printPlace({ block, paragraph, item, subitem }: Place): string {
  const unit = block.endsWith('条') || /条之[一二三四五六七八九十]{1,3}$/.test(block) ? '款' : '自然段'
  const at = (number: number | undefined, name: string) => (number === undefined ? '' : `第${formatNumeral(number)}${name}`)
  return `${block}${at(paragraph, unit)}${at(item, '项')}${at(subitem, '目')}`
}

function quoted(instruction: string, lines: readonly string[]): string[] {
  const [first = '“”', ...rest] = quoteLines(lines)
  return [instruction + first, ...rest]
}

function moved({ o, n, under, lines }: Extract<Operation, { readonly op: 'moveArticle' }>): string[] {
  const instruction = under ? `将${o}移至${printPath(under)}，作为${n}` : `将${o}移作${n}`
  return lines ? quoted(`${instruction}，修改为：`, lines) : [`${instruction}。`]
}

function split({ o, n, texts }: Extract<Operation, { readonly op: 'splitArticle' }>): string[] {
  const written = texts.flatMap((lines, index) => quoteLines([`${n[index] ?? ''}　${lines[0] ?? ''}`, ...lines.slice(1)]))
  const [first = '', ...rest] = written
  return [`将${o}分为${formatNumeral(n.length)}条，作为${n.join('、')}，修改为：${first}`, ...rest]
}

function insertedUnit(at: Place, lines: readonly string[]): string[] {
  const { item, ...paragraph } = at
  if (item === undefined) {
    const { paragraph: number, ...block } = at
    const unit = printPlace({ block: at.block, paragraph: number ?? 1 }).endsWith('自然段') ? '自然段' : '款'
    return quoted(`${printPlace(block)}增加一${unit === '款' ? unit : `个${unit}`}，作为第${formatNumeral(number ?? 1)}${unit}：`, lines)
  }
  return quoted(`${printPlace(paragraph)}增加一项，作为第${formatNumeral(item)}项：`, lines)
}

function phrase({ places, from, to, every }: Extract<Operation, { readonly op: 'replacePhrase' }>): string {
  const where = places.map(printPlace).join('、')
  if (to === '') return `删去${where}中的${quotePhrase(from)}。`
  return `将${where}中的${quotePhrase(from)}${every ? '均' : ''}修改为${quotePhrase(to)}。`
}
