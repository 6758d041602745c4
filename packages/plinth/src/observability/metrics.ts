import { monitorEventLoopDelay } from 'node:perf_hooks'
import { Gauge, Histogram, Registry } from 'prom-client'

/** What a request is filed under: its route pattern, never its path, so that the number of series stays bounded. */
export interface RequestSample {
  readonly method: string
  readonly route: string
  readonly status: number
  readonly seconds: number
}

/** Prometheus metrics of one process. */
export interface Metrics {
  request(sample: RequestSample): void
  /** A number that is read when somebody asks for it, such as the connections in use. */
  gauge(name: string, help: string, read: () => number): void
  /** Text exposition format 0.0.4. */
  text(): Promise<string>
  readonly contentType: string
  stop(): void
}

/** Opens the metrics: requests by route and status class, event-loop lag, memory, and what others add by `gauge`. */
export function openMetrics(): Metrics {
  const registry = new Registry()
  const requests = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time to answer, by route pattern.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [registry],
  })
  const lag = monitorEventLoopDelay({ resolution: 20 })
  lag.enable()
  const gauge = (name: string, help: string, read: () => number): void => {
    new Gauge({
      name,
      help,
      registers: [registry],
      collect() {
        this.set(read())
      },
    })
  }
  gauge('nodejs_eventloop_lag_p99_seconds', 'Event-loop delay, 99th percentile since the last scrape.', () => {
    const seconds = lag.percentile(99) / 1e9
    lag.reset()
    return Number.isFinite(seconds) ? seconds : 0
  })
  gauge('process_resident_memory_bytes', 'Resident memory.', () => process.memoryUsage.rss())
  gauge(
    'process_cpu_seconds_total',
    'CPU time used.',
    () => (process.cpuUsage().user + process.cpuUsage().system) / 1e6,
  )
  return {
    request: ({ method, route, status, seconds }) => requests.labels(method, route, String(status)).observe(seconds),
    gauge,
    text: () => registry.metrics(),
    contentType: registry.contentType,
    stop: () => lag.disable(),
  }
}
