import type { Class } from 'oxc-parser'
import { type Machine, siteOf } from '../machine/machine.ts'
import { readSlot } from '../machine/slots.ts'
import { runModule } from '../modules/modules.ts'
import { resolveType } from '../types/resolve.ts'
import type { Type } from '../types/type.ts'
import type { Frame } from '../values/frame.ts'
import type { Callable, Thing, Value } from '../values/value.ts'
import { valueOfSlot } from './member.ts'

/**
 * A method of something of which only the type is known, where the type is a class of the program: `props.book.remove()` for
 * `{ book: Book }`; or a client that it holds: `props.book.http.get(…)`. It is called on the instance that was made
 * last, or on one that is made as nobody knows how.
 */
export function toolOfType(type: Type, name: string, frame: Frame): Value | undefined {
  const { node, scope } = resolveType(type)
  if (node.type !== 'ClassDeclaration' && node.type !== 'ClassExpression') return undefined
  const isMethod = hasMethod(node, name)
  if (!isMethod && !hasField(node, name)) return undefined
  const { machine } = frame
  const site = siteOf(scope.module, node)
  const owner = machine.made.get(site) ?? ownerIn(machine, scope.module.path, site)
  const instance = owner && (machine.instances.get(site) ?? makeOne(owner, site, frame))
  if (!instance) return undefined
  if (!isMethod) return toolIn(instance, name)
  const slot = owner?.prototype?.slots.get(name)
  if (!slot) return undefined
  return valueOfSlot(slot, [instance], frame).map(atom =>
    atom.kind === 'function' && atom.code ? { ...atom, call: call => atom.call({ ...call, self: [instance] }) } : atom,
  )
}

function hasMethod({ body }: Class, name: string): boolean {
  return body.body.some(
    one =>
      one.type === 'MethodDefinition' &&
      !one.static &&
      one.kind === 'method' &&
      one.key.type === 'Identifier' &&
      one.key.name === name,
  )
}

function hasField({ body }: Class, name: string): boolean {
  return body.body.some(
    one => one.type === 'PropertyDefinition' && !one.static && one.key.type === 'Identifier' && one.key.name === name,
  )
}

/** What a field holds, where it is something to call or to ask: a client, a service. */
function toolIn(instance: Thing, name: string): Value | undefined {
  const slot = instance.slots.get(name)
  const tools = slot ? readSlot(slot).filter(isTool) : []
  return tools.length > 0 ? tools : undefined
}

function isTool(atom: Value[number]): boolean {
  return atom.kind === 'function' || (atom.kind === 'object' && (atom.tag === 'instance' || atom.tag === 'namespace'))
}

function ownerIn(machine: Machine, path: string, site: number): Callable | undefined {
  runModule(machine, path)
  return machine.made.get(site)
}

const making = new WeakMap<Machine, Set<number>>()

function makeOne(owner: Callable, site: number, frame: Frame): Thing | undefined {
  const { machine } = frame
  const busy = making.get(machine) ?? new Set()
  making.set(machine, busy)
  if (busy.has(site)) return undefined
  busy.add(site)
  try {
    const node = owner.code?.node ?? { start: 0, end: 0 }
    const home = owner.code ? { ...frame, scope: owner.code.scope, module: owner.code.module } : frame
    const [made] = owner.construct?.({ args: [], self: [], frame: home, node, types: [], free: true }) ?? []
    return made?.kind === 'object' ? made : undefined
  } finally {
    busy.delete(site)
  }
}
