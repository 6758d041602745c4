import type { Collection, Verb } from '../tables/collection.ts'
import type { World } from '../tables/world.ts'

/** Who gets to a call, as far as the guards around its pages say: the most open of them. */
export type Reach = 'anyone' | 'signedIn' | 'staff' | 'unknown'

const openness: readonly Reach[] = ['anyone', 'signedIn', 'staff']

/** The most open page that makes one of the calls. A guard that lets the first role pass is no more than signing in. */
export function reachOf(world: World, keys: readonly string[]): Reach {
  const seen = (world.facts.signals.reach ?? []).filter(({ endpoint }) => keys.includes(endpoint))
  const found = seen.map(({ who }): Reach => {
    if (typeof who === 'string') return who
    return world.roles.initial !== undefined && who.roles.includes(world.roles.initial) ? 'signedIn' : 'staff'
  })
  return openness.find(reach => found.includes(reach)) ?? byPlace(world, keys)
}

/** A call that only files of an administration make is staff's, where there is staff. */
function byPlace({ facts, roles }: World, keys: readonly string[]): Reach {
  const files = facts.asks.filter(({ key }) => keys.includes(key)).flatMap(({ endpoint }) => endpoint.evidence)
  const isStaffs = roles.all.length > 0 && files.length > 0 && files.every(({ file }) => adminFile.test(file))
  return isStaffs ? 'staff' : 'unknown'
}

const adminFile = /(^|\/)admin(istration)?\//i

/** As `reachOf`, for verbs of a collection. */
export function reachOfVerbs(world: World, collection: Collection, verbs: readonly Verb[]): Reach {
  return reachOf(
    world,
    verbs.flatMap(verb => collection.verbs.get(verb)?.key ?? []),
  )
}
