import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Endpoint } from '../../blueprint/endpoint.ts'
import type { Operation, SdkUse } from '../../blueprint/operation.ts'
import { type Detection, detect } from '../index.ts'

interface Expected {
  endpoints: (Partial<Omit<Endpoint, 'evidence'>> & { method: string; path: string; evidence?: string[] })[]
  thirdParty?: string[]
  unresolved?: number
  problems?: string[]
  base?: { unknown?: string[] }
  sockets?: string[]
  operations?: string[]
  sdk?: string[]
  signals?: Partial<Record<'polls' | 'roles' | 'tenants' | 'tokens' | 'errors' | 'outcomes', string[]>>
}

const folder = join(import.meta.dirname, 'fixtures')

function keyOf({ method, path }: { method: string; path: string }): string {
  return `${method} ${path}`
}

function pick(endpoint: Endpoint, wanted: object): object {
  const plain = { ...endpoint, evidence: endpoint.evidence.map(({ file, line }) => `${file}:${line}`) }
  return Object.fromEntries(Object.keys(wanted).map(name => [name, plain[name as keyof typeof plain]]))
}

function printOperation({ kind, name, variables, fields, live, url }: Operation, paths: ReadonlySet<string>): string {
  const given = variables.map(one => `$${one.name}: ${one.type}`).join(', ')
  const where = url !== undefined && paths.has(url) ? ` at ${url}` : ''
  return `${live ? '' : 'dead '}${kind} ${name}(${given}) ${fields.join(' ')}${where}`
}

function printSdk({ library, calls, tables, unsupported }: SdkUse): string {
  const called = calls.map(({ name, live }) => (live ? name : `-${name}`)).join(' ')
  const named = tables.map(({ name, columns }) => `${name}(${columns})`).join(' ')
  return `${library}: ${called}; ${named}${unsupported ? `; unsupported ${unsupported.join(' ')}` : ''}`
}

function printSocket(socket: Readonly<Record<string, unknown>>): string {
  const { kind, url, events, emits } = socket as {
    kind: string
    url: string
    events: { name: string }[]
    emits: { name: string; fields: string[] }[]
  }
  const hears = events.length > 0 ? ` hears ${events.map(({ name }) => name).join(' ')}` : ''
  const sends = emits.length > 0 ? ` sends ${emits.map(({ name, fields }) => `${name}(${fields})`).join(' ')}` : ''
  const types = Object.entries((socket.messageTypes ?? {}) as Record<string, string[]>)
  const carries = types.map(([event, names]) => ` carries ${event}: ${names.join(' ')}`).join('')
  return `${kind} ${url}${hears}${sends}${carries}`
}

function signalsOf({ signals = {} }: Detection): Record<string, string[]> {
  return {
    polls: (signals.polls ?? []).map(({ endpoint }) => endpoint),
    roles: (signals.roles ?? []).map(({ value }) => value),
    tenants: (signals.tenants ?? []).map(({ header }) => header),
    tokens: (signals.tokens ?? []).map(({ header, template }) => `${header} ${template}`),
    errors: (signals.errors ?? []).flatMap(({ reads }) => reads),
    outcomes: (signals.outcomes ?? []).map(({ name, value }) => `${name} ${value}`),
  }
}

describe('each mini-project gives the facts that a reader finds in it', () => {
  for (const name of readdirSync(folder)) {
    test(name, async () => {
      const expected = JSON.parse(readFileSync(join(folder, name, 'expected.json'), 'utf8')) as Expected
      const found = await detect(join(folder, name))
      expect(found.endpoints.map(keyOf).sort()).toEqual(expected.endpoints.map(keyOf).sort())
      for (const wanted of expected.endpoints) {
        const endpoint = found.endpoints.find(one => keyOf(one) === keyOf(wanted))
        expect(endpoint && pick(endpoint, wanted)).toEqual(wanted)
      }
      expect((found.thirdParty ?? []).map(({ host }) => host)).toEqual(expected.thirdParty ?? [])
      expect((found.unresolved ?? []).length).toBe(expected.unresolved ?? 0)
      expect((found.problems ?? []).map(({ file }) => file)).toEqual(expected.problems ?? [])
      if (expected.sockets) expect((found.sockets ?? []).map(printSocket)).toEqual(expected.sockets)
      const paths = new Set(found.endpoints.map(({ path }) => path))
      const operations = (found.operations ?? []).map(one => printOperation(one, paths))
      if (expected.operations) expect(operations).toEqual(expected.operations)
      expect((found.sdk ?? []).map(printSdk)).toEqual(expected.sdk ?? [])
      if (expected.base?.unknown) expect(found.base?.unknown).toEqual(expected.base.unknown)
      expect(signalsOf(found)).toMatchObject(expected.signals ?? {})
    })
  }
})
