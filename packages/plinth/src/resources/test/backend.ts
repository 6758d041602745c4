import type { Actor } from '../../access/index.ts'
import { nobodyActor } from '../../access/index.ts'
import type { Context } from '../../context/index.ts'
import type { OpenDatabase } from '../../data/index.ts'
import { emptySnapshot, plan } from '../../data/migrations/index.ts'
import { readTables } from '../../data/schema/index.ts'
import { type TestDatabase, withDatabase } from '../../data/testing.ts'
import type { Call, ListReply, Operation, Reply } from '../../operations/index.ts'
import { compileResources, type EngineOptions, type Resource, type ResourceEngine } from '../index.ts'

export interface TestBackend extends TestDatabase {
  readonly engine: ResourceEngine
  /** Statements sent since the last call. */
  sent(): number
  context(actor?: Actor): Context
  operation(name: string): Operation
  /** Runs an operation as a door would: query and body checked first. */
  run(name: string, call?: TestCall): Promise<Reply>
  /** The item or items of an answer, parsed. */
  ask<T = Data>(name: string, call?: TestCall): Promise<T>
}

/** A row of an answer, loosely: what a test compares is checked by its value. */
export interface Data {
  readonly id: string
  readonly [field: string]: string
}

export interface TestCall extends Partial<Omit<Call, 'params'>> {
  readonly as?: Actor
  readonly params?: Readonly<Record<string, string>>
}

export interface TestOptions extends Pick<EngineOptions, 'schema' | 'computed' | 'users' | 'wire'> {
  readonly resources: readonly Resource[]
  /** More operations, made on the engine: actions. */
  readonly more?: ((engine: ResourceEngine) => readonly Operation[]) | undefined
}

export function user(id: string, permissions: readonly string[] = [], tenant: string | null = null): Actor {
  return { kind: 'user', id, tenant, roles: [], permissions }
}

/** The SQL that makes the tables of a schema. */
export function createSql(schema: Readonly<Record<string, unknown>>): string {
  return plan(emptySnapshot, readTables(schema))
    .steps.flatMap(step => step.statements)
    .map(text => `${text.replace(/;\s*$/, '')};`)
    .join('\n')
}

/** A backend of resources on a database of its own, without doors. */
export async function withBackend({ resources, more, ...options }: TestOptions): Promise<TestBackend> {
  const test = await withDatabase({ sql: createSql(options.schema), schema: options.schema as never })
  const { database, sent } = counted(test.database)
  const definitions = resources.map(resource => ({ module: 'test', resource }))
  const engine = compileResources({ ...options, definitions, database })
  const all = [...engine.operations, ...(more?.(engine) ?? [])]
  const operations = new Map(all.map(operation => [operation.name, operation]))
  const context = (actor: Actor = nobodyActor): Context => {
    const ctx = { actor, requestId: 'test', signal: new AbortController().signal } as unknown as Context
    const members = {
      resources: { get: () => engine.resources(ctx) },
      trusted: { get: () => ({ resources: engine.trusted(ctx) }) },
      db: { get: () => test.database.drizzle({ tenant: actor.tenant }) },
    }
    return Object.defineProperties(ctx, members)
  }
  const operation = (name: string): Operation => {
    const found = operations.get(name)
    if (found === undefined) throw new Error(`no operation ${name}`)
    return found
  }
  const run = async (
    name: string,
    { as, params = {}, body, query, list, conditions = {} }: TestCall = {},
  ): Promise<Reply> => {
    const { body: check, query: words, ...rest } = operation(name)
    const call = {
      params,
      body: check === undefined ? undefined : check.parse(body, 'body'),
      query: words === undefined ? undefined : words.parse(query ?? {}, 'query'),
      conditions,
      ...(list === undefined ? {} : { list }),
    }
    return rest.run(call, context(as))
  }
  const ask = async <T>(name: string, call?: TestCall): Promise<T> => read(await run(name, call)) as T
  return { ...test, engine, sent, context, operation, run, ask }
}

/** The data of a reply. */
export function read(reply: Reply): unknown {
  return reply.kind === 'json' || reply.kind === 'list'
    ? JSON.parse(reply.json)
    : reply.kind === 'value'
      ? reply.value
      : undefined
}

export function pageOf(reply: Reply): ListReply['page'] {
  return (reply as ListReply).page
}

function counted(database: OpenDatabase): { database: OpenDatabase; sent: () => number } {
  let count = 0
  const counting = new Proxy(database, {
    get(target, name) {
      const member = Reflect.get(target, name, target) as unknown
      if (typeof member !== 'function') return member
      return (...args: unknown[]) => {
        if (name === 'read' || name === 'write') count++
        return (member as (...given: unknown[]) => unknown).apply(target, args)
      }
    },
  })
  return {
    database: counting,
    sent() {
      const before = count
      count = 0
      return before
    },
  }
}
