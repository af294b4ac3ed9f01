import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { type Plan, type PlanAdjustment, PlanCategory, type PlanItem, PlanKind, PlannedDates } from '../../schema/plans.ts'
import type { PlanAdjustmentRow, PlanItemRow, PlanRow } from '../store/tables.ts'

const kinds = Compile(PlanKind)
const categories = Compile(PlanCategory)
const plannedDates = Compile(PlannedDates)

export const showPlan = ({ id, title, kind, year, passedOn, createdAt }: PlanRow): Plan => ({
  id,
  title,
  kind: kinds.Parse(kind),
  year,
  passedOn,
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
  proposal: row.proposal,
  amends: row.amends,
  carriedFrom: row.carriedFrom,
  plannedOn: plannedDates.Parse(JSON.parse(row.plannedOn)),
  position: row.position
})

const nullable = Type.Union([Type.String(), Type.Null()])
const changes = Compile(
  Type.Array(Type.Object({ member: Type.String(), before: nullable, after: nullable }, { additionalProperties: false }))
)

export const showAdjustment = (row: PlanAdjustmentRow): PlanAdjustment => ({
  id: row.id,
  item: row.item,
  title: row.title,
  kind: row.kind === 'added' || row.kind === 'removed' ? row.kind : 'changed',
  changes: changes.Parse(JSON.parse(row.changes)),
  reason: row.reason,
  decidedOn: row.decidedOn,
  createdAt: row.createdAt
})
