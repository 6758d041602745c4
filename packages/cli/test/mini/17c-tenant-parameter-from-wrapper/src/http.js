import { get, writable } from 'svelte/store'

export const company = writable(localStorage.company)
company.subscribe(c => (localStorage.company = c))

export const http = (path, params = {}) => {
  const query = new URLSearchParams({ ...params, company_id: get(company) })
  return fetch(`/api/${path}?${query}`).then(r => r.json())
}
