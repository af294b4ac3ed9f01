/** The copy in the browser: it is there while the service has not confirmed what was written, and survives a closed tab and a killed service. */
import type { LocalCopy } from './saving.ts'
import type { Settings } from './settings.ts'

const keyOf = ({ document, account }: Settings): string => `facheng:text:${document}:${account}`

/** @returns whether the browser could keep it */
export function keepLocal(settings: Settings, copy: LocalCopy | null): boolean {
  try {
    if (copy === null) localStorage.removeItem(keyOf(settings))
    else localStorage.setItem(keyOf(settings), JSON.stringify(copy))
    return true
  } catch {
    return false
  }
}

/** What was written and never confirmed; null where nothing is, or what is there is none of ours. */
export function readLocal(settings: Settings): LocalCopy | null {
  try {
    const copy: unknown = JSON.parse(localStorage.getItem(keyOf(settings)) ?? 'null')
    return isCopy(copy) ? copy : null
  } catch {
    return null
  }
}

const isCopy = (value: unknown): value is LocalCopy =>
  typeof value === 'object' &&
  value !== null &&
  typeof (value as LocalCopy).text === 'string' &&
  Number.isInteger((value as LocalCopy).base) &&
  typeof (value as LocalCopy).at === 'string'
