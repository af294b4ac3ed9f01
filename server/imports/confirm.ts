import { MAX_LIMIT } from '../../schema/http.ts'
import type { ImportSettings, ReadOpinion } from '../../schema/imports.ts'
import { OPINION_SOURCE_TITLES } from '../../schema/opinions.ts'
import { Problem } from '../../schema/problems.ts'
import { type FiledOpinion, fileOpinions } from '../opinions/file-many.ts'
import { listRounds } from '../opinions/list-rounds.ts'
import { transaction } from '../store/database.ts'
import { appendEvent } from '../store/events.ts'
import type { Actor, Services } from '../store/services.ts'
import type { ImportJobRow } from '../store/tables.ts'
import { chinaDate } from '../web/dates.ts'
import { demandImport } from './begin.ts'
import { isTaken, opinionsIn, progressOf } from './content.ts'
import { updateImport } from './store.ts'

/** What is left of an import's content once its opinions stand in their own rows, or nobody wants them. */
const EMPTIED = JSON.stringify({ kind: 'opinions', opinions: [], losses: [] })

/** Opinions prepared before others get their turn. */
const STEP = 250

/** Imports that run in this process; a test and a shutdown wait for them. */
const running = new Set<Promise<void>>()

/**
 * Writes the opinions of an import that are without fault, in the background and all in one transaction: while it runs the page asks how far it
 * is, and a server that is killed leaves none of them.
 * @throws {Problem} `forbidden`, `not-found`, `import-moved`, `invalid-request`
 */
export async function confirmImport(services: Services, actor: Actor, id: string, settings: ImportSettings): Promise<void> {
  const row = await demandImport(services, actor, id)
  await demandRound(services, row.bill, settings.round ?? null)
  const at = services.now().toISOString()
  // One that was cut short may be begun again: nothing of it was written.
  const isCutShort = row.status === 'running' && progressOf(row, services.now()).status === 'failed'
  const from = isCutShort ? 'running' : row.status === 'failed' ? 'failed' : 'preview'
  if (!(await updateImport(services.db, id, from, { status: 'running', rowsDone: 0 }, at))) throw new Problem('import-moved')
  const work = run(services, actor, row, settings).finally(() => running.delete(work))
  running.add(work)
}

/** Waits for the imports that run in this process. */
export const importsDone = async (): Promise<void> => {
  await Promise.all(running)
}

/** Stops an import, or gives it up before it began; nothing of it is written. @throws {Problem} `import-moved` when it is done */
export async function cancelImport(services: Services, actor: Actor, id: string): Promise<void> {
  const { status } = await demandImport(services, actor, id)
  const at = services.now().toISOString()
  const given = status === 'preview' || status === 'running' || status === 'failed' ? status : 'preview'
  if (!(await updateImport(services.db, id, given, { status: 'cancelled', content: EMPTIED }, at))) throw new Problem('import-moved')
}

async function run(services: Services, actor: Actor, row: ImportJobRow, settings: ImportSettings): Promise<void> {
  const at = () => services.now().toISOString()
  try {
    const taken = (await opinionsIn(services, row)).filter(isTaken)
    const prepared: FiledOpinion[] = []
    for (let first = 0; first < taken.length; first += STEP) {
      for (const opinion of taken.slice(first, first + STEP)) prepared.push(filed(opinion, settings, chinaDate(services.now())))
      // Others have their turn, and somebody may have cancelled.
      await new Promise(resolve => setImmediate(resolve))
      const change = { rowsDone: Math.min(taken.length, first + STEP), rowsTotal: taken.length }
      if (!(await updateImport(services.db, row.id, 'running', change, at()))) return
    }
    await write(services, actor, row, settings, prepared)
  } catch {
    // The page says that nothing was written and offers to begin again; a database that is gone says so by itself.
    await updateImport(services.db, row.id, 'running', { status: 'failed' }, at()).catch(() => false)
  }
}

const write = (services: Services, actor: Actor, row: ImportJobRow, settings: ImportSettings, opinions: readonly FiledOpinion[]) =>
  transaction(services.db, async trx => {
    const at = services.now().toISOString()
    const done = { status: 'done', imported: opinions.length, content: EMPTIED }
    // Whoever cancelled in the meantime was quicker.
    if (!(await updateImport(trx, row.id, 'running', done, at))) return
    const { id, bill, document, version, kind, fileName, sha256 } = row
    await fileOpinions(trx, actor, { bill, document, version, round: settings.round ?? null, at, newId: services.newId }, opinions)
    const payload = { kind, fileName, sha256, version, opinions: opinions.length }
    await appendEvent(trx, { kind: 'opinionsImported', actor: actor.id, at, bill, document, subject: id, payload })
  })

function filed(opinion: ReadOpinion, settings: ImportSettings, today: string): FiledOpinion {
  const { place: _place, problem: _problem, repeats: _repeats, givenBy, givenOn, source, ...said } = opinion
  const from = source ?? settings.source
  return {
    ...said,
    source: from,
    givenBy: settings.givenBy?.trim() || givenBy || OPINION_SOURCE_TITLES[from],
    givenOn: givenOn ?? today
  }
}

async function demandRound(services: Services, bill: string, round: string | null): Promise<void> {
  if (round === null) return
  const { items } = await listRounds(services, bill, { limit: MAX_LIMIT })
  if (!items.some(({ id }) => id === round)) {
    const message = '该法规案没有这一轮征求意见'
    throw new Problem('invalid-request', { detail: `${message}。`, errors: [{ code: 'round', message, pointer: '/round' }] })
  }
}
