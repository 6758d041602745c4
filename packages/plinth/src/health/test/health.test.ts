import { expect, test, vi } from 'vitest'
import type { CheckResult, Service } from '../../lifecycle/index.ts'
import { createHealth } from '../health.ts'

function service(name: string, check?: () => Promise<CheckResult>): Service {
  const none = async (): Promise<void> => {}
  return { name, start: none, stop: none, ...(check === undefined ? {} : { check }) }
}

function started(...services: Service[]) {
  const health = createHealth({ services: () => services, version: '2.0.0' })
  health.started()
  return health
}

test('startup and readiness fail until the start is done, life does not', async () => {
  const health = createHealth({ services: () => [], version: '1' })
  expect(health.live().status).toBe(200)
  expect(health.startup().status).toBe(503)
  expect((await health.ready(false)).status).toBe(503)
  health.started()
  expect(health.startup().status).toBe(200)
  expect((await health.ready(false)).status).toBe(200)
})

test('one failing service makes the whole not ready, and only operators learn which', async () => {
  const failing = service('database', async () => ({ status: 'failing', detail: 'connection refused' }))
  const health = started(failing, service('http'))
  expect(await health.ready(false)).toEqual({ status: 503, body: { status: 'failing' } })
  expect(await health.ready(true)).toEqual({
    status: 503,
    body: {
      status: 'failing',
      checks: { database: { status: 'failing', detail: 'connection refused', latency: expect.any(Number) } },
      version: '2.0.0',
      uptime: expect.any(Number),
    },
  })
})

test('16.5.2 a degraded service leaves the whole ready, and only operators learn of it', async () => {
  const degraded = service('limits', async () => ({ status: 'degraded', detail: 'counting in memory' }))
  const health = started(
    degraded,
    service('database', async () => ({ status: 'ok' })),
  )
  expect(await health.ready(false)).toEqual({ status: 200, body: { status: 'ok' } })
  expect(await health.ready(true)).toMatchObject({ status: 200, body: { checks: { limits: { status: 'degraded' } } } })
})

test('a check that rejects is failing, and its message stays inside', async () => {
  const health = started(service('database', () => Promise.reject(new Error('postgres://ada:secret@db'))))
  const { status, body } = await health.ready(true)
  expect(status).toBe(503)
  expect(JSON.stringify(body)).not.toContain('secret')
})

test('a check that hangs is failing after a second', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  try {
    const asked = started(service('bus', () => new Promise(() => undefined))).ready(false)
    await vi.advanceTimersByTimeAsync(1000)
    expect((await asked).status).toBe(503)
  } finally {
    vi.useRealTimers()
  }
})

test('checks are asked once, however many callers ask within a second', async () => {
  const check = vi.fn(async (): Promise<CheckResult> => ({ status: 'ok' }))
  const health = started(service('database', check))
  await Promise.all(Array.from({ length: 50 }, () => health.ready(false)))
  await health.ready(true)
  expect(check).toHaveBeenCalledTimes(1)
})
