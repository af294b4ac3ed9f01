import { Problem, type ProblemItem } from '../../schema/problems.ts'
import type { Imported, NewRegulation } from '../../schema/regulations.ts'
import type { Law } from '../law/index.ts'
import { type ActorOrOperator, demandRole } from '../people/permissions.ts'
import { type Transaction, transaction } from '../store/database.ts'
import type { Services } from '../store/services.ts'
import type { RegulationRow } from '../store/tables.ts'
import { sha256 } from '../store/version-encoding.ts'
import { demandLaw, putText } from './add-text.ts'
import { amendedOnIn, datesIn } from './dates.ts'
import { oursNaming } from './ours-naming.ts'
import { findByTitle, insertRegulation, selectTexts, updateRegulation } from './store.ts'

/** One regulation to be entered, with the name of the file that it came from. */
export interface NamedRegulation extends NewRegulation {
  readonly file: string
}

interface Read extends NamedRegulation {
  readonly law: Law
  readonly title: string
}

/**
 * Enters regulations made before facheng, or texts of the law library, many at once: all of them, or none. What is in the register already gets the text as
 * a newer one when it reads otherwise. @returns what was done with each, and which of our regulations cite it
 * @throws {Problem} `forbidden`; `import-rows-wrong` with one sentence for every file that cannot be read
 */
export async function importRegulations(
  services: Services,
  actor: ActorOrOperator,
  wishes: readonly NamedRegulation[]
): Promise<Imported[]> {
  demandRole(actor, 'staff')
  const read = readAll(wishes)
  return transaction(services.db, async trx => {
    const done: Imported[] = []
    for (const one of read) done.push(await enter(services, trx, actor, one))
    return done
  })
}

function readAll(wishes: readonly NamedRegulation[]): Read[] {
  const errors: ProblemItem[] = []
  const titles = new Map<string, string>()
  const read = wishes.flatMap(wish => {
    const wrong = (message: string) => void errors.push({ code: 'file', message: `${wish.file}：${message}` })
    try {
      const law = demandLaw(wish.text)
      const title = law.title.trim()
      const twin = titles.get(title)
      if (title === '') wrong('没有题目，请在第一行写上法规名称')
      else if (twin !== undefined) wrong(`与 ${twin} 是同一件法规《${title}》，请只留一个`)
      else titles.set(title, wish.file)
      return [{ ...wish, law, title }]
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      wrong(error.message)
      return []
    }
  })
  if (errors.length > 0)
    throw new Problem('import-rows-wrong', { detail: `有 ${errors.length} 个文件不能导入，一个也没有导入；请改正后重试。`, errors })
  return read
}

async function enter(services: Services, trx: Transaction, actor: ActorOrOperator, wish: Read): Promise<Imported> {
  const { file, law, title, text, own: isOwn = true, ...given } = wish
  const own = isOwn ? 1 : 0
  const dates = datesIn(law)
  const touches = isOwn ? [] : await touchedBy(trx, title)
  const known = await findByTitle(trx, own, title)
  const about = { file, title, touches }
  const particulars = {
    promulgatedOn: given.promulgatedOn ?? dates.promulgatedOn,
    effectiveOn: given.effectiveOn ?? dates.effectiveOn,
    number: given.number ?? null,
    bill: null
  }
  if (known) {
    const newest = (await selectTexts(trx, known.id)).at(-1)
    if (newest?.sha256 === sha256(text)) return { ...about, id: known.id, did: 'unchanged', touches: [] }
    // The commencement article of an amended text still tells the day of the first one.
    const amendedOn = amendedOnIn(law)
    await putText(services, trx, actor, known, law, text, {
      ...particulars,
      promulgatedOn: given.promulgatedOn ?? later(dates.promulgatedOn, amendedOn),
      effectiveOn: given.effectiveOn ?? later(dates.effectiveOn, amendedOn),
      kind: 'partialAmendment',
      basis: `导入 ${file}`.slice(0, 200),
      authentic: 0
    })
    return { ...about, id: known.id, did: 'newText' }
  }
  const row: RegulationRow = {
    id: services.newId(),
    own,
    title,
    rank: given.rank ?? (isOwn ? 'municipalRegulation' : rankOf(title)),
    maker: given.maker ?? null,
    number: given.number ?? null,
    passedOn: given.passedOn ?? dates.passedOn,
    approvedOn: given.approvedOn ?? dates.approvedOn,
    promulgatedOn: particulars.promulgatedOn,
    effectiveOn: particulars.effectiveOn,
    lapsesOn: given.lapsesOn ?? dates.lapsesOn,
    repealedOn: null,
    repealedBy: null,
    bill: null,
    createdAt: services.now().toISOString()
  }
  await insertRegulation(trx, row)
  // A text that was amended before is one put together for reading, whoever typed it.
  const amended = /修正|修改/.test(text.slice(0, 2_000).split('第一条')[0] ?? '')
  await putText(services, trx, actor, row, law, text, {
    ...particulars,
    kind: 'enact',
    basis: `导入 ${file}`.slice(0, 200),
    authentic: amended ? 0 : 1
  })
  return { ...about, id: row.id, did: 'added' }
}

/** Our regulations that name a law, and the drafts that are being worked on. */
async function touchedBy(trx: Transaction, law: string): Promise<string[]> {
  const naming = await oursNaming(trx, law)
  return [...new Set(naming.map(({ bill, title }) => (bill === null ? title : `${title}（草案）`)))]
}

const later = (one: string | null, other: string | null): string | null => (one === null || (other !== null && other > one) ? other : one)

/** What the name alone says: a person corrects it. */
function rankOf(title: string): string {
  if (/(?:^|[^办])法$|法典$/.test(title)) return 'statute'
  if (/省|自治区/.test(title)) return 'provincialRegulation'
  if (/市|州|盟/.test(title)) return 'municipalRegulation'
  return 'administrativeRegulation'
}

/** Records that a regulation was repealed by a bill, inside the caller's transaction. */
export const repeal = (trx: Transaction, id: string, repealedOn: string | null, repealedBy: string) =>
  updateRegulation(trx, id, { repealedOn, repealedBy: repealedBy.slice(0, 200) })
