import type { Allow, Blueprint, BlueprintResource } from '../../blueprint/blueprint.ts'
import type { Model } from '../emit/model.ts'
import { nestedUnder } from '../emit/nested.ts'
import { allowOf } from '../emit/resource/allow.ts'
import type { DemoLogin } from '../seeds/logins.ts'
import type { Served } from './served.ts'

/** Who asks, by the names that the contract uses: a role or a user name, undefined for a guest. */
export interface People {
  /** May do the most. */
  readonly most: string | undefined
  /** What registering makes of somebody. */
  readonly least: string | undefined
}

/** The name of a demo login in the contract. */
export function personName({ role, columns, identity }: DemoLogin): string {
  return role ?? String(columns.username ?? identity.split('@')[0])
}

export function peopleOf(logins: readonly DemoLogin[]): People {
  const names = logins.map(personName)
  return { most: names[0], least: names.at(-1) }
}

interface Asked {
  readonly model: Model
  /** Whose the demo row is that the path names, or that the list begins with, where no call makes another. */
  readonly owner: string | undefined
}

/** Somebody who may: the least of those who do, so that the test fails when too much is asked of them. */
export function personFor(served: Served, people: People, { model, owner }: Asked): string | undefined {
  const { blueprint } = model
  if (served.kind === 'action' && (served.action.kind === 'toggle' || served.action.kind === 'feed')) {
    return hasRoles(blueprint) ? people.least : people.most
  }
  // Whoever may change themselves, or anybody: the test asks about somebody else.
  if (served.kind === 'resource' && served.resource.table === blueprint.auth?.users && isForStaffToo(served.allow))
    return people.most
  // Rows of the first demo row's owner, which nobody makes.
  if (served.kind === 'resource' && isBelowOwned(served.resource, model)) {
    if (owner !== undefined && !isForStaff(served.allow)) return owner
    if (served.resource.operations.create === undefined && !hasRoles(blueprint)) return people.most
  }
  const creator =
    owner ?? (served.kind === 'resource' ? creatorOf(served.resource, people, hasRoles(blueprint)) : people.least)
  return personOf(served.allow, { people, creator })
}

function hasRoles({ auth }: Blueprint): boolean {
  return Object.keys(auth?.roles ?? {}).length > 0
}

/** Under rows that only those see whose they are. */
function isBelowOwned(resource: BlueprintResource, model: Model): boolean {
  const parent = nestedUnder(resource, model)?.parent
  const reads = parent === undefined ? [] : allowOf(parent, model).filter(([verb]) => verb === 'read' || verb === 'get')
  return reads.some(([, allow]) => typeof allow === 'object' && 'owner' in allow)
}

function isForStaff(allow: Allow): boolean {
  return typeof allow === 'object' && 'can' in allow
}

function isForStaffToo(allow: Allow): boolean {
  return typeof allow === 'object' && 'or' in allow && allow.or.some(part => typeof part === 'object' && 'can' in part)
}

function creatorOf(resource: BlueprintResource, people: People, someRoles: boolean): string | undefined {
  const allow = resource.operations.create?.allow
  // Of rows that no call makes, the first demo row is asked about: where there are no roles, people take turns.
  const first = someRoles || resource.path?.includes('/:') === true ? people.least : people.most
  return allow === undefined ? first : personOf(allow, { people, creator: people.least })
}

interface Choice {
  readonly people: People
  /** Who owns the row. */
  readonly creator: string | undefined
}

function personOf(allow: Allow, choice: Choice): string | undefined {
  const { people, creator } = choice
  if (allow === 'anyone') return undefined
  if (allow === 'signedIn') return people.least
  if (allow === 'nobody') return people.most
  if ('owner' in allow) return creator
  if ('can' in allow) return people.most
  if ('where' in allow || allow.or.includes('anyone')) return undefined
  const own = allow.or.find(part => typeof part === 'object' && 'owner' in part)
  const held = allow.or.find(part => typeof part === 'object' && 'can' in part)
  return personOf(own ?? (allow.or.includes('signedIn') ? 'signedIn' : held) ?? 'signedIn', choice)
}
