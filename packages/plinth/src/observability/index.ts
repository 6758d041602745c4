import './context.ts'

/** How a process is seen from outside: log, metrics, trace position. */
export { hashedId, type Log, type LogOptions, openLog, silentLog } from './log.ts'
export { type Metrics, openMetrics, type RequestSample } from './metrics.ts'
export { isSecretName, maskText } from './redact.ts'
export { childTrace, readTraceparent, type Trace, writeTraceparent } from './trace.ts'
