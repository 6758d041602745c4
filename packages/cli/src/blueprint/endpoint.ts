/** Where a fact was seen. `file` is relative to the frontend's root with '/' separators, `line` counts from 1. */
export interface Evidence {
  file: string
  line: number
}

/** `sure` was read as written, `likely` rests on a default that the environment may replace, `guess` on a name alone. */
export type Certainty = 'sure' | 'likely' | 'guess'

/** How a URL is reached: a request from code, a picture, something a person follows, a form, or a lasting answer. */
export type EndpointKind = 'api' | 'media' | 'link' | 'form' | 'stream'

/** What is known of a value's structure. Objects list their fields in alphabetical order. */
export type Shape =
  | { kind: 'string' | 'number' | 'boolean' | 'null' | 'date' | 'file' | 'unknown' }
  | { kind: 'literal'; values: (string | number | boolean)[] }
  | { kind: 'object'; fields: Record<string, Field> }
  | { kind: 'array'; of: Shape }

/** One member of an object's shape. Lengths count characters, `min` and `max` are the numbers that a form allows. */
export interface Field {
  shape: Shape
  optional: boolean
  /** A form does not let it be empty. Whoever has no such form leaves this out. */
  required?: true
  /** The type or the code allows null. */
  nullable?: boolean
  format?: 'email' | 'password' | 'url' | 'uuid' | 'date' | 'date-time' | 'longtext'
  minLength?: number
  maxLength?: number
  min?: number
  max?: number
  pattern?: string
}

/** One method and path that the frontend asks for: the union of all its call sites. */
export interface Endpoint {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD'
  /** `/api/articles/{slug}`: the base path is included, dynamic parts are `{name}`. */
  path: string
  /** Names of query parameters, sorted. */
  query: string[]
  /** Dotted names as they are sent (`article.title`, `article.tagList[]`), sorted. */
  body: string[]
  /** Dotted names that the code reads from the answer's body (`articles[].slug`), sorted. */
  reads: string[]
  kind: EndpointKind
  /** False when every call site stands in code that nothing reaches. */
  live: boolean
  certainty: Certainty
  /** Every call site, sorted by file and line. */
  evidence: Evidence[]
  /** What is sent, from types, forms and literals. It has the same names as `body`. */
  bodyShape?: Shape
  /** The type that is declared for the answer, merged with what is read. */
  answerShape?: Shape
  queryShape?: Shape
  encoding?: 'json' | 'multipart' | 'form' | 'binary'
  /** Headers that the client adds, by lower-case name, values as templates: `Token {token}`. */
  headers?: Record<string, string>
}

/** A request whose URL stayed unknown. `text` is the source of the call, 80 characters at most. */
export interface Unresolved {
  evidence: Evidence
  reason: string
  text: string
}

/** A host that belongs to somebody else, with the places that ask it. */
export interface ThirdParty {
  host: string
  evidence: Evidence[]
}

/** A file that was passed over, or a limit that was reached. The rest was read all the same. */
export interface Problem {
  file: string
  line: number
  message: string
}
