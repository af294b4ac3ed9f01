/**
 * A checklist (清单) as it stands in `workflows/checklists/*.json`: what has to be done about a regulation once it is promulgated, by whom,
 * by when, and what proves it. 四入 is one such list. There is no national rule for it, so entries and rows are data: a city adds its own
 * rows, or renames 纳入监督 to 纳入监察, without touching code. Begin at `Checklist`.
 */
import { type Static, Type } from 'typebox'

const id = (description: string) => Type.String({ pattern: '^[a-z][A-Za-z0-9-]{0,39}$', description })
const text = (description: string) => Type.String({ minLength: 1, maxLength: 200, description })

/** A calendar period of one unit, as in the laws themselves: sixty days, three months, one year. */
const Period = (description: string) => Type.String({ pattern: '^P(0|[1-9][0-9]{0,3})[DMY]$', description })

export const DueRule = Type.Union(
  [
    Type.Object(
      {
        from: Type.Enum(['promulgatedOn', 'effectiveOn'], { description: '起算日：公布之日或者施行之日' }),
        plus: Period('起算日之后多久：P0D 当日，P60D 六十日，P6M 六个月，P1Y 一年；按历日、历月、历年计算'),
        repeat: Type.Optional(Period('首次到期以后，每隔多久再到期一次；没有这一项的，只到期一次'))
      },
      { additionalProperties: false }
    ),
    Type.Literal('asNeeded', { description: '有情形时办理，没有固定期限；情形写在 dueNote' })
  ],
  { description: '期限' }
)

export const ChecklistEntry = Type.Object(
  {
    id: id('类别代码，如 enforcement'),
    title: text('类别名称，如 进入执法'),
    column: Type.Boolean({ description: '是否在四入矩阵中自成一列并计入 n／m；颁布施行准备一类为 false' })
  },
  { additionalProperties: false }
)

export const ChecklistRow = Type.Object(
  {
    id: id('事项代码，长期不变，如 enf-powers'),
    entry: id('所属类别的代码'),
    item: text('事项'),
    basis: text('依据；没有法律、法规依据的写工作惯例'),
    binding: Type.Enum(['statutory', 'local', 'practice'], {
      description: '依据的性质：statutory 法律、法规要求，local 见于部分设区的市的立法条例，practice 工作惯例，可以自行增减'
    }),
    responsibleUnit: text('责任单位；写在 units 中的名称，挂接时换成该法规案的相应单位'),
    cooperatingUnits: Type.Array(text('配合单位'), { maxItems: 8 }),
    evidence: Type.Object(
      {
        kind: id('证据种类，须为 evidenceKinds 之一；至少登记一份这种证据，事项才算完成'),
        title: text('具体是什么，如 裁量基准文本和备案编号')
      },
      { additionalProperties: false }
    ),
    due: DueRule,
    dueNote: Type.Optional(text('期限的说明，如 以法规条文写明的期限为准')),
    metric: Type.Optional(
      Type.Object(
        {
          name: text('指标名称'),
          unit: Type.String({ minLength: 1, maxLength: 8, description: '单位，如 件、次、天、%' }),
          target: Type.Optional(Type.Number({ minimum: 0, description: '目标值' }))
        },
        { additionalProperties: false }
      )
    ),
    onAmend: Type.Boolean({ description: '法规修正公布后，是否重新挂接这一事项' }),
    each: Type.Optional(
      Type.Literal('delegationProvision', { description: '法规中每有一条授权另行制定配套规定的条文，就各列一项；一条也没有的，不列' })
    )
  },
  { additionalProperties: false }
)

export const Checklist = Type.Object(
  {
    $schema: Type.Optional(Type.String()),
    id: id('清单代码，与文件名相同；流程定义以此挂接'),
    version: Type.Integer({ minimum: 1, description: '内容有变时加一；已挂接的事项不受影响' }),
    title: text('清单名称'),
    units: Type.Record(Type.String(), Type.Enum(['draftingUnit', 'competentCommittee', 'sponsor', 'caseOfficer']), {
      description: '事项中的泛称对应法规案的哪一项，如 主管部门 → draftingUnit；该项为空的，保留泛称'
    }),
    evidenceKinds: Type.Array(Type.Object({ id: id('证据种类代码'), title: text('证据种类名称') }, { additionalProperties: false }), {
      minItems: 1
    }),
    entries: Type.Array(ChecklistEntry, { minItems: 1, maxItems: 12 }),
    rows: Type.Array(ChecklistRow, { minItems: 1, maxItems: 200 })
  },
  { additionalProperties: false, title: '清单', description: '法规公布后应当办理的事项' }
)

export type DueRule = Static<typeof DueRule>
export type ChecklistEntry = Static<typeof ChecklistEntry>
export type ChecklistRow = Static<typeof ChecklistRow>
export type Checklist = Static<typeof Checklist>
