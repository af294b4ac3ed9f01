/** What Prometheus reads at `/metrics`: how many requests of which address ended how, how long they took, and how the process is. */
import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { FastifyInstance } from 'fastify'

/** Upper bounds of the buckets in seconds: the goals of 200 ms and 1 s stand among them. */
const BUCKETS = [0.005, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5] as const
const NANOSECONDS = 1e9

interface Series {
  readonly labels: string
  readonly buckets: number[]
  sum: number
  count: number
}

export function addMetrics(app: FastifyInstance): void {
  const series = new Map<string, Series>()
  const delay = monitorEventLoopDelay({ resolution: 20 })
  delay.enable()
  app.addHook('onClose', async () => void delay.disable())
  app.addHook('onResponse', (request, reply, next) => {
    // The address's pattern, never the address: ids would make a series each, and say who reads what.
    const route = request.is404 ? 'unknown' : (request.routeOptions.url ?? 'unknown')
    const labels = `method="${request.is404 ? 'any' : request.method}",route="${route}",status="${reply.statusCode}"`
    observe(series, labels, reply.elapsedTime / 1000)
    next()
  })
  app.get('/metrics', { config: { access: 'public' } }, (_request, reply) =>
    reply
      .type('text/plain; version=0.0.4; charset=utf-8')
      .send([...requestLines(series), ...processLines(delay.percentile(99) / NANOSECONDS), ''].join('\n'))
  )
}

function observe(series: Map<string, Series>, labels: string, seconds: number): void {
  const found = series.get(labels) ?? { labels, buckets: BUCKETS.map(() => 0), sum: 0, count: 0 }
  series.set(labels, found)
  BUCKETS.forEach((bound, at) => {
    if (seconds <= bound) found.buckets[at] = (found.buckets[at] ?? 0) + 1
  })
  found.sum += seconds
  found.count++
}

function requestLines(series: ReadonlyMap<string, Series>): string[] {
  const name = 'facheng_http_request_duration_seconds'
  return [
    `# HELP ${name} Time from request to answer.`,
    `# TYPE ${name} histogram`,
    ...[...series.values()].flatMap(({ labels, buckets, sum, count }) => [
      ...BUCKETS.map((bound, at) => `${name}_bucket{${labels},le="${bound}"} ${buckets[at]}`),
      `${name}_bucket{${labels},le="+Inf"} ${count}`,
      `${name}_sum{${labels}} ${sum}`,
      `${name}_count{${labels}} ${count}`
    ])
  ]
}

function processLines(eventLoopDelay: number): string[] {
  const { user, system } = process.cpuUsage()
  const gauge = (name: string, help: string, value: number, type = 'gauge') => [
    `# HELP ${name} ${help}`,
    `# TYPE ${name} ${type}`,
    `${name} ${value}`
  ]
  return [
    ...gauge('process_cpu_seconds_total', 'CPU time used.', (user + system) / 1e6, 'counter'),
    ...gauge('process_resident_memory_bytes', 'Resident memory.', process.memoryUsage.rss()),
    ...gauge('process_start_time_seconds', 'Start of the process.', Math.round(Date.now() / 1000 - process.uptime())),
    ...gauge('nodejs_eventloop_lag_p99_seconds', 'Delay of the event loop, 99th percentile.', eventLoopDelay)
  ]
}
