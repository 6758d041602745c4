/**
 * A JSON template. Strings that start with `$` are filled in; everything else is sent as written. In keys and
 * values: `$name` and `$names` are the resource's singular and plural. `{ '...': '$user', token: '$accessToken' }`
 * spreads an object. Compiled once at boot into string concatenation around JSON that passes through untouched.
 */
export type Template = string | number | boolean | null | readonly Template[] | { readonly [key: string]: Template }

/** The outer shape of an API: everything a frontend can see that is not the data itself. Pure data; JSON can hold it. */
export interface DialectOptions {
  /** Prefix of every path. Default `/api`. */
  readonly base?: string
  /** Field names on the wire. Default `camel`. */
  readonly casing?: 'camel' | 'snake'
  readonly envelope?: EnvelopeOptions
  readonly paging?: PagingOptions
  /** Query word for sorting. Default `sort`, with values such as `-createdAt,name`. */
  readonly sort?: string
  /** Query word for text search. Default `search`. */
  readonly search?: string
  /** Query word for choosing fields. Default `fields`. */
  readonly fields?: string
  /** Query word for related rows. Default `include`. */
  readonly include?: string
  /** What PUT means: `replace` puts defaults in for what is left out, `merge` keeps it. Default `replace`. */
  readonly put?: 'replace' | 'merge'
  /** Unknown fields in a body: `refuse` answers a validation error, `drop` ignores them. Default `refuse`. */
  readonly extra?: 'refuse' | 'drop'
  readonly validation?: { readonly status?: 400 | 422 }
  /** Statuses of success. Defaults: create 201, delete 204. A delete with 200 answers an empty item. */
  readonly status?: { readonly create?: 200 | 201; readonly delete?: 200 | 204 }
  /** Where the access token travels. Default `Authorization: Bearer …`. */
  readonly token?: { readonly header?: string; readonly scheme?: string }
  /** Header that names a tenant candidate. Default `x-tenant-id`. */
  readonly tenantHeader?: string
  /** `bigint` and `numeric` on the wire. Default `string`: no digit is lost in JavaScript. */
  readonly bigNumbers?: 'string' | 'number'
  /** Methods and paths of built-in operations, by name: `{ 'auth.login': 'POST /users/login' }`. */
  readonly paths?: Readonly<Record<string, string>>
  /**
   * Parameters that do not stand in the path, by operation and name: `{ 'articles.update': { id: 'body.id' },
   * 'articles.delete': { id: 'query.articleId' } }`, with `paths` that lack them: `'articles.update': 'PUT /articles'`.
   */
  readonly params?: Readonly<Record<string, Readonly<Record<string, string>>>>
  /**
   * What fields of built-in operations are called in bodies and answers, by operation and plain name:
   * `{ 'auth.reset': { ticket: 'token', password: 'newPassword' } }`. A parameter in `paths` that has a field's plain
   * name gives that field: `'POST /reset-password/:ticket'`.
   */
  readonly names?: Readonly<Record<string, Readonly<Record<string, string>>>>
  /**
   * Whole answers of single operations, in the place of the envelope, with the placeholders that it has there:
   * `{ 'auth.login': { token: '$accessToken', user: '$user' }, 'messages.list': { messages: '$items' } }`. One that
   * answers 204 by itself answers 200 with it: `{ 'auth.forgot': { message: 'Sent.' } }`.
   */
  readonly answers?: Readonly<Record<string, Template>>
  /** Bodies of single operations, in the place of `envelope.body`: `{ 'auth.login': '$input' }`. */
  readonly bodies?: Readonly<Record<string, Template>>
  /**
   * Where cookies sign in: the readable cookie with the CSRF token, and the header that brings it back. Default
   * `__Host-csrf` and `x-csrf-token`.
   */
  readonly csrf?: { readonly cookie?: string; readonly header?: string }
}

export interface EnvelopeOptions {
  /** Default `{ success: true, data: '$item' }`. */
  readonly item?: Template
  /**
   * Default `{ success: true, data: '$items', meta: { page: '$page', limit: '$limit', total: '$total', pages: '$pages',
   * next: '$next' } }`. Also: `$offset`, `$capped`.
   */
  readonly list?: Template
  /**
   * Default `{ success: false, error: '$message', code: '$code', details: '$details', requestId: '$requestId' }`.
   * `$fields` is details as `{ field: [message] }`.
   */
  readonly error?: Template
  /** What a create or update body looks like. Default `'$input'`; `{ '$name': '$input' }` for named ones. */
  readonly body?: Template
  /**
   * The item that login, register and refresh answer with: `$user`, `$accessToken`, `$refreshToken`, `$expiresIn`
   * (seconds). With `$ticket` in it a login that needs a code answers it too, 200 without tokens, instead of an error;
   * `$second` is true there and false elsewhere.
   */
  readonly session?: Template
  /** The item that `me` answers with. Default `'$user'`. */
  readonly me?: Template
}

/** Query words. A word that is left out of a given object is not understood. */
export interface PagingOptions {
  /** Default `page`, counted from `first`. */
  readonly page?: string | false
  /** Default `offset`. */
  readonly offset?: string | false
  /** Default `cursor`. */
  readonly cursor?: string | false
  /** Default `limit`. */
  readonly limit?: string
  /** Number of the first page. Default 1. */
  readonly first?: 0 | 1
  /** Items on a page when the client does not say. Default 20, never over 1000. */
  readonly size?: number
}
