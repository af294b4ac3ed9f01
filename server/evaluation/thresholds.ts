import fs from 'node:fs/promises'
import path from 'node:path'
import { Value } from 'typebox/value'
import { Thresholds } from '../../schema/evaluation.ts'
import { Problem } from '../../schema/problems.ts'

/** Where a city writes from when on an evaluation is called for, in the folder of its definitions. */
const FILE = path.join('evaluation', 'triggers.json')

/** Usual in practice; no law names a figure. They hold where the folder has no file of its own. */
export const USUAL: Thresholds = {
  yearsInForce: { value: 3, basis: '工作惯例' },
  manyOpinions: { value: 20, basis: '工作惯例' },
  manyCases: { value: 5, basis: '工作惯例' },
  inspectionProblems: { value: 1, basis: '工作惯例' }
}

/** @throws {Problem} `thresholds-invalid` naming what is wrong, so that a mistyped figure is never passed over in silence */
export async function readThresholds(workflowsDir: string): Promise<Thresholds> {
  const text = await fs.readFile(path.join(workflowsDir, FILE), 'utf8').catch(() => null)
  if (text === null) return USUAL
  let found: unknown
  try {
    found = JSON.parse(text)
  } catch {
    throw invalid('不是有效的 JSON')
  }
  if (Value.Check(Thresholds, found)) return found
  const [error] = Value.Errors(Thresholds, found)
  throw invalid(`${error?.instancePath ?? ''} 不符合格式`)
}

const invalid = (reason: string) =>
  new Problem('thresholds-invalid', { detail: `启动评估的情形（${FILE}）${reason}，请系统管理员改正；其他内容不受影响。` })
