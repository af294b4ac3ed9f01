/** Pages of the register of regulations in force and of the law library. */
import multipart from '@fastify/multipart'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'
import { Id, IdParams } from '../../schema/http.ts'
import { Problem } from '../../schema/problems.ts'
import { type Imported, NewRegulation, NewTerm, NewText, Rank, RegulationChange, RegulationStatus } from '../../schema/regulations.ts'
import { readableLines } from '../formats/docx-reader.ts'
import { markdownOfPlainText } from '../formats/plain-text.ts'
import { parse } from '../law/index.ts'
import { mayAs } from '../people/permissions.ts'
import type { Services } from '../store/services.ts'
import { fileForm } from '../uploads/form.ts'
import { readUpload } from '../uploads/read-upload.ts'
import { answerForm, type Fields, fieldsOf, type Refusal, readForm, refusalOf, UNTOUCHED } from '../web/forms.ts'
import { frameOf, seeOther, sendPage } from '../web/frame.ts'
import { requireActor } from '../web/http/actor.ts'
import type { HttpServer } from '../web/http/server.ts'
import { addTerm, addText, changeRegulation, removeTerm } from './add-text.ts'
import { whoCites } from './citing.ts'
import { enterByHand } from './enter-bill.ts'
import { newerLaws } from './impact.ts'
import { importRegulations, type NamedRegulation } from './import.ts'
import { libraryPages } from './library-pages.tsx'
import { listNotEntered, listRegulations, readRegulation, readTextAsOf, regulationCounts } from './read.ts'
import { CHANGE_LABELS, ChangePage, CitingPage, ImportPage } from './register-forms.tsx'
import { RegisterPage, registerAddress } from './register-page.tsx'
import { RegulationPage } from './regulation-page.tsx'
import { linksOf } from './text-links.ts'

const READ = { access: 'signedIn' } as const
const STAFF = { access: ['staff'] } as const
const Own = Type.Optional(Type.Boolean())
const ListQuery = Type.Object({
  own: Own,
  status: Type.Optional(RegulationStatus),
  rank: Type.Optional(Type.Union([Rank, Type.Literal('')])),
  q: Type.Optional(Type.String({ maxLength: 100 })),
  cursor: Type.Optional(Type.String({ maxLength: 400 }))
})
const OnQuery = Type.Object({ on: Type.Optional(Type.String({ format: 'date' })) })
const CitingQuery = Type.Object({ to: Type.Optional(Type.String({ maxLength: 300 })) })
const ImportQuery = Type.Object({ own: Own })
/** A library comes as a folder of files. */
const MAX_FILES = 100
const MAX_FILE = 20 * 1024 * 1024

export function pages(app: HttpServer, services: Services): void {
  const list = async (request: FastifyRequest, reply: FastifyReply, query: Static<typeof ListQuery>, problem: string | null = null) => {
    const frame = frameOf(request, reply, services)
    const { own = true, cursor: _, ...filter } = query
    // A form sends an empty one where nothing is chosen.
    const wanted = { ...filter, rank: filter.rank || undefined, q: filter.q?.trim() || undefined }
    const [{ items: rows, next: cursor }, counts, waiting, newer] = await Promise.all([
      listRegulations(services, { ...query, ...wanted }),
      regulationCounts(services, { own, ...wanted }),
      own ? listNotEntered(services) : [],
      newerLaws(services)
    ])
    const next = cursor === null ? null : registerAddress(own, { ...wanted, cursor })
    return (
      <RegisterPage
        {...{ frame, own, rows, next, counts, waiting, newer, problem }}
        query={wanted}
        mayWrite={mayAs(frame.actor, 'staff')}
      />
    )
  }
  app.get('/regulations', { config: READ, schema: { querystring: ListQuery } }, async (request, reply) =>
    sendPage(reply, await list(request, reply, request.query))
  )
  app.post('/regulations', { config: STAFF }, (request, reply) =>
    answerForm(request, reply, {
      act: fields => enterByHand(services, requireActor(request), readForm(Type.Object({ bill: Id }), fields, { bill: '法规案' }).bill),
      done: id => `/regulations/${id}`,
      again: (refusal, problem) => list(request, reply, {}, refusal.problem ?? problem.message)
    })
  )
  app.get('/regulations/citing', { config: READ, schema: { querystring: CitingQuery } }, async (request, reply) => {
    const to = request.query.to?.trim() ?? ''
    const frame = frameOf(request, reply, services)
    try {
      return await sendPage(
        reply,
        <CitingPage frame={frame} to={to} rows={to === '' ? null : await whoCites(services, to)} problem={null} />
      )
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== 'no-such-article') throw error
      return sendPage(reply, <CitingPage frame={frame} to={to} rows={null} problem={error.message} />, 422)
    }
  })
  app.get('/regulations/:id', { config: READ, schema: { params: IdParams, querystring: OnQuery } }, async (request, reply) => {
    const frame = frameOf(request, reply, services)
    const regulation = await readRegulation(services, request.params.id)
    const text = await readTextAsOf(services, regulation.id, request.query.on)
    const links = await linksOf(services, parse(text.text))
    return sendPage(reply, <RegulationPage {...{ frame, regulation, text, links }} mayWrite={mayAs(frame.actor, 'staff')} />)
  })
  libraryPages(app, services)
  changePages(app, services)
  importPages(app, services)
}

function changePages(app: HttpServer, services: Services): void {
  const form = async (request: FastifyRequest, reply: FastifyReply, id: string, refusal: Refusal) => (
    <ChangePage frame={frameOf(request, reply, services)} regulation={await readRegulation(services, id)} refusal={refusal} />
  )
  app.get('/regulations/:id/change', { config: STAFF, schema: { params: IdParams } }, async (request, reply) =>
    sendPage(reply, await form(request, reply, request.params.id, UNTOUCHED))
  )
  app.post('/regulations/:id/change', { config: STAFF, schema: { params: IdParams } }, (request, reply) => {
    const { id } = request.params
    const actor = requireActor(request)
    return answerForm(request, reply, {
      act: async fields => {
        if (fields['form'] === 'term') return addTerm(services, actor, id, readForm(NewTerm, fields, CHANGE_LABELS))
        if (fields['form'] === 'removeTerm') return removeTerm(services, actor, id, fields['term'] ?? '')
        if (fields['form'] === 'text') return addText(services, actor, id, readForm(NewText, withLines(fields), CHANGE_LABELS))
        return changeRegulation(services, actor, id, readForm(RegulationChange, fields, CHANGE_LABELS))
      },
      done: () => `/regulations/${id}`,
      again: refusal => form(request, reply, id, refusal)
    })
  })
}

/** Browsers send every line end of a form as CR LF. */
const withLines = (fields: Fields): Fields => ({ ...fields, text: (fields['text'] ?? '').replace(/\r\n?/g, '\n') })

function importPages(app: HttpServer, services: Services): void {
  app.get('/regulations/import', { config: STAFF, schema: { querystring: ImportQuery } }, async (request, reply) => {
    const frame = frameOf(request, reply, services)
    return sendPage(reply, <ImportPage frame={frame} own={request.query.own ?? true} refusal={UNTOUCHED} wrong={[]} done={null} />)
  })
  app.register(async scope => {
    await scope.register(multipart, {
      attachFieldsToBody: 'keyValues',
      limits: { files: MAX_FILES, fields: 20, fileSize: MAX_FILE, fieldSize: MAX_FILE },
      onFile: async (part: { readonly filename: string; readonly toBuffer: () => Promise<Buffer> } & { value?: unknown }) => {
        part.value = { name: part.filename, bytes: await part.toBuffer() }
      }
    })
    ;(scope as HttpServer).post(
      '/regulations/import',
      { config: { ...STAFF, csrf: false, largest: MAX_FILE }, ...fileForm(scope as HttpServer), schema: { querystring: ImportQuery } },
      async (request, reply) => {
        const own = request.query.own ?? true
        const show = async (refusal: Refusal, wrong: readonly string[], done: readonly Imported[] | null, status: number) => {
          const frame = frameOf(request, reply, services)
          return sendPage(reply, <ImportPage {...{ frame, own, refusal, wrong, done }} />, status)
        }
        const fields = fieldsOf(request.body)
        try {
          const done = await importRegulations(services, requireActor(request), await readWishes(request.body, fields, own))
          if (done.length === 1 && done[0]) return seeOther(reply, `/regulations/${done[0].id}`)
          return await show(UNTOUCHED, [], done, 200)
        } catch (error) {
          if (!(error instanceof Problem) || ![400, 409, 413].includes(error.status)) throw error
          const wrong = error.code === 'import-rows-wrong' ? error.errors.map(({ message }) => message) : []
          const refusal = wrong.length > 0 ? { values: fields, errors: {}, problem: error.message } : refusalOf(error, fields)
          return show(refusal, wrong, null, 422)
        }
      }
    )
  })
}

interface UploadedFile {
  readonly name: string
  readonly bytes: Buffer
}

const isFile = (value: unknown): value is UploadedFile =>
  typeof value === 'object' && value !== null && 'name' in value && 'bytes' in value && Buffer.isBuffer(value.bytes)

/** One wish a file, and one for what was pasted. @throws {Problem} `import-rows-wrong` for files that cannot be read, `file-missing` for none */
async function readWishes(body: unknown, fields: Fields, own: boolean): Promise<NamedRegulation[]> {
  const files = [typeof body === 'object' && body !== null && 'files' in body ? body.files : []]
    .flat()
    .filter(isFile)
    .filter(({ bytes }) => bytes.length > 0)
  const given = readForm(NewRegulation, { ...fields, text: 'text', files: '' }, CHANGE_LABELS)
  const typed = (fields['text'] ?? '').replace(/\r\n?/g, '\n')
  const wishes: NamedRegulation[] = typed.trim() === '' ? [] : [{ ...given, own, text: typed, file: '粘贴的文本' }]
  const wrong: { code: string; message: string }[] = []
  for (const { name, bytes } of files) {
    try {
      wishes.push({ ...given, own, text: await textOf(name, bytes), file: name.slice(0, 200) })
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      wrong.push({ code: 'file', message: `${name}：${error.message}` })
    }
  }
  if (wrong.length > 0)
    throw new Problem('import-rows-wrong', { detail: `有 ${wrong.length} 个文件读不出来，一个也没有导入。`, errors: wrong })
  if (wishes.length === 0) throw new Problem('file-missing')
  return wishes
}

async function textOf(name: string, bytes: Buffer): Promise<string> {
  if (/\.docx$/i.test(name)) return markdownOfPlainText(readableLines(await readUpload('word', { name, bytes }), () => true).join('\n'))
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new Problem('text-not-well-formed', { detail: '不是 UTF-8 文本，请另存为 UTF-8 后重试。' })
  }
  return /^#/m.test(text) ? text : markdownOfPlainText(text)
}
