/** How a notice leaves the house: by e-mail, or to the robot of a group. There is no other way, and none that the operator has not set up. */
import { createTransport, type SendMailOptions } from 'nodemailer'
import type { NoticeConfig } from '../config.ts'

export interface Message {
  readonly subject: string
  readonly text: string
}

export interface Ways {
  readonly mail: ((to: string, message: Message) => Promise<void>) | null
  readonly webhook: ((message: Message) => Promise<void>) | null
}

const PATIENCE = 10_000
/** 企业微信 takes 2,048 bytes of text. */
const MAX_BYTES = 2_000
/** A robot answers in a line. */
const MAX_ANSWER = 65_536

export function waysOf({ mail, webhook }: NoticeConfig): Ways {
  return {
    mail:
      mail &&
      mailer(
        createTransport({ url: mail.url, connectionTimeout: PATIENCE, greetingTimeout: PATIENCE, socketTimeout: PATIENCE }),
        mail.from
      ),
    webhook: webhook === null ? null : message => postText(webhook, message)
  }
}

export const mailer =
  (transport: { readonly sendMail: (message: SendMailOptions) => Promise<unknown> }, from: string) =>
  async (to: string, { subject, text }: Message): Promise<void> => {
    await transport.sendMail({ from, to: { name: '', address: to }, subject, text, disableFileAccess: true, disableUrlAccess: true })
  }

/** The text message of 企业微信 and 钉钉. Goes to the address set up and nowhere else: a redirect is a failure. */
async function postText(url: string, { subject, text }: Message): Promise<void> {
  const answer = await fetch(url, {
    method: 'POST',
    redirect: 'error',
    signal: AbortSignal.timeout(PATIENCE),
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ msgtype: 'text', text: { content: cut(`${subject}\n${text}`) } })
  })
  const said = await readAnswer(answer)
  if (!answer.ok) throw new Error(`机器人答复 ${answer.status}`)
  // A refusal of the robot, e.g. of too many messages, comes with status 200.
  const code = /"errcode"\s{0,4}:\s{0,4}(-?\d{1,9})/.exec(said)?.[1] ?? '0'
  if (code !== '0') throw new Error(`机器人答复错误 ${code}`)
}

async function readAnswer({ body }: Response): Promise<string> {
  const decoder = new TextDecoder()
  let said = ''
  if (body === null) return said
  for await (const chunk of body) {
    said += decoder.decode(chunk, { stream: true })
    if (said.length > MAX_ANSWER) break
  }
  return said
}

/** As much as fits, by whole lines. */
export function cut(text: string): string {
  const lines = text.split('\n')
  const size = (some: readonly string[]) => Buffer.byteLength(some.join('\n'))
  if (size(lines) <= MAX_BYTES) return text
  while (lines.length > 1 && size([...lines, '……']) > MAX_BYTES) lines.pop()
  return [...lines, '……'].join('\n')
}
