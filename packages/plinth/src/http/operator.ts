import type { FastifyRequest } from 'fastify'
import { httpErrors } from '../errors/index.ts'
import type { Health, HealthAnswer } from '../health/index.ts'
import type { Mount } from './mount.ts'
import type { ServerParts } from './parts.ts'
import { isLocal } from './request/address.ts'
import type { HttpAnswer } from './response/answer.ts'
import { apiHeaders } from './response/headers.ts'

/** What operators and orchestrators ask: health, and metrics. Not counted by any limit, and no dialect touches them. */
export function operatorMounts(parts: ServerParts): Mount[] {
  const { health, metrics, options } = parts
  const isOperator = ({ raw }: FastifyRequest): boolean => options.development === true || isLocal(raw)
  const asked: readonly (readonly [string, (request: FastifyRequest) => HealthAnswer | Promise<HealthAnswer>])[] = [
    ['live', () => health.live()],
    ['ready', request => health.ready(isOperator(request))],
    ['startup', () => health.startup()],
  ]
  const mounts = asked.map(
    ([name, ask]): Mount => ({
      method: 'GET',
      path: `/health/${name}`,
      limited: false,
      answer: async request => healthAnswer(await ask(request)),
    }),
  )
  if (metrics !== undefined) mounts.push(metricsMount(metrics, request => options.docs === true || isOperator(request)))
  return mounts
}

function healthAnswer({ status, body }: Awaited<ReturnType<Health['ready']>>): HttpAnswer {
  const headers = [...apiHeaders, 'content-type', 'application/json; charset=utf-8', 'cache-control', 'no-store']
  return { status, headers, body: JSON.stringify(body) }
}

type Metrics = NonNullable<ServerParts['metrics']>

function metricsMount(metrics: Metrics, isOpen: (request: FastifyRequest) => boolean): Mount {
  return {
    method: 'GET',
    path: '/metrics',
    limited: false,
    answer: async request => {
      if (!isOpen(request)) throw httpErrors.NOT_FOUND({ what: 'such path' })
      const headers = [...apiHeaders, 'content-type', metrics.contentType, 'cache-control', 'no-store']
      return { status: 200, headers, body: await metrics.text() }
    },
  }
}
