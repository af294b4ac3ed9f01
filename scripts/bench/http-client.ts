/**
 * A client that costs next to nothing, for benches: raw sockets in a thread of its own, each sending its next request as soon as the answer to
 * the last is whole. Run as a worker with `HttpLoad` as its data; posts `HttpFigures`.
 */
import net from 'node:net'
import { parentPort, workerData } from 'node:worker_threads'

export interface HttpLoad {
  readonly port: number
  /** Requests as they go over the wire; sent in turn. */
  readonly requests: readonly string[]
  readonly connections: number
  readonly count: number
}

export interface HttpFigures {
  /** Requests a second. */
  readonly rate: number
  /** Milliseconds that 99 of 100 answers take at most. */
  readonly p99: number
  /** How many answers had which status. */
  readonly statuses: Readonly<Record<string, number>>
}

const { port, requests, connections, count } = workerData as HttpLoad
const times: number[] = []
const statuses: Record<string, number> = {}
let sent = 0
let open = connections
const begun = performance.now()

for (let connection = 0; connection < connections; connection++) connect()

function connect(): void {
  const socket = net.connect(port, '127.0.0.1')
  socket.setNoDelay(true)
  let received = ''
  let start = 0
  const next = () => {
    if (sent >= count) {
      socket.end()
      open--
      if (open === 0) finish()
      return
    }
    start = performance.now()
    socket.write(requests[sent++ % requests.length] ?? '')
  }
  socket.setEncoding('latin1')
  socket.on('connect', next)
  socket.on('data', (chunk: string) => {
    received += chunk
    const head = received.indexOf('\r\n\r\n')
    if (head < 0) return
    const length = Number(/content-length: (\d+)/i.exec(received.slice(0, head))?.[1] ?? 0)
    if (received.length < head + 4 + length) return
    times.push(performance.now() - start)
    const status = received.slice(9, 12)
    statuses[status] = (statuses[status] ?? 0) + 1
    received = received.slice(head + 4 + length)
    next()
  })
}

function finish(): void {
  const seconds = (performance.now() - begun) / 1000
  times.sort((a, b) => a - b)
  const figures: HttpFigures = { rate: count / seconds, p99: times[Math.floor(times.length * 0.99)] ?? 0, statuses }
  parentPort?.postMessage(figures)
}
