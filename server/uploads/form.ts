/** Forms with a file: the bounds of what is sent, and the file with the name that the browser gave it. */
import multipart, { type MultipartFile } from '@fastify/multipart'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { HttpServer } from '../web/http/server.ts'
import { MAX_UPLOAD, type Upload } from './read-upload.ts'

/** What a file is beside it: fields, boundaries, pasted text. */
const BESIDE = 3 * 1024 * 1024

/** Registers addresses that take a file; those of the scope alone. */
export function withFiles(app: HttpServer, addresses: (scope: HttpServer) => void): void {
  app.register(async scope => {
    await scope.register(multipart, {
      attachFieldsToBody: 'keyValues',
      limits: { files: 1, fields: 20, fileSize: MAX_UPLOAD, fieldSize: BESIDE },
      async onFile(part: MultipartFile & { value?: unknown }) {
        part.value = { name: part.filename ?? '', bytes: await part.toBuffer() } satisfies Upload
      }
    })
    addresses(scope as HttpServer)
  })
}

/** The settings of an address that takes a file. Its fields are there only after the body is read, so its token is checked here instead of before. */
export const fileForm = (app: HttpServer) =>
  ({
    bodyLimit: MAX_UPLOAD + BESIDE,
    preHandler: (request: FastifyRequest, reply: FastifyReply, next: (error?: Error) => void) =>
      request.byCookie ? app.csrfProtection(request, reply, next) : next()
  }) as const

/** The file of a form; null when none was chosen. */
export function uploadOf(body: unknown, field = 'file'): Upload | null {
  const file = (body as Readonly<Record<string, unknown>> | null)?.[field]
  if (typeof file !== 'object' || file === null || !('bytes' in file)) return null
  const upload = file as Upload
  return upload.bytes.length === 0 ? null : upload
}
