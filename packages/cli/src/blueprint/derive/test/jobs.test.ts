import { expect, test } from 'vitest'
import { call, derive } from './kit.ts'

const seen = (file: string) => [{ evidence: [{ file, line: 3 }] }]
const polled = (endpoint: string) => [{ endpoint, evidence: [{ file: 'src/bell.ts', line: 5 }] }]

test('a status that is asked for again is work where the code waits for its end', () => {
  const imports = [call('GET /api/imports/{id}', { reads: ['status'] })]
  const signals = { polls: polled('GET /api/imports/{id}'), processing: seen('src/imports.ts') }
  expect(derive(imports, signals).features.jobs?.needed).toBe(true)
})

test('a status that every answer has says how the request went, not how far some work is', () => {
  const names = ['bees', 'hives', 'queens', 'combs', 'frames', 'lids', 'bars', 'boxes', 'suits', 'smoke', 'jars']
  const all = [...names, 'bell'].map(name => call(`GET /api/${name}`, { reads: ['status'] }))
  const signals = { polls: polled('GET /api/bell'), processing: seen('src/button.ts') }
  expect(derive(all, signals).features.jobs?.needed).toBe(false)
})

test('of an answer that nothing is read of, only its address or the file that asks can say that it is work', () => {
  const asks = (path: string, processing: string) =>
    derive([call(`GET ${path}`)], { polls: polled(`GET ${path}`), processing: seen(processing) }).features.jobs?.needed
  expect(asks('/api/bell', 'src/button.ts')).toBe(false)
  expect(asks('/api/import', 'src/button.ts')).toBe(true)
})

test('work that somebody starts by hand is called a job, alone or after what it does', () => {
  const needs = (path: string) => derive([call(`POST ${path}`)]).features.jobs?.needed
  expect(needs('/api/jobs/{id}/run')).toBe(true)
  expect(needs('/api/hive/sweep-jobs/{id}/run')).toBe(true)
  expect(needs('/api/jobs/{id}/close')).toBe(false)
})

test('which job is begun may stand in the body', () => {
  const needs = (ask: string) => derive([call(ask)]).features.jobs?.needed
  expect(needs('PUT /monitor/job/run')).toBe(true)
  expect(needs('POST /api/timedTask/triggerTimedTask')).toBe(true)
  expect(needs('POST /api/job-info/trigger')).toBe(true)
  expect(needs('GET /api/job/runs')).toBe(false)
  expect(needs('POST /api/job/runner')).toBe(false)
})

test('a list of work that the system keeps is work, what people have to do or apply for is not', () => {
  const needs = (ask: string) => derive([call(ask)]).features.jobs?.needed
  expect(['GET /system/tasks', 'GET /admin/queue', 'GET /print-jobs', 'GET /repos/{id}/cron'].map(needs)).toEqual(
    Array(4).fill(true),
  )
  expect(['GET /tasks', 'GET /jobs', 'GET /admin/jobs', 'GET /saved-jobs', 'GET /crons/daily'].map(needs)).toEqual(
    Array(5).fill(false),
  )
})

test('a library that is scanned is gone through in the background, a ticket is not', () => {
  const needs = (path: string) => derive([call(`POST ${path}`)]).features.jobs?.needed
  expect(needs('/api/libraries/{id}/scan')).toBe(true)
  expect(needs('/api/search/reindex')).toBe(true)
  expect(needs('/api/tickets/{id}/scan')).toBe(false)
})

test('work that can be stopped goes on after the answer', () => {
  const needs = (...asks: string[]) => derive(asks.map(ask => call(ask))).features.jobs?.needed
  expect(needs('POST /import', 'DELETE /import')).toBe(true)
  expect(needs('POST /index/build', 'POST /index/stop')).toBe(true)
  expect(needs('POST /import')).toBe(false)
  expect(needs('DELETE /import')).toBe(false)
  expect(needs('POST /orders', 'POST /orders/cancel')).toBe(false)
})
