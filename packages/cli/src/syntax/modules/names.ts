import type { Expression, Node } from 'oxc-parser'
import { givenGlobal } from '../machine/given.ts'
import { findName } from '../machine/scope.ts'
import { isRunning, readSlot } from '../machine/slots.ts'
import { placesOfStore } from '../machine/stored.ts'
import { watch } from '../machine/task.ts'
import type { Frame } from '../values/frame.ts'
import { join, truthOf } from '../values/join.ts'
import { UNDEFINED, unknown } from '../values/make.ts'
import type { Value } from '../values/value.ts'
import type { Module } from './module.ts'
import { importValue, providedValue, runModule } from './modules.ts'

/** The value of a name: a variable, an import, a global of the browser, or something from outside. */
export function valueOfName(name: string, frame: Frame): Value {
  const found = findName(frame.scope, name)
  if (found) {
    if (!found.scope.parent) watch(frame.machine, found.scope.module)
    const value = readSlot(found.slot)
    const settledNow = isRunning(found.scope.frame) || !frame.machine.assigned.has(name)
    if (settledNow || !value.every(atom => truthOf(atom) === false)) return value
    return join(value, unknown(name, { soft: true }))
  }
  const imported = frame.module.imports.get(name)
  if (imported) return importValue(frame.module, imported)
  const shared = sharedValue(name, frame)
  if (shared) return shared
  // `var NS = NS || {}`: its own name is there, and empty so far.
  if (frame.machine.shared.get(name)?.has(frame.module)) return UNDEFINED
  const provided = providedValue(name, frame)
  if (provided) return provided
  if (Object.hasOwn(frame.machine.world.globals, name)) return frame.machine.world.globals[name] ?? UNDEFINED
  if (name.startsWith('$') && name.length > 1 && frame.module.source.component?.runes !== undefined)
    return storedValue(valueOfName(name.slice(1), frame), name.slice(1))
  return (
    givenGlobal(frame.machine, name) ?? memberOfInstance(name, frame) ?? unknown(name, { env: name, outside: name })
  )
}

/**
 * Whether a name stands in a template where refs are what they hold:
 * https://vuejs.org/guide/essentials/reactivity-fundamentals.html
 */
export function isUnwrapped(node: { start: number }, { module }: Frame): boolean {
  const scripts = module.source.component?.scripts
  return scripts?.every(([from, to]) => node.start < from || node.start >= to) ?? false
}

/** A template speaks of its component's computed members and of what plugins give to it without `this`. */
function memberOfInstance(name: string, frame: Frame): Value | undefined {
  const [instance] = frame.module.source.component ? frame.self : []
  return instance?.kind === 'object' ? instance.lazy?.(name, frame) : undefined
}

/** `$user` is what the store `user` holds. */
function storedValue(store: Value, name: string): Value {
  const slots = placesOfStore(store)
  return slots.length > 0 ? slots.reduce<Value>((value, slot) => join(value, readSlot(slot)), []) : unknown(name)
}

/** What scripts without imports and exports declare at their top is seen by all others. */
function sharedValue(name: string, { machine, module }: Frame): Value | undefined {
  const known = machine.shared.get(name)
  if (!known) return undefined
  const others = [...known].filter(one => one !== module)
  const named = others.filter(({ path }) => machine.host.together?.(module.path, path))
  // Pages of a server may each have a function of that name.
  const mates = named.length > 0 ? named : others.filter(({ path }) => machine.host.shares(module.path, path))
  // A page that a server puts together does not say which scripts the rest of it loads; a module sees what its page declares.
  const isSeen = ({ source }: Module) => !source.component || (source.page === true && module.source.page !== true)
  const homes = mates.length > 0 ? mates : others.filter(isSeen)
  let value: Value = []
  for (const home of homes) {
    runModule(machine, home.path)
    watch(machine, home)
    const slot = home.scope.names.get(name)
    if (slot) value = join(value, readSlot(slot))
  }
  return value.length > 0 ? value : undefined
}

const TRANSPARENT = new Set([
  'encodeURIComponent',
  'encodeURI',
  'String',
  'Number',
  'parseInt',
  'unref',
  'toValue',
  'escape',
])
const READERS = new Set(['get', 'getItem', 'getAll'])
const PLAIN_METHODS = new Set(['toString', 'trim', 'toLowerCase', 'toUpperCase', 'valueOf', 'toISOString', 'get'])

/** What an expression is called in the source, for the name of a hole: `slug` of `encodeURIComponent(article.slug)`. */
export function nameOfExpression(node: Node): string {
  switch (node.type) {
    case 'Identifier':
      return node.name
    case 'MemberExpression':
      return nameOfMember(node)
    case 'CallExpression':
      return nameOfCall(node)
    case 'ChainExpression':
    case 'TSAsExpression':
    case 'TSNonNullExpression':
    case 'TSSatisfiesExpression':
      return nameOfExpression(node.expression)
    case 'AwaitExpression':
      return nameOfExpression(node.argument)
    case 'LogicalExpression':
    case 'BinaryExpression':
      return nameOfExpression(node.left)
    case 'ConditionalExpression':
      return nameOfExpression(node.consequent) || nameOfExpression(node.alternate)
    case 'TemplateLiteral':
      return node.expressions[0] ? nameOfExpression(node.expressions[0]) : ''
    default:
      return ''
  }
}

function nameOfMember(node: Extract<Expression, { type: 'MemberExpression' }>): string {
  const property = !node.computed && node.property.type !== 'PrivateIdentifier' ? node.property.name : undefined
  if (property === 'value' || property === 'current' || property === undefined) return nameOfExpression(node.object)
  return property
}

function nameOfCall(node: Extract<Expression, { type: 'CallExpression' }>): string {
  const [first] = node.arguments
  const { callee } = node
  if (callee.type === 'MemberExpression' && !callee.computed && callee.property.type === 'Identifier') {
    const method = callee.property.name
    if (READERS.has(method) && first?.type === 'Literal' && typeof first.value === 'string')
      return lastWordOf(first.value)
    if (PLAIN_METHODS.has(method)) return nameOfExpression(callee.object)
    return withoutVerb(method)
  }
  if (callee.type !== 'Identifier') return ''
  if (TRANSPARENT.has(callee.name) || node.arguments.length === 1) {
    const inner = first && first.type !== 'SpreadElement' ? nameOfExpression(first) : ''
    if (inner) return inner
  }
  return withoutVerb(callee.name)
}

function lastWordOf(key: string): string {
  return (
    key
      .split(/[^A-Za-z0-9_]+/)
      .filter(Boolean)
      .at(-1) ?? ''
  )
}

function withoutVerb(name: string): string {
  const noun = name.replace(/^(get|use|fetch|make|build|format|encode)(?=[A-Z])/, '')
  return noun === name ? name : noun.charAt(0).toLowerCase() + noun.slice(1)
}
