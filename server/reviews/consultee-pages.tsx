/** 专家与联系点: who has an open review and how late, first; their fields, terms, and what became of what they said. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { IdParams } from '../../schema/http.ts'
import { CONSULTEE_KIND_TITLES, CONSULTEE_KINDS, type Consultee, ConsulteeChange, NewConsultee } from '../../schema/reviews.ts'
import { demandRole, mayAs } from '../people/permissions.ts'
import type { Services } from '../store/services.ts'
import { ErrorSummary, SelectField, TextField } from '../web/components/fields.tsx'
import { DueLamp } from '../web/components/lamp.tsx'
import { Chips, Empty, Head, Scroll } from '../web/components/lists.tsx'
import { answerForm, filled, type Refusal, readForm } from '../web/forms.ts'
import { type Frame, frameOf, sendPage } from '../web/frame.ts'
import { requireActor } from '../web/http/actor.ts'
import type { HttpServer } from '../web/http/server.ts'
import { Csrf, Page } from '../web/shell.tsx'
import { addConsultee, changeConsultee, consulteesByLateness, readConsultee } from './consultees.ts'
import { isServing } from './new-round-page.tsx'

const READ = { access: ['staff', 'administrator', 'reader'] } as const
const STAFF = { access: ['staff'] } as const
const word = Type.Optional(Type.String({ maxLength: 200 }))
const ListQuery = Type.Object({ kind: word, field: word, from: Type.Optional(Type.Integer({ minimum: 0, maximum: 100_000 })) })
const SHOWN = 100

const LABELS = {
  kind: '种类',
  name: '姓名或者名称',
  unit: '单位或者负责人',
  field: '专业领域',
  contact: '联系方式',
  termFrom: '聘期（设立）起',
  termTo: '聘期止',
  account: '专家账号的用户名'
} as const

export function consulteePages(app: HttpServer, services: Services): void {
  app.get('/experts', { config: READ, schema: { querystring: ListQuery } }, async (request, reply) => {
    const frame = frameOf(request, reply, services)
    const kind = CONSULTEE_KINDS.find(term => term === request.query.kind)
    const field = request.query.field?.trim() || undefined
    const all = await consulteesByLateness(services, requireActor(request), { field })
    return sendPage(
      reply,
      <ConsulteesPage
        frame={frame}
        all={all}
        shown={all.filter(one => kind === undefined || one.kind === kind)}
        kind={kind ?? null}
        field={field ?? ''}
        from={request.query.from ?? 0}
        mayWrite={mayAs(frame.actor, 'staff')}
      />
    )
  })
  const form = async (request: FastifyRequest, reply: FastifyReply, id: string | null, refusal: Refusal) => {
    const actor = requireActor(request)
    demandRole(actor, 'staff')
    const known = id === null ? null : await readConsultee(services, actor, id)
    return <ConsulteePage frame={frameOf(request, reply, services)} known={known} refusal={refusal} />
  }
  app.get('/experts/new', { config: STAFF }, async (request, reply) => sendPage(reply, await form(request, reply, null, filled({}))))
  app.post('/experts/new', { config: STAFF }, (request, reply) =>
    answerForm(request, reply, {
      act: fields => addConsultee(services, requireActor(request), readForm(NewConsultee, fields, LABELS)),
      done: () => '/experts',
      again: refusal => form(request, reply, null, refusal)
    })
  )
  app.get('/experts/:id', { config: STAFF, schema: { params: IdParams } }, async (request, reply) => {
    const { unit, field, contact, termFrom, termTo, account, name } = await readConsultee(
      services,
      requireActor(request),
      request.params.id
    )
    const known = filled({ name, unit, field, contact, termFrom, termTo, account })
    return sendPage(reply, await form(request, reply, request.params.id, known))
  })
  app.post('/experts/:id', { config: STAFF, schema: { params: IdParams } }, (request, reply) => {
    const { id } = request.params
    return answerForm(request, reply, {
      act: fields => changeConsultee(services, requireActor(request), id, readForm(ConsulteeChange, fields, LABELS)),
      done: () => '/experts',
      again: refusal => form(request, reply, id, refusal)
    })
  })
}

interface ConsulteesProps {
  readonly frame: Frame
  readonly all: readonly Consultee[]
  readonly shown: readonly Consultee[]
  readonly kind: string | null
  readonly field: string
  readonly from: number
  readonly mayWrite: boolean
}

const ConsulteesPage = ({ frame, all, shown, kind, field, from, mayWrite }: ConsulteesProps) => {
  const address = (term: string | null) => {
    const query = new URLSearchParams({ ...(term !== null && { kind: term }), ...(field !== '' && { field }) })
    return query.size === 0 ? '/experts' : `/experts?${query}`
  }
  const chips = [
    { href: address(null), label: `全部 ${all.length}`, current: kind === null, isAll: true },
    ...CONSULTEE_KINDS.map(term => ({
      href: address(kind === term ? null : term),
      label: `${CONSULTEE_KIND_TITLES[term]} ${all.filter(one => one.kind === term).length}`,
      current: kind === term
    }))
  ]
  const rows = shown.slice(from, from + SHOWN)
  return (
    <Page frame={frame} title="专家与联系点" current="experts">
      <Head title="专家与联系点">
        {mayWrite ? (
          <a class="btn btn-primary" href="/experts/new">
            新增专家或者联系点
          </a>
        ) : (
          ''
        )}
      </Head>
      <Chips chips={chips} shown={shown.length} total={all.length} unit="个" />
      <form class="fc-fields fc-noprint" method="get" action="/experts" aria-label="按专业领域筛选">
        {kind === null ? '' : <input type="hidden" name="kind" value={kind} />}
        <TextField name="field" label={LABELS.field} value={field} maxlength={200} />
        <p class="fc-field fc-filter">
          <button class="btn" type="submit">
            筛选
          </button>
        </p>
      </form>
      {rows.length === 0 ? (
        <Empty
          sentence="没有这样的专家和联系点；登记以后，征求意见时可以选。"
          {...(mayWrite && { href: '/experts/new', action: '新增' })}
        />
      ) : (
        <Consultees frame={frame} rows={rows} mayWrite={mayWrite} />
      )}
      {shown.length > from + SHOWN ? (
        <a href={`${address(kind)}${address(kind).includes('?') ? '&' : '?'}from=${from + SHOWN}`}>下一页</a>
      ) : (
        ''
      )}
    </Page>
  )
}

const Consultees = ({ frame, rows, mayWrite }: { frame: Frame; rows: readonly Consultee[]; mayWrite: boolean }) => (
  <Scroll label="专家与联系点">
    <table class="table fc-stack">
      <thead>
        <tr>
          <th scope="col">姓名或者名称</th>
          <th scope="col">专业领域</th>
          <th scope="col">待评审</th>
          <th scope="col">给出意见</th>
          <th scope="col">聘期</th>
          {mayWrite ? <th scope="col">联系方式</th> : ''}
        </tr>
      </thead>
      <tbody>
        {rows.map(one => (
          <tr>
            <th scope="row">
              {mayWrite ? (
                <a class="fc-plain" href={`/experts/${one.id}`} safe>
                  {one.name}
                </a>
              ) : (
                <span safe>{one.name}</span>
              )}
              <small class="fc-cell" safe>
                {[one.kindTitle, one.unit].filter(Boolean).join('　')}
              </small>
            </th>
            <td data-k="专业领域" safe>
              {one.field ?? ''}
            </td>
            <td data-k="待评审">
              {one.openReviews.length === 0 ? (
                '没有'
              ) : (
                <>
                  <DueLamp dueOn={one.openReviews[0]?.closesOn ?? null} today={frame.today} />
                  {'　'}
                  <a href={`/rounds/${one.openReviews[0]?.round}`} safe>
                    {one.openReviews[0]?.title ?? ''}
                  </a>
                  {one.openReviews.length > 1 ? `　另 ${one.openReviews.length - 1} 件` : ''}
                </>
              )}
            </td>
            <td class="fc-nowrap" data-k="给出意见" safe>
              {one.given === 0
                ? one.asked === 0
                  ? '未征求过'
                  : `征求 ${one.asked} 次，未给出`
                : `给出 ${one.given} 条，采纳 ${one.adopted} 条`}
            </td>
            <td class="fc-nowrap" data-k="聘期" safe>
              {termOf(one, frame.today)}
            </td>
            {mayWrite ? (
              <td class="fc-nowrap" data-k="联系方式" safe>
                {one.contact ?? ''}
              </td>
            ) : (
              ''
            )}
          </tr>
        ))}
      </tbody>
    </table>
  </Scroll>
)

function termOf(one: Consultee, today: string): string {
  if (one.termFrom === null && one.termTo === null) return ''
  const span = `${one.termFrom ?? ''} 至 ${one.termTo ?? '今'}`
  return isServing(one, today) ? span : `${span}（已满）`
}

const ConsulteePage = ({ frame, known, refusal }: { frame: Frame; known: Consultee | null; refusal: Refusal }) => {
  const fieldOf = (name: keyof typeof LABELS) => ({ name, label: LABELS[name], value: refusal.values[name], error: refusal.errors[name] })
  const title = known === null ? '新增专家或者联系点' : known.name
  return (
    <Page frame={frame} title={title} current="experts">
      <Head
        crumb={[['专家与联系点', '/experts']]}
        title={title}
        {...(known && { meta: `${known.kindTitle}　给出 ${known.given} 条，采纳 ${known.adopted} 条` })}
      />
      <form method="post" action={known === null ? '/experts/new' : `/experts/${known.id}`} novalidate>
        <Csrf frame={frame} />
        <ErrorSummary errors={refusal.errors} problem={refusal.problem} />
        <div class="fc-fields">
          {known === null ? (
            <SelectField {...fieldOf('kind')} value={refusal.values['kind'] ?? 'expert'} options={Object.entries(CONSULTEE_KIND_TITLES)} />
          ) : (
            ''
          )}
          <TextField {...fieldOf('name')} maxlength={100} required />
          <TextField {...fieldOf('unit')} maxlength={100} />
          <TextField {...fieldOf('field')} hint="如 城乡建设与管理" maxlength={200} />
          <TextField {...fieldOf('contact')} maxlength={200} />
          <TextField {...fieldOf('account')} hint="没有账号的不填，用邀请链接评审" maxlength={32} />
          <TextField {...fieldOf('termFrom')} type="date" />
          <TextField {...fieldOf('termTo')} type="date" />
        </div>
        <p class="fc-field fc-acts">
          <button class="btn btn-primary" type="submit">
            {known === null ? '新增' : '保存修改'}
          </button>
        </p>
      </form>
    </Page>
  )
}
