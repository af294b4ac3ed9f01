/** The copy of a table that the public may read: units stay, names of natural persons are masked (张某某). Pure. */
import type { Opinion, OpinionSource } from '../../schema/opinions.ts'

/** What the names of units end with, and those of persons never do. */
const UNIT =
  /(?:局|厅|院|办|府|委|委员会|联合会|工会|妇联|公司|集团|企业|中心|大学|学校|街道|社区|联系点|基地|代表团|市民|网友|群众|居民|业主|匿名)$/u
/** Persons' names may end so too (纪知行): taken for a unit where it is longer than a name, or where units alone are asked. */
const PERHAPS_UNIT = /(?:会|部|处|科|室|所|站|队|厂|店|行|社|区|县|市|镇|乡|村|点|组|专班)$/u
const LONGEST_NAME = 4
const OF_UNITS: ReadonlySet<OpinionSource> = new Set(['department', 'county', 'provincialLao', 'party', 'cppcc', 'court', 'procuratorate'])
const OFFICE = /^(.+?)((?:副)?(?:委员|代表|教授|律师|主任|局长|处长|院长|书记|先生|女士|同志))$/u
const COMPOUND = /^(?:欧阳|司马|上官|诸葛|夏侯|东方|皇甫|尉迟|公孙|慕容|司徒|令狐|长孙|宇文|南宫|端木|独孤|西门|百里|呼延)(?=.)/u
/** What parts a person from the unit beside them: 邱明远（澄川大学法学院）. */
const BETWEEN = /([、，,;；/\s（）()]+)/u

/** @example maskedName('邱明远（澄川大学法学院）') // '邱某某（澄川大学法学院）' */
export const maskedName = (name: string, source?: OpinionSource): string =>
  name
    .split(BETWEEN)
    .map((part, index) => (index % 2 === 1 || part === '' || isUnit(part, source) ? part : maskedPerson(part)))
    .join('')

const isUnit = (name: string, source: OpinionSource | undefined): boolean =>
  UNIT.test(name) || (PERHAPS_UNIT.test(name) && (name.length > LONGEST_NAME || (source !== undefined && OF_UNITS.has(source))))

function maskedPerson(name: string): string {
  const [, given = name, office = ''] = OFFICE.exec(name) ?? []
  const letters = [...given]
  // 温委员 says no more than a masked name would.
  if (letters.length === 1 && office !== '') return name
  const surname = COMPOUND.exec(given)?.[0] ?? letters[0] ?? ''
  return `${surname}${letters.length - [...surname].length === 1 ? '某' : '某某'}${office}`
}

/** An opinion as the public is told of it: neither its giver nor who answered it by their full names. */
export const publicOpinion = (opinion: Opinion): Opinion => ({
  ...opinion,
  givenBy: maskedName(opinion.givenBy, opinion.source),
  judgedBy: opinion.judgedBy === null ? null : maskedName(opinion.judgedBy)
})
