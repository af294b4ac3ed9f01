/** The guide of docs/, read once: what the house has written about each errand, to be opened from the page on which it is missing. */
import fs from 'node:fs/promises'
import path from 'node:path'

/** One errand of the guide. */
export interface GuideSection {
  /** Its anchor on the page. */
  readonly id: string
  readonly title: string
  /** Markdown below its heading. */
  readonly text: string
}

/** What one kind of user has to do. */
export interface GuideChapter extends GuideSection {
  readonly sections: readonly GuideSection[]
}

/** How many folders up the project's root is looked for: bundled and from source. */
const LEVELS = 4

let read: Promise<readonly GuideChapter[]> | null = null

/** The chapters of the guide; none where it was not brought along. */
export const readGuide = (): Promise<readonly GuideChapter[]> => {
  read ??= guideText().then(chaptersOf)
  return read
}

async function guideText(): Promise<string> {
  let folder = import.meta.dirname
  for (let level = 0; level < LEVELS; level++) {
    folder = path.dirname(folder)
    const text = await fs.readFile(path.join(folder, 'docs', 'guide.zh-CN.md'), 'utf8').catch(() => null)
    if (text !== null) return text
  }
  return ''
}

function chaptersOf(text: string): GuideChapter[] {
  return cut(text, '## ').map(({ title, text: body }, index) => {
    const id = `g${index + 1}`
    const at = body.search(/^### /m)
    return {
      id,
      title,
      text: at < 0 ? body : body.slice(0, at),
      sections: cut(body, '### ').map((section, place) => ({ ...section, id: `${id}-${place + 1}` }))
    }
  })
}

/** What stands under each heading of one depth. */
function cut(text: string, mark: string): { title: string; text: string }[] {
  return text
    .split(new RegExp(`^${mark}`, 'm'))
    .slice(1)
    .map(part => {
      const end = part.indexOf('\n')
      return { title: part.slice(0, end).trim(), text: part.slice(end + 1) }
    })
}
