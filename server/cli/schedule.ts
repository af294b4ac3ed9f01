import path from 'node:path'
import { parseArgs } from 'node:util'
import { Problem } from '../../schema/problems.ts'
import { readConfig } from '../config.ts'
import { readDefinition } from '../lifecycle/definition.ts'
import { legalDate } from '../lifecycle/periods.ts'
import { type Schedule, type ScheduleItem, schedule } from '../lifecycle/schedule.ts'
import { type Command, type ExitCode, print, say, UsageError } from './command.ts'
import { readText } from './input.ts'

/** `facheng schedule`: 倒排工期 of a definition, without a database. */
export const command: Command = {
  summary: '倒排工期：从目标日期往回推算每个阶段、环节和任务的起止',
  usage: `  facheng schedule WORKFLOW --target DATE [--goal STEP] [--from DATE] [--json|--svg]

WORKFLOW 是流程定义文件，或者流程代码（如 municipal-regulation）。
  --target DATE  目标日期，如 2027-05-01
  --goal STEP    目标：环节或者任务的代码、名称，如 表决；默认施行
  --from DATE    从哪一天开始安排；默认今天
  --json         输出 JSON
  --svg          输出施工图（SVG）
按最短时间也来不及的，逐条说明缺多少天，退出码为 1。`,
  run
}

async function run(args: readonly string[]): Promise<ExitCode> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    strict: true,
    options: {
      target: { type: 'string' },
      goal: { type: 'string' },
      from: { type: 'string', default: legalDate(new Date().toISOString()) },
      json: { type: 'boolean', default: false },
      svg: { type: 'boolean', default: false }
    }
  })
  const [workflow, ...more] = positionals
  if (workflow === undefined || more.length > 0) throw new UsageError('请写明一个流程定义文件或者流程代码，如 municipal-regulation')
  if (values.target === undefined) throw new UsageError('请用 --target 写明目标日期，如 --target 2027-05-01')
  if (values.json && values.svg) throw new UsageError('--json 和 --svg 只能选一个')
  const definition = await readWorkflow(workflow)
  const { target, from, goal } = values
  const made = scheduled(() => schedule(definition, { target, from, ...(goal === undefined ? {} : { goal }) }))
  if (values.json) await print(`${JSON.stringify(made)}\n`)
  else if (values.svg) await print(await drawn(`${definition.title}　倒排工期`, made))
  else await print(asText(definition.title, made))
  for (const { message } of made.conflicts) say(message)
  for (const note of made.notes) say(note)
  return made.feasible ? 0 : 1
}

async function readWorkflow(workflow: string) {
  const isId = /^[a-z][a-z0-9-]*$/.test(workflow)
  const file = isId ? path.join(readConfig(process.env).workflowsDir, `${workflow}.json`) : workflow
  const { definition, findings } = readDefinition(await readText(file))
  if (definition) return definition
  const [first] = findings
  throw new UsageError(
    `${file}:${first?.line ?? 1}:${first?.column ?? 1}: ${first?.message ?? '流程定义有误'}（用 facheng workflow check 查看全部问题）`
  )
}

function scheduled(make: () => Schedule): Schedule {
  try {
    return make()
  } catch (error) {
    if (error instanceof Problem) throw new UsageError(error.message)
    throw error
  }
}

/** The picture's maker needs the page library: loaded only when it is asked for. */
async function drawn(title: string, { items, target, from }: Schedule): Promise<string> {
  const { scheduleSvg } = await import('../formats/schedule-svg.tsx')
  return scheduleSvg({ title, items, target, today: from })
}

const DEPTH: Readonly<Record<string, number>> = { stage: 0, step: 1 }

function asText(title: string, { target, from, items, feasible }: Schedule): string {
  const head = `${title}　倒排工期\n目标 ${target}　自 ${from} 起　${feasible ? '可行' : '来不及'}\n`
  return `${head}\n${items.map(line).join('\n')}\n`
}

function line(item: ScheduleItem): string {
  const marks = `${item.critical ? '＊' : '　'}${item.statutory ? '法定' : '　　'}`
  return `${item.start} 至 ${item.due} ${marks} ${'　'.repeat(DEPTH[item.kind] ?? 2)}${item.title}${item.basis ? `（${item.basis}）` : ''}`
}
