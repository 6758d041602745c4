const BASE = '/api'

let access = ''
let pending: Promise<boolean> | null = null

async function renew(): Promise<boolean> {
  const res = await fetch(BASE + '/auth/refresh', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ refresh_token: localStorage.getItem('refresh') }),
  })
  if (!res.ok) return false
  const pair = await res.json()
  access = pair.access_token
  localStorage.setItem('refresh', pair.refresh_token)
  return true
}

export async function api(path: string, init: RequestInit = {}, again = true): Promise<Response> {
  const res = await fetch(BASE + path, { ...init, headers: { ...init.headers, authorization: `Bearer ${access}` } })
  if (res.status === 401 && again) {
    pending ??= renew().finally(() => (pending = null))
    if (await pending) return api(path, init, false)
  }
  return res
}

export async function login(email: string, password: string) {
  const res = await fetch(`${BASE}/auth/login`, { method: 'POST', body: JSON.stringify({ email, password }) })
  const pair = await res.json()
  access = pair.access_token
  localStorage.setItem('refresh', pair.refresh_token)
}

export const logout = () => api('/auth/logout', { method: 'POST' })
