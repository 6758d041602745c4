import { QueryClient } from '@tanstack/react-query'
import { ApiError } from './api/errors.ts'
import { session } from './api/session.ts'

const retries = 2

/** What guests see too. */
const forGuests = new Set<unknown>(['products', 'categories'])

/** What stays while another organisation is chosen. */
const personal = new Set<unknown>(['me', 'organisations', 'sign-ins'])

/** Worth asking again: the network failed or the server is in trouble, not "no" and not "not served". */
function mayRecover(error: Error): boolean {
  return error instanceof ApiError && (error.status === 0 || (error.status >= 500 && error.status !== 501))
}

function onSignOut(client: QueryClient) {
  client.removeQueries({ predicate: ({ queryKey }) => !forGuests.has(queryKey[0]) })
  void client.resetQueries()
}

function onOtherOrganisation(client: QueryClient) {
  for (const name of personal) void client.invalidateQueries({ queryKey: [name] })
  void client.resetQueries({ predicate: ({ queryKey }) => !personal.has(queryKey[0]) })
}

/** Drops what one person or organisation saw before the next one looks. */
function dropAnswersWithSession(client: QueryClient) {
  const look = () => ({ signedIn: session.accessToken() !== null, organisation: session.organisation() })
  let before = look()
  session.subscribe(() => {
    const now = look()
    if (before.signedIn && !now.signedIn) onSignOut(client)
    else if (before.organisation !== now.organisation) onOtherOrganisation(client)
    before = now
  })
}

/** The cache of server answers. Fresh for 30 s; failures that may pass are tried twice more. */
export function createQueryClient(): QueryClient {
  const client = new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        refetchOnWindowFocus: false,
        retry: (failures, error) => failures < retries && mayRecover(error),
      },
    },
  })
  dropAnswersWithSession(client)
  return client
}
