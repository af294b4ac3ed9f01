/** 公文版式: the text as it will be printed, 28 characters a line; made from its lines, so that it is there without the service too. */
import { el } from './dom.ts'

const HEADING = /^#{1,20}/
const ARTICLE = /^第[〇零一二三四五六七八九十百千]{1,12}条(?:之[一二三四五六七八九十]{1,4})?/
const INFO_END = '<!-- INFO END -->'

export function paperView(text: string): HTMLElement {
  const end = text.indexOf(INFO_END)
  const lines = (end < 0 ? text : text.slice(end + INFO_END.length)).split('\n')
  let untilBody = true
  const shown = lines.flatMap(line => {
    const words = line.trim()
    if (words === '') return []
    const heading = HEADING.exec(words)?.[0]
    if (heading) {
      const isTitle = heading.length === 1
      if (!isTitle) untilBody = false
      return [el('p', { class: isTitle ? 'fc-lawtitle' : 'fc-paper-heading' }, words.slice(heading.length).trim().replace(/ +/g, '　'))]
    }
    const article = ARTICLE.exec(words)?.[0]
    if (article) untilBody = false
    if (untilBody && /^[（(]/.test(words)) return [el('p', { class: 'fc-lawnote' }, words)]
    return [article ? el('p', {}, el('span', { class: 'fc-no' }, article), words.slice(article.length).trim()) : el('p', {}, words)]
  })
  return el('div', {}, el('h2', { class: 'fc-sec' }, '公文版式'), el('div', { class: 'fc-law fc-paper' }, ...shown))
}
