import {
  arg,
  type Call,
  callback,
  getMember,
  invoke,
  native,
  UNDEFINED,
  unknown,
  type Value,
} from '../../syntax/index.ts'

const GUARDS = ['beforeRouteEnter', 'beforeRouteUpdate', 'beforeRouteLeave']

/**
 * What a router calls of a component's options when its route is entered, changes and is left. `next(page => …)` is given
 * the component: https://router.vuejs.org/guide/advanced/navigation-guards.html
 */
export function runGuards(layer: Value, call: Call): void {
  const next: Value = [
    native('next', inner => [callback(inner, arg(inner, 0), [call.self]), UNDEFINED][1] ?? [], 'next'),
  ]
  for (const name of GUARDS) {
    const guard = getMember(layer, name, call).filter(atom => atom.kind === 'function')
    if (guard.length > 0) invoke(guard, { ...call, args: [unknown('to'), unknown('from'), next] })
  }
}
