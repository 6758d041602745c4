import { defineStore } from 'pinia'

interface Filters {
  brand?: string
  size?: number
  electric?: boolean
}

function withQuery(path: string, query: Record<string, unknown>) {
  const search = new URLSearchParams()
  for (const [key, value] of Object.entries(query)) {
    if (value !== undefined && value !== '') search.append(key, String(value))
  }
  const tail = search.toString()
  return tail ? `${path}?${tail}` : path
}

const sign = (path: string) => path + (path.includes('?') ? '&' : '?') + 'v=2'

export const useBikes = defineStore('bikes', {
  state: () => ({ bikes: [] as { id: string }[], filters: {} as Filters, sort: 'price' }),
  actions: {
    async load() {
      const res = await fetch(withQuery('/api/bikes', { ...this.filters, sort: this.sort }))
      this.bikes = await res.json()
    },
    async count() {
      const q = new URLSearchParams({ available: 'true' })
      q.set('near', 'me')
      if (this.filters.brand) q.append('brand', this.filters.brand)
      return (await fetch('/api/bikes/count?' + q)).json()
    },
    async nearby(lat: number, lon: number) {
      const url = new URL('/api/stations', location.href)
      url.search = new URLSearchParams([
        ['lat', String(lat)],
        ['lon', String(lon)],
      ]).toString()
      return (await fetch(url)).json()
    },
    async lost() {
      const q = new URLSearchParams()
      if (this.filters.brand) q.append('brand', this.filters.brand)
      const tail = q.toString()
      return (await fetch(`/api/lost-bikes/${tail ? `?${tail}` : ''}`)).json()
    },
    async history(id: string, full: boolean) {
      const suffix = full ? '?full=1&limit=100' : ''
      return (await fetch(sign(`/api/bikes/${id}/rides${suffix}`))).json()
    },
  },
})
