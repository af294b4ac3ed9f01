/** Pages on which administrators keep accounts. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { IdParams } from '../../schema/http.ts'
import { type Account, AccountChange, NewAccount } from '../../schema/people.ts'
import type { Services } from '../store/services.ts'
import { answerForm, filled, type Refusal, readForm, UNTOUCHED } from '../web/forms.ts'
import { frameOf, sendPage } from '../web/frame.ts'
import { requireActor } from '../web/http/actor.ts'
import type { HttpServer } from '../web/http/server.ts'
import { addAccount, changeAccount, listAccounts, readAccount } from './accounts.ts'
import { ACCOUNT_LABELS, AccountPage, AccountsPage } from './accounts-page.tsx'

const ADMINISTRATOR = { access: ['administrator'] } as const
const Query = Type.Object({ cursor: Type.Optional(Type.String({ maxLength: 400 })) })

export function accountPages(app: HttpServer, services: Services): void {
  const form = (request: FastifyRequest, reply: FastifyReply, account: Account | null, refusal: Refusal) => (
    <AccountPage frame={frameOf(request, reply, services)} account={account} refusal={refusal} />
  )
  app.get('/accounts', { config: ADMINISTRATOR, schema: { querystring: Query } }, async (request, reply) => {
    const { items, next } = await listAccounts(services, requireActor(request), request.query)
    const nextAddress = next === null ? null : `/accounts?${new URLSearchParams({ cursor: next })}`
    return sendPage(reply, <AccountsPage frame={frameOf(request, reply, services)} accounts={items} next={nextAddress} />)
  })
  app.get('/accounts/new', { config: ADMINISTRATOR }, (request, reply) =>
    sendPage(reply, form(request, reply, null, { ...UNTOUCHED, values: { role: 'staff' } }))
  )
  app.post('/accounts/new', { config: ADMINISTRATOR }, (request, reply) =>
    answerForm(request, reply, {
      act: fields => {
        const { username, ...rest } = readForm(NewAccount, fields, ACCOUNT_LABELS)
        return addAccount(services, requireActor(request), { name: username, ...rest })
      },
      done: () => '/accounts',
      again: async refusal => form(request, reply, null, refusal)
    })
  )
  app.get('/accounts/:id', { config: ADMINISTRATOR, schema: { params: IdParams } }, async (request, reply) => {
    const account = await readAccount(services, requireActor(request), request.params.id)
    const { displayName, role } = account
    return sendPage(reply, form(request, reply, account, filled({ displayName, role })))
  })
  app.post('/accounts/:id', { config: ADMINISTRATOR, schema: { params: IdParams } }, (request, reply) => {
    const actor = requireActor(request)
    const { id } = request.params
    return answerForm(request, reply, {
      act: async fields => {
        const { disabled, role, displayName } = await readAccount(services, actor, id)
        const wish = readForm(AccountChange, fields, ACCOUNT_LABELS)
        // Only what differs is a change: the form always sends role and state.
        return changeAccount(services, actor, id, {
          ...(wish.password !== undefined && { password: wish.password }),
          ...(wish.role !== role && { role: wish.role }),
          ...(wish.displayName !== displayName && { displayName: wish.displayName }),
          ...(wish.disabled !== disabled && { disabled: wish.disabled })
        } as AccountChange)
      },
      done: () => '/accounts',
      again: async refusal => form(request, reply, await readAccount(services, actor, id), refusal)
    })
  })
}
