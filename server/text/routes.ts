/** The text core over HTTP, for programs that have a text and keep it themselves. Nothing is stored and nothing is logged of it. */
import { Redline } from '../../schema/redline.ts'
import { LintedText, OneText, ParsedText, TextToLint, TwoTexts } from '../../schema/text.ts'
import { lint, parse, redline } from '../law/index.ts'
import { TEXT_BODY_LIMIT } from '../web/http/limits.ts'
import type { HttpServer } from '../web/http/server.ts'
import { typography, withTypography } from './typography.ts'

const READING = { access: 'signedIn' } as const
const tags = ['text']

export function routes(app: HttpServer): void {
  app.post(
    '/api/v1/text/parse',
    {
      config: READING,
      bodyLimit: TEXT_BODY_LIMIT,
      schema: { summary: '解析法规文本', tags, body: OneText, response: { 200: ParsedText } }
    },
    request => {
      const { title, counts, labels, references, anomalies } = parse(request.body.text)
      return { title, counts, labels, references: [...references], anomalies: [...anomalies] }
    }
  )
  app.post(
    '/api/v1/text/lint',
    {
      config: READING,
      bodyLimit: TEXT_BODY_LIMIT,
      schema: { summary: '检查立法技术', tags, body: TextToLint, response: { 200: LintedText } }
    },
    async ({ body: { text, typography: typographic = false } }) => ({
      findings: typographic ? withTypography(lint(text), await typography(text)) : lint(text)
    })
  )
  app.post(
    '/api/v1/text/diff',
    {
      config: READING,
      bodyLimit: 2 * TEXT_BODY_LIMIT,
      schema: { summary: '比较两份法规文本', tags, body: TwoTexts, response: { 200: Redline } }
    },
    request => redline(request.body.old, request.body.new)
  )
}
