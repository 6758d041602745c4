import type { Address, AddressInput, Organisation } from '../types.ts'
import type { SignedIn } from './auth.ts'
import { api, request } from './client.ts'

/** The organisations that the user belongs to. */
export function listOrganisations() {
  return api.get<Organisation[]>('/organisations')
}

/** Goes over to another organisation: the answer has the tokens that are good for it. */
export function switchOrganisation(tenant: string) {
  return api.post<SignedIn>('/auth/switch', { tenant })
}

/** The places that the organisation has things sent to. */
export function listAddresses() {
  return request<Address[]>('/addresses', { ofOrganisation: true })
}

/** Keeps another one. */
export function createAddress(body: AddressInput) {
  return request<Address>('/addresses', { method: 'POST', body, ofOrganisation: true })
}

/** Forgets one. */
export function deleteAddress(id: string) {
  return request<void>(`/addresses/${id}`, { method: 'DELETE', ofOrganisation: true })
}
