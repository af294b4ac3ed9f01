/** A paper's text as it is read, and what its versions are called; for the pages of every feature that shows one. */
import {
  type DocumentView,
  documentKinds,
  REGULATION_KINDS,
  VERSION_NAMES,
  type VersionName,
  type VersionView
} from '../../schema/documents.ts'
import { hasHeadings, LawHtml, LawOutline, type TextLink } from '../formats/law-html.tsx'
import { MarkdownHtml } from '../formats/markdown-html.tsx'
import { parse } from '../law/index.ts'

/** 表决稿, or else 第3版. */
export const versionName = ({ name, seq }: Pick<VersionView, 'name' | 'seq'>): string =>
  name === null ? `第${seq}版` : documentKinds[name]

/** Standing committees number their readings: what the glossary calls 草案 is to them the 一审稿. */
const READINGS: Partial<Record<VersionName, string>> = { draftFirstReading: '一审稿', revisedDraft: '二审稿、三审稿' }

/** The names that a version may be given, as they are offered in a form. */
export const versionOptions: readonly (readonly [string, string])[] = [
  ['', '未定稿次'],
  ...VERSION_NAMES.map(name => [name, `${documentKinds[name]}${READINGS[name] ? `（${READINGS[name]}）` : ''}`] as const)
]

export const isRegulation = ({ kind }: Pick<DocumentView, 'kind'>): boolean => REGULATION_KINDS.some(one => one === kind)

interface TextProps {
  readonly document: Pick<DocumentView, 'kind'>
  readonly text: string
  /** Where its references lead, where somebody has looked that up. */
  readonly links?: readonly TextLink[]
}

/** The text of a paper as law, with its outline beside it, or as ordinary Markdown, by its kind. */
export const TextOf = ({ document, text, links = [] }: TextProps) => {
  if (!isRegulation(document))
    return (
      <div class="fc-page">
        <MarkdownHtml text={text} />
      </div>
    )
  const { tree } = parse(text)
  const page = (
    <div class="fc-page">
      <LawHtml tree={tree} links={links} />
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
