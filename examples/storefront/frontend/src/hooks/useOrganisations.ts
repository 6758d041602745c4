import { useQuery } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import { listOrganisations } from '../api/organisations.ts'
import { session } from '../api/session.ts'
import { useSession } from './useSession.ts'

/** The user's organisations, the chosen one, and the way to choose another. */
export function useOrganisations() {
  const { user } = useSession()
  const chosen = useSyncExternalStore(session.subscribe, session.organisation)
  const query = useQuery({
    queryKey: ['organisations'],
    queryFn: listOrganisations,
    enabled: user !== null,
    staleTime: 5 * 60_000,
  })
  return { organisations: query.data ?? [], error: query.error, chosen, choose: session.chooseOrganisation }
}
