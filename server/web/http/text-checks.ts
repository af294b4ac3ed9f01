/** Refuses text that would not come back from the database as it was sent, or that no person typed. */
import { Problem } from '../../../schema/problems.ts'
import { JSON_DEPTH } from './limits.ts'

// NUL and the other C0 controls, but not tab, line feed and carriage return: drafts have these.
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/

/** What is wrong with a text, or `null`. Lone surrogates change on their way through UTF-8, and a hash made before no longer fits. */
export function textFault(text: string): string | null {
  if (!text.isWellFormed()) return '含残缺字符（不成对的代理项）'
  if (CONTROL.test(text)) return '含空字符或控制字符'
  return null
}

/**
 * Checks every text and every name inside a request's body, query or path, and how deep it nests.
 * @param name how the part is called in messages, e.g. `body`
 * @throws {Problem} `text-not-well-formed` with the place, `invalid-request` when it nests too deep
 */
export function demandSoundText(part: unknown, name: string): void {
  // A list of what is still to be looked at instead of recursion: a body of 6 MB may nest a million deep.
  const open: { value: unknown; pointer: string; depth: number }[] = [{ value: part, pointer: '', depth: 0 }]
  for (let next = open.pop(); next; next = open.pop()) {
    const { value, pointer, depth } = next
    if (typeof value === 'string') refuseFault(value, pointer, name)
    if (typeof value !== 'object' || value === null || Buffer.isBuffer(value)) continue
    if (depth >= JSON_DEPTH) {
      const message = `内容嵌套超过 ${JSON_DEPTH} 层`
      throw new Problem('invalid-request', { detail: `${message}，请简化后重试。`, errors: [{ code: 'depth', message }] })
    }
    for (const [key, inner] of Object.entries(value)) {
      if (!Array.isArray(value)) refuseFault(key, pointer, name)
      open.push({ value: inner, pointer: `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`, depth: depth + 1 })
    }
  }
}

function refuseFault(text: string, pointer: string, name: string): void {
  const fault = textFault(text)
  if (!fault) return
  const place = pointer === '' ? name : pointer.toWellFormed()
  throw new Problem('text-not-well-formed', {
    detail: `${place.slice(1, 60) || name}${fault}，请删除后重试；原文未作改动。`,
    errors: [{ code: 'text-not-well-formed', message: fault, pointer: place }]
  })
}
