import type { TestApp } from '../app.ts'
import { attackErrors } from './errors.ts'
import { type Finding, Findings } from './findings.ts'
import { type Attack, attackAccess } from './probes/access.ts'
import { attackBelongings } from './probes/belongings.ts'
import { attackNames, attackTexts } from './probes/hostile.ts'
import { attackReferences } from './probes/references.ts'
import { attackFields, attackMethods } from './probes/writes.ts'
import { failuresOf, reportOf } from './report.ts'
import { type Target, targetsOf } from './surface.ts'
import { makeWorld, type World, type WorldOptions } from './world.ts'

/** How an app is attacked. */
export interface AttackOptions extends WorldOptions {
  /** Operations that a test cannot make succeed, with the reason. They are attacked all the same. */
  readonly skip?: Readonly<Record<string, string>>
  /** Writes the table to the console. Default true. */
  readonly print?: boolean
  /** Operations to attack, by name. Default: all. */
  readonly on?: (operation: string) => boolean
  /** Ends at the first attempt that gets through. Default false. */
  readonly first?: boolean
  /** Attacks to make. Default: all. */
  readonly only?: readonly AttackKind[]
}

/**
 * What is tried: other people's rows, sessions and keys, names of them in values, the server's fields, methods, hostile
 * texts and names.
 */
export type AttackKind = 'access' | 'belongings' | 'references' | 'fields' | 'methods' | 'texts' | 'names'

/** What an attack found. */
export interface AttackResult {
  readonly findings: readonly Finding[]
  readonly failures: readonly Finding[]
  /** Operations that were not made to succeed, and why. */
  readonly skipped: Readonly<Record<string, string>>
  /** The table, for people. */
  readonly report: string
  /** Throws ATTACK_FAILED with the table where anything got through. */
  hold(): void
}

const kinds: Readonly<Record<AttackKind, (attack: Attack) => Promise<void>>> = {
  methods: attackMethods,
  access: attackAccess,
  belongings: attackBelongings,
  references: attackReferences,
  fields: attackFields,
  names: attackNames,
  texts: attackTexts,
}

/**
 * Attacks every operation of an app, from its own OpenAPI document: two tenants (or two people, where there are none),
 * as admin, member, viewer, guest and API key. What should come back is worked out from the declared policies; what
 * they do not allow must be refused. The app is filled with rows, and its rows are written and deleted: give it a
 * database of its own. `(await attack(app)).hold()` in a test fails with a table of what got through.
 */
export async function attack(app: TestApp, options: AttackOptions = {}): Promise<AttackResult> {
  const world = await makeWorld(app, options)
  return attackWorld(world, options)
}

/** The same on a world that is there. */
export async function attackWorld(world: World, options: AttackOptions = {}): Promise<AttackResult> {
  const findings = new Findings(world)
  const skipped: Record<string, string> = {}
  const bases = world.rows.bases('b')
  const before = await bases()
  for (const target of targetsOf(world.app)) {
    if (options.on?.(target.name) === false) continue
    const reason = options.skip?.[target.name] ?? platformReason(target)
    if (reason !== undefined) skipped[target.name] = reason
    for (const kind of options.only ?? (Object.keys(kinds) as AttackKind[])) {
      if (isSpent(target) && kind !== 'access' && kind !== 'belongings') continue
      if (options.first === true && findings.all.some(({ ok }) => !ok)) return resultOf(findings.all, skipped)
      await kinds[kind]({ world, target, findings, skipped: reason })
    }
  }
  const [last, person] = [targetsOf(world.app).at(-1), world.people[0]]
  if (world.tenancy && last !== undefined && person !== undefined) {
    const after = await bases()
    findings.note(
      'rows of b afterwards',
      { target: last, person },
      before === after ? undefined : 'are not as they were',
    )
  }
  const result = resultOf(findings.all, skipped)
  if (options.print !== false) process.stdout.write(`\n${result.report}\n`)
  return result
}

function resultOf(findings: readonly Finding[], skipped: Readonly<Record<string, string>>): AttackResult {
  const failures = findings.filter(({ ok }) => !ok)
  const report = reportOf(findings, skipped)
  return {
    findings,
    failures,
    skipped,
    report,
    hold() {
      if (failures.length > 0)
        throw attackErrors.ATTACK_FAILED({ failures: failures.length, report: failuresOf(findings) })
    },
  }
}

/** Operations of the platform need secrets from mails and devices, or would end what the attack stands on. */
function platformReason({ operation, method }: Target): string | undefined {
  if (operation.module === 'auth' || operation.module === 'tenants') {
    return method === 'GET' && !/:|oidc/.test(operation.path) ? undefined : `${operation.module} has tests of its own`
  }
  return undefined
}

/** Ends the session of whoever asks. */
function isSpent({ name, method }: Target): boolean {
  return /^(auth|tenants)\./.test(name) && method !== 'GET'
}
