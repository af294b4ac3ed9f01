import { type LawNode, parse } from '../law/index.ts'
import type { DelegationProvision } from './attach.ts'

const MADE = '(?:制定|规定|公布|编制|确定|发布)'
const DOCUMENT = '(?:办法|细则|规定|标准|目录|规范|导则|指引|方案|清单|制度)'
// 「具体办法由市人民政府制定」 · 「由市住房城乡建设部门制定实施细则」 · 「市人民政府应当自本条例施行之日起六个月内制定…办法」
const DELEGATIONS = [
  new RegExp(`${DOCUMENT}[^。；]{0,10}由[^。；]{1,60}${MADE}`),
  new RegExp(`由[^。；]{1,60}(?:制定|编制)[^。；]{0,30}${DOCUMENT}`),
  new RegExp(`应当[^。；]{0,40}(?:制定|编制)[^。；]{0,30}${DOCUMENT}`)
]

/**
 * The articles that tell somebody to make an implementing document (授权条款; 立法法第六十六条: within a year of commencement). Found by their usual
 * wording: a row too many is marked 不适用 by a person, with the reason.
 * @example delegationsIn('第九条　具体办法由市人民政府制定。') // [{ article: '第九条' }]
 */
export function delegationsIn(text: string): DelegationProvision[] {
  const found: DelegationProvision[] = []
  const visit = (nodes: readonly LawNode[]) => {
    for (const node of nodes) {
      if (node.type === 'article') {
        const words = text.slice(node.position.start.offset, node.position.end.offset)
        if (DELEGATIONS.some(wording => wording.test(words))) found.push({ article: node.label })
      } else if ('children' in node) visit(node.children)
    }
  }
  visit(parse(text).tree.children)
  return found
}
