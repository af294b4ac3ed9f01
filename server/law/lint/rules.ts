/** All rules of drafting technique, in the order in which they are listed to people. */
import { citations } from './citations.ts'
import { dutyWords } from './duty-words.ts'
import { endings } from './endings.ts'
import { joiningWords } from './joining-words.ts'
import { liability } from './liability.ts'
import { numbers } from './numbers.ts'
import { pairedWords } from './paired-words.ts'
import { provisions } from './provisions.ts'
import { punctuation } from './punctuation.ts'
import type { Rule } from './rule.ts'
import { structure } from './structure.ts'

export const RULES: readonly Rule[] = [
  ...dutyWords,
  ...pairedWords,
  ...joiningWords,
  ...numbers,
  ...punctuation,
  ...structure,
  ...citations,
  ...provisions,
  ...liability,
  ...endings
]
