import { strToU8, zipSync } from 'fflate'
import { readDocumentVersion } from '../drafts/documents.ts'
import { officialDocx } from '../formats/official-docx.ts'
import { parse } from '../law/index.ts'
import type { Services } from '../store/services.ts'
import { daysInWords } from '../web/dates.ts'
import { readMeeting } from './read.ts'

/** The papers of a meeting as one set: a folder an item of the agenda, each paper in Word, as it stands now or stood when the meeting was held; and the agenda. @throws {Problem} `not-found` */
export async function packPapers(services: Services, id: string): Promise<{ name: string; bytes: Uint8Array }> {
  const meeting = await readMeeting(services, id)
  const files: Record<string, Uint8Array> = {}
  const lines = [`${meeting.title}　${daysInWords(meeting.heldOn, meeting.endsOn)}`, '', '议程']
  for (const [index, { title, papers }] of meeting.agenda.entries()) {
    const folder = `${String(index + 1).padStart(2, '0')} ${fileName(title)}`
    lines.push(`${index + 1}. ${title}`)
    for (const [at, { document, title: paper, version }] of papers.entries()) {
      const { text } = await readDocumentVersion(services, document, version)
      files[`${folder}/${at + 1} ${fileName(paper)}.docx`] = await officialDocx(parse(text))
    }
  }
  files['议程.txt'] = strToU8(`${lines.join('\r\n')}\r\n`)
  return { name: `${meeting.title}材料.zip`, bytes: zipSync(files) }
}

/** What no file system takes is left out. */
const fileName = (title: string): string => title.replaceAll(/[\\/:*?"<>|\u0000-\u001f]/g, '').slice(0, 80) || '材料'
