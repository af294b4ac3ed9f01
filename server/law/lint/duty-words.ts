/** Words that order, forbid and except: 应当, 不得, 禁止, 但是, 除……外 (B1 of the drafting rules, first half). */
import { PRACTICE, type Rule, T1, T2 } from './rule.ts'
import { inFirstArticle, wording } from './wording.ts'

const SUBJECT = '(?:单位|个人|市民|公民|居民|村民|人员|组织|企业|经营者|所有人|使用人|行人|驾驶人|部门)'

export const dutyWords: readonly Rule[] = [
  wording({
    id: 'use-yingdang-not-bixu',
    severity: 'warning',
    title: '表示义务用“应当”，不用“必须”',
    source: T1('第14条'),
    pattern: /(?<!不是|并非)必须(?![的品])/g,
    message: '表示义务性规范，一般用“应当”，不用“必须”',
    suggest: () => '应当',
    safe: true
  }),
  wording({
    id: 'forbid-words',
    severity: 'warning',
    title: '表示禁止用“不得”或者“禁止”',
    source: T1('第15条'),
    pattern: /严禁|不准(?![确时予])|不许|不应(?![当有具期税])|(?:单位|个人|人员|者)(?<bad>不能)(?=擅自|随意|任意|从事|进入|将|在|以)/g,
    message: bad => `表示禁止用“不得”或者“禁止”，不用“${bad}”`,
    suggest: bad => (bad === '严禁' ? '禁止' : '不得')
  }),
  wording({
    id: 'bude-needs-subject',
    severity: 'hint',
    title: '“不得”前应当有主语',
    source: T1('第15条'),
    pattern: /(?:^|。)(?<bad>不得)/g,
    message: '“不得”前没有主语；没有主语的禁止性规定用“禁止”，或者写明“任何单位和个人不得”',
    suggest: () => '禁止',
    where: passage => passage.kind === 'paragraph'
  }),
  wording({
    id: 'jinzhi-no-subject',
    severity: 'hint',
    title: '“禁止”前不写主语',
    source: T1('第15条'),
    pattern: new RegExp(`${SUBJECT}(?<bad>禁止)(?!性|令|名单|使用的)`, 'g'),
    message: '“禁止”前不写主语；有主语时用“不得”',
    suggest: () => '不得'
  }),
  wording({
    id: 'proviso-danshi',
    severity: 'warning',
    title: '但书用“但是”',
    source: T1('第16条'),
    pattern: /(?<=^|[，。；])但(?!是|书|凡)/g,
    message: '引出但书用“但是”，不用“但”',
    suggest: () => '但是',
    safe: true
  }),
  wording({
    id: 'except-chu-wai',
    severity: 'hint',
    title: '排除用“除……外”，递进用“除……以外，还……”',
    source: T1('第17条'),
    pattern: /除[^，。；：]{1,40}(?<bad>之外的?)/g,
    message: '表示排除用“除……外”；表示在此之上还有，用“除……以外，还……”',
    suggest: () => '外'
  }),
  wording({
    id: 'follow-yizhao',
    severity: 'warning',
    title: '以法律、法规为根据用“依照”',
    source: T1('第18条'),
    pattern:
      /(?<bad>按照|根据)(?=(?:本(?:条例|办法|规定|规则|细则|法)|《[^》]{1,60}》)?第[一二三四五六七八九十百零]{1,9}条|(?:有关|相关|国家)?(?:法律、法规|法律、行政法规|法律法规)(?:和[^，。；]{1,12})?的(?:有关|相关)?规定)/g,
    message: bad => `以法律、法规的规定为根据，用“依照”，不用“${bad}”`,
    suggest: () => '依照',
    where: passage => !inFirstArticle(passage)
  }),
  wording({
    id: 'follow-anzhao',
    severity: 'hint',
    title: '以约定、章程、比例、规划为根据用“按照”',
    source: T1('第18条'),
    pattern: /(?<bad>依照)(?=(?:合同|协议|双方|当事人)?(?:的)?(?:约定|合同|章程|比例|规划|计划|图纸|份额))/g,
    message: '以约定、章程、比例、标准、规划为根据，用“按照”，不用“依照”',
    suggest: () => '按照'
  }),
  wording({
    id: 'apply-by-analogy',
    severity: 'hint',
    title: '属于适用范围的用“适用”或者“依照”，不用“参照”',
    source: T1('第18条'),
    pattern: /本(?:市|省|县|自治州)(?:行政区域内)?(?:的)?[^，。；的]{2,20}?(?<bad>参照)(?=本(?:条例|办法|规定)执行)/g,
    message: '“参照”用于没有直接纳入适用范围、但是逻辑上可以比照的情形；本市事项应当写“适用”',
    suggest: () => '适用'
  }),
  wording({
    id: 'vague-department',
    severity: 'hint',
    title: '职责应当落实到主管部门',
    source: T1('第10条'),
    pattern: /(?<![、等和及与其]|以及其他)有关(?:主管)?部门(?=应当|负责|依法|可以|按照各自职责)/g,
    message: '“有关部门”没有指明是谁；写明“市××主管部门”，或者列出部门'
  }),
  wording({
    id: 'concrete-department-name',
    severity: 'warning',
    title: '不写部门的具体名称，写“××主管部门”',
    source: `${T1('第10条')}；${T2('第1条')}`,
    pattern:
      /(?:省|市|县|区)(?:人民政府)?(?!公安局|邮政)[\u4e00-\u9fa5]{2,8}?(?<![布格结当时邮])局(?=负责|应当|会同|和|、|依法|责令|处|作出|制定|组织|是|为)/g,
    message: bad => `“${bad}”是具体机构名称，机构改革后会变；写“××主管部门”`
  }),
  wording({
    id: 'slogan',
    severity: 'warning',
    title: '不用口号式的语言',
    source: PRACTICE,
    pattern: /大力|狠抓|切实|努力(?!程度)|进一步|高度重视|坚决/g,
    message: bad => `“${bad}”没有规范内容，法规中不用口号式的语言`,
    suggest: () => ''
  }),
  wording({
    id: 'colloquial-oral',
    severity: 'warning',
    title: '不用口语',
    source: PRACTICE,
    pattern: /搞(?!活)好?|老百姓|差不多|弄(?!虚|堂)|老板|马上|赶紧/g,
    message: bad => `“${bad}”是口语，应当用法律用语`
  }),
  wording({
    id: 'gender-neutral',
    severity: 'hint',
    title: '不特定的人用“其”',
    source: PRACTICE,
    pattern: /(?<=^|[，。；、由向])[他她](?=应当|可以|不得|有权|的|本人|提出|缴纳)/g,
    message: '指代不特定的人用“其”',
    suggest: () => '其'
  })
]
