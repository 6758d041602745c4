import { nearest } from '../../config/index.ts'
import { type ColumnModel, readTables, type TableModel } from '../../data/schema/index.ts'
import { isSecretName } from '../../observability/index.ts'
import { authErrors } from '../errors.ts'
import { type RoleOptions, type RoleSource, roleSourceOf } from './role.ts'

/** The users table as auth sees it: checked once at boot. */
export interface Accounts {
  readonly table: TableModel
  readonly id: ColumnModel
  /** What people sign in with: `email`, or `username` in a table without one, or where the options say so. */
  readonly login: ColumnModel
  /** True for an e-mail: it is kept as given and compared in lower case. */
  readonly ignoresCase: boolean
  readonly role: RoleSource | undefined
  /** Columns that register and update take from a body. */
  readonly writable: readonly ColumnModel[]
  /** Columns that the user sees: all but those named like a secret. */
  readonly shown: readonly ColumnModel[]
}

/** Rights and standing: columns of these names are not for their owner to write, unless `auth.writable` says so. */
const privileged =
  /^(?:is|has|can)?_?(?:roles?|permissions?|scopes?|(?:super_?)?admin(?:istrator)?|super_?user|staff|moderator|(?:(?:email|phone|account)_?)?(?:verified|confirmed|approved|banned|blocked|locked|disabled|enabled|suspended|active)|status|plan|tier|credits?|balance)(?:_?(?:at|on|by|until))?$/i

const stamps = /^(?:created|updated|deleted)_?(?:at|on|by)$/i

interface Given {
  readonly writable: readonly string[] | null
  readonly perTenant?: boolean
  /** What people sign in with. Default: the table decides. */
  readonly login?: 'email' | 'username' | null
  /** What says which role somebody has. Default: the column `role`. */
  readonly standing?: RoleOptions
}

/** Reads the users table out of the schema. AUTH_USERS_UNFIT says what is missing, and the mend. */
export function readAccounts(schema: Readonly<Record<string, unknown>>, users: object, given: Given): Accounts {
  const { writable, perTenant = false, login: wanted = null, standing = { admin: null, roles: {} } } = given
  const key = Object.keys(schema).find(name => schema[name] === users)
  const table = readTables(schema).find(model => model.key === key)
  if (table === undefined) throw unfit('it is not in the schema', 'Export the table from schema.ts.')
  if (table.tenant && !perTenant) {
    throw unfit('it is a tenant table', "Say tenancy: { users: 'perTenant' }, or join global users by memberships.")
  }
  if (perTenant && !table.tenant) throw unfit('it has no tenant', 'Add tenantId: tenantId().')
  const id = table.columns.find(column => column.primary)
  if (id === undefined || table.primaryKey?.columns.length !== 1) {
    throw unfit('its primary key is not one column', 'Add id: id().')
  }
  const login = loginOf(table, wanted)
  const role = roleSourceOf(table, standing)
  const taken = writable === null ? table.columns.filter(isWritable) : named(table, writable)
  const accounts: Accounts = Object.freeze({
    table,
    id,
    login,
    ignoresCase: login.key === 'email',
    role,
    writable: taken.filter(column => column !== role?.column),
    shown: table.columns.filter(column => !holdsSecret(column)),
  })
  refuseUnfillable(accounts)
  return accounts
}

function loginOf(table: TableModel, wanted: 'email' | 'username' | null): ColumnModel {
  const hash = table.columns.find(column => /^(?:password|passwd|pwd)/i.test(column.key) && holdsSecret(column))
  if (hash !== undefined) throw unfit(`it has a column ${hash.key}`, 'Remove it: hashes are kept by the platform.')
  const texts = table.columns.filter(column => column.type === 'text')
  const named = (name: string) => texts.find(column => column.key === name)
  const login = wanted === null ? (named('email') ?? named('username')) : named(wanted)
  if (login === undefined) throw unfit(`it has no text column ${wanted ?? 'email or username'}`, 'Add it.')
  if (!login.unique) {
    const mend = table.tenant
      ? `Add unique().on(t.tenantId, t.${login.key}).`
      : `Write ${login.key}: text().notNull().unique().`
    throw unfit(`${login.key} is not unique`, mend)
  }
  return login
}

/** A date or a flag only speaks of a secret: `passwordChangedAt`, `passwordExpired`. */
function holdsSecret({ key, type }: ColumnModel): boolean {
  return isSecretName(key) && type !== 'boolean' && type !== 'date' && type !== 'timestamp'
}

/** The server's own: never written from a body, whatever the options say. */
function isOwn(column: ColumnModel): boolean {
  const { key, role, primary, generated } = column
  return role !== undefined || primary || generated || key === 'role' || isSecretName(key)
}

function isWritable(column: ColumnModel): boolean {
  return !isOwn(column) && !privileged.test(column.key) && !stamps.test(column.key)
}

function named(table: TableModel, names: readonly string[]): ColumnModel[] {
  return names.map(name => {
    const column = table.columns.find(({ key }) => key === name)
    if (column === undefined) {
      const meant = nearest(
        name,
        table.columns.map(({ key }) => key),
      )
      const hint = meant === undefined ? '' : `; did you mean ${meant}?`
      throw authErrors.AUTH_OPTION_UNFIT({ option: 'writable', reason: `the table has no column ${name}${hint}` })
    }
    if (isOwn(column)) throw authErrors.AUTH_OPTION_UNFIT({ option: 'writable', reason: `${name} is the server's own` })
    return column
  })
}

/** True when an insert must give the column a value. */
export function isRequired(column: ColumnModel): boolean {
  return column.notNull && !column.hasDefault && column.makeDefault === undefined
}

function refuseUnfillable({ table, writable, login }: Accounts): void {
  const column = table.columns.find(candidate => isRequired(candidate) && !writable.includes(candidate))
  if (column !== undefined) {
    throw unfit(`register cannot fill ${column.key}`, 'Give the column a default, or name it in auth.writable.')
  }
  if (!writable.includes(login))
    throw unfit(`auth.writable leaves out ${login.key}`, 'People sign in with it: name it.')
}

function unfit(reason: string, mend: string) {
  return authErrors.AUTH_USERS_UNFIT({ reason, mend })
}
