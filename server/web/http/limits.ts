/** Every bound of the HTTP surface, in one table. Whoever raises one should know what it protects. */

/** Body of a request in bytes, unless the address sets its own. */
export const BODY_LIMIT = 2 * 1024 * 1024

/** Body of a request that carries a regulation's text: 2 MB of text, which JSON may write as `\uXXXX`, two bytes for one. */
export const TEXT_BODY_LIMIT = 6 * 1024 * 1024

/** Nesting of a JSON body: ours nest four deep, and what walks a body is recursive. */
export const JSON_DEPTH = 32

/** A client that has not sent its whole request by then is slow on purpose or gone. */
export const REQUEST_TIMEOUT = 60_000

/** Idle connections are kept a little longer than the usual proxy keeps them. */
export const KEEP_ALIVE_TIMEOUT = 72_000

/**
 * Requests a minute from one address that is not signed in. A page with its assets is about ten; a program whose token was
 * revoked may hammer on. Signed-in requests are not counted: an office behind one address must be able to work.
 */
export const ANONYMOUS_REQUESTS_A_MINUTE = 3_000

/** Tries to sign in, a minute and an address: each costs 20 ms and 19 MB of hashing. */
export const SIGN_INS_A_MINUTE = 60

/** The event loop so late that new work only makes it worse: refuse with 503 until it has caught up. */
export const EVENT_LOOP_DELAY = 5_000

/** Answers below this many bytes are not worth compressing. */
export const COMPRESS_FROM = 1_024
