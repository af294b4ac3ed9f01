/** Where the digest of a person's work (工作摘要) is sent, as it crosses the boundary. */
import { type Static, Type } from 'typebox'

/** One address and nothing else: no name, no list, no quotes. */
const Email = Type.String({ maxLength: 200, pattern: '^[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+$' })

export const NoticeAddress = Type.Object(
  { email: Type.Union([Email, Type.Null()], { description: '接收工作摘要的邮箱；null 为不接收' }) },
  { additionalProperties: false, description: '工作摘要发到哪里' }
)
export type NoticeAddress = Static<typeof NoticeAddress>
