/** The service describes itself: OpenAPI 3.1 made from the schemas of its addresses, and every problem's code with its meaning. */
import swagger from '@fastify/swagger'
import { Type } from 'typebox'
import { ProblemBody } from '../../../schema/http.ts'
import { Problem, problems } from '../../../schema/problems.ts'
import type { HttpServer } from './server.ts'

const ProblemMeaning = Type.Object({ code: Type.String(), status: Type.Integer(), title: Type.String(), detail: Type.String() })
const CODE_LENGTH = 64

const PROBLEM_ANSWER = {
  description: '出错：detail 是可以直接给人看的中文说明，code 是稳定的英文代码',
  content: { 'application/problem+json': { schema: { $ref: 'Problem#' } } }
}

/** Has to be added before the addresses that it describes. */
export async function addOpenApi(app: HttpServer): Promise<void> {
  app.addSchema(ProblemBody)
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: '法程', version: '1', description: '地方性法规起草与全过程办理的接口。出错时一律答复 application/problem+json。' },
      components: {
        securitySchemes: {
          token: { type: 'http', scheme: 'bearer', description: '访问令牌：facheng user token 用户名' },
          session: { type: 'apiKey', in: 'cookie', name: 'facheng', description: '登录后的会话；改动数据的请求另带 x-csrf-token' }
        }
      },
      security: [{ token: [] }, { session: [] }]
    },
    refResolver: { buildLocalReference: (json, _base, _fragment, at) => String(json['$id'] ?? `def-${at}`) },
    transform: ({ schema, url }) => ({
      url,
      // Pages are for people: the document describes what programs may rely on.
      schema: url.startsWith('/api/v1/')
        ? { ...schema, response: { ...Object(schema?.response), default: PROBLEM_ANSWER } }
        : { hide: true }
    })
  })
  let document: string | null = null
  app.get(
    '/api/v1/openapi.json',
    { config: { access: 'public' }, schema: { summary: '接口说明（OpenAPI 3.1）', tags: ['service'], security: [] } },
    (_, reply) => {
      document ??= JSON.stringify(app.swagger())
      return reply.type('application/json; charset=utf-8').send(document)
    }
  )
  app.get(
    '/api/v1/problems/:code',
    {
      config: { access: 'public' },
      schema: {
        summary: '错误代码的含义',
        tags: ['service'],
        security: [],
        params: Type.Object({ code: Type.String({ maxLength: CODE_LENGTH }) }),
        response: { 200: ProblemMeaning }
      }
    },
    async ({ params: { code } }) => {
      const known = Object.entries(problems).find(([name]) => name === code)
      if (!known) throw new Problem('not-found')
      return { code, ...known[1] }
    }
  )
}
