/** The tables that facheng began with. What their columns mean stands in store/tables.ts. */
import { type CreateTableBuilder, type Kysely, sql } from 'kysely'
import type { Migration } from './migration.ts'

type Columns = CreateTableBuilder<string, string>

export const beginning: Migration = async (db, dialect) => {
  const sqlite = dialect === 'sqlite'
  const bytes = sqlite ? sql`blob` : sql`bytea`
  const whole = sqlite ? sql`integer` : sql`bigint`
  /** STRICT makes SQLite keep the types that PostgreSQL keeps anyway. */
  const table = (name: string, columns: (table: Columns) => Columns) => {
    const made = columns(db.schema.createTable(name) as Columns)
    return (sqlite ? made.modifyEnd(sql`strict`) : made).execute()
  }
  const index = (table: string, columns: string[]) =>
    db.schema
      .createIndex(`${table}_${columns.join('_')}`)
      .on(table)
      .columns(columns)
      .execute()

  await table('account', t =>
    keyed(t)
      .addColumn('name', 'text', c => c.notNull().unique())
      .addColumn('displayName', 'text', c => c.notNull())
      .addColumn('role', 'text', c => c.notNull())
      .addColumn('passwordHash', 'text')
      .addColumn('disabled', 'integer', c => c.notNull().defaultTo(0).check(sql`disabled in (0, 1)`))
      .addColumn('mustChangePassword', 'integer', c => c.notNull().defaultTo(0).check(sql`"mustChangePassword" in (0, 1)`))
      .addColumn('failures', 'integer', c => c.notNull().defaultTo(0))
      .addColumn('lockedUntil', 'text')
      .addColumn('createdAt', 'text', c => c.notNull())
  )
  await table('token', t =>
    keyed(t)
      .addColumn('account', 'text', c => c.notNull().references('account.id'))
      .addColumn('hash', 'text', c => c.notNull().unique())
      .addColumn('createdAt', 'text', c => c.notNull())
      .addColumn('lastUsedAt', 'text')
      .addColumn('revokedAt', 'text')
  )
  await table('session', t =>
    keyed(t)
      .addColumn('account', 'text', c => c.references('account.id'))
      .addColumn('data', 'text', c => c.notNull())
      .addColumn('createdAt', 'text', c => c.notNull())
      .addColumn('expiresAt', 'text', c => c.notNull())
  )
  await table('workflowVersion', t =>
    t
      .addColumn('hash', 'text', c => c.primaryKey().notNull())
      .addColumn('id', 'text', c => c.notNull())
      .addColumn('version', 'integer', c => c.notNull())
      .addColumn('definition', 'text', c => c.notNull())
      .addColumn('createdAt', 'text', c => c.notNull())
  )
  await table('bill', t =>
    keyed(t)
      .addColumn('title', 'text', c => c.notNull())
      .addColumn('kind', 'text', c => c.notNull())
      .addColumn('workflow', 'text', c => c.notNull())
      .addColumn('workflowHash', 'text', c => c.notNull().references('workflowVersion.hash'))
      .addColumn('place', 'text', c => c.notNull())
      .addColumn('stage', 'text', c => c.notNull())
      .addColumn('status', 'text', c => c.notNull())
      .addColumn('state', 'text', c => c.notNull())
      .addColumn('revision', 'integer', c => c.notNull().defaultTo(1))
      .addColumn('sponsor', 'text')
      .addColumn('draftingUnit', 'text')
      .addColumn('competentCommittee', 'text')
      .addColumn('caseOfficer', 'text')
      .addColumn('targetOn', 'text')
      .addColumn('createdAt', 'text', c => c.notNull())
      .addColumn('createdBy', 'text', c => c.notNull())
      .addColumn('updatedAt', 'text', c => c.notNull())
  )
  await table('document', t =>
    keyed(t)
      .addColumn('bill', 'text', c => c.notNull().references('bill.id'))
      .addColumn('kind', 'text', c => c.notNull())
      .addColumn('title', 'text', c => c.notNull())
      .addColumn('createdAt', 'text', c => c.notNull())
  )
  await table('version', t =>
    t
      .addColumn('document', 'text', c => c.notNull().references('document.id'))
      .addColumn('seq', 'integer', c => c.notNull().check(sql`seq > 0`))
      .addColumn('parent', 'integer')
      .addColumn('sha256', 'text', c => c.notNull().check(sql`length(sha256) = 64`))
      .addColumn('author', 'text', c => c.notNull())
      .addColumn('message', 'text', c => c.notNull())
      .addColumn('name', 'text')
      .addColumn('createdAt', 'text', c => c.notNull())
      .addColumn('encoding', 'text', c => c.notNull().check(sql`encoding in ('step', 'linked', 'whole')`))
      .addColumn('body', bytes, c => c.notNull())
      .addPrimaryKeyConstraint('version_key', ['document', 'seq'])
      .addForeignKeyConstraint('version_parent', ['document', 'parent'], 'version', ['document', 'seq'])
  )
  // No foreign keys: the log stands by itself, whatever becomes of what it tells about.
  await table('event', t =>
    t
      .addColumn('seq', whole, c => c.primaryKey().notNull())
      .addColumn('kind', 'text', c => c.notNull())
      .addColumn('actor', 'text')
      .addColumn('body', 'text')
      .addColumn('at', 'text', c => c.notNull())
      .addColumn('bill', 'text')
      .addColumn('document', 'text')
      .addColumn('plan', 'text')
      .addColumn('subject', 'text')
      .addColumn('payloadVersion', 'integer', c => c.notNull())
      .addColumn('payload', 'text', c => c.notNull())
      .addColumn('previousHash', 'text', c => c.notNull())
      .addColumn('hash', 'text', c => c.notNull())
  )
  await table('eventHead', t =>
    t
      .addColumn('id', 'integer', c => c.primaryKey().notNull().check(sql`id = 1`))
      .addColumn('seq', whole, c => c.notNull())
      .addColumn('hash', 'text', c => c.notNull())
  )
  await sql`insert into "eventHead" (id, seq, hash) values (1, 0, ${'0'.repeat(64)})`.execute(db)
  await table('plan', t =>
    keyed(t)
      .addColumn('title', 'text', c => c.notNull())
      .addColumn('kind', 'text', c => c.notNull())
      .addColumn('year', 'integer', c => c.notNull())
      .addColumn('createdAt', 'text', c => c.notNull())
  )
  await table('planItem', t =>
    keyed(t)
      .addColumn('plan', 'text', c => c.notNull().references('plan.id'))
      .addColumn('title', 'text', c => c.notNull())
      .addColumn('category', 'text', c => c.notNull())
      .addColumn('bill', 'text', c => c.references('bill.id'))
      .addColumn('sponsor', 'text')
      .addColumn('draftingUnit', 'text')
      .addColumn('responsibleUnit', 'text')
      .addColumn('plannedOn', 'text', c => c.notNull())
      .addColumn('position', 'integer', c => c.notNull())
      .addColumn('note', 'text')
  )
  await table('checklistItem', t =>
    keyed(t)
      .addColumn('bill', 'text', c => c.notNull().references('bill.id'))
      .addColumn('checklist', 'text', c => c.notNull())
      .addColumn('code', 'text', c => c.notNull())
      .addColumn('entry', 'text', c => c.notNull())
      .addColumn('title', 'text', c => c.notNull())
      .addColumn('basis', 'text')
      .addColumn('responsibleUnit', 'text')
      .addColumn('dueOn', 'text')
      .addColumn('status', 'text', c => c.notNull())
      .addColumn('reason', 'text')
      .addColumn('position', 'integer', c => c.notNull())
      .addColumn('template', 'text', c => c.notNull())
  )
  await table('evidence', t =>
    keyed(t)
      .addColumn('item', 'text', c => c.notNull().references('checklistItem.id'))
      .addColumn('kind', 'text', c => c.notNull())
      .addColumn('title', 'text', c => c.notNull())
      .addColumn('on', 'text')
      .addColumn('url', 'text')
      .addColumn('quantity', sqlite ? sql`real` : sql`double precision`)
      .addColumn('note', 'text')
      .addColumn('createdAt', 'text', c => c.notNull())
  )
  await table('setting', t => t.addColumn('key', 'text', c => c.primaryKey().notNull()).addColumn('value', 'text', c => c.notNull()))
  await table('searchEntry', t =>
    (sqlite
      ? t.addColumn('id', 'integer', c => c.primaryKey())
      : t.addColumn('id', 'bigint', c => c.primaryKey().generatedByDefaultAsIdentity())
    )
      .addColumn('kind', 'text', c => c.notNull())
      .addColumn('subject', 'text', c => c.notNull())
      .addColumn('bill', 'text')
      .addColumn('title', 'text', c => c.notNull())
      .addColumn('label', 'text')
      .addColumn('body', 'text', c => c.notNull())
  )

  await index('token', ['account'])
  await index('session', ['expiresAt'])
  await index('session', ['account'])
  await index('document', ['bill'])
  await index('event', ['bill', 'seq'])
  await index('event', ['actor', 'seq'])
  await index('planItem', ['plan', 'position'])
  await index('planItem', ['bill'])
  await index('checklistItem', ['bill', 'position'])
  await index('evidence', ['item'])
  await index('searchEntry', ['kind', 'subject'])
  // A bill has one draft, whose versions are its stages; of other papers (参阅资料 …) it may have several.
  await sql`create unique index document_draft on document (bill) where kind = 'draft'`.execute(db)
  await (sqlite ? searchWordsInSqlite(db) : searchWordsInPostgres(db))
  await (sqlite ? guardInSqlite(db) : guardInPostgres(db))
}

const keyed = (table: Columns) => table.addColumn('id', 'text', c => c.primaryKey().notNull())

/** Contentless: the words are kept as an index alone; the passages stand in `searchEntry`. */
async function searchWordsInSqlite(db: Kysely<unknown>): Promise<void> {
  await sql`create virtual table "searchWords" using fts5(words, content='', contentless_delete=1, tokenize='ascii')`.execute(db)
  await sql`insert into "searchWords"("searchWords", rank) values ('secure-delete', 1)`.execute(db)
}

async function searchWordsInPostgres(db: Kysely<unknown>): Promise<void> {
  await sql`create table "searchWords" (entry bigint primary key references "searchEntry"(id) on delete cascade, words tsvector not null)`.execute(
    db
  )
  await sql`create index "searchWords_words" on "searchWords" using gin (words)`.execute(db)
}

/** Columns of a version that never change; its name (表决稿 …) may. */
const FIXED_OF_VERSION = sql`document, seq, parent, sha256, author, message, "createdAt", encoding, body`

async function guardInSqlite(db: Kysely<unknown>): Promise<void> {
  const refuse = sql`begin select raise(abort, 'append-only'); end`
  await sql`create trigger event_fixed before update on event ${refuse}`.execute(db)
  await sql`create trigger event_kept before delete on event ${refuse}`.execute(db)
  await sql`create trigger version_fixed before update of ${FIXED_OF_VERSION} on version ${refuse}`.execute(db)
  await sql`create trigger version_kept before delete on version ${refuse}`.execute(db)
  await sql`create trigger workflow_fixed before update on "workflowVersion" ${refuse}`.execute(db)
  await sql`create trigger workflow_kept before delete on "workflowVersion" ${refuse}`.execute(db)
}

async function guardInPostgres(db: Kysely<unknown>): Promise<void> {
  await sql`create function append_only() returns trigger language plpgsql as $$ begin raise exception 'append-only'; end $$`.execute(db)
  const refuse = sql`for each statement execute function append_only()`
  await sql`create trigger event_fixed before update or delete or truncate on event ${refuse}`.execute(db)
  await sql`create trigger version_fixed before update of ${FIXED_OF_VERSION} on version ${refuse}`.execute(db)
  await sql`create trigger version_kept before delete or truncate on version ${refuse}`.execute(db)
  await sql`create trigger workflow_fixed before update or delete or truncate on "workflowVersion" ${refuse}`.execute(db)
}
