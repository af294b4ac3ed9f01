/** A paper's text as it is read, and what its versions are called; for the pages of every feature that shows one. */
import { type DocumentView, documentKinds, REGULATION_KINDS, type VersionView } from '../../schema/documents.ts'
import { hasHeadings, LawHtml, LawOutline } from '../formats/law-html.tsx'
import { MarkdownHtml } from '../formats/markdown-html.tsx'
import { parse } from '../law/index.ts'

/** 表决稿, or else 第3版. */
export const versionName = ({ name, seq }: Pick<VersionView, 'name' | 'seq'>): string =>
  name === null ? `第${seq}版` : documentKinds[name]

export const isRegulation = ({ kind }: Pick<DocumentView, 'kind'>): boolean => REGULATION_KINDS.some(one => one === kind)

/** The text of a paper as law, with its outline beside it, or as ordinary Markdown, by its kind. */
export const TextOf = ({ document, text }: { document: Pick<DocumentView, 'kind'>; text: string }) => {
  if (!isRegulation(document))
    return (
      <div class="fc-page">
        <MarkdownHtml text={text} />
      </div>
    )
  const { tree } = parse(text)
  const page = (
    <div class="fc-page">
      <LawHtml tree={tree} />
    </div>
  )
  // A text without chapters has no outline; the page then has the whole width.
  if (!hasHeadings(tree)) return page
  return (
    <div class="fc-redline">
      <LawOutline tree={tree} />
      {page}
    </div>
  )
}
