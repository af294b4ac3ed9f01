/** 公文版式: the text as it will be printed, 28 characters a line; made from its lines, so that it is there without the service too. */
import { el } from './dom.ts'

const HEADING = /^(#+)[ \t]*(.*)$/
const ARTICLE = /^(第[〇零一二三四五六七八九十百千]+条(?:之[一二三四五六七八九十]+)?)[ \u3000]*(.*)$/
const INFO_END = '<!-- INFO END -->'

export function paperView(text: string): HTMLElement {
  const end = text.indexOf(INFO_END)
  const lines = (end < 0 ? text : text.slice(end + INFO_END.length)).split('\n')
  let untilBody = true
  const shown = lines.flatMap(line => {
    const words = line.trim()
    if (words === '') return []
    const heading = HEADING.exec(words)
    if (heading) {
      const isTitle = heading[1]?.length === 1
      if (!isTitle) untilBody = false
      return [el('p', { class: isTitle ? 'fc-lawtitle' : 'fc-paper-heading' }, (heading[2] ?? '').replace(/ +/g, '　'))]
    }
    const article = ARTICLE.exec(words)
    if (article) untilBody = false
    if (untilBody && /^[（(]/.test(words)) return [el('p', { class: 'fc-lawnote' }, words)]
    return [article ? el('p', {}, el('span', { class: 'fc-no' }, article[1] ?? ''), article[2] ?? '') : el('p', {}, words)]
  })
  return el('div', {}, el('h2', { class: 'fc-sec' }, '公文版式'), el('div', { class: 'fc-law fc-paper' }, ...shown))
}
