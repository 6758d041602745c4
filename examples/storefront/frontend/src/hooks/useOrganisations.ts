import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import {
  createAddress,
  deleteAddress,
  listAddresses,
  listOrganisations,
  switchOrganisation,
} from '../api/organisations.ts'
import { session } from '../api/session.ts'
import { useSession } from './useSession.ts'

const addresses = ['addresses']

/** The user's organisations, and the one that they are signed in to. */
export function useOrganisations() {
  const { user } = useSession()
  const query = useQuery({
    queryKey: ['organisations'],
    queryFn: listOrganisations,
    enabled: user !== null,
    staleTime: 5 * 60_000,
  })
  const organisations = query.data ?? []
  return { organisations, error: query.error, current: organisations.find(({ current }) => current) }
}

/** Goes over to another organisation. */
export function useSwitchOrganisation() {
  return useMutation({
    mutationFn: switchOrganisation,
    onSuccess: (tokens, id) => session.enterOrganisation(id, tokens),
  })
}

/** The organisation's addresses; none for people who belong to no organisation. */
export function useAddresses() {
  const { current } = useOrganisations()
  return useQuery({ queryKey: addresses, queryFn: listAddresses, enabled: current !== undefined })
}

function useAddressChange<Input, Output>(mutationFn: (input: Input) => Promise<Output>) {
  const client = useQueryClient()
  return useMutation({ mutationFn, onSuccess: () => client.invalidateQueries({ queryKey: addresses }) })
}

/** Keeps another address. */
export const useCreateAddress = () => useAddressChange(createAddress)

/** Forgets an address. */
export const useDeleteAddress = () => useAddressChange(deleteAddress)
