import type { ParamPattern } from 'oxc-parser'
import type { Call } from '../values/frame.ts'
import type { Callable, Value } from '../values/value.ts'
import { mount } from './jsx.ts'

/**
 * Shows components that a package is given together with their properties: `dialog.show(UserForm, { id })`, and
 * `wrapped.show({ id })`. What stands in the object must be what the component asks for, since any function may be handed
 * about with any object.
 */
export function showHanded(call: Call): void {
  for (const [index, arg] of [call.self, ...call.args].entries()) {
    const props = call.args[index]?.filter(atom => atom.kind === 'object' && atom.tag === 'plain') ?? []
    const names = props.flatMap(atom => (atom.kind === 'object' ? [...atom.slots.keys()] : []))
    if (names.length === 0) continue
    const component = functionsIn(arg).filter(one => takes(one, names))
    if (component.length > 0) mount(component, props, { ...call, args: [props], self: [] })
  }
}

function functionsIn(value: Value): Callable[] {
  return value.flatMap(atom => {
    if (atom.kind === 'function') return [atom]
    return atom.kind === 'unknown' && atom.wraps ? functionsIn(atom.wraps) : []
  })
}

function takes({ code, name }: Callable, names: readonly string[]): boolean {
  if (!code) return name === 'component'
  const [first] = 'params' in code.node ? code.node.params : []
  if (!first) return false
  const taken = namesTaken(first)
  if (taken) return names.every(one => taken.has(one))
  return /^[A-Z]/.test(name) && first.type === 'Identifier' && first.name === 'props'
}

/** The members that a parameter takes apart; undefined where it takes all of them. */
function namesTaken(param: ParamPattern): Set<string> | undefined {
  if (param.type !== 'ObjectPattern') return undefined
  return new Set(
    param.properties.flatMap(one =>
      one.type === 'Property' && one.key.type === 'Identifier' && !one.computed ? [one.key.name] : [],
    ),
  )
}
