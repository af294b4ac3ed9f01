/** Pairs of words that are often taken for one another: 制定 and 规定, 交纳 and 缴纳, 作出 and 做出 (B1 of the drafting rules, second half). */
import { PRACTICE, type Rule, T1, T2 } from './rule.ts'
import { inFirstArticle, wording } from './wording.ts'

export const pairedWords: readonly Rule[] = [
  wording({
    id: 'zhiding-guiding',
    severity: 'warning',
    title: '“制定”不写作“制订”',
    source: T1('第19条'),
    pattern: /制订|另订|核定(?=[^，。；]{0,10}办法)/g,
    message: bad => `表示创设、拟订规范用“制定”，表示就具体事项作出用“规定”，不用“${bad}”`,
    suggest: bad => (bad === '制订' ? '制定' : bad === '另订' ? '另行制定' : '制定')
  }),
  wording({
    id: 'huitong-shang',
    severity: 'hint',
    title: '共同办理用“会同”，征求意见用“商”',
    source: T1('第20条'),
    pattern: /(?<bad>会同)(?=[^，。；、]{2,20}意见)|(?<=市|县|区|府|门)和[^，。；、]{2,15}共同制定/g,
    message: '多个部门共同办理、分主次的用“会同”；事前征求意见、取得同意的用“商”',
    suggest: bad => (bad === '会同' ? '商' : null)
  }),
  wording({
    id: 'jiaona',
    severity: 'hint',
    title: '强制性的用“缴纳”，自愿给付的用“交纳”',
    source: T1('第21条'),
    pattern:
      /缴纳(?=[^，。；]{0,6}(?:报名费|会费|学费|押金|定金|保证金|物业费|物业服务费|租金))|交纳(?=[^，。；]{0,6}(?:罚款|税款|税费|关税|社会保险费|滞纳金))/g,
    message: bad => (bad === '缴纳' ? '“缴纳”含强制意思；一般给付用“交纳”' : '税款、罚款、社会保险费等强制给付用“缴纳”'),
    suggest: bad => (bad === '缴纳' ? '交纳' : '缴纳')
  }),
  wording({
    id: 'dixiao',
    severity: 'warning',
    title: '债务相互冲抵用“抵销”',
    source: T1('第22条'),
    pattern: /抵消(?=[^，。；]{0,10}(?:债|款|费))|(?<=(?:债务|债权|货款|欠款|费用)[^，。；]{0,10})抵消/g,
    message: '债权债务相互冲抵用“抵销”',
    suggest: () => '抵销',
    safe: true
  }),
  wording({
    id: 'zhang-account',
    severity: 'error',
    title: '账簿、账户用“账”',
    source: T1('第23条'),
    pattern: /帐(?=[簿户目款册号本面单务外页])|(?<=[记入结转查做建出进总台对销])帐(?!篷|幕|子|中)/g,
    message: '表示货币、货物出入的记载用“账”',
    suggest: () => '账',
    safe: true
  }),
  wording({
    id: 'number-bounds',
    severity: 'hint',
    title: '“以上”“以下”含本数，“不满”“超过”不含本数',
    source: T1('第24条'),
    pattern:
      /超过[零〇一二三四五六七八九十百千万亿\d]{1,12}[\u4e00-\u9fa5]{1,3}以上|(?:不满|不足|不超过)[零〇一二三四五六七八九十百千万亿\d]{1,12}[\u4e00-\u9fa5]{1,3}以下|以上不超过|以下不满/g,
    message: '“以上”“以下”“以内”包括本数，“不满”“超过”不包括本数，两者连用含义不明'
  }),
  wording({
    id: 'day-workday',
    severity: 'hint',
    title: '十日以下的期限宜写明工作日',
    source: T1('第25条'),
    pattern:
      /(?<![一二三四五六七八九十百零])[二三五七十](?<bad>日)(?=以?内[^，。；]{0,20}(?:答复|办理|办结|受理|决定|审查|审批|回复|告知|处理))/g,
    message: '“日”包含节假日；行政机关十日以下的期限宜规定为“个工作日”',
    suggest: () => '个工作日'
  }),
  wording({
    id: 'workday-unit',
    severity: 'error',
    title: '“工作日”前用“个”',
    source: PRACTICE,
    pattern: /(?<!第[一二三四五六七八九十百零\d]{0,4})(?<=[一二三四五六七八九十百零\d])工作日/g,
    message: '数字与“工作日”之间应当有“个”',
    suggest: bad => `个${bad}`,
    safe: true
  }),
  wording({
    id: 'zuochu',
    severity: 'warning',
    title: '决定、解释等抽象行为用“作出”',
    source: T2('第6条'),
    pattern:
      /做出(?=[^，。；]{0,16}?(?:决定|规定|处理|解释|处罚|裁决|答复|批复|判决|裁定|承诺|说明|结论|安排|调整))(?![^，。；]{0,10}贡献)/g,
    message: '多用于与决定、解释等词语搭配的，用“作出”',
    suggest: () => '作出'
  }),
  wording({
    id: 'publish-words',
    severity: 'hint',
    title: '法规、名录用“公布”，命令、新闻用“发布”，告知公众用“公告”',
    source: T2('第7条'),
    pattern: /发布(?=[^，。；]{0,4}(?:法规|条例|名录|名单|结果|目录|标准|规章))|公布(?=[^，。；]{0,4}(?:预警|新闻|命令|警报))/g,
    message: bad => (bad === '发布' ? '法律、法规、结果、标准用“公布”' : '命令、新闻、预警用“发布”'),
    suggest: bad => (bad === '发布' ? '公布' : '发布')
  }),
  wording({
    id: 'weifa-feifa',
    severity: 'hint',
    title: '违反法律规定用“违法”，没有法律根据用“非法”',
    source: T2('第8条'),
    pattern: /非法(?=排放|排污|倾倒|建设|搭建|停放|停车|施工|用地)/g,
    message: '强调违反法律规定用“违法”；“非法”强调缺乏法律根据',
    suggest: () => '违法'
  }),
  wording({
    id: 'sheding-sheli',
    severity: 'warning',
    title: '许可、处罚、义务用“设定”',
    source: T2('第9条'),
    pattern: /设立(?=[^，。；]{0,6}(?:行政许可|许可|行政处罚|处罚|行政强制|义务|收费项目))/g,
    message: '权利、义务、条件等用“设定”；机构、组织用“设立”',
    suggest: () => '设定'
  }),
  wording({
    id: 'zhiye-congye',
    severity: 'hint',
    title: '取得资格的专业人员用“执业”',
    source: T2('第10条'),
    pattern: /(?<=律师|医师|护士|药师|会计师|建筑师|拍卖师|公证员|估价师|兽医)从业(?=人员|资格|证)/g,
    message: '需要取得资格的专业人员用“执业”，一般行业人员用“从业”',
    suggest: () => '执业'
  }),
  {
    id: 'pizhun-hezhun',
    severity: 'hint',
    title: '“批准”与“核准”',
    source: T2('第11条'),
    decides: 'person',
    reason: '是否只审查法定条件而没有裁量余地，要看许可制度的设计，文字中看不出来'
  },
  wording({
    id: 'cancel-words',
    severity: 'warning',
    title: '“吊销”“撤销”“注销”',
    source: T2('第12条'),
    pattern: /因(?:死亡|解散|破产|歇业|停业|期满|届满|丧失行为能力|终止)[^。；]{0,24}?(?<bad>吊销|撤销)/g,
    message: '因事实终了而消灭用“注销”；作为处罚用“吊销”；原本不该给的用“撤销”',
    suggest: () => '注销'
  }),
  wording({
    id: 'genju-yiju',
    severity: 'hint',
    title: '立法依据用“根据”',
    source: T2('第13条'),
    pattern: /(?<bad>依据|依照|按照)(?=[^。]{1,120}制定本)/g,
    message: '引用立法的依据用“根据”；适用其他规定用“依据”或者“依照”',
    suggest: () => '根据',
    where: inFirstArticle
  }),
  wording({
    id: 'mouqu',
    severity: 'hint',
    title: '非法利益用“牟取”',
    source: T2('第14条'),
    pattern: /谋取(?=[^，。；]{0,4}(?:非法|不正当|不当|暴利|私利))/g,
    message: '谋取非法利益用“牟取”',
    suggest: () => '牟取'
  })
]
