import type { Evidence, Shape } from '../../endpoint.ts'
import type { Signals } from '../detection.ts'
import { joinEvidence } from '../facts/evidence.ts'
import { isFit } from '../facts/names.ts'
import { fieldsOf } from '../facts/shape.ts'

/** The roles that the frontend knows. Empty where it asks for none. */
export interface Roles {
  /** As the type lists them, else as they were compared. */
  readonly all: readonly string[]
  /** Given to those who register. */
  readonly initial: string | undefined
  /** May do everything. */
  readonly admin: string | undefined
  readonly evidence: readonly Evidence[]
  /** The flag of a user that says who is staff, where nothing else does: `isAdmin`. */
  readonly flag?: string
}

const adminWord = /^(super_?)?(admin(istrator)?|root|superuser|owner)$/i
/** What Spring and others write before each: `ROLE_ADMIN`. */
const before = /^role[\s_:-]+/i
const plainRole =
  /^(user|customer|member|guest|viewer|reader|student|client|basic|standard|employee|buyer|subscriber)$/i

const SPOKEN = /^[a-z](?:[\w .:-]{0,58}\w)?$/i

/** Roles from the user's type and from literals that the code compares with a role. */
export function findRoles(user: Shape, signals: Signals): Roles {
  // `*:*:*` is what somebody may, and no name of a role.
  const checks = (signals.roles ?? []).filter(({ value }) => SPOKEN.test(value))
  const checked = [...new Set(checks.map(check => check.value))]
  const typed = typedRoles(user)
  const known = [...new Set([...typed, ...checked])]
  const evidence = joinEvidence(checks.map(check => check.evidence))
  const flag = flagOf(user)
  if (known.length === 0 && flag !== undefined)
    return { all: ['user', 'admin'], initial: 'user', admin: 'admin', evidence, flag }
  if (known.length === 0) return { all: [], initial: undefined, admin: undefined, evidence }
  const initial =
    known.findLast(role => plainRole.test(role.replace(before, ''))) ??
    typed.findLast(role => !checked.includes(role) && !isAdmin(role))
  const staff = known.filter(role => role !== initial)
  // Who is told apart from nobody: `role === 'user'` may be about a message of a chat.
  if (staff.length === 0) return { all: [], initial: undefined, admin: undefined, evidence }
  return {
    all: initial === undefined ? [...known, 'user'] : known,
    initial: initial ?? 'user',
    admin: staff.find(isAdmin) ?? staff[0],
    evidence,
  }
}

/** Whoever has signed in is told whether they are staff by a flag of that name. */
function flagOf(user: Shape): string | undefined {
  const flags = Object.entries(fieldsOf(user)).filter(
    ([name, { shape }]) => isFit(name) && flagWord.test(name) && (shape.kind === 'boolean' || shape.kind === 'unknown'),
  )
  return flags.length === 1 ? flags[0]?.[0] : undefined
}

const flagWord = /^(is(Super)?)?(admin(istrator)?|staff|superuser)$/i

/** Whom rows are for that nobody owns, where no page says it: staff. Where a flag is all there is, whoever is signed in. */
export function isStaffs({ all, flag }: Roles): boolean {
  return all.length > 0 && flag === undefined
}

function isAdmin(role: string): boolean {
  return adminWord.test(role.replace(before, ''))
}

function typedRoles(user: Shape): string[] {
  const shape = fieldsOf(user).role?.shape
  return shape?.kind === 'literal' ? shape.values.map(String) : []
}
