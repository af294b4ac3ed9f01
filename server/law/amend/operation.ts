/**
 * What a 修改决定 can do to a text, as data. Every target is a number of the **old** text (`o`); every 作为第…条 is one of the **new** (`n`).
 * Generated and read in legislative Chinese by write.ts and read-clause.ts; executed by execute.ts.
 */

/** A place in an article, or in a block without articles (题注, 引言, 正文, an annex) where `paragraph` counts 自然段. */
export interface Place {
  /** 第十条; or 题注, 目录, 引言, 正文, an annex's name. */
  readonly block: string
  readonly paragraph?: number
  readonly item?: number
  readonly subitem?: number
}

/** A heading by its path: ['第二章'], ['第二编', '第三章', '第一节']. */
export type HeadingPath = readonly string[]

export type Operation =
  | { readonly op: 'replaceTitle'; readonly text: string }
  /** Puts, replaces or (without lines) deletes 题注, 目录, 引言, 正文 or an annex. */
  | { readonly op: 'replaceBlock'; readonly block: string; readonly lines: readonly string[] }
  | { readonly op: 'replaceArticle'; readonly o: string; readonly n?: string; readonly lines: readonly string[] }
  | { readonly op: 'renumber'; readonly o: string; readonly n: string }
  | {
      readonly op: 'insertArticle'
      readonly n: string
      readonly lines: readonly string[]
      readonly under?: HeadingPath
      readonly after?: string
    }
  | { readonly op: 'deleteArticle'; readonly o: string }
  | { readonly op: 'moveArticle'; readonly o: string; readonly n: string; readonly under?: HeadingPath; readonly lines?: readonly string[] }
  | { readonly op: 'mergeArticles'; readonly o: readonly string[]; readonly n: string; readonly lines: readonly string[] }
  | { readonly op: 'splitArticle'; readonly o: string; readonly n: readonly string[]; readonly texts: readonly (readonly string[])[] }
  /** The 款, 项 or 目 at a place. */
  | { readonly op: 'replaceUnit'; readonly at: Place; readonly lines: readonly string[] }
  | { readonly op: 'replaceLeadIn'; readonly at: Place; readonly text: string }
  | { readonly op: 'deleteUnit'; readonly at: Place }
  /** `at` names the new place: paragraph k, or item i of paragraph k. */
  | { readonly op: 'insertUnit'; readonly at: Place; readonly lines: readonly string[] }
  | {
      readonly op: 'replacePhrase'
      readonly places: readonly Place[]
      readonly from: string
      readonly to: string
      readonly every?: boolean
    }
  | { readonly op: 'replaceAll'; readonly from: string; readonly to: string }
  | { readonly op: 'insertPhrase'; readonly at: Place; readonly anchor: string; readonly before?: boolean; readonly text: string }
  | { readonly op: 'replaceHeading'; readonly path: HeadingPath; readonly name: string }
  | { readonly op: 'renumberHeading'; readonly path: HeadingPath; readonly n: string }
  /** `from`, `to`: the articles, by their new numbers, that stand under it. */
  | { readonly op: 'insertHeading'; readonly n: string; readonly name: string; readonly from: string; readonly to: string }
  | { readonly op: 'setRange'; readonly path: HeadingPath; readonly from: string; readonly to: string }
  | { readonly op: 'deleteHeading'; readonly path: HeadingPath }
  /** From one old article to another, with the headings between; both ends included. */
  | { readonly op: 'replaceRange'; readonly from: string; readonly to: string; readonly lines: readonly string[] }
  | { readonly op: 'replaceWhole'; readonly lines: readonly string[] }
  | { readonly op: 'renumberRest' }
  /** 施行, 重新公布: nothing to do to the text. */
  | { readonly op: 'formality' }
