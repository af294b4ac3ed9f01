import { Compile } from 'typebox/compile'
import { Rank, type Regulation, type RegulationStatus, type RegulationText } from '../../schema/regulations.ts'
import type { RegulationRow, RegulationTextRow } from '../store/tables.ts'

const ranks = Compile(Rank)

/** Whether a regulation is in force on a day. A repeal or a lapse begins on its day, as commencement does. */
export function statusOn(
  row: Pick<RegulationRow, 'effectiveOn' | 'promulgatedOn' | 'repealedOn' | 'lapsesOn'>,
  day: string
): RegulationStatus {
  if (row.repealedOn !== null && row.repealedOn <= day) return 'repealed'
  if (row.lapsesOn !== null && row.lapsesOn <= day) return 'lapsed'
  const from = row.effectiveOn ?? row.promulgatedOn
  return from !== null && from > day ? 'notYetInForce' : 'inForce'
}

export const showRegulation = (row: RegulationRow, texts: number, today: string): Regulation => ({
  id: row.id,
  own: row.own === 1,
  title: row.title,
  rank: ranks.Parse(row.rank),
  maker: row.maker,
  number: row.number,
  passedOn: row.passedOn,
  approvedOn: row.approvedOn,
  promulgatedOn: row.promulgatedOn,
  effectiveOn: row.effectiveOn,
  lapsesOn: row.lapsesOn,
  repealedOn: row.repealedOn,
  repealedBy: row.repealedBy,
  status: statusOn(row, today),
  amendments: Math.max(0, texts - 1),
  bill: row.bill
})

type TextHead = Omit<RegulationTextRow, 'text'>

/** From which day a text is how the regulation reads; a text without any date has always been. */
export const readsFrom = ({ effectiveOn, promulgatedOn }: Pick<TextHead, 'effectiveOn' | 'promulgatedOn'>): string =>
  effectiveOn ?? promulgatedOn ?? ''

/** The text that holds on a day: the last of those that began; before the first, the first. */
export function textOn<T extends TextHead>(texts: readonly T[], day: string): T | undefined {
  return texts.findLast(text => readsFrom(text) <= day) ?? texts[0]
}

export function showTexts(texts: readonly TextHead[], today: string): RegulationText[] {
  const current = textOn(texts, today)
  return texts.map(text => ({
    seq: text.seq,
    kind: text.kind === 'revision' || text.kind === 'partialAmendment' ? text.kind : 'enact',
    basis: text.basis,
    number: text.number,
    promulgatedOn: text.promulgatedOn,
    effectiveOn: text.effectiveOn,
    authentic: text.authentic === 1,
    bill: text.bill,
    sha256: text.sha256,
    state: text === current ? 'current' : readsFrom(text) > today ? 'notYet' : 'amended'
  }))
}
