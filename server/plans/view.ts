import { Value } from 'typebox/value'
import { type Plan, PlanCategory, type PlanItem, PlanKind, PlannedDates } from '../../schema/plans.ts'
import type { PlanItemRow, PlanRow } from '../store/tables.ts'

export const showPlan = ({ id, title, kind, year, createdAt }: PlanRow): Plan => ({
  id,
  title,
  kind: Value.Parse(PlanKind, kind),
  year,
  createdAt
})

export const showItem = (row: PlanItemRow): PlanItem => ({
  id: row.id,
  plan: row.plan,
  title: row.title,
  category: Value.Parse(PlanCategory, row.category),
  bill: row.bill,
  sponsor: row.sponsor,
  draftingUnit: row.draftingUnit,
  responsibleUnit: row.responsibleUnit,
  note: row.note,
  plannedOn: Value.Parse(PlannedDates, JSON.parse(row.plannedOn)),
  position: row.position
})
