import type { Cookie } from './client.ts'

/**
 * What `run` gives back. `json` is text that stands ready and passes through untouched; a `value` is serialised by the
 * door.
 */
export type Reply =
  | { readonly kind: 'json'; readonly json: string; readonly version?: string; readonly location?: string }
  | {
      readonly kind: 'value'
      readonly value: unknown
      readonly location?: string
      readonly cookies?: readonly Cookie[]
    }
  | ListReply
  | { readonly kind: 'nothing'; readonly cookies?: readonly Cookie[] }
  | RedirectReply
  | FileReply

/** Sends a browser on, with 302. For operations whose wire form a standard fixes, such as OpenID Connect. */
export interface RedirectReply {
  readonly kind: 'redirect'
  /** An absolute URL that the operation has checked: nothing is added to it. */
  readonly location: string
  readonly cookies?: readonly Cookie[]
}

/** A file to keep, of an operation whose wire form is fixed. It is sent as it is made, a piece at a time. */
export interface FileReply {
  readonly kind: 'file'
  /** Media type: `text/csv`. */
  readonly type: string
  /** What a browser calls it: letters, digits, dots and hyphens. */
  readonly name: string
  /** What is thrown while it is sent cuts the answer off, so that a part is not taken for the whole. */
  readonly text: AsyncIterable<string>
}

/** One page. Names are the plain ones; the dialect has its own words for them. */
export interface ListReply {
  readonly kind: 'list'
  /** The items as one JSON array text. */
  readonly json: string
  readonly page: PageInfo
}

export interface PageInfo {
  readonly limit: number
  readonly offset: number
  /** Exact up to 10,000 (or always, with `count=exact`); null when the page was asked by cursor. */
  readonly total: number | null
  /** True when there are more than `total`. */
  readonly capped: boolean
  /** Opaque; give it back as the cursor for the next page. Null on the last page, and where it was not asked for. */
  readonly next: string | null
}
