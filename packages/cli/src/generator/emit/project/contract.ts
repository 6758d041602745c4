import { contractOf } from '../../contract/contract.ts'
import { treeOf } from '../../contract/tree.ts'
import type { Contract, ContractFollow, ContractStep, ContractValue } from '../../contract/value.ts'
import {
  array,
  call,
  code,
  compareNames,
  type Doc,
  type Expression,
  literal,
  type Member,
  object,
} from '../../source/index.ts'
import { print } from '../../source/print.ts'
import type { Emitted, Model } from '../model.ts'

/** `test/contract.ts`, what the frontend asks and reads, and `test/contract.test.ts`, which asks it. */
export function emitContract(model: Model, seeded: boolean): Emitted[] {
  const contract = contractOf(model)
  if (contract.steps.length === 0) return []
  return [
    { path: 'test/contract.ts', text: contractText(contract) },
    { path: 'test/contract.test.ts', text: testText(seeded) },
  ]
}

const head = `/**
 * The frontend is the contract: its requests, in an order in which they can be made, each with the place that makes it
 * and the fields that its code reads from the answer. It was made from the frontend's source, not from this backend.
 */`

function contractText(contract: Contract): string {
  const used = new Set<string>()
  const made = object(contractMembers(contract, used), { open: true })
  const names = [...used, 'Contract']
    .sort(compareNames)
    .map(name => (name === 'Contract' && used.size > 0 ? `type ${name}` : name))
  const statement: Doc = ['export const contract: Contract = ', made.doc]
  const from = `import ${used.size === 0 ? 'type ' : ''}{ ${names.join(', ')} } from 'plinth/testing'`
  return `${from}\n\n${head}\n${print(statement)}\n`
}

function contractMembers({ login, steps }: Contract, used: Set<string>): Member[] {
  const requests: Member = ['requests', array(steps.map(step => stepCode(step, used)))]
  if (login === undefined) return [requests]
  const people = Object.entries(login.people).map(([name, body]): Member => [name, valueCode(body, used)])
  const signIn: Member[] = [
    ['ask', literal(login.ask)],
    ['token', literal(login.token)],
    ['people', object(people, { open: true })],
  ]
  return [['signIn', object(signIn, { open: true })], requests]
}

function stepCode(step: ContractStep, used: Set<string>): Expression {
  const { ask, at, as, gives, params, query, body, reads, type, is, afterwards } = step
  const read = treeOf(reads)
  const members: readonly (readonly [string, Expression | undefined])[] = [
    ['ask', literal(ask)],
    ['at', literal(at)],
    ['as', as === undefined ? undefined : literal(as)],
    ['gives', gives === undefined ? undefined : literal(gives)],
    ['params', someCode(params, used)],
    ['query', someCode(query, used)],
    ['body', body === undefined ? undefined : valueCode(body, used)],
    ['reads', read === undefined ? undefined : literal(read)],
    ['type', type === undefined ? undefined : literal(type)],
    ['is', someCode(is ?? {}, used)],
    [
      'afterwards',
      afterwards === undefined || afterwards.length === 0
        ? undefined
        : array(afterwards.map(follow => followCode(follow, used))),
    ],
  ]
  const said = members.flatMap(([name, value]): Member[] => (value === undefined ? [] : [[name, value]]))
  return object(said, { open: said.length > 4 })
}

function followCode({ ask, params = {}, query = {}, gives, is = {} }: ContractFollow, used: Set<string>): Expression {
  const members: readonly (readonly [string, Expression | undefined])[] = [
    ['ask', literal(ask)],
    ['params', someCode(params, used)],
    ['query', someCode(query, used)],
    ['gives', gives === undefined ? undefined : literal(gives)],
    ['is', someCode(is, used)],
  ]
  return object(members.flatMap(([name, value]): Member[] => (value === undefined ? [] : [[name, value]])))
}

function someCode(values: Readonly<Record<string, ContractValue>>, used: Set<string>): Expression | undefined {
  return Object.keys(values).length === 0 ? undefined : valueCode(values, used)
}

const references = [
  ['$answer', 'answered'],
  ['$new', 'answeredAnew'],
  ['$sent', 'sent'],
] as const

/** Data as it is; a reference to another request as the call that makes it. */
function valueCode(value: ContractValue, used: Set<string>): Expression {
  if (typeof value !== 'object' || value === null) return literal(value)
  if (isList(value)) return array(value.map(item => valueCode(item, used)))
  for (const [mark, name] of references) {
    const source = value[mark]
    if (typeof source !== 'string') continue
    used.add(name)
    return call(name, [literal(source), literal(String(value.field))])
  }
  const members = Object.entries(value).filter(([name]) => name !== '__proto__')
  return object(members.map(([name, part]): Member => [name, valueCode(part, used)]))
}

function isList(value: object): value is readonly ContractValue[] {
  return Array.isArray(value)
}

function testText(seeded: boolean): string {
  const imports = [
    "import { join } from 'node:path'",
    "import { after, before, test } from 'node:test'",
    "import { testContract } from 'plinth/testing'",
    "import backend from '../backend.ts'",
    ...(seeded ? ["import demo from '../seeds/demo.ts'"] : []),
    "import { contract } from './contract.ts'",
  ]
  const options: Member[] = [
    ['backend', code('backend')],
    ['directory', code("join(import.meta.dirname, '..')", 1)],
    ...(seeded ? [['seed', code('demo')] as const] : []),
    ['runner', object(['after', 'before', 'test'].map((name): Member => [name, code(name)]))],
  ]
  const asked = call('testContract', [code('contract'), object(options, { open: true })])
  return `${imports.join('\n')}\n\n${print(asked.doc)}\n`
}
