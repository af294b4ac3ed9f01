/** Numbers, headings, contents and length (B3 of the drafting rules, first part). What the parser calls an anomaly is found here, not sought again. */
import { formatNumeral, parseNumeral } from '../numerals.ts'
import type { Heading, LawNode } from '../tree.ts'
import type { LintedText } from './passages.ts'
import { type Found, PRACTICE, type ProgramRule, type Rule, T1 } from './rule.ts'

/** Below this many articles chapters are not worth their headings; above the other, a text without chapters is hard to find one's way in. */
const TOO_FEW_FOR_CHAPTERS = 20
const TOO_MANY_WITHOUT = 40
/** An article beyond these is likely to hold more than one thing; a sentence beyond the third cannot be read at once. */
const MANY_PARAGRAPHS = 5
const LONG_ARTICLE = 600
const LONG_SENTENCE = 150

/** A rule that reports what the parser noticed, where it noticed it. */
function anomaly(rule: Pick<ProgramRule, 'id' | 'severity' | 'title' | 'source'>, ...codes: readonly string[]): ProgramRule {
  return {
    ...rule,
    decides: 'program',
    *find({ law }) {
      for (const { code, line, message } of law.anomalies) if (codes.includes(code)) yield wholeLine(law.text, line, message)
    }
  }
}

function wholeLine(text: string, line: number, message: string): Found {
  let start = 0
  for (let seen = 1; seen < line; seen++) {
    const next = text.indexOf('\n', start)
    if (next < 0) break
    start = next + 1
  }
  const end = text.indexOf('\n', start)
  return { start, end: end < 0 ? text.length : end, message }
}

export const structure: readonly Rule[] = [
  anomaly(
    { id: 'article-number-gap', severity: 'error', title: '条的序号连续', source: '立法法第六十五条' },
    'article-gap',
    'article-out-of-order'
  ),
  anomaly({ id: 'article-number-duplicate', severity: 'error', title: '条的序号不重复', source: '立法法第六十五条' }, 'article-duplicate'),
  anomaly(
    { id: 'chapter-number-gap', severity: 'error', title: '章、节的序号从一起连续', source: '立法法第六十五条' },
    'chapter-gap',
    'chapter-duplicate'
  ),
  anomaly({ id: 'item-number-gap', severity: 'error', title: '项的序号连续', source: '立法法第六十五条' }, 'item-gap'),
  {
    id: 'numeral-form',
    severity: 'error',
    title: '序号的数字写法',
    source: '立法法第六十五条',
    decides: 'program',
    fixable: true,
    *find({ law }) {
      for (const match of law.text.matchAll(/^(?:#{1,6} )?第(?<number>[一二三四五六七八九十百千零〇两\d]{1,9})(?=[条章节编])/gm)) {
        const printed = match.groups?.['number'] ?? ''
        const value = parseNumeral(printed)
        const proper = value === null || value === 0 ? null : formatNumeral(value)
        if (proper === null || proper === printed) continue
        const start = match.index + match[0].length - printed.length
        yield { start, end: start + printed.length, message: `序号写作“第${proper}”`, suggestion: proper, replacement: proper }
      }
    }
  },
  { id: 'toc-mismatch', severity: 'error', title: '目录与正文标题一致', source: T1('第1条'), decides: 'program', find: contentsThatDiffer },
  {
    id: 'toc-missing',
    severity: 'hint',
    title: '分章的法规有目录',
    source: T1('第1条'),
    decides: 'program',
    *find({ law }) {
      const first = headingsOf(law.tree)[0]
      if (law.counts.chapter > 1 && first && contentsOf(law.tree) === null) yield at(first, '分章的法规公布时应当有目录')
    }
  },
  {
    id: 'toc-with-articles',
    severity: 'warning',
    title: '目录只列编、章、节',
    source: T1('第1条'),
    decides: 'program',
    find: articlesInContents
  },
  {
    id: 'chapters-too-short',
    severity: 'hint',
    title: '条文少不分章，条文多分章',
    source: PRACTICE,
    decides: 'program',
    *find({ law, articles }) {
      const first = headingsOf(law.tree)[0]
      if (first && articles.length < TOO_FEW_FOR_CHAPTERS) yield at(first, `只有${articles.length}条，一般不分章`)
      const opening = articles[0]
      if (!first && opening && articles.length > TOO_MANY_WITHOUT) yield at(opening, `有${articles.length}条，宜分章`)
    }
  },
  {
    id: 'section-single',
    severity: 'warning',
    title: '一章不只设一节',
    source: PRACTICE,
    decides: 'program',
    *find({ law }) {
      for (const heading of headingsOf(law.tree)) {
        const sections = heading.children.filter(child => child.type === 'section')
        const only = sections[0]
        if (sections.length === 1 && only) yield at(only, '一章只有一节的，不设节')
      }
    }
  },
  {
    id: 'one-article-one-idea',
    severity: 'hint',
    title: '一条规定一项内容',
    source: PRACTICE,
    decides: 'program',
    *find({ byArticle }) {
      for (const passages of byArticle) {
        const first = passages[0]
        const paragraphs = passages.filter(passage => passage.kind === 'paragraph').length
        const length = passages.reduce((sum, passage) => sum + passage.text.length, 0)
        if (first && (paragraphs > MANY_PARAGRAPHS || length > LONG_ARTICLE))
          yield at(first.article, `本条有${paragraphs}款、${length}字，宜按内容分为几条`)
      }
    }
  },
  {
    id: 'paragraph-long',
    severity: 'hint',
    title: '一句不超过一百五十字',
    source: PRACTICE,
    decides: 'program',
    *find({ passages }) {
      for (const { text, start } of passages) {
        let from = 0
        for (const sentence of text.split(/(?<=。)/)) {
          if (sentence.length > LONG_SENTENCE)
            yield { start: start + from, end: start + from + sentence.length, message: `一句有${sentence.length}字，宜分句或者分项` }
          from += sentence.length
        }
      }
    }
  },
  {
    id: 'order-of-chapters',
    severity: 'warning',
    title: '法律责任在附则之前，附则在最后',
    source: PRACTICE,
    decides: 'program',
    *find({ law }) {
      const chapters = headingsOf(law.tree).filter(heading => heading.type === 'chapter')
      const names = chapters.map(chapter => chapter.title.replaceAll(/\s/g, ''))
      const supplementary = names.indexOf('附则')
      const liability = names.indexOf('法律责任')
      const last = chapters[supplementary]
      if (last && supplementary < chapters.length - 1) yield at(last, '“附则”应当是最后一章')
      const sanctions = chapters[liability]
      if (sanctions && liability < chapters.length - 1 && liability !== chapters.length - 2)
        yield at(sanctions, '“法律责任”应当在“附则”之前')
    }
  }
]

const at = (node: { readonly position: LawNode['position'] }, message: string): Found => {
  const { start, end } = node.position
  return { start: start.offset, end: Math.min(end.offset, start.offset + 12), message }
}

/** Every heading with a number, in document order. */
export function headingsOf(node: LawNode): Heading[] {
  if (!('children' in node) || node.type === 'article') return []
  const inner = node.children.flatMap(child => headingsOf(child))
  return node.type === 'part' || node.type === 'subpart' || node.type === 'chapter' || node.type === 'section' ? [node, ...inner] : inner
}

function contentsOf(tree: LintedText['law']['tree']) {
  return tree.children.find(child => child.type === 'tableOfContents') ?? null
}

const CONTENTS_HEAD = /^#{0,3} ?目[ \u3000]{0,4}录[ \u3000]{0,4}$/m
const CHAPTER_LINE = /^#{0,4} ?第[一二三四五六七八九十百零]{1,9}[编章]/
const ARTICLE_LINE = /^第[一二三四五六七八九十百零]{1,9}条/

/** A list that names articles reads like a body: it ends where its first chapter comes again. */
function* articlesInContents({ law }: LintedText): Iterable<Found> {
  const head = CONTENTS_HEAD.exec(law.text)
  if (!head) return
  let at = head.index + head[0].length
  let first: string | null = null
  const found: Found[] = []
  for (const line of law.text.slice(at).split('\n')) {
    const words = line.trimStart()
    const chapter = CHAPTER_LINE.exec(words)?.[0].replaceAll(/[# ]/g, '') ?? null
    if (chapter !== null && chapter === first) {
      yield* found
      return
    }
    first ??= chapter
    if (ARTICLE_LINE.test(words)) found.push({ start: at, end: at + line.length, message: '目录只列编、章、节，不列条' })
    at += line.length + 1
  }
}

const bare = (line: string) => line.replaceAll(/[#\s\u3000\u00a0…·.\d]/g, '')

function* contentsThatDiffer({ law }: LintedText): Iterable<Found> {
  const contents = contentsOf(law.tree)
  if (!contents) return
  const wanted = new Set(headingsOf(law.tree).map(heading => bare(heading.label + heading.title)))
  const { start, end } = contents.position
  const listed = new Set<string>()
  let from = start.offset
  for (const line of law.text.slice(start.offset, end.offset).split('\n')) {
    const entry = bare(line)
    if (/^第[一二三四五六七八九十百零]{1,9}[编章节]/.test(entry)) {
      listed.add(entry)
      if (!wanted.has(entry)) yield { start: from, end: from + line.length, message: '目录中的标题与正文不一致' }
    }
    from += line.length + 1
  }
  for (const heading of headingsOf(law.tree))
    if (heading.type === 'chapter' && !listed.has(bare(heading.label + heading.title))) yield at(heading, '目录中没有列出这一章')
}
