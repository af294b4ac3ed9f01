/** How official papers look in Word (GB/T 9704—2012): A4, 版心 156 × 225 mm, 三号仿宋, 28 characters by 22 lines, the title in 二号小标宋. */
import {
  AlignmentType,
  convertMillimetersToTwip,
  DocumentGridType,
  Footer,
  type IParagraphOptions,
  type IRunOptions,
  type ISectionOptions,
  LineRuleType,
  PageNumber,
  PageOrientation,
  Paragraph,
  TextRun
} from 'docx'

const font = (eastAsia: string) => ({ ascii: 'Times New Roman', hAnsi: 'Times New Roman', eastAsia, hint: 'eastAsia' as const })

/** Sizes in half points: 二号 22 pt, 三号 16 pt, 四号 14 pt, 五号 10.5 pt. */
export const FONT = {
  title: { font: font('方正小标宋简体'), size: 44 },
  body: { font: font('仿宋_GB2312'), size: 32 },
  label: { font: font('黑体'), size: 32 },
  note: { font: font('楷体_GB2312'), size: 32 },
  page: { font: font('宋体'), size: 28 },
  table: { font: font('仿宋_GB2312'), size: 21 },
  tableHead: { font: font('黑体'), size: 21 }
} as const satisfies Record<string, IRunOptions>

/** 28 points a line: 22 lines on a page of 225 mm. */
const LINE = { line: 560, lineRule: LineRuleType.EXACT, before: 0, after: 0 }

export const TITLE: IParagraphOptions = { alignment: AlignmentType.CENTER, spacing: LINE }
export const CENTRED: IParagraphOptions = { alignment: AlignmentType.CENTER, spacing: LINE }
export const BODY: IParagraphOptions = { alignment: AlignmentType.BOTH, spacing: LINE, indent: { firstLineChars: 200 } }

/** Pitches of the grid in twentieths of a point: 156 mm for 28 characters, 225 mm for 22 lines. */
const LINE_PITCH = 580
const CHARACTER_SPACE = -842

/** One section of a paper; `landscape` for tables. Page numbers as — 1 — in 四号. */
export function section(children: ISectionOptions['children'], landscape = false): ISectionOptions {
  return {
    properties: {
      page: {
        size: {
          width: convertMillimetersToTwip(210),
          height: convertMillimetersToTwip(297),
          orientation: landscape ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT
        },
        margin: {
          top: convertMillimetersToTwip(37),
          bottom: convertMillimetersToTwip(35),
          left: convertMillimetersToTwip(28),
          right: convertMillimetersToTwip(26),
          footer: convertMillimetersToTwip(28)
        }
      },
      ...(landscape ? {} : { grid: { type: DocumentGridType.LINES_AND_CHARS, linePitch: LINE_PITCH, charSpace: CHARACTER_SPACE } })
    },
    footers: { default: pageNumber() },
    children
  }
}

const pageNumber = () =>
  new Footer({
    children: [
      new Paragraph({
        alignment: AlignmentType.CENTER,
        children: [new TextRun({ ...FONT.page, children: ['— ', PageNumber.CURRENT, ' —'] })]
      })
    ]
  })
