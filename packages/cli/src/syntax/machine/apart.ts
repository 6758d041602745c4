import type { Closure } from '../values/frame.ts'
import type { Callable, Thing, Value } from '../values/value.ts'
import type { Machine } from './machine.ts'

/** What tells two instances of one class apart: each has dead methods of its own. */
export interface Apart {
  /** The instances that a method ran on, by the method's site. */
  ran: Map<number, Set<string>>
  instances: Map<string, Thing>
}

/** Nothing has run yet. */
export function makeApart(): Apart {
  return { ran: new Map(), instances: new Map() }
}

/** Notes on which instance a method runs. */
export function noteRunOn({ apart }: Machine, { site, home }: Closure, self: Value): void {
  if (!home) return
  let ran = apart.ran.get(site)
  if (!ran) {
    ran = new Set()
    apart.ran.set(site, ran)
  }
  for (const atom of self) if (atom.kind === 'object' && atom.class) ran.add(atom.key)
}

/** Methods that ran on other instances of their class only; each with its own instance, and once. */
export function* leftOut({ apart }: Machine): Generator<Callable> {
  for (const instance of apart.instances.values()) {
    for (const method of methodsOf(instance.class)) {
      const { code } = method
      const ran = code && apart.ran.get(code.site)
      if (!code || !ran || ran.size === 0 || ran.has(instance.key)) continue
      ran.add(instance.key)
      yield { ...method, code: { ...code, self: [instance] } }
    }
  }
}

function methodsOf(owner: Callable | undefined, depth = 0): Callable[] {
  if (!owner || depth > 5) return []
  const own = [...(owner.prototype?.slots.values() ?? [])].flatMap(({ value }) =>
    value.flatMap(atom => (atom.kind === 'function' ? [atom] : [])),
  )
  const parents = (owner.parent ?? []).flatMap(atom => (atom.kind === 'function' ? methodsOf(atom, depth + 1) : []))
  return [...own, ...parents]
}
