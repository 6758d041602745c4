import type { Organisation } from '../types.ts'
import { api } from './client.ts'

/** The organisations that the user belongs to. */
export function listOrganisations() {
  return api.get<Organisation[]>('/organisations')
}
