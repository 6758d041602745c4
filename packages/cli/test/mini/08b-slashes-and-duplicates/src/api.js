import axios from 'axios'

const BASE = '/api/'

const http = axios.create({ baseURL: '/api/notes/' })

export const list = archived => fetch(`${BASE}/notes/?archived=${archived}`).then(r => r.json())
export const search = q => fetch(`${BASE}/notes?q=${q}`).then(r => r.json())
export const create = text => axios.post(BASE + 'notes/', { text })
export const paste = (text, source) => axios.post('/api//notes', { text, source })
export const one = id => http.get(`/${id}/`).then(r => r.data)
export const pin = id => http.post(`${id}/pin`)
// health sits one level above the prefix
export const health = () => http.get('../health')
export const version = () => fetch(`${BASE}../version`).then(r => r.text())
