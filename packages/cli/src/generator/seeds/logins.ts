import type { BlueprintField } from '../../blueprint/blueprint.ts'
import type { Model } from '../emit/model.ts'
import type { Plain } from '../source/index.ts'
import { upperFirst } from '../words/names.ts'
import { dataOf, value } from './cell.ts'
import { valueFor, within } from './value.ts'
import { people, vocabularyOf } from './vocabulary.ts'

/** Somebody to log in as: what stands in `logins` of `seeds/demo.ts`. */
export interface DemoLogin {
  /** Null where the frontend knows no roles. */
  readonly role: string | null
  /** E-mail or user name, whichever people log in with. */
  readonly identity: string
  readonly password: string
  /** Columns of the users table, by field name. */
  readonly columns: Readonly<Record<string, Plain>>
}

/** Two people to log in as: the one who may do the most first, then the one that registering makes. */
export function demoLogins(model: Model): DemoLogin[] {
  const { auth } = model.blueprint
  if (auth === undefined) return []
  const fields = model.table(auth.users).fields
  return demoRoles(model).map((role, n) => {
    const first = (people[n] ?? '').split(' ')[0] ?? ''
    const word = (role ?? first).toLowerCase().replace(/[^a-z0-9_-]+/g, '-')
    const known: Record<string, Plain> = {
      name: role === null ? (people[n] ?? '') : `${first} ${upperFirst(role)}`,
      username: word,
      email: `${word}@example.com`,
      ...(role === null ? {} : { role }),
      ...(auth.admin === undefined ? {} : { [auth.admin]: role === 'admin' }),
    }
    const columns = Object.fromEntries(fields.flatMap(field => columnOf(field, known, n)))
    const identity = String(columns[auth.identity] ?? known[auth.identity])
    return { role, identity, password: `demo-${word}-1`, columns }
  })
}

/** The role that registering gives. */
export function firstRole({ blueprint, users, table }: Model): string | null {
  const given = users === undefined ? undefined : table(users).fields.find(({ name }) => name === 'role')?.default
  return typeof given === 'string' ? given : (Object.keys(blueprint.auth?.roles ?? {})[0] ?? null)
}

function demoRoles(model: Model): (string | null)[] {
  const roles = Object.entries(model.blueprint.auth?.roles ?? {})
  const says = model.blueprint.auth?.admin ?? 'role'
  if (roles.length === 0 || !model.table(model.users ?? '').fields.some(({ name }) => name === says))
    return [null, null]
  const least = firstRole(model)
  const most = roles.find(([, held]) => held.includes('*')) ?? roles.filter(([role]) => role !== least).at(-1)
  return most === undefined || most[0] === least ? [least] : [most[0], least]
}

function columnOf(field: BlueprintField, known: Readonly<Record<string, Plain>>, n: number): [string, Plain][] {
  const given = known[field.name]
  if (given !== undefined) return [[field.name, dataOf(within(field, value(given))) ?? given]]
  const wanted = (field.required && field.default === undefined) || /^(bio|about)$/.test(field.name)
  const made =
    wanted && field.references === undefined
      ? dataOf(valueFor(field, { words: vocabularyOf('people', 'person'), n }))
      : undefined
  return made === undefined || made === null ? [] : [[field.name, made]]
}
