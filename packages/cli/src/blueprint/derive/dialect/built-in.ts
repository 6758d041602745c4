import type { BuiltIns } from '../auth/built-in.ts'
import { type AuthAsks, type AuthName, usualPaths } from '../auth/operations.ts'
import type { Ask } from '../facts/facts.ts'
import { routeOf } from '../facts/path.ts'
import type { Tenancy } from '../tenancy/tenancy.ts'
import type { Template } from './envelope.ts'
import { remarkAt } from './remarks.ts'

/** The path of a built-in operation. Its parameter is the operation's own, or the field that it gives. */
export function builtInRoute(name: AuthName, { written }: Ask): string {
  const own = /:(\w+)/.exec(usualPaths[name])?.[1] ?? 'ticket'
  return routeOf(written.map(segment => ('hole' in segment ? { hole: own } : segment)))
}

/** What the frontend calls fields of built-in operations. */
export function namesOption({
  builtIns,
  tenancy,
}: {
  readonly builtIns: BuiltIns
  readonly tenancy: Tenancy | undefined
}): { names?: Record<string, Readonly<Record<string, string>>> } {
  const names = [...builtIns.names, ...(tenancy?.names ?? [])]
  return names.length === 0 ? {} : { names: Object.fromEntries(names) }
}

/** Method and path of an operation on tenants. */
export function tenantRoute({ method, written }: Ask): string {
  return `${method} ${routeOf(written.map(segment => ('hole' in segment ? { hole: 'id' } : segment)))}`
}

/** Bodies for answers that are empty by themselves, where the frontend reads something of them. */
export function answersOption(
  { answers }: BuiltIns,
  asks: AuthAsks,
  gone: readonly (readonly [operation: string, body: Template])[],
): { answers?: Record<string, Template> } {
  const all = [...[...answers].map(([name, reads]) => [name, bodyOf(name, reads, asks.get(name))] as const), ...gone]
  return all.length === 0 ? {} : { answers: Object.fromEntries(all) }
}

function bodyOf(name: AuthName, reads: readonly string[], ask: Ask | undefined): Template {
  const body: { [key: string]: Template } = {}
  for (const read of reads) {
    const steps = read.split('.')
    const last = steps.pop() ?? read
    let at = body
    for (const step of steps) {
      const inner = typeof at[step] === 'object' && at[step] !== null ? at[step] : {}
      at[step] = inner
      at = inner
    }
    const remark = ask === undefined ? undefined : remarkAt(ask, read)
    at[last] = remark === undefined || remark === 'Done.' ? (said[name] ?? 'Done.') : remark
  }
  return body
}

const said: Readonly<Partial<Record<AuthName, string>>> = {
  'auth.logout': 'Signed out.',
  'auth.forgot': 'If there is such an account, a mail is on its way.',
  'auth.resendVerify': 'If there is such an account, a mail is on its way.',
  'auth.reset': 'The password has been set.',
  'auth.changePassword': 'The password has been changed.',
  'auth.verify': 'The address has been confirmed.',
  'auth.changeEmail': 'A mail is on its way to the other address.',
  'auth.confirmEmail': 'The address has been changed.',
  'auth.delete': 'The account has been deleted.',
}
