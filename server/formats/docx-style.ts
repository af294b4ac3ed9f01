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

/**
 * A quarter of a point between characters is taken away: 28 of 三号 (16 pt) then stand in 156 mm. A grid of characters would say the same to Word, but
 * LibreOffice gives three of its half cells to a character that is wider than two.
 */
const TIGHT = { characterSpacing: -5 }

/** Sizes in half points: 二号 22 pt, 三号 16 pt, 四号 14 pt, 五号 10.5 pt. */
export const FONT = {
  title: { font: font('方正小标宋简体'), size: 44 },
  body: { font: font('仿宋_GB2312'), size: 32, ...TIGHT },
  label: { font: font('黑体'), size: 32, ...TIGHT },
  note: { font: font('楷体_GB2312'), size: 32, ...TIGHT },
  page: { font: font('宋体'), size: 28 },
  table: { font: font('仿宋_GB2312'), size: 21 },
  tableHead: { font: font('黑体'), size: 21 }
} as const satisfies Record<string, IRunOptions>

/** 28 points a line: 22 lines on a page of 225 mm. */
const LINE = { line: 560, lineRule: LineRuleType.EXACT, before: 0, after: 0 }

export const TITLE: IParagraphOptions = { alignment: AlignmentType.CENTER, spacing: LINE }
export const CENTRED: IParagraphOptions = { alignment: AlignmentType.CENTER, spacing: LINE }
/** 22 lines whatever the paragraphs: no line is carried over to keep another company. */
export const BODY: IParagraphOptions = {
  alignment: AlignmentType.BOTH,
  spacing: LINE,
  indent: { firstLineChars: 200 },
  widowControl: false
}

/** Pitch of the lines in twentieths of a point: 225 mm for 22 lines; a twentieth more and the last falls on the next page. */
const LINE_PITCH = 579

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
      ...(landscape ? {} : { grid: { type: DocumentGridType.LINES, linePitch: LINE_PITCH } })
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
