import fs from 'node:fs/promises'
import path from 'node:path'
import { Value } from 'typebox/value'
import { Checklist } from '../../schema/checklist.ts'
import { Problem } from '../../schema/problems.ts'

/** What a checklist may be called; anything else is no file of the folder. */
const ID = /^[a-z][A-Za-z0-9-]{0,39}$/

/**
 * Reads a checklist that a definition attaches, from `checklists/` in the folder of the definitions.
 * @throws {Problem} `checklist-invalid` when there is none of that name or it does not have the shape; the step that attaches it does not happen
 */
export async function readChecklist(workflowsDir: string, id: string): Promise<Checklist> {
  if (!ID.test(id)) throw invalid(id, '名称不是清单的代码')
  const text = await fs.readFile(path.join(workflowsDir, 'checklists', `${id}.json`), 'utf8').catch(() => null)
  if (text === null) throw invalid(id, '文件夹 checklists 中没有这份清单')
  let found: unknown
  try {
    found = JSON.parse(text)
  } catch {
    throw invalid(id, '不是有效的 JSON')
  }
  if (Value.Check(Checklist, found)) return found
  const [error] = Value.Errors(Checklist, found)
  throw invalid(id, `${error?.instancePath ?? ''} 不符合清单的格式`)
}

const invalid = (id: string, reason: string) =>
  new Problem('checklist-invalid', { detail: `清单 ${id} 无法挂接：${reason}；请系统管理员修改后再办理。` })
