import { type ColumnModel, quoteName, quoteText, type TableModel } from '../../data/schema/index.ts'
import { authErrors } from '../errors.ts'

/** Where a user's role stands: in a text column, or in a boolean one that says who is an admin. */
export interface RoleSource {
  readonly column: ColumnModel
  /** The role as SQL, of the row that `from` names; null for none. */
  sql(from: string): string
}

/** What says which role somebody has, besides a column `role`. */
export interface RoleOptions {
  /** The boolean column for the role `admin`; null where there is none. */
  readonly admin: string | null
  readonly roles: Readonly<Record<string, readonly string[]>>
}

/** The column `role`, or the boolean one that the options name. AUTH_OPTION_UNFIT where there are both, or it is none. */
export function roleSourceOf(table: TableModel, { admin, roles }: RoleOptions): RoleSource | undefined {
  const role = table.columns.find(column => column.key === 'role' && column.type === 'text')
  if (admin === null) return role && { column: role, sql: from => `${from}.${quoteName(role.name)}::text` }
  const column = table.columns.find(({ key }) => key === admin)
  if (role !== undefined) throw unfit('the table has a column role, which says it')
  if (column?.type !== 'boolean') throw unfit(`the table has no boolean column ${admin}`)
  const [other] = Object.keys(roles).filter(name => name !== 'admin')
  const others = other === undefined ? 'null' : quoteText(other)
  return { column, sql: from => `case when ${from}.${quoteName(column.name)} then 'admin' else ${others} end` }
}

function unfit(reason: string) {
  return authErrors.AUTH_OPTION_UNFIT({ option: 'admin', reason })
}
