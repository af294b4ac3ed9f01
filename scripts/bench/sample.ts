/**
 * A generated regulation for benchmarks and property tests: always the same text for the same seed, as long as wanted, in the manner of a
 * real one (chapters, 款, 项, stock phrases that return everywhere) and copied from none.
 */

/** The generated law of `design.md` §5 and its amended version; what was done to each article is known. */
export interface SampleAmendment {
  readonly old: string
  readonly next: string
  readonly edited: number
  readonly inserted: number
  readonly deleted: number
  readonly moved: number
}

export const SAMPLE_ARTICLES = 1_260

/** @returns a law of about 90 characters an article */
export function sampleLaw(articles = SAMPLE_ARTICLES, seed = 1): string {
  return print(titled(seed), sampleArticles(articles, seed))
}

/** One article in twenty edited; inserted, deleted and moved ones in proportion: of 1,260 are 62, 5, 5 and 2. Numbers follow. */
export function sampleAmendment(articles = SAMPLE_ARTICLES, seed = 1): SampleAmendment {
  const scale = articles / SAMPLE_ARTICLES
  const counts = {
    edited: Math.max(1, Math.round(62 * scale)),
    inserted: Math.max(1, Math.round(5 * scale)),
    deleted: Math.max(1, Math.round(5 * scale)),
    moved: Math.max(1, Math.round(2 * scale))
  }
  return { ...amend(articles, seed, counts), ...counts }
}

/** A heavily revised law: two thirds of the articles edited. */
export function sampleRevision(articles = SAMPLE_ARTICLES, seed = 1): SampleAmendment {
  const counts = { edited: Math.round((articles * 2) / 3), inserted: 40, deleted: 40, moved: 10 }
  return { ...amend(articles, seed, counts), ...counts }
}

interface Counts {
  readonly edited: number
  readonly inserted: number
  readonly deleted: number
  readonly moved: number
}

function amend(articles: number, seed: number, counts: Counts): { old: string; next: string } {
  const random = randomOf(seed + 7)
  const old = sampleArticles(articles, seed)
  const fresh = sampleArticles(counts.inserted, seed + 13)
  // Distinct places for every change; none in the first ten articles, to which the text refers.
  const places = shuffled(range(articles).slice(10), random)
  const edited = new Set(places.splice(0, counts.edited))
  const deleted = new Set(places.splice(0, counts.deleted))
  const moved = new Set(places.splice(0, counts.moved))
  const insertedAt = new Set(places.splice(0, counts.inserted))
  const next: string[] = []
  const travelling: string[] = []
  old.forEach((article, at) => {
    if (deleted.has(at)) return
    if (moved.has(at)) travelling.push(article)
    else next.push(edited.has(at) ? editedArticle(article, random) : article)
    const inserted = insertedAt.has(at) ? fresh.pop() : undefined
    if (inserted) next.push(inserted)
  })
  // What moves goes a good way off, as an article does that is put into another chapter.
  for (const article of travelling) next.splice(10 + Math.floor(random() * (next.length - 10)), 0, article)
  return { old: print(titled(seed), old), next: print(titled(seed), next) }
}

const titled = (seed: number): string => `云川市综合管理条例（示例${seed}）`

const ARTICLES_A_CHAPTER = 42

function print(title: string, articles: readonly string[]): string {
  const lines = [`# ${title}`, '']
  articles.forEach((article, at) => {
    if (at % ARTICLES_A_CHAPTER === 0)
      lines.push(`## 第${numeral(at / ARTICLES_A_CHAPTER + 1)}章 ${CHAPTERS[(at / ARTICLES_A_CHAPTER) % CHAPTERS.length]}`, '')
    lines.push(`第${numeral(at + 1)}条 ${article.replaceAll('\n', '\n\n')}`, '')
  })
  return lines.join('\n')
}

const CHAPTERS = ['总则', '规划建设', '运行管理', '服务保障', '监督检查', '法律责任', '特别规定', '应急处置']
const BODIES = [
  '市人民政府',
  '县级以上地方人民政府',
  '市水行政主管部门',
  '自然资源主管部门',
  '生态环境主管部门',
  '镇人民政府、街道办事处',
  '经营者',
  '管理单位',
  '建设单位',
  '施工单位',
  '居民委员会',
  '行业协会',
  '使用人',
  '承包人',
  '检测机构',
  '监理单位',
  '教育主管部门',
  '应急管理部门',
  '市场监督管理部门',
  '交通运输主管部门'
]
const DUTIES = ['应当', '不得', '可以', '应当及时', '应当会同有关部门', '应当按照国家规定', '应当定期', '在职责范围内']
const ACTS = [
  '编制',
  '公布',
  '组织实施',
  '检查',
  '登记',
  '核对',
  '报告',
  '保存',
  '更新',
  '评估',
  '维修',
  '拆除',
  '移交',
  '公示',
  '记录',
  '审核',
  '监测',
  '抽查',
  '备案',
  '修复',
  '划定',
  '协调'
]
const THINGS = [
  '年度工作计划',
  '设施运行台账',
  '岸线保护名录',
  '管线分布图',
  '施工方案',
  '安全评价报告',
  '收费标准',
  '投诉处理结果',
  '维护责任清单',
  '应急预案',
  '水质监测数据',
  '绿化养护记录',
  '公共停车泊位',
  '雨水收集设施',
  '照明设备',
  '档案资料',
  '隐患排查结果',
  '服务规范',
  '信用信息',
  '权属证明',
  '竣工图纸',
  '技术导则',
  '验收意见',
  '巡查记录',
  '补偿协议',
  '专项资金'
]
const WHEN = [
  '自收到申请之日起十五日内',
  '在每年三月底前',
  '工程竣工后三十日内',
  '发现隐患时',
  '汛期来临前',
  '征求意见后',
  '经专家论证后',
  '根据实际需要',
  '遇有紧急情况时',
  '变更使用性质的',
  '逾期未处理的',
  '经批准后',
  '在开工前七日',
  '因防汛需要',
  '验收合格后',
  '停止使用的',
  '涉及公共利益的',
  '发生争议的'
]
const WHY = [
  '并向社会公开',
  '并书面告知申请人',
  '接受社会监督',
  '保证设施正常运行',
  '所需费用由责任人承担',
  '并报上一级主管部门备案',
  '不得影响公共安全',
  '保障公众知情权',
  '并说明理由',
  '听取利害关系人的意见',
  '并建立长效机制',
  '防止造成二次污染',
  '确保数据真实完整',
  '纳入年度考核',
  '及时排除危险'
]
const FINES = [
  '处二千元以上一万元以下罚款',
  '处五千元以上二万元以下罚款',
  '处一万元以上五万元以下罚款',
  '责令限期改正',
  '给予警告',
  '依法给予处分',
  '没收违法所得',
  '责令停止使用'
]
const PLACES = [
  '东岭',
  '西溪',
  '南湾',
  '北塘',
  '石桥',
  '柳林',
  '白沙',
  '青浦',
  '云台',
  '金滩',
  '长坝',
  '双河',
  '玉泉',
  '松岗',
  '枫叶',
  '竹园',
  '梅江',
  '兰溪'
]

function sampleArticles(count: number, seed: number): string[] {
  const random = randomOf(seed)
  return range(count).map(() => articleOf(random))
}

function articleOf(random: () => number): string {
  const lines = range(1 + Math.floor(random() * 2)).map(() => sentence(random))
  if (random() < 0.15) {
    lines.push(`${pick(BODIES, random)}有下列情形之一的，由主管部门${pick(FINES, random)}：`)
    const item = (at: number) => `（${numeral(at + 1)}）未按照规定${pick(ACTS, random)}${pick(PLACES, random)}${pick(THINGS, random)}的`
    lines.push(`${item(0)}；`, `${item(1)}；`, `${item(2)}。`)
  }
  return lines.join('\n')
}

function sentence(random: () => number): string {
  const duty = `${pick(BODIES, random)}${pick(DUTIES, random)}${pick(ACTS, random)}${pick(PLACES, random)}${pick(THINGS, random)}`
  const kind = random()
  if (kind < 0.1)
    return `违反本条例第${numeral(1 + Math.floor(random() * 9))}条规定，未${pick(ACTS, random)}${pick(THINGS, random)}的，由${pick(BODIES, random)}${pick(FINES, random)}。`
  const head = `${pick(WHEN, random)}，${duty}，${pick(WHY, random)}`
  return kind < 0.55
    ? `${head}。`
    : `${head}；${pick(BODIES, random)}${pick(DUTIES, random)}${pick(ACTS, random)}${pick(THINGS, random)}，${pick(WHY, random)}。`
}

/** As a legislature edits: another word, a clause more, a clause less, a new 款. */
function editedArticle(article: string, random: () => number): string {
  const [first = '', ...rest] = article.split('\n')
  const clauses = first.split('，')
  const kind = random()
  if (kind < 0.3 && clauses.length > 2)
    return [clauses.toSpliced(1, 0, `${pick(WHEN, random)}还应当听取公众意见`).join('，'), ...rest].join('\n')
  if (kind < 0.45 && clauses.length > 2) return [clauses.toSpliced(0, 1).join('，'), ...rest].join('\n')
  if (kind < 0.6)
    return [first, ...rest, `${pick(BODIES, random)}应当将${pick(PLACES, random)}${pick(THINGS, random)}纳入统一平台管理。`].join('\n')
  const thing = THINGS.find(word => first.includes(word)) ?? '规定'
  return [first.replace(thing, THINGS[(THINGS.indexOf(thing) + 1) % THINGS.length] ?? thing), ...rest].join('\n')
}

const DIGITS = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九']

/** Chinese numerals up to 99,999,999, as they number articles: 一万零一. */
export function numeral(value: number): string {
  if (value < 10_000) return belowTenThousand(value)
  const rest = value % 10_000
  return `${belowTenThousand(Math.floor(value / 10_000))}万${rest === 0 ? '' : rest < 1_000 ? `零${inside(rest)}` : belowTenThousand(rest)}`
}

/** 10 to 19 inside a longer number are 一十 to 一十九. */
const inside = (value: number): string => (value >= 10 && value < 20 ? `一${belowTenThousand(value)}` : belowTenThousand(value))

function belowTenThousand(value: number): string {
  const [thousands, hundreds, tens, ones] = [1_000, 100, 10, 1].map(unit => Math.floor(value / unit) % 10)
  let text = ''
  if (thousands) text += `${DIGITS[thousands]}千`
  if (hundreds) text += `${DIGITS[hundreds]}百`
  else if (text && (tens || ones)) text += '零'
  if (tens) text += `${tens === 1 && text === '' ? '' : DIGITS[tens]}十`
  else if (text && ones && !text.endsWith('零')) text += '零'
  return ones ? text + DIGITS[ones] : text
}

const range = (length: number): number[] => Array.from({ length }, (_, at) => at)

function pick<Value>(values: readonly Value[], random: () => number): Value {
  const value = values[Math.floor(random() * values.length)]
  if (value === undefined) throw new RangeError('nothing to pick from')
  return value
}

function shuffled<Value>(values: readonly Value[], random: () => number): Value[] {
  return values
    .map(value => ({ value, order: random() }))
    .sort((x, y) => x.order - y.order)
    .map(({ value }) => value)
}

/** Mulberry32: small, seeded, good enough to pick words. */
function randomOf(seed: number): () => number {
  let state = seed * 0x9e3779b1
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
