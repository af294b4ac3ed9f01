/** Numbers, dates and time limits as legislative texts print them (B2 of the drafting rules, first half). */
import { formatNumeral } from '../numerals.ts'
import { PRACTICE, type Rule, T1, T2 } from './rule.ts'
import { wording } from './wording.ts'

/** 条例 count times, ages, money and persons in Chinese; technical values (米, 公斤, 分贝) keep Arabic numbers. */
const COUNTED = '(?:个(?:工作日|月|小时|自然日)|日(?!常)|天|小时|万元|亿元|元|周岁|岁|人|名|次|倍|件|户|个)'

const CHINESE_YEAR = /^([〇○零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日$/
const DIGIT_OF: Readonly<Record<string, string>> = {
  〇: '0',
  '○': '0',
  零: '0',
  一: '1',
  二: '2',
  三: '3',
  四: '4',
  五: '5',
  六: '6',
  七: '7',
  八: '8',
  九: '9'
}
const SMALL = new Map(Array.from({ length: 31 }, (_, index) => [formatNumeral(index + 1), index + 1]))

/** 二〇二六年三月一日 or 2026-3-1 → 2026年3月1日. */
function arabicDate(printed: string): string | null {
  const chinese = CHINESE_YEAR.exec(printed)
  if (chinese) {
    const [, year = '', month = '', day = ''] = chinese
    if (!SMALL.has(month) || !SMALL.has(day)) return null
    return `${[...year].map(digit => DIGIT_OF[digit]).join('')}年${SMALL.get(month)}月${SMALL.get(day)}日`
  }
  const [year, month, day] = printed.split(/[-./]/)
  return `${year}年${Number(month)}月${Number(day)}日`
}

export const numbers: readonly Rule[] = [
  wording({
    id: 'number-chinese',
    severity: 'warning',
    title: '时限、年龄、金额、次数用汉字数字',
    source: T1('第11条'),
    pattern: new RegExp(`(?<![\\d.．年月第〔-])(?<bad>[1-9]\\d{0,7})(?=${COUNTED})`, 'g'),
    message: '时限、年龄、金额、人数等用汉字数字；公历日期、技术指标、统计数据用阿拉伯数字',
    suggest: bad => formatNumeral(Number(bad)),
    safe: true
  }),
  wording({
    id: 'date-arabic',
    severity: 'error',
    title: '施行日期用阿拉伯数字',
    source: T1('第11条'),
    pattern:
      /[〇○零一二三四五六七八九]{4}年[一二三四五六七八九十]{1,3}月[一二三四五六七八九十]{1,3}日|(?<!\d)(?:19|20)\d\d[-./]\d{1,2}[-./]\d{1,2}(?!\d)/g,
    message: '公历年、月、日用阿拉伯数字，写作“2026年3月1日”',
    suggest: arabicDate,
    safe: true,
    where: passage => passage.text.includes('施行') && passage.text.startsWith('本')
  }),
  wording({
    id: 'commencement-term',
    severity: 'error',
    title: '生效用“起施行”',
    source: `立法法第六十一条；${PRACTICE}`,
    pattern: /(?<=^本[^，。；]{1,30}日起)(?:正式)?(?:实施|执行|生效)(?=[。，；])/g,
    message: '法规开始生效用“起施行”',
    suggest: () => '施行',
    safe: true
  }),
  wording({
    id: 'letter-for-digit',
    severity: 'error',
    title: '数字不误作字母',
    source: PRACTICE,
    pattern: /(?<=[年月])(?:\d?[lIoO]\d?)(?=[月日])|(?<!\d)(?:19|20|2)[\doO]{0,2}[oO][\doO]{0,2}(?=年)/g,
    message: '日期中的字母应当是数字',
    suggest: bad => bad.replaceAll(/[lI]/g, '1').replaceAll(/[oO]/g, '0'),
    safe: true
  }),
  wording({
    id: 'percent-range',
    severity: 'hint',
    title: '幅度写“以上……以下”',
    source: PRACTICE,
    pattern: /百分之[一二三四五六七八九十百点零]{1,6}(?:到|至|-|—|～)(?:百分之)?[一二三四五六七八九十百点零]{1,6}/g,
    message: '幅度写作“百分之×以上百分之×以下”',
    suggest: bad => {
      const [low = '', high = ''] = bad.split(/到|至|-|—|～/)
      return `${low}以上${high.startsWith('百分之') ? high : `百分之${high}`}以下`
    }
  }),
  wording({
    id: 'fine-form',
    severity: 'hint',
    title: '处……罚款',
    source: T2('第4条'),
    pattern: /(?<!处以?[^，。；]{0,20})罚款[一二三四五六七八九十百千万\d]{1,8}元(?:以上[一二三四五六七八九十百千万\d]{1,8}元以下)?/g,
    message: '写作“处×元以上×元以下罚款”',
    suggest: bad => `处${bad.slice(2)}罚款`
  })
]
