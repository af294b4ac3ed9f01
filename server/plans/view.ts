import { Compile } from 'typebox/compile'
import { type Plan, PlanCategory, type PlanItem, PlanKind, PlannedDates } from '../../schema/plans.ts'
import type { PlanItemRow, PlanRow } from '../store/tables.ts'

const kinds = Compile(PlanKind)
const categories = Compile(PlanCategory)
const plannedDates = Compile(PlannedDates)

export const showPlan = ({ id, title, kind, year, createdAt }: PlanRow): Plan => ({
  id,
  title,
  kind: kinds.Parse(kind),
  year,
  createdAt
})

export const showItem = (row: PlanItemRow): PlanItem => ({
  id: row.id,
  plan: row.plan,
  title: row.title,
  category: categories.Parse(row.category),
  bill: row.bill,
  sponsor: row.sponsor,
  draftingUnit: row.draftingUnit,
  responsibleUnit: row.responsibleUnit,
  note: row.note,
  plannedOn: plannedDates.Parse(JSON.parse(row.plannedOn)),
  position: row.position
})
