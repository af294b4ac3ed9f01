/** The answer to whoever asked: the opinions that we took over (采纳、部分采纳), by articles, as a letter and as a table. */
import type { Consultation } from '../../schema/consultations.ts'
import { type Letter, letterDocx } from '../formats/letter-docx.ts'
import type { Table } from '../formats/table.ts'
import { adoptionRows } from '../opinions/adoption.ts'
import type { Services } from '../store/services.ts'
import { chinaDate, dateInWords } from '../web/dates.ts'
import { attachment } from '../web/http/attachment.ts'
import { readConsultation } from './read.ts'

interface Given {
  readonly article: string
  readonly original: string | null
  readonly body: string
  readonly proposal: string | null
  readonly source: string
}

/** @throws {Problem} `not-found` */
export async function answerTable(services: Services, id: string): Promise<Table> {
  const consultation = await readConsultation(services, id)
  const given = await givenOn(services, id)
  return {
    title: `${titleOf(consultation)}汇总表`,
    note: `${consultation.askedBy}${consultation.number ? `（${consultation.number}）` : ''}征求意见，共提出 ${given.length} 条`,
    columns: [
      { title: '序号', kind: 'number', width: 6 },
      { title: '条款', kind: 'text', width: 10 },
      { title: '原文', kind: 'text', width: 40 },
      { title: '意见', kind: 'text', width: 44 },
      { title: '建议表述', kind: 'text', width: 40 },
      { title: '提出单位或者个人', kind: 'text', width: 20 }
    ],
    rows: given.map(({ article, original, body, proposal, source }, index) => [index + 1, article, original, body, proposal, source])
  }
}

/** The letter as a file. @throws {Problem} `not-found` */
export async function answerLetter(services: Services, id: string) {
  const consultation = await readConsultation(services, id)
  const { askedBy, number, repliedOn } = consultation
  const given = await givenOn(services, id)
  const title = titleOf(consultation)
  const words =
    given.length === 0
      ? '经研究，我们没有修改意见。'
      : `我们组织征求了意见，收到 ${consultation.opinions.total} 条，经研究，提出以下 ${given.length} 条意见：`
  const letter: Letter = {
    title,
    addressee: askedBy,
    paragraphs: [
      { words: `《${consultation.title}》${number ? `（${number}）` : ''}收悉。${words}` },
      ...given.flatMap(({ article, body, proposal }, index) => [
        { heading: true as const, words: `${index + 1}．${article}` },
        { words: stopped(body) },
        ...(proposal === null ? [] : [{ words: `建议修改为：“${proposal}”` }])
      ]),
      { words: '特此函复。' }
    ],
    date: dateInWords(repliedOn ?? chinaDate(services.now()))
  }
  return {
    headers: {
      'content-type': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      'content-disposition': attachment(`${title}.docx`)
    },
    body: Buffer.from(await letterDocx(letter))
  }
}

const titleOf = ({ title }: Consultation): string => `关于《${title}》的意见`
const stopped = (words: string): string => (/[。！？；]$/.test(words) ? words : `${words}。`)

/** Opinions that we took over, in the order of the articles. */
async function givenOn(services: Services, id: string): Promise<Given[]> {
  const told: (Given & { readonly order: number })[] = []
  for await (const rows of adoptionRows(services, id))
    for (const { opinion, original, order } of rows)
      if (opinion.verdict === 'adopted' || opinion.verdict === 'partlyAdopted')
        told.push({
          article: opinion.article ?? '全文',
          original,
          body: opinion.body,
          proposal: opinion.proposal,
          source: opinion.givenBy,
          order
        })
  return told.sort((a, b) => a.order - b.order)
}
