/** `facheng demo`: the invented city, for whoever wants to look around before working. */
import { loadDemo } from '../demo/load.ts'
import { type Command, say, UsageError } from './command.ts'
import { withServices } from './with-services.ts'

export const command: Command = {
  summary: '向空数据库载入示例',
  usage: `
facheng demo

虚构的澄川市的规划、计划和法规案，经由与平时相同的办理步骤写入。只写入没有账号、法规案和计划的数据库。
`,
  async run(args) {
    if (args.length > 0) throw new UsageError(`demo 不需要参数（${args[0]}）`)
    const loaded = await withServices(loadDemo)
    if (!loaded) throw new UsageError('数据库中已有账号、法规案或者计划，没有载入示例；请用 DATA_DIR 指定另一个空文件夹')
    say(`已载入示例：法规案 ${loaded.bills} 件，规划、计划 ${loaded.plans} 份，账号 ${loaded.accounts} 个`)
    return 0
  }
}
