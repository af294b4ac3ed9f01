/** The parts of the editor that need no browser: what it says about saving, and how conflicts are decided. */
import { createHash } from 'node:crypto'
import fc from 'fast-check'
import t from 'tap'
import type { Merge } from '../../schema/working-copies.ts'
import { merge } from '../drafts/merge.ts'
import { formatNumeral, parse } from '../law/index.ts'
import { resolved } from '../web/islands/editor/conflicts.ts'
import { insertArticle } from '../web/islands/editor/insert-article.ts'
import { type Answer, type LocalCopy, Saver, type SaveState, type Surroundings } from '../web/islands/editor/saving.ts'
import { sha256 } from '../web/islands/editor/sha256.ts'

t.test('the editor hashes as the service does', async () => {
  const check = (text: string) => sha256(text) === createHash('sha256').update(text).digest('hex')
  fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), check))
  for (const length of [0, 55, 56, 63, 64, 119, 120, 100_000]) t.ok(check('法'.repeat(length) + 'x'.repeat(length)), `${length}`)
})

/** A service and a browser in which time stands still until a test lets it pass. */
function imagined(initial: string) {
  const world = {
    text: initial,
    composing: false,
    /** What the service has; null: no copy. */
    stored: null as string | null,
    up: true,
    /** The service writes, and its answer is lost. */
    deaf: false,
    local: null as LocalCopy | null,
    state: { kind: 'saved', at: '' } as SaveState,
    merges: [] as Merge[],
    requests: 0
  }
  let clock = 0
  const waiting = new Set<{ at: number; act: () => void }>()
  const kept = (text: string) => ({
    document: 'd',
    base: 1,
    sha256: sha256(text),
    savedAt: new Date(clock).toISOString(),
    newest: 1,
    others: []
  })
  const send = async (text: string, _base: number, after: string | null): Promise<Answer> => {
    world.requests++
    if (!world.up) return { kind: 'refused', reason: '连不上服务器', again: true }
    const now = world.stored === null ? null : sha256(world.stored)
    if (now !== after && now !== sha256(text))
      return {
        kind: 'moved',
        copy: now === null ? null : { sha256: now },
        merge: now === null ? null : merge(initial, text, world.stored ?? '')
      }
    world.stored = text
    return world.deaf ? { kind: 'refused', reason: '连不上服务器', again: true } : { kind: 'kept', kept: kept(text) }
  }
  const around: Surroundings = {
    text: () => world.text,
    composing: () => world.composing,
    send,
    keep: copy => {
      world.local = copy
      return true
    },
    show: state => {
      world.state = state
    },
    told: () => undefined,
    moved: made => {
      world.merges.push(made)
    },
    later: (ms, act) => {
      const entry = { at: clock + ms, act }
      waiting.add(entry)
      return () => waiting.delete(entry)
    },
    now: () => new Date(clock)
  }
  const saver = new Saver(around, 1, null, { sha256: sha256(initial), at: '' })
  const type = (text: string) => {
    world.text = text
    saver.changed()
  }
  /** Lets time pass, and everything happen that is due. */
  const pass = async (ms: number) => {
    const until = clock + ms
    for (;;) {
      const next = [...waiting].filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0]
      if (!next) break
      waiting.delete(next)
      clock = Math.max(clock, next.at)
      next.act()
      await new Promise(resolve => setImmediate(resolve))
    }
    clock = until
  }
  return { world, saver, type, pass }
}

t.test('it says 已保存 only for what the service has, whatever happens', async t => {
  const step = fc.oneof(
    fc.record({ what: fc.constant('type' as const), text: fc.string({ maxLength: 4 }) }),
    fc.record({ what: fc.constantFrom('down' as const, 'up' as const, 'deaf' as const), text: fc.constant('') }),
    fc.record({ what: fc.constant('pass' as const), text: fc.constantFrom('9', '400', '1000', '4000') })
  )
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 30 }), async steps => {
      const { world, type, pass } = imagined('甲')
      const honest = () => world.state.kind !== 'saved' || world.text === (world.stored ?? '甲') || world.text === '甲'
      for (const { what, text } of steps) {
        if (what === 'type') type(`${world.text}${text}乙`)
        else if (what === 'pass') await pass(Number(text))
        else Object.assign(world, { up: what !== 'down', deaf: what === 'deaf' })
        t.ok(honest(), 'honest at every step')
      }
      Object.assign(world, { up: true, deaf: false })
      await pass(60_000)
      t.same(world.state.kind, 'saved', 'in the end it is saved')
      t.same(world.merges, [], 'an answer that was lost is nobody else’s change')
    }),
    { seed: 15, numRuns: 60 }
  )
})

t.test('what is not confirmed is kept in the browser, and let go when it is', async t => {
  const { world, type, pass } = imagined('甲')
  world.up = false
  type('甲乙')
  await pass(300)
  t.match(world.local, { text: '甲乙', base: 1 })
  await pass(1_000)
  t.same(world.state, { kind: 'unsaved', reason: '连不上服务器；文字已留在本机' })
  world.up = true
  await pass(20_000)
  t.equal(world.state.kind, 'saved')
  t.equal(world.stored, '甲乙')
  t.equal(world.local, null)
})

t.test('while an input method composes nothing is sent or kept', async t => {
  const { world, saver, type, pass } = imagined('甲')
  world.composing = true
  for (const text of ['甲n', '甲ni', '甲niu']) {
    type(text)
    await pass(2_000)
  }
  t.equal(world.requests, 0)
  t.equal(world.local, null)
  world.composing = false
  type('甲牛')
  saver.composed()
  await pass(3_000)
  t.equal(world.stored, '甲牛')
})

t.test('of two windows both texts are there', async t => {
  const { world, type, pass } = imagined('第一条　甲。\n第二条　乙。\n')
  world.stored = '第一条　甲一。\n第二条　乙。\n'
  type('第一条　甲二。\n第二条　乙。\n')
  await pass(5_000)
  t.equal(world.state.kind, 'unsaved')
  t.match(world.merges, [{ conflicts: [{ yours: '第一条　甲二。\n', newest: '第一条　甲一。\n' }] }])
  t.equal(world.stored, '第一条　甲一。\n第二条　乙。\n', 'nothing was overwritten')
})

t.test('a decided conflict leaves the text without marks', async t => {
  const base = '第一条　甲。\n\n第二条　乙。\n\n第三条　丙。\n'
  const merged = merge(
    base,
    base.replace('甲', '甲一').replace('丙', '丙一'),
    base.replace('甲', '甲二').replace('丙', '丙二').replace('乙', '乙二')
  )
  t.equal(merged.conflicts.length, 2)
  const [first, second] = merged.conflicts
  t.equal(resolved(merged, [first?.yours ?? '', second?.newest ?? '']), '第一条　甲一。\n\n第二条　乙二。\n\n第三条　丙二。\n')
  t.equal(resolved(merged, ['第一条　甲三。\n\n', '']), '第一条　甲三。\n\n第二条　乙二。\n\n')
  t.equal(resolved({ text: base, conflicts: [] }, []), base)
})

t.test('an article inserted anywhere into a law of sixty leaves no reference wrong', async t => {
  const SIZE = 60
  const article = (number: number, cites: number) =>
    `第${formatNumeral(number)}条　事项${number}甲依照本条例第${formatNumeral(cites)}条办理。`
  const cited = (at: number) => ((at * 17) % SIZE) + 1
  const text = `# 某市示范条例\n\n${Array.from({ length: SIZE }, (_, at) => article(at + 1, cited(at))).join('\n\n')}\n`
  for (const before of [1, 4, 30, SIZE]) {
    const { edits, cursor } = insertArticle(text, text.indexOf(`事项${before}甲`))
    const next = [...edits].reverse().reduce((done, { start, end, text: piece }) => done.slice(0, start) + piece + done.slice(end), text)
    const law = parse(next)
    t.equal(law.counts.article, SIZE + 1)
    t.equal(law.labels.article.at(-1), `第${formatNumeral(SIZE + 1)}条`)
    t.equal(
      next
        .slice(0, cursor ?? 0)
        .split('\n')
        .at(-1),
      `第${formatNumeral(before + 1)}条　`,
      'the cursor stands behind the new number'
    )
    const moved = (number: number) => (number > before ? number + 1 : number)
    for (let at = 0; at < SIZE; at++)
      t.match(next, `第${formatNumeral(moved(at + 1))}条　事项${at + 1}甲依照本条例第${formatNumeral(moved(cited(at)))}条办理。`)
    t.ok(law.references.every(({ state }) => state === 'valid'))
  }
  t.equal(insertArticle('', 0).edits[0]?.text, '第一条　\n', 'into nothing')
})
