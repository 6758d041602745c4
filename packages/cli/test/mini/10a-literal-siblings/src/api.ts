import axios from 'axios'

const api = axios.create({ baseURL: '/api' })

export const printers = {
  list: () => api.get('/printers'),
  one: (id: string) => api.get(`/printers/${id}`),
  save: (id: string, name: string) => api.put(`/printers/${id}`, { name }),
  order: (ids: string[]) => api.put('/printers/order', { ids }),
  batch: (ids: string[], action: string) => api.post('/printers/batch', { ids, action }),
  test: (address: string) => api.post('/printers/test', { address }),
  discover: () => api.get('/printers/discover'),
  remove: (id: string) => api.delete(`/printers/${id}`),
  clear: () => api.delete('/printers'),
}

// the default one; not a list
export const printer = {
  get: () => api.get('/printer'),
  set: (id: string) => api.put('/printer', { id }),
}

export const legacy = {
  list: () => axios.get('/api/v1/printers'),
  queue: (id: string) => axios.get(`/api/v2/printers/${id}/queue`),
}
