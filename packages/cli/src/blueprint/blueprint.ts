import { z } from 'zod'
import type { Endpoint, Problem, ThirdParty, Unresolved } from './endpoint.ts'
import type { Operation, SdkUse } from './operation.ts'

const evidence = z.strictObject({ file: z.string(), line: z.int().min(1) })
const certainty = z.enum(['sure', 'likely', 'guess'])
const verb = z.enum(['list', 'get', 'create', 'replace', 'update', 'delete'])
const method = z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD'])

/** Who may: the policy language of `plinth`, as JSON. */
export type Allow =
  | 'anyone'
  | 'signedIn'
  | 'nobody'
  | { can: string }
  | { owner: string }
  | { where: Record<string, string | number | boolean> }
  | { or: Allow[] }

const allow: z.ZodType<Allow> = z.lazy(() =>
  z.union([
    z.enum(['anyone', 'signedIn', 'nobody']),
    z.strictObject({ can: z.string() }),
    z.strictObject({ owner: z.string() }),
    z.strictObject({ where: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])) }),
    z.strictObject({ or: z.array(allow) }),
  ]),
)

const field = z.strictObject({
  /** Key in the schema and, in the dialect's casing, on the wire. */
  name: z.string(),
  /** `money` is a decimal number of which nothing is lost when it is added up. */
  type: z.enum(['text', 'integer', 'number', 'money', 'boolean', 'timestamp', 'date', 'uuid', 'json', 'text[]']),
  /** Not null. */
  required: z.boolean(),
  unique: z.boolean().optional(),
  /** The values of an enum. */
  values: z.array(z.string()).optional(),
  /** Limits of a number. */
  min: z.number().optional(),
  max: z.number().optional(),
  /** Limits of a text, in characters. */
  minLength: z.int().min(1).optional(),
  maxLength: z.int().min(1).max(1_000_000).optional(),
  default: z
    .union([z.string(), z.number(), z.boolean(), z.array(z.string()), z.record(z.string(), z.json())])
    .optional(),
  /** The table that the field points at, by name. Deleting the parent then deletes or refuses. */
  references: z.strictObject({ table: z.string(), onDelete: z.enum(['cascade', 'restrict', 'set null']) }).optional(),
  /** Who fills it in when the client may not: the actor on create, a slug of another field, the value of a hook. */
  server: z
    .union([z.enum(['owner', 'hook']), z.strictObject({ slugOf: z.string() }), z.strictObject({ copyOf: z.string() })])
    .optional(),
  /** Who may write it where the row's own rule is not enough. */
  write: allow.optional(),
  certainty,
  evidence: z.array(evidence),
})

const table = z.strictObject({
  name: z.string(),
  module: z.string(),
  /** `id` and timestamps are added by the writer unless `keys` names a composite primary key. */
  fields: z.array(field),
  keys: z.array(z.string()).optional(),
  timestamps: z.boolean(),
  /** Each tenant has rows of its own. */
  tenant: z.literal(true).optional(),
})

const computed = z.strictObject({
  table: z.string(),
  name: z.string(),
  kind: z.enum(['count', 'exists']),
  /** The table whose rows are counted or looked for. */
  of: z.string(),
  /** The key of `of` that points here, when there are two. */
  by: z.string().optional(),
  certainty,
  evidence: z.array(evidence),
})

/** `GET /api/products` as an endpoint's key. */
const endpointKey = z.string().regex(/^[A-Z]+ \//)

const resource = z.strictObject({
  name: z.string(),
  singular: z.string(),
  table: z.string(),
  module: z.string(),
  /** Under the dialect's base, `:name` for parameters. Left out when it is `/<name>`. */
  path: z.string().optional(),
  /** The field that stands in the path, when it is not `id`. */
  id: z.string().optional(),
  operations: z.partialRecord(verb, z.strictObject({ endpoint: endpointKey.optional(), allow })),
  /** Filters by query word. A value that is not the word itself is a path: `author.username`. */
  filter: z.record(z.string(), z.string()),
  sort: z.array(z.string()),
  search: z.array(z.string()),
  include: z.array(z.string()),
  /** Relations that always come along; the value is the resource that shows them. */
  embed: z.record(z.string(), z.string()),
  /** Child tables that are written with the row, by the name they have in its body. */
  children: z.record(z.string(), z.string()),
  computed: z.array(z.string()),
  /** The only fields shown, for a second resource on one table. */
  only: z.array(z.string()).optional(),
  /** Items on a page when the client does not say; 1000 where the frontend never pages. */
  size: z.int().optional(),
  certainty,
  evidence: z.array(evidence),
})

const actionBase = {
  name: z.string(),
  module: z.string(),
  endpoints: z.array(endpointKey),
  allow,
  certainty,
  evidence: z.array(evidence),
}

/** How many rows, under this name; or the rows, where it is `[]`. */
const answered = z.string()

const stat = z.strictObject({
  of: z.string(),
  /** The field to add up or take the mean of. Rows are counted where there is neither. */
  sum: z.string().optional(),
  average: z.string().optional(),
  where: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
  since: z.enum(['day', 'week', 'month', 'year']).optional(),
  by: z.string().optional(),
  every: z.enum(['day', 'month']).optional(),
  as: z.tuple([z.string(), z.string()]).optional(),
})

const action = z.discriminatedUnion('kind', [
  /** POST adds a row that joins the actor and the item, DELETE removes it; both answer with the item. */
  z.strictObject({
    ...actionBase,
    kind: z.literal('toggle'),
    path: z.string(),
    on: z.string(),
    through: z.string(),
    by: z.string().optional(),
  }),
  /** A list with a fixed condition; `rows` says which of the rows that somebody may see are in it. */
  z.strictObject({
    ...actionBase,
    kind: z.literal('feed'),
    path: z.string(),
    of: z.string(),
    rows: allow.optional(),
    where: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
    /** `-rating`: the highest first. Left out, the order of the rows' own list. */
    sort: z.string().optional(),
    /** As with resources, where it differs from that of the rows' own list. */
    size: z.int().optional(),
  }),
  /** The distinct values of a field. */
  z.strictObject({ ...actionBase, kind: z.literal('distinct'), path: z.string(), of: z.string(), field: z.string() }),
  /** Moves a status field, from some values to one. */
  z.strictObject({
    ...actionBase,
    kind: z.literal('transition'),
    /** Default `POST`. */
    method: z.enum(['PUT', 'PATCH']).optional(),
    path: z.string(),
    on: z.string(),
    field: z.string(),
    from: z.array(z.string()),
    to: z.string(),
  }),
  /** Sets fields of a row: to what is sent, or to a value that the path's word says. */
  z.strictObject({
    ...actionBase,
    kind: z.literal('assign'),
    method,
    path: z.string(),
    on: z.string(),
    /** From the body, or the query. Empty where `to` says the value. */
    fields: z.array(z.string()),
    from: z.literal('query').optional(),
    to: z.strictObject({ field: z.string(), value: z.boolean() }).optional(),
  }),
  /** Marks a row: adds whoever asks to a list of users, or takes them out; or counts one more. */
  z.strictObject({
    ...actionBase,
    kind: z.literal('tally'),
    method,
    path: z.string(),
    on: z.string(),
    /** A list of ids, or a number. */
    field: z.string(),
    of: z.enum(['actors', 'calls']),
  }),
  /** Several rows made, changed or deleted at once: all of them or none. */
  z.strictObject({
    ...actionBase,
    kind: z.literal('bulk'),
    method,
    path: z.string(),
    on: z.string(),
    verb: z.enum(['create', 'update', 'delete']),
    /** Where the ids or rows are: a member of the body, which is the list itself where this is empty, or a query word. */
    list: z.string(),
    from: z.enum(['body', 'query']),
    /** `all` has no list: it takes away every row that whoever asks sees. */
    of: z.enum(['ids', 'rows', 'all']),
    /** What is written. Beside a list of ids, they stand where the ids do, or in the member of the body that is named. */
    fields: z.array(z.string()),
    within: z.string().optional(),
    answers: answered,
    /** Who may do it to a single row, where no operation of the resource says so. */
    row: allow,
  }),
  /** Puts rows into an order. */
  z.strictObject({
    ...actionBase,
    kind: z.literal('reorder'),
    method,
    path: z.string(),
    on: z.string(),
    /** The field that holds the place. */
    field: z.string(),
    list: z.string(),
    of: z.enum(['ids', 'rows']),
    answers: answered,
    row: allow,
  }),
  /** Numbers about tables. */
  z.strictObject({ ...actionBase, kind: z.literal('stats'), path: z.string(), values: z.record(z.string(), stat) }),
  /** A list as a file. */
  z.strictObject({
    ...actionBase,
    kind: z.literal('export'),
    path: z.string(),
    of: z.string(),
    as: z.enum(['csv', 'json']),
  }),
  /** Rows of several tables that have a text in them; what is shown of each, by its name in the answer. */
  z.strictObject({
    ...actionBase,
    kind: z.literal('search'),
    path: z.string(),
    word: z.string(),
    of: z.record(z.string(), z.strictObject({ table: z.string(), fields: z.array(z.string()) })),
  }),
  /** A row without an id in its path: one for each user, where the table has an owner, else one for all. */
  z.strictObject({
    ...actionBase,
    kind: z.literal('singleton'),
    path: z.string(),
    of: z.string(),
    change: z.enum(['PUT', 'PATCH', 'POST']),
    read: allow,
    row: allow,
  }),
  /** Meaning unknown: answers 501 with its evidence until somebody writes it. */
  z.strictObject({ ...actionBase, kind: z.literal('pending'), method, path: z.string(), reason: z.string() }),
])

const feature = z.looseObject({ needed: z.boolean(), evidence: z.array(evidence) })

const auth = z.strictObject({
  /** The table of users, by name. */
  users: z.string(),
  /** What people log in with. */
  identity: z.enum(['email', 'username']),
  /** Built-in operations that the frontend uses, by name, with their endpoint: `auth.login`. */
  operations: z.record(z.string(), endpointKey),
  /** Role → permissions. The first is given to those who register. Empty where there are none. */
  roles: z.record(z.string(), z.array(z.string())),
  /** The flag of a user that says who has the role `admin`, where no column `role` says it. */
  admin: z.string().optional(),
  /** How long an access token is valid, `30d`. Left out where the frontend renews it: the runtime's default is short. */
  access: z
    .string()
    .regex(/^[1-9]\d{0,5}[smhd]$/)
    .optional(),
  /** When people confirm their address. Left out where the frontend does not. */
  verify: z.enum(['later', 'before-login']).optional(),
  /** Pages that mails lead to, with `{ticket}` in them. */
  links: z.partialRecord(z.enum(['verify', 'reset', 'email', 'invite']), z.string().regex(/^\/(?![/\\])/)).optional(),
  /** Sessions in cookies. */
  cookie: z.literal(true).optional(),
  /** Providers that people sign in with, by the name in the path. Their ids and secrets come from the environment. */
  oidc: z.record(z.string().regex(/^[a-z]+$/), z.strictObject({ issuer: z.url() })).optional(),
  evidence: z.array(evidence),
})

const tenancy = z.strictObject({
  /** Where requests name the tenant. */
  from: z.array(z.enum(['token', 'header', 'subdomain', 'path'])).min(1),
  /** The role of whoever makes a tenant; false where nobody makes one by asking. Left out, the first that may do all. */
  founder: z.union([z.string(), z.literal(false)]).optional(),
  /** Built-in operations that the frontend uses, by name, with their endpoint: `tenants.list`. */
  operations: z.record(z.string(), endpointKey),
  evidence: z.array(evidence),
})

export const featureNames = [
  'auth',
  'roles',
  'tenancy',
  'realtime',
  'uploads',
  'jobs',
  'search',
  'payments',
  'pagination',
] as const

/** What detection found, as JSON that a person can review and edit. `plinth new --blueprint` takes it back. */
export const blueprintSchema = z.strictObject({
  version: z.literal(1),
  name: z.string().regex(/^[a-z][a-z0-9-]*$/),
  frontends: z.array(z.strictObject({ root: z.string(), framework: z.string(), build: z.string().optional() })),
  /** Path prefix of the API, and the variable that may override it. `unknown` lists values known only outside the code. */
  base: z.strictObject({
    path: z.string(),
    variable: z.string().optional(),
    unknown: z.array(z.string()),
    certainty,
    evidence: z.array(evidence),
  }),
  endpoints: z.array(z.looseObject({ method, path: z.string() })),
  sockets: z.array(z.looseObject({})),
  /** GraphQL operations. Left out where there are none. */
  operations: z
    .array(z.looseObject({ kind: z.enum(['query', 'mutation', 'subscription']), name: z.string() }))
    .optional(),
  /** Packages that speak protocols of their own, with their calls and tables. Left out where there are none. */
  sdk: z.array(z.looseObject({ library: z.string() })).optional(),
  /** The options of `defineDialect` that differ from the defaults. */
  dialect: z.record(z.string(), z.unknown()),
  auth: auth.optional(),
  tenancy: tenancy.optional(),
  tables: z.array(table),
  computed: z.array(computed),
  resources: z.array(resource),
  actions: z.array(action),
  features: z.record(z.enum(featureNames), feature),
  thirdParty: z.array(z.looseObject({ host: z.string() })),
  unresolved: z.array(z.looseObject({ reason: z.string() })),
  problems: z.array(z.looseObject({ file: z.string(), message: z.string() })),
})

export type BlueprintField = z.output<typeof field>

/** Types whose values are numbers on the wire. */
export function isNumeric(type: BlueprintField['type'] | undefined): boolean {
  return type === 'integer' || type === 'number' || type === 'money'
}

export type BlueprintTable = z.output<typeof table>
export type BlueprintComputed = z.output<typeof computed>
export type BlueprintResource = z.output<typeof resource>
export type BlueprintAction = z.output<typeof action>
export type BlueprintStat = z.output<typeof stat>
export type BlueprintAuth = z.output<typeof auth>
export type BlueprintTenancy = z.output<typeof tenancy>
export type FeatureName = (typeof featureNames)[number]

/** The blueprint, with the endpoints typed as detectors write them. */
export type Blueprint = Omit<
  z.output<typeof blueprintSchema>,
  'endpoints' | 'sockets' | 'operations' | 'sdk' | 'thirdParty' | 'unresolved' | 'problems'
> & {
  endpoints: Endpoint[]
  operations?: Operation[]
  sdk?: SdkUse[]
  sockets: Record<string, unknown>[]
  thirdParty: ThirdParty[]
  unresolved: Unresolved[]
  problems: Problem[]
}
