import type { Upload } from '../types.ts'
import { api } from './client.ts'

/** Stores files, images or documents, and says where they can be read. */
export function uploadFiles(files: File[]) {
  const form = new FormData()
  for (const file of files) form.append('files', file)
  return api.post<Upload[]>('/uploads', form)
}
