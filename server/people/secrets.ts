/** What proves an identity by itself (bearer tokens, session ids, one-time links) is made here and kept only as its hash. */
import { hash, randomBytes } from 'node:crypto'

/** 256 bits: cannot be guessed, so a plain hash without salt keeps it well enough. */
const SECRET_BYTES = 32

export const newSecret = (): string => randomBytes(SECRET_BYTES).toString('base64url')

export const secretHash = (secret: string): string => hash('sha256', secret, 'hex')
