/**
 * The definitions (办理流程) that bills can run on: files in WORKFLOWS_DIR, named by their id. A bill keeps the definition that it was
 * filed under, to the byte, in the table `workflowVersion`: what is changed in the folder later holds for later bills alone.
 */
import { createHash } from 'node:crypto'
import fs from 'node:fs/promises'
import path from 'node:path'
import { CONSULTATION_WORKFLOW } from '../../schema/consultations.ts'
import { Problem } from '../../schema/problems.ts'
import type { WorkflowDefinition } from '../../schema/workflow.ts'
import { type Finding, readDefinition } from '../lifecycle/definition.ts'
import { compile, type Procedure } from '../lifecycle/procedure.ts'
import type { Database } from '../store/database.ts'
import { findWorkflowVersion } from './store.ts'

/** A definition as it stands in the folder now. */
export interface Workflow {
  readonly file: string
  /** SHA-256 of the file's text: a bill's definition is named by it. */
  readonly hash: string
  readonly text: string
  readonly definition: WorkflowDefinition | null
  /** What is wrong with it; a definition with a finding is not offered. */
  readonly findings: readonly Finding[]
}

/** What a definition may be called; anything else is no file of the folder. */
const ID = /^[a-z][a-z0-9-]{0,59}$/
/** A definition of 300 transitions has about 100 KB; more is a mistake, or an attempt to keep the service busy. */
const MAX_DEFINITION_BYTES = 2 * 1024 * 1024
/** Definitions and their versions are few; the bound is for a folder that somebody keeps rewriting. */
const MAX_KEPT = 200

/** Reads every definition of the folder, sound or not, in order of their names. */
export async function readWorkflows(folder: string): Promise<Workflow[]> {
  const names = (await fs.readdir(folder).catch(() => [])).filter(name => name.endsWith('.json')).sort()
  const found: Workflow[] = []
  // One after another: reading one takes some 50 ms of the only thread, and the first page after a start must come between, not behind all.
  for (const name of names) {
    const workflow = await readWorkflow(folder, name.slice(0, -'.json'.length))
    if (workflow) found.push(workflow)
  }
  return found
}

/** Reads one definition; `null` when the folder has none of that name. */
async function readWorkflow(folder: string, id: string): Promise<Workflow | null> {
  // The definition of that name is the program's own.
  if (!ID.test(id) || id === CONSULTATION_WORKFLOW) return null
  const file = path.join(folder, `${id}.json`)
  const bytes = await fs.readFile(file).catch(() => null)
  if (!bytes) return null
  const hash = createHash('sha256').update(bytes).digest('hex')
  if (bytes.length > MAX_DEFINITION_BYTES) return unsound(file, hash, '流程定义超过 2 MB')
  const text = bytes.toString('utf8')
  const { definition, findings } = readOnce(hash, text)
  if (definition && definition.id !== id)
    return unsound(file, hash, `文件名与流程的 id（${definition.id}）不同，请改为 ${definition.id}.json`)
  return { file, hash, text, definition, findings }
}

/** What was read from a text, by its hash: reading takes some 50 ms, and pages ask for all definitions. */
const read = new Map<string, ReturnType<typeof readDefinition>>()

function readOnce(hash: string, text: string): ReturnType<typeof readDefinition> {
  const known = read.get(hash) ?? readDefinition(text)
  if (read.size >= MAX_KEPT) read.clear()
  read.set(hash, known)
  return known
}

const unsound = (file: string, hash: string, message: string): Workflow => ({
  file,
  hash,
  text: '',
  definition: null,
  findings: [{ line: 1, column: 1, code: 'file', message }]
})

/**
 * The definition that a new bill begins on.
 * @throws {Problem} `no-such-workflow`, or `workflow-invalid` with every finding
 */
export async function demandWorkflow(folder: string, id: string): Promise<Workflow & { readonly definition: WorkflowDefinition }> {
  const workflow = await readWorkflow(folder, id)
  if (!workflow) throw new Problem('no-such-workflow')
  const { definition, findings } = workflow
  if (!definition || findings.length > 0) {
    throw new Problem('workflow-invalid', {
      detail: `流程 ${id} 的定义有误，请联系系统管理员修改后再立案。`,
      errors: findings.map(({ line, column, code, message }) => ({ code, message: `第 ${line} 行第 ${column} 列：${message}` }))
    })
  }
  return { ...workflow, definition }
}

/** The sound definition of the same name in the folder, when its version is later than the one given; else null. */
export async function findNewerWorkflow(
  folder: string,
  hash: string,
  { id, version }: WorkflowDefinition
): Promise<(Workflow & { readonly definition: WorkflowDefinition }) | null> {
  const workflow = await readWorkflow(folder, id)
  if (!workflow?.definition || workflow.findings.length > 0 || workflow.hash === hash) return null
  return workflow.definition.version > version ? { ...workflow, definition: workflow.definition } : null
}

/** Compiled definitions by the hash of their text. What a hash names never changes, so nothing here ever grows stale. */
const compiled = new Map<string, Procedure>()

/** Compiles a definition, or takes what was compiled before from the same text. */
export function procedureFor(hash: string, definition: () => WorkflowDefinition): Procedure {
  const known = compiled.get(hash)
  if (known) return known
  const procedure = compile(definition())
  if (compiled.size >= MAX_KEPT) compiled.clear()
  compiled.set(hash, procedure)
  return procedure
}

/** The procedure that a bill runs on. @throws {Error} when the stored definition cannot be read: the database was tampered with */
export async function procedureOf(db: Database, hash: string): Promise<Procedure> {
  const known = compiled.get(hash)
  if (known) return known
  const row = await findWorkflowVersion(db, hash)
  if (!row) throw new Error(`流程定义 ${hash} 不在库中`)
  return procedureFor(hash, () => {
    const { definition } = readOnce(hash, row.definition)
    if (!definition) throw new Error(`流程定义 ${hash} 已损坏`)
    return definition
  })
}
