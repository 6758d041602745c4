const HOME = 'https://api.courier.example/v4'
const MAPS = 'https://maps.example.com/api'

const token = () => localStorage.getItem('courier_token') ?? ''

async function call<T>(path: string, init: RequestInit = {}): Promise<T> {
  const headers = new Headers(init.headers)
  headers.set('Authorization', `Bearer ${token()}`)
  const res = await fetch(HOME + path, { ...init, headers })
  return res.json()
}

export const route = (from: string, to: string) =>
  fetch(`${MAPS}/directions?from=${from}&to=${to}&key=pk_123`).then(r => r.json())

export const login = async (pin: string) => {
  const res = await fetch(`${HOME}/login`, { method: 'POST', body: JSON.stringify({ pin }) })
  localStorage.setItem('courier_token', (await res.json()).token)
}

export const parcels = () => call<{ id: string; street: string; depot: string }[]>('/parcels')
export const deliver = (id: string, signature: string) =>
  call(`/parcels/${id}/delivery`, { method: 'POST', body: JSON.stringify({ signature }) })
