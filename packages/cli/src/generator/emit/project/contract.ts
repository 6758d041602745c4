import { contractOf } from '../../contract/contract.ts'
import { jsonText } from '../../json.ts'
import type { Emitted, Model } from '../model.ts'

/** `test/contract.json`, what the frontend asks and reads, and `test/contract.test.ts`, which asks it. */
export function emitContract(model: Model, seeded: boolean): Emitted[] {
  const contract = contractOf(model)
  if (contract.steps.length === 0) return []
  return [
    { path: 'test/contract.json', text: jsonText(contract) },
    {
      path: 'test/contract.test.ts',
      text: seeded ? test : test.replace("import demo from '../seeds/demo.ts'\n", '').replace(', seed: demo }', ' }'),
    },
  ]
}

const test = `import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { type TestAnswer, type TestApp, type TestClient, testApp } from 'plinth/testing'
import backend from '../backend.ts'
import demo from '../seeds/demo.ts'

// The frontend is the contract: these are its requests, and the fields that its code reads from the answers. Both
// stand in contract.json, which was made from the frontend's source and not from this backend.

/** Data; or \`$answer\`, \`$new\` and \`$sent\`: a field of what another step was answered, is answered now, or sent. */
type Value = string | number | boolean | null | readonly Value[] | { readonly [name: string]: Value }

interface Step {
  readonly ask: string
  readonly at: readonly string[]
  readonly as: string
  readonly gives: 'success' | 501
  readonly params?: Readonly<Record<string, Value>>
  readonly query?: Readonly<Record<string, Value>>
  readonly body?: Value
  readonly reads: Readonly<Record<string, string>>
}

interface Contract {
  readonly login?: { readonly ask: string; readonly token: string; readonly people: Readonly<Record<string, Value>> }
  readonly steps: readonly Step[]
}

const contract: Contract = JSON.parse(readFileSync(join(import.meta.dirname, 'contract.json'), 'utf8'))
const clients = new Map<string, TestClient>()
const answers = new Map<string, unknown>()
const sent = new Map<string, unknown>()
let app: TestApp
let count = 0

before(async () => {
  app = await testApp(backend, { directory: join(import.meta.dirname, '..'), seed: demo })
})

after(() => app?.stop())

for (const step of contract.steps) {
  if (step.gives === 'success') test(\`\${step.ask} gives what \${step.at[0]} reads\`, () => assertServed(step))
  else test(\`\${step.ask}, asked for by \${step.at[0]}, is not written yet\`, () => assertPending(step))
}

async function assertServed(step: Step): Promise<void> {
  const { status, body } = await perform(step)
  assert.ok(status >= 200 && status < 300, \`answered \${status}: \${JSON.stringify(body)}\`)
  for (const [name, type] of Object.entries(step.reads)) assertRead(body, name, type)
}

async function assertPending(step: Step): Promise<void> {
  const { status } = await perform(step)
  assert.equal(status, 501, 'If it is written now, say so in contract.json: "gives": "success".')
}

/** Asks as the frontend does, and keeps what was sent and answered for later steps. */
async function perform(step: Step): Promise<TestAnswer> {
  const [method = '', path = ''] = step.ask.split(' ')
  count += 1
  const number = count
  const filled = async (value: Value) => encodeURIComponent(String(await fill(value, number)))
  let target = path
  for (const [name, value] of Object.entries(step.params ?? {})) {
    target = target.replace(\`{\${name}}\`, await filled(value))
  }
  const query: string[] = []
  for (const [name, value] of Object.entries(step.query ?? {})) query.push(\`\${name}=\${await filled(value)}\`)
  const body = step.body === undefined ? undefined : await fill(step.body, number)
  const client = await clientOf(step.as)
  const answer = await send(client, { method, path: query.length > 0 ? \`\${target}?\${query.join('&')}\` : target, body })
  sent.set(step.ask, body)
  answers.set(step.ask, answer.body)
  return answer
}

function send(client: TestClient, request: { method: string; path: string; body: unknown }): Promise<TestAnswer> {
  const { method, path, body } = request
  if (method === 'GET') return client.get(path)
  if (method === 'POST') return client.post(path, body)
  if (method === 'PUT') return client.put(path, body)
  return method === 'PATCH' ? client.patch(path, body) : client.delete(path, body)
}

/** Somebody who is signed in, or a guest. */
async function clientOf(who: string): Promise<TestClient> {
  const credentials = contract.login?.people[who]
  const known = clients.get(who)
  if (known !== undefined || contract.login === undefined || credentials === undefined) return known ?? app
  const [method = '', path = ''] = contract.login.ask.split(' ')
  const { body } = await send(app, { method, path, body: credentials })
  const token = find(body, contract.login.token)
  assert.ok(typeof token === 'string', \`no \${contract.login.token} for \${who}: \${JSON.stringify(body)}\`)
  const client = app.as(token)
  clients.set(who, client)
  return client
}

/** Puts in what earlier steps gave, and a number that makes texts unique. */
async function fill(value: Value, number: number): Promise<unknown> {
  if (typeof value === 'string') return value.replaceAll('{n}', String(number))
  if (typeof value !== 'object' || value === null) return value
  if (isList(value)) return Promise.all(value.map(item => fill(item, number)))
  const { $answer, $new, $sent, field } = value
  const source = String($answer ?? $new ?? $sent)
  if ($new !== undefined || ($answer !== undefined && !answers.has(source))) await repeat(source)
  if ($sent !== undefined) return find(sent.get(source), String(field))
  if ($answer !== undefined || $new !== undefined) return find(answers.get(source), String(field))
  const members = Object.entries(value).map(async ([name, part]) => [name, await fill(part, number)] as const)
  return Object.fromEntries(await Promise.all(members))
}

async function repeat(ask: string): Promise<void> {
  const step = contract.steps.find(one => one.ask === ask)
  if (step !== undefined) await perform(step)
}

function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value)
}

/** The first field of that name, the nearest to the top. */
function find(value: unknown, name: string): unknown {
  const queue = [value]
  for (const one of queue) {
    if (typeof one !== 'object' || one === null) continue
    if (Object.hasOwn(one, name)) return (one as Record<string, unknown>)[name]
    queue.push(...Object.values(one))
  }
  return undefined
}

/** \`articles[].slug\` is there in every article, with the type that the code expects. */
function assertRead(body: unknown, name: string, type: string): void {
  let values: unknown[] = [body]
  for (const step of name.split('.').flatMap(part => part.split(/(?=\\[\\])/))) {
    if (step === '') continue
    values = step === '[]' ? values.flatMap(value => itemsOf(value, name)) : values.map(value => member(value, step))
  }
  for (const value of values) {
    const found = typeOf(value)
    const fits = type.split('|').includes(found) || (type.startsWith('any') && found !== 'missing')
    assert.ok(fits, \`\${name} is \${found}, and the frontend reads \${type} in \${JSON.stringify(body)}\`)
  }
}

function typeOf(value: unknown): string {
  if (value === undefined) return 'missing'
  if (value === null) return 'null'
  return Array.isArray(value) ? 'array' : typeof value
}

function itemsOf(value: unknown, name: string): unknown[] {
  if (value === undefined || value === null) return []
  assert.ok(Array.isArray(value), \`\${name} needs a list, and there is \${JSON.stringify(value)}\`)
  const list: unknown[] = value
  assert.ok(list.length > 0 || name.split('[]').length > 2 || name.endsWith('[]'), \`\${name}: the list is empty\`)
  return list
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined
}
`
