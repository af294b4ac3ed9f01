/** For tests alone: files that go in and out of pages, as the person of a role. */
import { Buffer } from 'node:buffer'
import type { TestApp } from '../app-testing.ts'
import { addAccount } from '../people/accounts.ts'
import { issueToken } from '../people/tokens.ts'

export interface SentFile {
  readonly name: string
  readonly bytes: Uint8Array
}

/** @returns a client of an account with this role: `get` gives bytes, `post` sends a form, with a file or without */
export async function filesAs({ app, services }: TestApp, name: string, role: 'staff' | 'expert' | 'reader') {
  const { id } = await addAccount(services, null, { name, displayName: name, role, password: null })
  const authorization = `Bearer ${(await issueToken(services, null, id)).token}`
  const get = async (url: string) => {
    const answer = await app.inject({ url, headers: { authorization, accept: 'text/html' } })
    return { status: answer.statusCode, headers: answer.headers, bytes: new Uint8Array(answer.rawPayload), text: answer.body }
  }
  const post = async (url: string, fields: Readonly<Record<string, string>>, file?: SentFile) => {
    const answer = await app.inject({
      method: 'POST',
      url,
      headers: { authorization, accept: 'text/html', ...typeOf(file) },
      payload: bodyOf(fields, file)
    })
    return { status: answer.statusCode, text: answer.body, location: String(answer.headers.location ?? '') }
  }
  return { get, post }
}

const BOUNDARY = 'facheng-test-boundary'

const typeOf = (file: SentFile | undefined) => ({
  'content-type': file ? `multipart/form-data; boundary=${BOUNDARY}` : 'application/x-www-form-urlencoded'
})

function bodyOf(fields: Readonly<Record<string, string>>, file: SentFile | undefined): Buffer | string {
  if (!file) return new URLSearchParams(fields).toString()
  const parts = Object.entries(fields).map(
    ([name, value]) => `--${BOUNDARY}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`
  )
  const head = `--${BOUNDARY}\r\ncontent-disposition: form-data; name="file"; filename="${file.name}"\r\ncontent-type: application/octet-stream\r\n\r\n`
  return Buffer.concat([Buffer.from(parts.join('') + head), file.bytes, Buffer.from(`\r\n--${BOUNDARY}--\r\n`)])
}
