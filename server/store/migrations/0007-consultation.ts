/** Who may be asked for opinions (一点一库一基地) and who was asked in a round. What the columns mean stands in store/tables.ts. */
import { type CreateTableBuilder, sql } from 'kysely'
import type { Migration } from './migration.ts'

export const consultation: Migration = async (db, dialect) => {
  const make = (table: CreateTableBuilder<string, string>) => (dialect === 'sqlite' ? table.modifyEnd(sql`strict`) : table).execute()
  await make(
    (db.schema.createTable('consultee') as CreateTableBuilder<string, string>)
      .addColumn('id', 'text', c => c.primaryKey().notNull())
      .addColumn('kind', 'text', c => c.notNull())
      .addColumn('name', 'text', c => c.notNull())
      .addColumn('unit', 'text')
      .addColumn('field', 'text')
      .addColumn('contact', 'text')
      .addColumn('termFrom', 'text')
      .addColumn('termTo', 'text')
      .addColumn('account', 'text', c => c.references('account.id'))
      .addColumn('createdAt', 'text', c => c.notNull())
      .addColumn('revision', 'integer', c => c.notNull().defaultTo(1))
      .addUniqueConstraint('consultee_name', ['kind', 'name'])
      .addUniqueConstraint('consultee_account', ['account'])
  )
  await make(
    (db.schema.createTable('addressee') as CreateTableBuilder<string, string>)
      .addColumn('id', 'text', c => c.primaryKey().notNull())
      .addColumn('round', 'text', c => c.notNull().references('round.id'))
      .addColumn('consultee', 'text', c => c.references('consultee.id'))
      .addColumn('name', 'text', c => c.notNull())
      .addColumn('source', 'text', c => c.notNull())
      .addColumn('repliedOn', 'text')
      .addColumn('createdAt', 'text', c => c.notNull())
      .addUniqueConstraint('addressee_name', ['round', 'name'])
  )
  await db.schema.createIndex('addressee_consultee').on('addressee').column('consultee').execute()
  await db.schema
    .alterTable('opinion')
    .addColumn('addressee', 'text', c => c.references('addressee.id'))
    .execute()
  await db.schema.alterTable('opinion').addColumn('writtenIn', 'integer').execute()
  await db.schema.createIndex('opinion_addressee').on('opinion').column('addressee').execute()
  await db.schema.createIndex('opinion_author').on('opinion').columns(['author', 'status']).execute()
  await db.schema.createIndex('opinion_round').on('opinion').column('round').execute()
}
