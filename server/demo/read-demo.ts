import fs from 'node:fs/promises'
import path from 'node:path'
import type { Static, TSchema } from 'typebox'
import { Value } from 'typebox/value'
import { Demo, DemoBill } from '../../schema/demo.ts'

/** The demo's content, read and checked: nothing of it is written before all of it is sound. */
export interface DemoContent {
  readonly demo: Demo
  /** The texts of the folders library, normative and received, by their names. */
  readonly texts: ReadonlyMap<string, string>
  readonly bills: readonly { readonly key: string; readonly bill: DemoBill; readonly texts: ReadonlyMap<string, string> }[]
}

/** How far above a module (source or bundle) the project's own folder may lie. */
const LEVELS = 4

/** Where the demo's content lies: beside the program, wherever that was started from. @throws {Error} when it was not delivered */
export async function demoFolder(): Promise<string> {
  let folder = import.meta.dirname
  for (let level = 0; level < LEVELS; level++) {
    folder = path.dirname(folder)
    const found = path.join(folder, 'fixtures', 'demo')
    if (
      await fs.access(path.join(found, 'demo.json')).then(
        () => true,
        () => false
      )
    )
      return found
  }
  throw new Error('没有找到 fixtures/demo，示例无法载入')
}

/** @throws {Error} naming the file that does not have its shape */
export async function readDemo(folder: string): Promise<DemoContent> {
  const demo = await readJson(Demo, path.join(folder, 'demo.json'))
  const bills = await Promise.all(
    demo.bills.map(async key => {
      const bill = await readJson(DemoBill, path.join(folder, key, 'bill.json'))
      const files = new Set(bill.steps.flatMap(step => (step.do === 'save' ? [step.file] : [])))
      const texts = await Promise.all(
        [...files].map(async file => [file, await fs.readFile(path.join(folder, key, file), 'utf8')] as const)
      )
      return { key, bill, texts: new Map(texts) }
    })
  )
  const texts = await Promise.all(['library', 'normative', 'received'].map(name => readTexts(folder, name)))
  return { demo, bills, texts: new Map(texts.flat()) }
}

async function readTexts(folder: string, name: string): Promise<(readonly [string, string])[]> {
  const files = await fs.readdir(path.join(folder, name))
  return Promise.all(files.map(async file => [file, await fs.readFile(path.join(folder, name, file), 'utf8')] as const))
}

async function readJson<T extends TSchema>(shape: T, file: string): Promise<Static<T>> {
  const value: unknown = JSON.parse(await fs.readFile(file, 'utf8'))
  if (Value.Check(shape, value)) return value
  const [error] = Value.Errors(shape, value)
  throw new Error(`${file}：${error?.instancePath ?? ''} ${error?.message ?? '不符合格式'}`)
}
