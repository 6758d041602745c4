import assert from 'node:assert/strict'
import type { TestAnswer, TestApp, TestClient } from '../app.ts'
import type { Ask, Contract, ContractRequest, Value } from './contract.ts'
import { type Earlier, find, kindOf } from './earlier.ts'

/** Asks as the frontend does: signs people in, and keeps what was sent and answered for later requests. */
export class Frontend {
  readonly #app: TestApp
  readonly #contract: Contract
  readonly #clients = new Map<string, TestClient>()
  readonly #answers = new Map<Ask, unknown>()
  readonly #sent = new Map<Ask, unknown>()
  /** What answers were before something was made anew. */
  readonly #before = new Map<Ask, unknown>()
  #count = 0

  /** What is being asked for at the moment. */
  readonly #asking = new Set<string>()

  constructor(app: TestApp, contract: Contract) {
    this.#app = app
    this.#contract = contract
  }

  async ask(request: ContractRequest): Promise<TestAnswer> {
    this.#asking.add(request.ask)
    try {
      return await this.#send(request)
    } finally {
      this.#asking.delete(request.ask)
    }
  }

  async #send({ ask, as, params = {}, query = {}, body }: ContractRequest): Promise<TestAnswer> {
    this.#count += 1
    const number = this.#count
    let { method, path } = partsOf(ask)
    for (const [name, value] of Object.entries(params)) {
      // A row may have an empty name, and a path that ends there is another one.
      const segment = encodeURIComponent(String(await this.#fill(value, number))) || '-'
      path = path.replace(`{${name}}`, segment)
    }
    const words = new URLSearchParams()
    for (const [name, value] of Object.entries(query)) words.set(name, String(await this.#fill(value, number)))
    if (words.size > 0) path += `?${words}`
    const filled = body === undefined ? undefined : await this.#fill(body, number)
    const answer = await send(await this.#client(as), { method, path, body: filled })
    this.#sent.set(ask, filled)
    this.#answers.set(ask, answer.body)
    return answer
  }

  /** What was made anew was taken away: from here on others go on with what was there before. */
  goOn(): void {
    for (const [ask, answer] of this.#before) this.#answers.set(ask, answer)
    this.#before.clear()
  }

  /** A value with what earlier requests gave in it. */
  value(value: Value): Promise<unknown> {
    return this.#fill(value, this.#count)
  }

  /** Somebody who is signed in, or a guest. */
  async #client(who: string | undefined): Promise<TestClient> {
    const { signIn } = this.#contract
    if (who === undefined) return this.#app
    const known = this.#clients.get(who)
    if (known !== undefined) return known
    const credentials = signIn?.people[who]
    assert.ok(signIn !== undefined && credentials !== undefined, `the contract does not say how ${who} signs in`)
    const { body, headers } = await send(this.#app, { ...partsOf(signIn.ask), body: await this.#fill(credentials, 0) })
    const token = find(body, signIn.token) ?? cookieIn(headers, signIn.token)
    assert.ok(typeof token === 'string', `no ${signIn.token} for ${who} in ${JSON.stringify(body)}`)
    const client = this.#app.as(token)
    this.#clients.set(who, client)
    return client
  }

  /** Puts in what earlier requests gave, and a number that makes texts unique. */
  async #fill(value: Value, number: number): Promise<unknown> {
    if (typeof value === 'string') return value.replaceAll('{n}', String(number))
    if (typeof value !== 'object' || value === null) return value
    if (isList(value)) return Promise.all(value.map(item => this.#fill(item, number)))
    if (isEarlier(value)) return this.#earlier(value)
    const members = Object.entries(value).map(async ([name, part]) => [name, await this.#fill(part, number)] as const)
    return Object.fromEntries(await Promise.all(members))
  }

  async #earlier(value: Earlier): Promise<unknown> {
    const { ask, field } = value
    const kept = kindOf(value) === 'sent' ? this.#sent : this.#answers
    // Two rows that each want the other first: one of them begins without.
    if (!kept.has(ask) && this.#asking.has(ask)) return null
    if (kindOf(value) === 'answeredAnew' || !kept.has(ask)) {
      const request = this.#contract.requests.find(one => one.ask === ask)
      assert.ok(request !== undefined, `the contract has no request ${ask}, and another one needs its ${field}`)
      if (kept.has(ask) && !this.#before.has(ask)) this.#before.set(ask, kept.get(ask))
      await this.ask(request)
    }
    return find(kept.get(ask), field)
  }
}

/** Where cookies sign in, the token is in one; a backend takes it in the header too. */
function cookieIn(headers: Headers, name: string): string | undefined {
  const cookie = headers.getSetCookie().find(text => text.startsWith(`${name}=`))
  return cookie?.slice(name.length + 1).split(';')[0]
}

function partsOf(ask: Ask): { method: string; path: string } {
  const [method = '', path = ''] = ask.split(' ')
  return { method, path }
}

function send(client: TestClient, request: { method: string; path: string; body: unknown }): Promise<TestAnswer> {
  const { method, path, body } = request
  switch (method) {
    case 'GET':
      return client.get(path)
    case 'POST':
      return client.post(path, body)
    case 'PUT':
      return client.put(path, body)
    case 'PATCH':
      return client.patch(path, body)
    default:
      return client.delete(path, body)
  }
}

function isList(value: Exclude<Value, string | number | boolean | null>): value is readonly Value[] {
  return Array.isArray(value)
}

function isEarlier(value: Exclude<Value, string | number | boolean | null | readonly Value[]>): value is Earlier {
  return kindOf(value) !== undefined
}
