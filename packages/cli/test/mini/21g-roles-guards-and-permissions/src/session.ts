import { defineStore } from 'pinia'

interface Me {
  name: string
  role: 'nurse' | 'doctor' | 'admin'
  permissions: string[]
}

export const useSession = defineStore('session', {
  state: () => ({ me: null as Me | null }),
  getters: {
    can: state => (permission: string) => state.me?.permissions.includes(permission) ?? false,
  },
  actions: {
    async restore() {
      const res = await fetch('/api/session', { credentials: 'include' })
      this.me = res.ok ? await res.json() : null
    },
    async signIn(badge: string, password: string) {
      await fetch('/api/session', { method: 'POST', body: JSON.stringify({ badge, password }) })
      await this.restore()
    },
  },
})
