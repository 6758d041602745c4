import type { Page, PageMeta, Tokens } from '../types.ts'
import { ApiError, type ErrorBody } from './errors.ts'
import { session } from './session.ts'

/** Where the API is: a path on the page's own host, or a whole address. */
export const BASE_URL = import.meta.env.VITE_API_URL ?? '/api'

/** Names and values of the query string; empty ones are left out. */
export type Query = Record<string, string | number | undefined>

/** How to send a request. */
export interface RequestOptions {
  /** Default GET. */
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  query?: Query
  /** Sent as JSON, or as it is when it is FormData. */
  body?: unknown
  /** Leaves the token out, for the requests that sign somebody in. Default false. */
  anonymous?: boolean
  /** Says which organisation it is about, for what belongs to one. Default false. */
  ofOrganisation?: boolean
  signal?: AbortSignal
}

interface Envelope<T> {
  success: true
  data: T
  meta?: PageMeta
}

function withQuery(path: string, query: Query = {}): string {
  const params = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== '') params.set(name, String(value))
  }
  const text = params.toString()
  return text ? `${path}?${text}` : path
}

function headersFor({ body, anonymous, ofOrganisation }: RequestOptions, token: string | null): Headers {
  const headers = new Headers({ Accept: 'application/json' })
  if (body !== undefined && !(body instanceof FormData)) headers.set('Content-Type', 'application/json')
  if (token && !anonymous) headers.set('Authorization', `Bearer ${token}`)
  const organisation = session.organisation()
  if (ofOrganisation && organisation) headers.set('X-Tenant-Id', organisation)
  return headers
}

async function fetchOnce(path: string, options: RequestOptions, token: string | null): Promise<Response> {
  const { method = 'GET', query, body, signal } = options
  const init: RequestInit = { method, headers: headersFor(options, token) }
  if (body !== undefined) init.body = body instanceof FormData ? body : JSON.stringify(body)
  if (signal) init.signal = signal
  try {
    return await fetch(`${BASE_URL}${withQuery(path, query)}`, init)
  } catch (error) {
    if (signal?.aborted) throw error
    throw new ApiError(0, { error: 'The shop cannot be reached. Please check your connection.', code: 'UNREACHABLE' })
  }
}

async function readEnvelope<T>(response: Response): Promise<Envelope<T>> {
  if (response.status === 204) return { success: true, data: undefined as T }
  const body: unknown = await response.json().catch(() => undefined)
  if (response.ok && body !== undefined) return body as Envelope<T>
  const fallback = { error: 'The shop gave an answer that cannot be read.', code: 'UNREADABLE' }
  throw new ApiError(response.status, (body as ErrorBody | undefined) ?? fallback)
}

let refreshing: Promise<void> | undefined

async function refresh(): Promise<void> {
  const refreshToken = session.refreshToken()
  if (!refreshToken) return
  const options: RequestOptions = { method: 'POST', body: { refreshToken }, anonymous: true }
  const response = await fetchOnce('/auth/refresh', options, null)
  // Another tab may have used this token first: then its pair is already in storage, and good.
  if (session.refreshToken() !== refreshToken) return
  if (response.ok) session.keep((await readEnvelope<Tokens>(response)).data)
  else if (response.status < 500) session.clear()
}

/** Gets a new pair once, however many requests were refused at the same time. */
function refreshOnce(): Promise<void> {
  refreshing ??= refresh().finally(() => {
    refreshing = undefined
  })
  return refreshing
}

async function send<T>(path: string, options: RequestOptions): Promise<Envelope<T>> {
  const token = session.accessToken()
  const response = await fetchOnce(path, options, token)
  if (response.status !== 401 || !token || options.anonymous) return readEnvelope<T>(response)

  if (session.accessToken() === token) await refreshOnce()
  // With the new token, or as a guest when the session is over: much of the shop needs no token.
  const current = session.accessToken()
  return readEnvelope<T>(current === token ? response : await fetchOnce(path, options, current))
}

/** Sends one request and returns the `data` of its answer; throws `ApiError` when refused. */
export async function request<T>(path: string, options: RequestOptions = {}): Promise<T> {
  const { data } = await send<T>(path, options)
  return data
}

/** As `request`, for a list: its items, and where the page stands. */
export async function requestPage<T>(path: string, query?: Query): Promise<Page<T>> {
  const { data, meta } = await send<T[]>(path, query ? { query } : {})
  return { items: data, meta: meta ?? { page: 1, limit: data.length, total: data.length, pages: 1 } }
}

/** The requests, by method. */
export const api = {
  get: <T>(path: string, query?: Query) => request<T>(path, query ? { query } : {}),
  list: <T>(path: string, query?: Query) => requestPage<T>(path, query),
  post: <T>(path: string, body?: unknown) => request<T>(path, { method: 'POST', body }),
  put: <T>(path: string, body: unknown) => request<T>(path, { method: 'PUT', body }),
  patch: <T>(path: string, body: unknown) => request<T>(path, { method: 'PATCH', body }),
  delete: <T = void>(path: string) => request<T>(path, { method: 'DELETE' }),
}
