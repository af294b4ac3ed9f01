/** What was changed, in words: proposed as the reason of a version. Pure. */
import type { Analysis } from './analysis.ts'

/** More labels than this are counted. */
const NAMED = 4

/** @example '修改第九条、第十条；新增第十一条' */
export function changesInWords(analysis: Analysis | null): string {
  if (!analysis) return ''
  const labels = (...kinds: readonly string[]) =>
    analysis.outline.flatMap(({ label, change }) => (change && kinds.includes(change) ? [label] : []))
  return [
    phrase('修改', labels('modified', 'movedAndModified')),
    phrase('新增', labels('inserted')),
    phrase('移动', labels('moved')),
    phrase('删去原', analysis.gone)
  ]
    .filter(words => words !== '')
    .join('；')
}

const phrase = (verb: string, labels: readonly string[]): string =>
  labels.length === 0 ? '' : `${verb}${labels.slice(0, NAMED).join('、')}${labels.length > NAMED ? `等 ${labels.length} 条` : ''}`
