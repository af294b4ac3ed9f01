/** `facheng migrate`: brings the database's tables up to this program. `serve` does it by itself. */
import { readConfig } from '../config.ts'
import { connect } from '../store/database.ts'
import { migrate } from '../store/migrate.ts'
import { type Command, print, say, UsageError } from './command.ts'

export const command: Command = {
  summary: '建立数据库，或升级到本程序的版本',
  usage: `
facheng migrate

启动服务时会自动升级；升级前，SQLite 数据库会先复制到 DATA_DIR/backups。更新的程序写入的数据库不会被打开。
`,
  async run(args) {
    if (args.length > 0) throw new UsageError(`migrate 不需要参数（${args[0]}）`)
    const config = readConfig(process.env)
    const db = await connect(config)
    try {
      const { applied, copy } = await migrate(db, config)
      if (copy) say(`升级前的数据库已复制到 ${copy}`)
      await print(applied.length === 0 ? '数据库已是最新\n' : `${applied.join('\n')}\n`)
      return 0
    } finally {
      await db.destroy()
    }
  }
}
