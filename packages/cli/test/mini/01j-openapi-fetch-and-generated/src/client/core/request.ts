export interface Options {
  readonly method: 'GET' | 'PUT' | 'POST' | 'DELETE'
  readonly url: string
  readonly path?: Record<string, unknown>
  readonly query?: Record<string, unknown>
  readonly body?: unknown
}

export const OpenAPI = { BASE: '/dairy/api' }

export async function request<T>(options: Options): Promise<T> {
  const path = options.url.replace(/{(.*?)}/g, (_, name) => encodeURI(String(options.path?.[name])))
  const query = new URLSearchParams(options.query as Record<string, string>).toString()
  const res = await fetch(`${OpenAPI.BASE}${path}${query ? `?${query}` : ''}`, {
    method: options.method,
    body: options.body === undefined ? undefined : JSON.stringify(options.body),
  })
  return res.json()
}
