/** Texts that are looked at without being kept: `POST /api/v1/text/parse|lint|diff`. */
import { Type } from 'typebox'
import { MAX_TEXT_BYTES } from './documents.ts'
import { ParsedFile } from './law.ts'
import { LintFinding } from './lint.ts'

const Text = (description: string) => Type.String({ maxLength: MAX_TEXT_BYTES, description })

export const OneText = Type.Object({ text: Text('法规文本（Markdown）') }, { additionalProperties: false })

export const TextToLint = Type.Object(
  {
    text: Text('法规文本（Markdown）'),
    typography: Type.Optional(Type.Boolean({ description: '另查通用排版（全角标点、半角字母和数字），规则号 typography' }))
  },
  { additionalProperties: false }
)

export const TwoTexts = Type.Object({ old: Text('原文本'), new: Text('新文本') }, { additionalProperties: false })

/** What `facheng parse --json` prints, without the file's name. */
export const ParsedText = Type.Omit(ParsedFile, ['file'])

export const LintedText = Type.Object({ findings: Type.Array(LintFinding) }, { additionalProperties: false })
