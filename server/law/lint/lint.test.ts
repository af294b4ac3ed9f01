import fc from 'fast-check'
import t from 'tap'
import type { LintOptions } from '../../../schema/lint.ts'
import { fix, lint, lintRules } from './lint.ts'

/** A short regulation around a second article; most rules speak of its words. */
const around = (second: string) =>
  `# 某市示范管理条例\n\n第一条 为了规范示范管理，根据《中华人民共和国立法法》等有关法律、法规的规定，制定本条例。\n\n第二条 ${second}\n\n第三条 本条例自2027年1月1日起施行。\n`

const chapters = (...titles: readonly string[]) =>
  `# 某市示范管理条例\n\n${titles.map((title, index) => `## 第${'一二三四五六'[index]}章 ${title}\n\n第${'一二三四五六'[index]}条 为了示范，制定本条例。\n`).join('\n')}`

interface Case {
  readonly bad: string
  readonly good: string
  readonly options?: LintOptions
  /** What `fix` makes of the bad text, where that is not simply the good one. */
  readonly fixed?: string
}

const wording = (bad: string, good: string): Case => ({ bad: around(bad), good: around(good) })

/** Every rule that a program decides: its bad example is found, its good one is not. */
const CASES: Record<string, Case> = {
  'use-yingdang-not-bixu': wording('单位必须登记。', '单位应当登记。'),
  'forbid-words': wording('严禁焚烧。', '禁止焚烧。'),
  'bude-needs-subject': wording('不得倾倒垃圾。', '任何单位和个人不得倾倒垃圾。'),
  'jinzhi-no-subject': wording('市民禁止乱扔果皮。', '市民不得乱扔果皮。'),
  'proviso-danshi': wording('摊位应当登记，但另有约定的除外。', '摊位应当登记，但是另有约定的除外。'),
  'except-chu-wai': wording('除法律另有规定之外的，适用本条例。', '除法律另有规定外，适用本条例。'),
  'follow-yizhao': wording('按照本条例第三条处理。', '依照本条例第三条处理。'),
  'follow-anzhao': wording('费用依照合同约定支付。', '费用按照合同约定支付。'),
  'apply-by-analogy': wording('本市物业管理参照本条例执行。', '本市物业管理适用本条例。'),
  'vague-department': wording('有关部门应当处理。', '市水务主管部门应当处理。'),
  'concrete-department-name': wording('市城管局负责示范工作。', '市城市管理主管部门负责示范工作。'),
  slogan: wording('大力推广示范。', '推广示范。'),
  'colloquial-oral': wording('街道办事处应当搞好环境。', '街道办事处应当改善环境。'),
  'gender-neutral': wording('摊主离开的，他应当清理。', '摊主离开的，其应当清理。'),
  'zhiding-guiding': wording('市人民政府制订办法。', '市人民政府制定办法。'),
  'huitong-shang': wording('市住房主管部门会同市财政主管部门意见后制定。', '市住房主管部门商市财政主管部门制定。'),
  jiaona: wording('参加者缴纳报名费。', '参加者交纳报名费。'),
  dixiao: wording('双方可以抵消债务。', '双方可以抵销债务。'),
  'zhang-account': wording('摊主应当设置帐簿，不得在帐篷内存放。', '摊主应当设置账簿，不得在帐篷内存放。'),
  'number-bounds': wording('超过十人以上的，应当报告。', '超过十人的，应当报告。'),
  'day-workday': wording('主管部门应当在三日内答复。', '主管部门应当在三个工作日内答复。'),
  'workday-unit': wording('期限为五工作日。', '期限为五个工作日。'),
  zuochu: wording('主管部门应当做出决定。', '主管部门应当作出决定；对做出突出贡献的，给予表彰。'),
  'publish-words': wording('市人民政府发布名录。', '市人民政府公布名录。'),
  'weifa-feifa': wording('非法排放污水的，应当改正。', '违法排放污水的，应当改正。'),
  'sheding-sheli': wording('不得设立行政许可。', '不得设定行政许可。'),
  'zhiye-congye': wording('律师从业人员应当登记。', '律师执业人员应当登记。'),
  'cancel-words': wording('因死亡的，由发证机关吊销证书。', '因死亡的，由发证机关注销证书。'),
  'genju-yiju': {
    bad: around('略。').replace('根据《', '依据《'),
    good: around('依据《某市示范办法》的规定办理。')
  },
  mouqu: wording('不得谋取非法利益。', '不得牟取非法利益。'),
  'and-or': wording('单位或个人应当登记。', '单位或者个人应当登记，或许可以免费。'),
  'and-order': wording('市以及县人民政府应当公布。', '市和县人民政府应当公布。'),
  'person-formula': wording('公民、法人或其他组织应当登记。', '公民、法人或者其他组织应当登记。'),
  'etc-open': wording('应当提交申请书、图纸等。', '应当提交申请书、图纸以及其他规定的材料。'),
  'etc-double': wording('示范包括广场、公园等等。', '示范包括广场、公园等。'),
  'undefined-abbrev': wording('物业服务企业（以下简称服务企业）应当公示。', '物业服务企业（以下简称服务企业）应当公示。服务企业应当登记。'),
  'term-consistency': wording('物业服务企业应当公示。物业公司应当登记。', '物业服务企业应当公示。物业服务企业应当登记。'),
  'number-chinese': wording('主管部门应当在7日内答复，处500元罚款。', '主管部门应当在七日内答复，自2026年5月1日起执行，高度不低于12米。'),
  'date-arabic': { bad: around('略。').replace('2027年1月1日', '二〇二七年一月一日'), good: around('略。') },
  'commencement-term': { bad: around('略。').replace('起施行', '起实施'), good: around('决定自批准之日起实施。') },
  'letter-for-digit': { bad: around('略。').replace('1月1日', '1月l日'), good: around('略。') },
  'percent-range': wording('比例为百分之五到十。', '比例为百分之五以上百分之十以下。'),
  'fine-form': wording('乱扔果皮的，罚款二百元。', '乱扔果皮的，处二百元罚款。'),
  'halfwidth-punct': wording('检查,并记录。', '检查，并记录3.5米的数据。'),
  'bracket-mixed': wording('下列材料应当提交：\n\n（一)申请书；\n\n（二）图纸。', '下列材料应当提交：\n\n（一）申请书；\n\n（二）图纸。'),
  'item-brackets-style': wording(
    '下列材料应当提交：\n\n(一)申请书；\n\n（二）图纸。',
    '下列材料应当提交：\n\n（一）申请书；\n\n（二）图纸。'
  ),
  'quote-nesting': wording('落实"门前三包"责任。', '落实“门前三包”责任。'),
  'title-inner': wording('依照《关于修改《某条例》的决定》办理。', '依照《关于修改〈某条例〉的决定》办理。'),
  'title-marks': wording('依照行政处罚法处理。', '依照《中华人民共和国行政处罚法》处理。'),
  'title-full-first': wording('依照《水法》的规定办理。', '依照《中华人民共和国水法》的规定办理。《水法》另有规定的除外。'),
  'space-in-text': wording('主管 部门应当登记。', '主管部门应当登记 3 个样本。'),
  'item-end-punct': wording('下列材料应当提交：\n\n（一）申请书。\n\n（二）图纸；', '下列材料应当提交：\n\n（一）申请书；\n\n（二）图纸。'),
  'leadin-colon': wording('应当遵守下列规定。\n\n（一）登记；\n\n（二）公示。', '应当遵守下列规定：\n\n（一）登记；\n\n（二）公示。'),
  'sentence-end': wording('由市人民政府制定', '由市人民政府制定。'),
  'dunhao-he': wording('示范包括公园、广场、绿地。', '示范包括公园、广场和绿地。'),
  'article-number-gap': { bad: around('略。').replace('第三条', '第四条'), good: around('略。') },
  'article-number-duplicate': { bad: around('略。').replace('第三条', '第二条'), good: around('略。') },
  'chapter-number-gap': { bad: chapters('总则', '示范', '附则').replace('第三章', '第四章'), good: chapters('总则', '示范', '附则') },
  'item-number-gap': wording(
    '下列材料应当提交：\n\n（一）申请书；\n\n（三）图纸。',
    '下列材料应当提交：\n\n（一）申请书；\n\n（二）图纸。'
  ),
  'numeral-form': { bad: around('略。').replace('第三条', '第3条'), good: around('略。') },
  'toc-mismatch': {
    bad: `# 某市示范管理条例\n\n目录\n\n第一章 总则\n\n第二章 监管\n\n${chapters('总则', '监督管理').split('\n').slice(2).join('\n')}`,
    good: `# 某市示范管理条例\n\n目录\n\n第一章 总则\n\n第二章 监督管理\n\n${chapters('总则', '监督管理').split('\n').slice(2).join('\n')}`
  },
  'toc-missing': {
    bad: chapters('总则', '监督管理'),
    good: `# 某市示范管理条例\n\n目录\n\n第一章 总则\n\n第二章 监督管理\n\n${chapters('总则', '监督管理').split('\n').slice(2).join('\n')}`
  },
  'toc-with-articles': {
    bad: `# 某市示范管理条例\n\n目录\n\n第一章 总则\n第一条 目的\n第二章 监督管理\n\n${chapters('总则', '监督管理').split('\n').slice(2).join('\n')}`,
    good: `# 某市示范管理条例\n\n目录\n\n第一章 总则\n\n第二章 监督管理\n\n${chapters('总则', '监督管理').split('\n').slice(2).join('\n')}`
  },
  'chapters-too-short': { bad: chapters('总则', '监督管理'), good: around('略。') },
  'section-single': {
    bad: chapters('总则', '示范').replace('第二条', '### 第一节 一般规定\n\n第二条'),
    good: chapters('总则', '示范')
  },
  'one-article-one-idea': wording('一。\n\n二。\n\n三。\n\n四。\n\n五。\n\n六。', '一。\n\n二。'),
  'paragraph-long': wording(`${'示范单位应当登记，'.repeat(18)}并公示。`, '示范单位应当登记，并公示。'),
  'order-of-chapters': { bad: chapters('总则', '附则', '法律责任'), good: chapters('总则', '法律责任', '附则') },
  'dangling-reference': wording('违反本条例第九条规定的，应当改正。', '违反本条例第一条规定的，应当改正。'),
  'self-reference-article': wording(
    '示范应当登记。\n\n不依照本条例第二条第一款规定登记的，应当改正。',
    '示范应当登记。\n\n不依照本条第一款规定登记的，应当改正。'
  ),
  'reference-noun': wording('违反本办法第一条规定的，应当改正。', '违反本条例第一条规定的，应当改正。'),
  'paragraph-one-only': wording('违反本条例第一条第一款规定的，应当改正。', '违反本条例第一条规定的，应当改正。'),
  'item-reference-bracket': wording('依照本条例第三条第（二）项的规定办理。', '依照本条例第三条第二项的规定办理。'),
  'forward-reference': wording('前款规定的示范应当登记。', '示范应当登记。\n\n前款规定的示范不收费。'),
  'range-order': wording('依照本条例第三条至第一条的规定办理。', '依照本条例第一条至第三条的规定办理。'),
  'reference-to-other-text': {
    bad: around('依照《某省示范办法》第九条的规定办理。'),
    good: around('依照《某省示范办法》第一条的规定办理。'),
    options: { laws: [{ title: '某省示范办法', text: '# 某省示范办法\n\n第一条 为了示范，制定本办法。\n' }] }
  },
  'law-name-changed': wording('依照《中华人民共和国物权法》的规定办理。', '依照《中华人民共和国民法典》的规定办理。'),
  'repeats-superior': {
    bad: around('示范单位应当在显著位置公示服务项目、收费标准和投诉电话，并接受社会监督。'),
    good: around('示范单位的公示栏应当设在主要出入口，高度不低于一米二，每季度更新一次内容。'),
    options: {
      superiors: [
        {
          title: '某省示范办法',
          text: '# 某省示范办法\n\n第一条 示范单位应当在显著位置公示服务项目、收费标准和投诉电话，并接受社会监督。\n'
        }
      ]
    }
  },
  'purpose-first': { bad: around('略。').replace('为了规范示范管理，', ''), good: around('略。') },
  'basis-form': { bad: around('略。').replace('《中华人民共和国立法法》等有关法律、法规的规定', '有关规定'), good: around('略。') },
  'scope-second': wording('市人民政府负责示范工作。', '本市行政区域内的示范管理，适用本条例。'),
  'definition-place': {
    bad: longText({ 2: '示范街区应当登记。', 7: '本条例所称示范街区，是指经认定的街区。' }),
    good: longText({ 2: '本条例所称示范街区，是指经认定的街区。', 7: '示范街区应当登记。' })
  },
  'definition-form': wording('本条例所称的摊点就是固定摊位。', '本条例所称摊点，是指固定摊位。'),
  'definition-once': {
    bad: longText({ 2: '本条例所称绿地，是指公共绿地。', 3: '本条例所称绿地，是指公园绿地。' }),
    good: longText({ 2: '本条例所称绿地，是指公共绿地。', 3: '绿地应当养护。' })
  },
  'duty-department-form': wording('城管管停车。', '市城市管理主管部门负责停车管理工作。'),
  'liability-match': {
    bad: longText({ 4: '禁止焚烧示范牌。', 10: '违反本条例第五条规定，责令改正。' }),
    good: longText({ 4: '禁止焚烧示范牌。', 10: '违反本条例第四条规定，责令改正。' })
  },
  'liability-reference': wording('违反本条例规定的，处一千元以上五千元以下罚款。', '违反本条例第三条规定的，处一千元以上五千元以下罚款。'),
  'fine-range': wording('处五千元罚款。', '处一千元以上五千元以下罚款。'),
  'overlapping-bounds': wording(
    '违法所得一万元以下的，处警告；违法所得一万元以上的，处罚款。',
    '违法所得不满一万元的，处警告；违法所得一万元以上的，处罚款。'
  ),
  'penalty-power': wording('情节严重的，处拘留五日。', '情节严重的，处一千元以上五千元以下罚款。'),
  'competence-check': { ...wording('本市户籍制度另行规定。', '示范街区应当登记。'), options: { outsideCompetence: ['户籍制度'] } },
  'criminal-clause': wording('情节严重的，要坐牢。', '构成犯罪的，依法追究刑事责任。'),
  'situation-or-behaviour': wording(
    '有下列行为之一的，可以延期：\n\n（一）因不可抗力；\n\n（二）其他原因。',
    '有下列情形之一的，可以延期：\n\n（一）因不可抗力；\n\n（二）其他原因。'
  ),
  'list-open': wording(
    '禁止下列行为：\n\n（一）焚烧；\n\n（二）污染水源。',
    '禁止下列行为：\n\n（一）焚烧；\n\n（二）法律、法规规定的其他行为。'
  ),
  'delegation-explicit': wording('具体办法另行制定。', '具体办法由市人民政府自本条例施行之日起六个月内制定。'),
  'delegation-too-many': {
    bad: longText(Object.fromEntries([2, 3, 4, 5, 6].map(n => [n, '具体办法由市人民政府另行制定。']))),
    good: longText({ 2: '具体办法由市人民政府另行制定。' })
  },
  'conflict-clause': wording('别的法有规定按别的。', '法律、法规另有规定的，从其规定。'),
  'sunset-terms': wording(
    '就城乡建设与管理、环境保护、历史文化保护等方面的事项作出规定。',
    '就城乡建设与管理、生态文明建设、历史文化保护等方面的事项作出规定。'
  ),
  'transition-place': {
    bad: longText({ 4: '本条例施行前已经建成的，应当改造。' }),
    good: longText({ 11: '本条例施行前已经建成的，应当改造。' })
  },
  'commencement-missing': { bad: around('略。').replace('本条例自2027年1月1日起施行', '本条例由市人民政府解释'), good: around('略。') },
  'commencement-last': { bad: `${around('略。')}\n第四条 本条例由市人民政府解释。\n`, good: around('略。') },
  'repeal-clause': {
    bad: around('略。'),
    good: around('略。').replace('起施行。', '起施行。《某市示范办法》同时废止。'),
    options: { replaces: '某市示范办法' }
  },
  'annex-unused': { bad: `${around('略。')}\n附件\n\n示范名录\n`, good: `${around('名录见附件。')}\n附件\n\n示范名录\n` },
  'caption-leftover': wording('【职责】市人民政府负责。', '市人民政府负责。'),
  'title-kind': { bad: around('略。'), good: around('略。').replace('管理条例', '管理规定'), options: { issuer: 'government' } },
  'title-note-order': {
    bad: around('略。').replace(
      '条例\n',
      '条例\n\n（2026年5月1日某省人民代表大会常务委员会批准　2026年3月1日某市人民代表大会常务委员会通过）\n'
    ),
    good: around('略。').replace(
      '条例\n',
      '条例\n\n（2026年3月1日某市人民代表大会常务委员会通过　2026年5月1日某省人民代表大会常务委员会批准）\n'
    )
  },
  'amend-phrase': wording('第五条修改为：“示范应当登记。”', '示范应当登记。')
}

/** Twelve articles, some of them given. */
function longText(given: Readonly<Record<number, string>>): string {
  const numbers = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二']
  const article = (number: string, index: number) => {
    const n = index + 1
    if (n === 1) return `第${number}条 为了规范示范管理，根据《中华人民共和国立法法》，制定本条例。`
    return `第${number}条 ${given[n] ?? (n === 12 ? '本条例自2027年1月1日起施行。' : `本市第${number}类示范适用本条例。`)}`
  }
  return `# 某市示范管理条例\n\n${numbers.map(article).join('\n\n')}\n`
}

const rulesIn = (text: string, options?: LintOptions) => new Set(lint(text, options).map(({ rule }) => rule))

t.test('every rule that a program decides finds its bad example and not its good one', async t => {
  for (const { rule, decides } of lintRules) {
    if (decides === 'person') continue
    const example = CASES[rule]
    if (!example) {
      t.fail(`${rule} has no example`)
      continue
    }
    t.ok(rulesIn(example.bad, example.options).has(rule), `${rule}: found`)
    t.notOk(rulesIn(example.good, example.options).has(rule), `${rule}: not found in its correction`)
  }
  t.strictSame(
    Object.keys(CASES).filter(id => !lintRules.some(({ rule }) => rule === id)),
    [],
    'every example belongs to a rule'
  )
})

t.test('the list of rules', async t => {
  t.equal(lintRules.length, 108)
  t.equal(new Set(lintRules.map(({ rule }) => rule)).size, 108, 'ids are unique')
  for (const { rule, title, source, decides, reason } of lintRules) t.ok(title && source && (decides === 'program' || reason), rule)
})

t.test('a safe fix writes the correction and nothing else', async t => {
  for (const [rule, { bad, good, options }] of Object.entries(CASES)) {
    if (!lintRules.find(one => one.rule === rule)?.fixable) continue
    const only = lint(bad, options).filter(finding => finding.rule === rule)
    const mended = fix(bad, only)
    t.not(mended, bad, `${rule}: something is mended`)
    t.notOk(
      lint(mended, options).some(finding => finding.rule === rule && finding.replacement !== undefined),
      `${rule}: nothing is left to mend`
    )
    t.ok(good.length > 0)
  }
})

t.test('names and quotations are not read', async t => {
  const text = around('依照《某市必须登记办法》办理的，应当写明“单位必须登记”。')
  t.notOk(rulesIn(text).has('use-yingdang-not-bixu'))
  t.equal(fix(text, lint(text)), text)
})

t.test('a finding names line and column', async t => {
  const [finding] = lint(around('单位必须登记。')).filter(({ rule }) => rule === 'use-yingdang-not-bixu')
  t.match(finding, { line: 5, column: 7, severity: 'warning', suggestion: '应当' })
})

t.test('severity is set by the office, a rule can be switched off', async t => {
  const text = around('单位必须登记。')
  const [finding] = lint(text, { rules: { 'use-yingdang-not-bixu': 'error' } }).filter(({ rule }) => rule === 'use-yingdang-not-bixu')
  t.equal(finding?.severity, 'error')
  t.notOk(rulesIn(text, { rules: { 'use-yingdang-not-bixu': 'off' } }).has('use-yingdang-not-bixu'))
})

t.test('a finding is silenced in place, with a reason', async t => {
  const marked = (mark: string) => around(`${mark}单位必须登记。`).replace(`${mark}单位必须登记。`, `单位必须登记。${mark}`)
  t.notOk(rulesIn(marked('<!-- 不查 use-yingdang-not-bixu：引用上位法原文 -->')).has('use-yingdang-not-bixu'))
  t.ok(rulesIn(marked('<!-- 不查 use-yingdang-not-bixu： -->')).has('use-yingdang-not-bixu'), 'without a reason it is not')
  t.ok(rulesIn(marked('<!-- 不查 slogan：引用上位法原文 -->')).has('use-yingdang-not-bixu'), 'another rule is not meant')
})

t.test('a commencement before today is found when today is known', async t => {
  t.ok(rulesIn(around('略。'), { today: '2027-06-01' }).has('commencement-missing'))
  t.notOk(rulesIn(around('略。'), { today: '2026-06-01' }).has('commencement-missing'))
  t.notOk(rulesIn(around('略。')).has('commencement-missing'))
})

t.test('any text is linted and mended without an exception', async () => {
  const pieces = fc.constantFrom(
    '第一条 ',
    '第二条 ',
    '（一）',
    '必须',
    '但',
    '《',
    '》',
    '“',
    '"',
    '\n',
    '\n\n',
    '# ',
    '## 第一章 总则',
    '或',
    '7日内',
    '，',
    '。',
    '附件',
    '目录',
    ' ',
    '甲'
  )
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 60 }), parts => {
      const text = parts.join('')
      const findings = lint(text)
      for (const { start, end } of findings) if (start < 0 || end > text.length || start > end) throw new Error('a place outside the text')
      fix(text, findings)
    })
  )
})
