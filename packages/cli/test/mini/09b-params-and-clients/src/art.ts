import ky from 'ky'
import { ofetch } from 'ofetch'
import queryString from 'query-string'
import superagent from 'superagent'
import wretch from 'wretch'
import QueryStringAddon from 'wretch/addons/queryString'

const museum = wretch('/api').addon(QueryStringAddon)

export const works = (artist: string, filter: { room?: string; from?: number; to?: number }) =>
  ky.get('/api/works', { searchParams: { artist, ...filter } }).json<{ id: number; title: string }[]>()

export const artists = (q: string) => superagent.get('/api/artists').query({ q }).query('limit=20').then(r => r.body)

export const rename = (id: number, title: string) => superagent.patch(`/api/works/${id}`).query({ audit: 1 }).send({ title })

export const rooms = (floor: number) => museum.url('/rooms').query({ floor }).get().json<string[]>()

export const lend = (id: number, to: string, until: string) => museum.url(`/works/${id}/loans`).post({ to, until }).res()

export const tickets = (day: string) => ofetch('/api/tickets', { query: { day }, params: { kind: 'adult' } })

export const stats = (by: 'week' | 'month') => fetch('/api/stats?' + queryString.stringify({ by, tz: 'UTC' })).then(r => r.json())
