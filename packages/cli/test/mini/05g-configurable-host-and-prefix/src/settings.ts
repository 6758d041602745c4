import { create } from 'zustand'
import { persist } from 'zustand/middleware'

interface Settings {
  server: string
  token: string
  set(part: Partial<Settings>): void
}

export const useSettings = create<Settings>()(
  persist(
    set => ({ server: '', token: '', set: part => set(part) }),
    { name: 'relay-settings' },
  ),
)

export async function ask(path: string, init: RequestInit = {}) {
  const { server, token } = useSettings.getState()
  const res = await fetch(server.replace(/\/$/, '') + path, {
    ...init,
    headers: { 'X-Relay-Key': token },
  })
  if (!res.ok) throw new Error(String(res.status))
  return res.json()
}
