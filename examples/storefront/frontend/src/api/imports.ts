import type { ImportJob } from '../types.ts'
import { api } from './client.ts'

/** Starts a CSV import of products in the background. */
export function startImport(file: File) {
  const form = new FormData()
  form.append('file', file)
  return api.post<{ id: string }>('/imports', form)
}

/** How far an import is. */
export function getImport(id: string) {
  return api.get<ImportJob>(`/imports/${id}`)
}

/** Stops an import; the rows that are in stay in. */
export function cancelImport(id: string) {
  return api.delete(`/imports/${id}`)
}
