/** Where every run of facheng begins: finds the command, runs it, and turns what went wrong into one line and an exit code. */
import { Problem } from '../schema/problems.ts'
import { type Command, type ExitCode, print, say, UsageError } from './cli/command.ts'
import { ConfigError } from './config.ts'

/** Each command is loaded when it is called, so that `parse` loads no server and no database. */
const COMMANDS: Record<string, () => Promise<{ readonly command: Command }>> = {
  amend: () => import('./cli/amend.ts'),
  apply: () => import('./cli/apply.ts'),
  lint: () => import('./cli/lint.ts'),
  convert: () => import('./cli/convert.ts'),
  diff: () => import('./cli/diff.ts'),
  overlap: () => import('./cli/overlap.ts'),
  parse: () => import('./cli/parse.ts'),
  references: () => import('./cli/references.ts'),
  renumber: () => import('./cli/renumber.ts'),
  schedule: () => import('./cli/schedule.ts'),
  demo: () => import('./cli/demo.ts'),
  serve: () => import('./cli/serve.ts'),
  backup: () => import('./cli/backup.ts'),
  migrate: () => import('./cli/migrate.ts'),
  restore: () => import('./cli/restore.ts'),
  verify: () => import('./cli/verify.ts'),
  import: () => import('./cli/import.ts'),
  user: () => import('./cli/user.ts'),
  workflow: () => import('./cli/workflow.ts')
}

/** @param args the words after `facheng` @returns the exit code */
export async function main(args: readonly string[]): Promise<ExitCode> {
  const [name = '--help', ...rest] = args
  try {
    if (name === '--help' || name === '-h' || name === 'help') return await help()
    const load = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
    if (!load) throw new UsageError(`没有命令 ${name}，用 facheng --help 查看全部命令`)
    const { command } = await load()
    if (rest.includes('--help') || rest.includes('-h')) {
      await print(`${command.summary}\n\n用法：\n${command.usage.trimEnd()}\n`)
      return 0
    }
    return await command.run(rest)
  } catch (error) {
    return failed(error)
  }
}

async function help(): Promise<ExitCode> {
  const lines = ['facheng（法程）：起草地方性法规，办理它的全过程。', '', '用法：facheng 命令 [参数]', '']
  for (const [name, load] of Object.entries(COMMANDS)) lines.push(`  ${name.padEnd(12)}${(await load()).command.summary}`)
  lines.push('', '每个命令都可加 --help 查看用法。退出码：0 完成；1 完成并有所发现；2 输入或用法有误。')
  await print(`${lines.join('\n')}\n`)
  return 0
}

function failed(error: unknown): ExitCode {
  if (error instanceof UsageError || error instanceof ConfigError || error instanceof Problem) {
    say(error.message)
    return 2
  }
  // `parseArgs` of Node throws TypeErrors with these codes: a misspelt option is a usage error, not a crash.
  if (error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS_')) {
    say(`参数有误，用 --help 查看用法（${error.message.split('\n')[0]}）`)
    return 2
  }
  // A reader that closed the pipe (`| head`) is no error of ours.
  if (error instanceof Error && 'code' in error && error.code === 'EPIPE') return 0
  throw error
}
