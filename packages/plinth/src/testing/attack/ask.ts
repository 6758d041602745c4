import { decide } from '../../access/index.ts'
import type { MadeRow, Side } from './rows.ts'
import { sample } from './sample.ts'
import type { Target } from './surface.ts'
import type { Person, World } from './world.ts'

/** A request of the attack. */
export interface Request {
  readonly target: Target
  readonly person: Person
  /** Values of the path, in its order. */
  readonly path: readonly string[]
  readonly query?: readonly (readonly [string, string])[]
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  readonly method?: string
}

/** What came back, to the last byte. */
export interface Answer {
  readonly status: number
  readonly text: string
  /** Headers and body: what is looked through. */
  readonly all: string
  /** Everything that the request said. */
  readonly sent: string
}

/** Sends a request through the door. */
export async function send({ app }: World, request: Request): Promise<Answer> {
  const { target, person, path, query = [], body, headers = {}, method = target.method } = request
  let at = 0
  const filled = target.path.replace(/\{\w+\}/g, () => encodeURIComponent(path[at++] ?? ''))
  const words = new URLSearchParams(query.map(([name, value]): [string, string] => [name, value])).toString()
  const url = `http://localhost${filled}${words === '' ? '' : `?${words}`}`
  const content = body === undefined || method === 'GET' || method === 'HEAD' ? undefined : JSON.stringify(body)
  const response = await app.app.fetch(
    new Request(url, {
      method,
      redirect: 'manual',
      headers: {
        ...(content === undefined ? {} : { 'content-type': 'application/json' }),
        ...person.headers,
        ...headers,
      },
      ...(content === undefined ? {} : { body: content }),
    }),
  )
  const text = await response.text()
  const all = `${[...response.headers].flat().join('\n')}\n${text}`
  return { status: response.status, text, all, sent: `${path.join()} ${JSON.stringify(query)} ${content ?? ''}` }
}

/** Whose rows a request is about. */
export interface Whose {
  readonly side: Side
  readonly user: string
}

/** New rows for the path of an operation, each under the one before it; `whose` says it for each parameter. */
export async function rowsFor(world: World, target: Target, whose: readonly Whose[]): Promise<MadeRow[]> {
  const rows: MadeRow[] = []
  for (const [at, { names }] of target.params.entries()) {
    if (typeof names !== 'object') continue
    const ask = whose[at] ?? (whose[0] as Whose)
    const above = rows.at(-1)
    const field = names.parent
    const isUnder = field !== undefined && above?.table.name === field.model.table.model.name && above.side === ask.side
    const given = isUnder ? { [field.field.key]: above.values[field.target.key] } : {}
    const isUsers = names.table.model.name === world.rows.users
    rows.push(
      isUsers
        ? await userRow(world, names.table.model.name, ask)
        : await world.rows.make(names.table.model, { ...ask, given }),
    )
  }
  return rows
}

/** People are not made up: the row is theirs. */
async function userRow(world: World, name: string, { side, user }: Whose): Promise<MadeRow> {
  const table = world.rows.table(name)
  const key = table?.columns.find(column => column.primary)
  if (table === undefined || key === undefined) return { table: table as never, values: {}, side, user }
  const row: MadeRow = { table, values: { [key.key]: user }, side, user }
  return { ...row, values: (await world.rows.read(row)) ?? row.values }
}

/** The values of a path on side A: of rows their ids. */
export function pathOf({ sides }: World, target: Target, rows: readonly MadeRow[]): string[] {
  return pathIn(sides.a, target, rows)
}

/** The same on either side. */
export function pathIn(side: Side, target: Target, rows: readonly MadeRow[]): string[] {
  let at = 0
  return target.params.map(({ names }) => {
    if (names === 'tenant') return side.tenant ?? ''
    if (names === undefined) return crypto.randomUUID()
    return String(rows[at++]?.values[names.id.key] ?? crypto.randomUUID())
  })
}

/** A body that the person may send, with keys to rows of `whose`. */
export function bodyOf(world: World, { target, person }: Pick<Request, 'target' | 'person'>, whose: Whose): unknown {
  if (target.body === undefined) return undefined
  const models = target.model === undefined ? [] : [target.model, ...target.model.children.map(child => child.shows)]
  const made = sample(target.body, {
    components: target.components,
    known: name => keyNamed(world, { target, name }, whose),
    wanted: name => {
      const field = models.flatMap(model => [...model.fields.values()]).find(each => each.wire === name)
      return field?.write == null || decide(field.write, person.actor) === true
    },
  })
  const own = world.bodies[target.name]
  return own === undefined ? made : own(made, { key: table => keyOf(world, table, whose) })
}

/** The id of a row, where the property is a key to its table. */
export function keyNamed(world: World, { target, name }: { target: Target; name: string }, whose: Whose): unknown {
  const table = tableNamed(world, target, name)
  return table === undefined ? undefined : keyOf(world, table, whose)
}

/** The property is a key to a table of tenants. */
export function namesTenants(world: World, target: Target, name: string): boolean {
  return world.rows.table(tableNamed(world, target, name) ?? '')?.tenant === true
}

/** SQL name of the table that the property is a key to. */
function tableNamed({ rows }: World, { model }: Target, name: string): string | undefined {
  const key = name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())
  const own = model?.table.model
  for (const table of own === undefined ? rows.tables : [own, ...rows.tables]) {
    const column = table.columns.find(each => each.key === key)
    const foreign = column && table.foreignKeys.find(each => each.columns.includes(column.name))
    if (foreign !== undefined || (column !== undefined && table === own)) return foreign?.table
  }
  return undefined
}

/** The id of the base row of a table, by its SQL name or its key. */
function keyOf(world: World, name: string, { side, user }: Whose): unknown {
  if (name === world.rows.users) return user
  const table = world.rows.table(name) ?? world.rows.tables.find(each => each.key === name)
  const column = table?.columns.find(each => each.primary && each.role !== 'tenant')
  return column && world.rows.known(table?.name ?? '', side, user)?.values[column.key]
}
