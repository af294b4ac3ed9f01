/** Calendar feeds and years of holidays as they cross the boundary. */
import { type Static, Type } from 'typebox'

const closed = { additionalProperties: false } as const
const Days = (description: string) => Type.Array(Type.String({ format: 'date' }), { maxItems: 120, description })

export const CalendarFeed = Type.Object(
  {
    active: Type.Boolean({ description: '是否已开通' }),
    address: Type.Union([Type.String(), Type.Null()], { description: '订阅地址；只在开通时给出一次' }),
    createdAt: Type.Union([Type.String(), Type.Null()])
  },
  { ...closed, description: '日历订阅' }
)
export type CalendarFeed = Static<typeof CalendarFeed>

export const NewHolidayYear = Type.Object(
  {
    holidays: Days('放假的日期，包括其中的周末'),
    workdays: Days('调休上班的周末'),
    source: Type.Optional(Type.Union([Type.String({ maxLength: 200 }), Type.Null()], { description: '依据的通知' }))
  },
  closed
)
export type NewHolidayYear = Static<typeof NewHolidayYear>

export const HolidayYear = Type.Object(
  {
    year: Type.Integer(),
    holidays: Days('放假的日期'),
    workdays: Days('调休上班的日期'),
    source: Type.Union([Type.String(), Type.Null()]),
    updatedAt: Type.String()
  },
  closed
)
export type HolidayYear = Static<typeof HolidayYear>

export const HolidayYears = Type.Object(
  { items: Type.Array(HolidayYear), next: Type.Null(), bundledTo: Type.Integer({ description: '程序自带的节假日到哪一年' }) },
  closed
)
