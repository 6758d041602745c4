import { type Casing, toWire } from './casing.ts'
import { checkOptions } from './check.ts'
import type { DialectOptions, EnvelopeOptions, PagingOptions, Template } from './options.ts'

/** Query words. `false` where the dialect has none. */
export interface Words {
  readonly sort: string
  readonly search: string
  readonly fields: string
  readonly include: string
  readonly page: string | false
  readonly offset: string | false
  readonly cursor: string | false
  readonly limit: string | false
}

/** A dialect with every default filled in. Frozen. */
export interface DialectSettings {
  /** Without a slash at the end; empty when the API stands at the root. */
  readonly base: string
  readonly casing: Casing
  readonly envelope: Required<EnvelopeOptions>
  readonly words: Words
  /** Number of the first page. */
  readonly first: 0 | 1
  /** Page size that the dialect states; undefined leaves it to the resource. */
  readonly size: number | undefined
  readonly put: 'replace' | 'merge'
  readonly extra: 'refuse' | 'drop'
  readonly validationStatus: 400 | 422
  readonly createStatus: 200 | 201
  readonly deleteStatus: 200 | 204
  /** `header` in lower case; `scheme` is empty where the token stands alone. */
  readonly token: { readonly header: string; readonly scheme: string }
  /** In lower case. */
  readonly tenantHeader: string
  readonly bigNumbers: 'string' | 'number'
  readonly paths: Readonly<Record<string, string>>
  readonly params: Readonly<Record<string, Readonly<Record<string, string>>>>
  readonly names: Readonly<Record<string, Readonly<Record<string, string>>>>
  readonly answers: Readonly<Record<string, Template>>
  readonly bodies: Readonly<Record<string, Template>>
  /** `header` in lower case. */
  readonly csrf: { readonly cookie: string; readonly header: string }
  /** The session's envelope has a place for the ticket of a second step. */
  readonly second: boolean
}

/** Checks the options and fills in the defaults. */
export function settle(options: DialectOptions): DialectSettings {
  checkOptions(options)
  const casing = options.casing ?? 'camel'
  return Object.freeze({
    base: (options.base ?? '/api').replace(/\/$/, ''),
    casing,
    envelope: Object.freeze({ ...defaultEnvelope(toWire(casing)), ...options.envelope }),
    words: settleWords(options),
    first: options.paging?.first ?? 1,
    size: options.paging?.size,
    put: options.put ?? 'replace',
    extra: options.extra ?? 'refuse',
    validationStatus: options.validation?.status ?? 400,
    createStatus: options.status?.create ?? 201,
    deleteStatus: options.status?.delete ?? 204,
    token: settleToken(options.token),
    tenantHeader: (options.tenantHeader ?? 'x-tenant-id').toLowerCase(),
    bigNumbers: options.bigNumbers ?? 'string',
    paths: Object.freeze({ ...options.paths }),
    params: Object.freeze({ ...options.params }),
    names: Object.freeze({ ...options.names }),
    answers: Object.freeze({ ...options.answers }),
    bodies: Object.freeze({ ...options.bodies }),
    csrf: Object.freeze({
      cookie: options.csrf?.cookie ?? '__Host-csrf',
      header: (options.csrf?.header ?? 'x-csrf-token').toLowerCase(),
    }),
    second: JSON.stringify(options.answers?.['auth.login'] ?? options.envelope?.session ?? '').includes('"$ticket"'),
  })
}

function settleWords(options: DialectOptions): Words {
  const paging: PagingOptions = options.paging ?? { page: 'page', offset: 'offset', cursor: 'cursor', limit: 'limit' }
  return Object.freeze({
    sort: options.sort ?? 'sort',
    search: options.search ?? 'search',
    fields: options.fields ?? 'fields',
    include: options.include ?? 'include',
    page: paging.page ?? false,
    offset: paging.offset ?? false,
    cursor: paging.cursor ?? false,
    limit: paging.limit ?? false,
  })
}

function settleToken(token: DialectOptions['token'] = {}): DialectSettings['token'] {
  const header = (token.header ?? 'authorization').toLowerCase()
  return Object.freeze({ header, scheme: token.scheme ?? (header === 'authorization' ? 'Bearer' : '') })
}

function defaultEnvelope(wire: (key: string) => string): Required<EnvelopeOptions> {
  const session = ['user', 'accessToken', 'refreshToken', 'expiresIn'].map(key => [wire(key), `$${key}`] as const)
  return {
    item: { success: true, data: '$item' },
    list: {
      success: true,
      data: '$items',
      meta: { page: '$page', limit: '$limit', total: '$total', pages: '$pages', next: '$next' },
    },
    error: { success: false, error: '$message', code: '$code', details: '$details', [wire('requestId')]: '$requestId' },
    body: '$input',
    session: Object.fromEntries(session),
    me: '$user',
  }
}
