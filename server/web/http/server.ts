/**
 * Room `web/http`: what every address shares. It knows requests, answers and their rules (problems, lists, sign-in, CSRF, headers,
 * limits); it knows no feature and no table: `app.ts` hands it what it needs, such as how a credential becomes an actor.
 *
 * A feature declares who may use each of its addresses in `config.access`: an address without a rule keeps the service
 * from starting. Begin with `limits.ts`, `actor.ts` and `problem-handler.ts`.
 */

import type { IncomingMessage, ServerResponse } from 'node:http'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from 'fastify'

/** The server as features see it: shapes given as TypeBox schemas type the handler's body, params and query. */
export type HttpServer = FastifyInstance<RawServerDefault, IncomingMessage, ServerResponse, FastifyBaseLogger, TypeBoxTypeProvider>
