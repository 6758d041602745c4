import type { Slot, Value } from '../values/value.ts'
import { readSlot } from './slots.ts'

/**
 * Where a store of Svelte keeps what it holds: its own place, or that of the store whose `subscribe` it hands on
 * (`return { subscribe, add }`).
 */
export function placesOfStore(store: Value): Slot[] {
  return store.flatMap(atom => {
    if (atom.kind !== 'object') return []
    const own = atom.slots.get('#value')
    if (own) return [own]
    const subscribe = atom.slots.get('subscribe')
    const handed = subscribe ? readSlot(subscribe) : []
    return handed.flatMap(one => (one.kind === 'function' && one.holds ? placesOfStore(one.holds) : []))
  })
}
