/** The text core beside the editing page: the same code as on the service, off the thread on which somebody types. */
import './editor/floor.ts'
import type { ReferenceState, Target } from '../../../schema/law.ts'
import type { CitedPlace } from '../../../schema/library.ts'
import type { ChangeKind } from '../../../schema/redline.ts'
import {
  type Compared,
  compare,
  type Law,
  type LawNode,
  lint,
  lintRules,
  overlap,
  type PlacedFinding,
  parse,
  redlineOf,
  renumberEdits
} from '../../law/index.ts'
import type { Analysis, Answers, Envelope, OutlineEntry, Question } from './editor/analysis.ts'
import { insertArticle } from './editor/insert-article.ts'

/** The version that is being changed: what is different from it is marked in the outline. */
let base: Law | null = null

const TITLES = new Map(lintRules.map(({ rule, title }) => [rule, title]))
const CHECKED = lintRules.filter(({ decides }) => decides === 'program').length

function analyse(text: string, today: string): Analysis {
  const law = parse(text)
  const compared = base ? compare(base, law) : []
  const changes = new Map(compared.flatMap(({ next, kind }) => (next?.unit === 'article' ? [[next.start, kind] as const] : [])))
  const outline = outlineOf(law.tree, changes)
  const articles = outline.filter(({ kind }) => kind === 'article')
  return {
    outline,
    gone: goneOf(compared),
    findings: lint(text, { today }).map(finding => placed(finding, articles)),
    references: law.references.map(({ start, end, state, reason, target }) => ({
      ...{ start, end, state, reason: reason ?? null },
      article: target.instrument === 'self' ? (target.article ?? null) : null,
      place: beyond(target, state)
    })),
    rules: CHECKED
  }
}

/** A place of another text; 该法 and the like name none. */
function beyond({ to: _, ...place }: Target, state: ReferenceState): CitedPlace | null {
  return place.instrument === 'self' || place.instrument === '其他文件' || state === 'ignored' ? null : place
}

const goneOf = (compared: readonly Compared[]): string[] =>
  compared.flatMap(({ old, next }) => (old?.unit === 'article' && next === null ? [old.label] : []))

function placed({ rule, severity, message, start, end, replacement }: PlacedFinding, articles: readonly OutlineEntry[]) {
  const article = articles.find(one => one.start <= start && start < one.end)?.label ?? null
  return { rule, title: TITLES.get(rule) ?? '', severity, message, article, start, end, replacement: replacement ?? null }
}

function outlineOf(node: LawNode, changes: ReadonlyMap<number, ChangeKind>): OutlineEntry[] {
  const { start, end } = node.position
  const range = { start: start.offset, end: end.offset }
  if (node.type === 'article')
    return [{ kind: 'article', label: node.label, title: '', ...range, change: changes.get(range.start) ?? null }]
  const inside = 'children' in node ? node.children.flatMap(child => outlineOf(child, changes)) : []
  switch (node.type) {
    case 'part':
    case 'subpart':
    case 'chapter':
    case 'section':
      return [{ kind: 'heading', label: node.label, title: node.title, ...range, change: null }, ...inside]
    case 'division':
      return [{ kind: 'heading', label: node.title, title: '', ...range, change: null }, ...inside]
    default:
      return inside
  }
}

function answer(question: Question): Answers[keyof Answers] {
  switch (question.ask) {
    case 'base':
      base = parse(question.text)
      return null
    case 'analyse':
      return analyse(question.text, question.today)
    case 'renumber':
      return { edits: renumberEdits(parse(question.text)), cursor: null }
    case 'insert':
      return insertArticle(question.text, question.at)
    case 'compare':
      return redlineOf(compare(parse(question.other), parse(question.text))).articles
    case 'overlap':
      return overlap(question.text, question.superiors)
  }
}

self.onmessage = ({ data }: MessageEvent<Envelope<Question>>) => {
  const reply: Envelope<Answers[keyof Answers]> = { id: data.id, content: answer(data.content) }
  self.postMessage(reply)
}
