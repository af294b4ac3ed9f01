/**
 * SHA-256 of a text's UTF-8 bytes (FIPS 180-4). The browser's own is there under HTTPS alone, and an office network serves plain HTTP; without
 * the hash nobody could say truthfully that a text is saved.
 */

/** The first 32 bits of the fractional parts of the square roots, and of the cube roots, of the first primes. */
const [ROOTS, START] = firstPrimes()

function firstPrimes(): [Uint32Array, Uint32Array] {
  const fraction = (value: number) => (value - Math.floor(value)) * 2 ** 32
  const primes: number[] = []
  for (let n = 2; primes.length < 64; n++) if (primes.every(prime => n % prime !== 0)) primes.push(n)
  return [
    Uint32Array.from(primes, prime => fraction(Math.cbrt(prime))),
    Uint32Array.from(primes.slice(0, 8), prime => fraction(Math.sqrt(prime)))
  ]
}

/** @returns 64 hexadecimal digits */
export function sha256(text: string): string {
  const bytes = padded(new TextEncoder().encode(text))
  const view = new DataView(bytes.buffer)
  const hash = Uint32Array.from(START)
  const words = new Uint32Array(64)
  for (let block = 0; block < bytes.length; block += 64) mix(hash, words, view, block)
  return Array.from(hash, word => word.toString(16).padStart(8, '0')).join('')
}

/** The message, a one bit, zeros, and its length in bits, up to a whole block. */
function padded(message: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(Math.ceil((message.length + 9) / 64) * 64)
  bytes.set(message)
  bytes[message.length] = 0x80
  const view = new DataView(bytes.buffer)
  view.setUint32(bytes.length - 8, Math.floor(message.length / 2 ** 29))
  view.setUint32(bytes.length - 4, message.length << 3)
  return bytes
}

const turned = (word: number, bits: number): number => (word >>> bits) | (word << (32 - bits))

function mix(hash: Uint32Array, w: Uint32Array, view: DataView, block: number): void {
  const at = (list: Uint32Array, index: number): number => list[index] ?? 0
  for (let i = 0; i < 16; i++) w[i] = view.getUint32(block + i * 4)
  for (let i = 16; i < 64; i++) {
    const [x, y] = [at(w, i - 15), at(w, i - 2)]
    const small = turned(x, 7) ^ turned(x, 18) ^ (x >>> 3)
    const large = turned(y, 17) ^ turned(y, 19) ^ (y >>> 10)
    w[i] = at(w, i - 16) + small + at(w, i - 7) + large
  }
  let [a, b, c, d, e, f, g, h] = Array.from(hash) as [number, number, number, number, number, number, number, number]
  for (let i = 0; i < 64; i++) {
    const one = (h + (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) + ((e & f) ^ (~e & g)) + at(ROOTS, i) + at(w, i)) | 0
    const two = ((turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0
    ;[h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0]
  }
  ;[a, b, c, d, e, f, g, h].forEach((word, i) => {
    hash[i] = at(hash, i) + word
  })
}
