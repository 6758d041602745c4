import type { Allow, Blueprint, BlueprintResource } from '../../blueprint/blueprint.ts'
import type { DemoLogin } from '../seeds/logins.ts'
import type { Served } from './served.ts'

/** Who asks, by the names that the contract uses: `guest`, a role, or a user name. */
export interface People {
  readonly guest: 'guest'
  /** May do the most. */
  readonly most: string
  /** What registering makes of somebody. */
  readonly least: string
}

/** The name of a demo login in the contract. */
export function personName({ role, columns, identity }: DemoLogin): string {
  return role ?? String(columns.username ?? identity.split('@')[0])
}

export function peopleOf(logins: readonly DemoLogin[]): People {
  const names = logins.map(personName)
  return { guest: 'guest', most: names[0] ?? 'guest', least: names.at(-1) ?? 'guest' }
}

/** Somebody who may: the least of those who do, so that the test fails when too much is asked of them. */
export function personFor(served: Served, people: People, blueprint: Blueprint): string {
  if (served.kind === 'action' && (served.action.kind === 'toggle' || served.action.kind === 'feed')) {
    return Object.keys(blueprint.auth?.roles ?? {}).length > 0 ? people.least : people.most
  }
  const creator = served.kind === 'resource' ? creatorOf(served.resource, people) : people.least
  return personOf(served.allow, { people, creator })
}

function creatorOf(resource: BlueprintResource, people: People): string {
  const allow = resource.operations.create?.allow
  return allow === undefined ? people.least : personOf(allow, { people, creator: people.least })
}

interface Choice {
  readonly people: People
  /** Who owns the row. */
  readonly creator: string
}

function personOf(allow: Allow, choice: Choice): string {
  const { people, creator } = choice
  if (allow === 'anyone') return people.guest
  if (allow === 'signedIn') return people.least
  if (allow === 'nobody') return people.most
  if ('owner' in allow) return creator
  if ('can' in allow) return people.most
  if ('where' in allow) return people.guest
  if (allow.or.includes('anyone')) return people.guest
  const own = allow.or.find(part => typeof part === 'object' && 'owner' in part)
  const held = allow.or.find(part => typeof part === 'object' && 'can' in part)
  return personOf(own ?? (allow.or.includes('signedIn') ? 'signedIn' : held) ?? 'signedIn', choice)
}
