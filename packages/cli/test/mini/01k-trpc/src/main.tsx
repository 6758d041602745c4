import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { httpBatchLink } from '@trpc/client'
import { createRoot } from 'react-dom/client'
import { direct, trpc } from './trpc'

function Dishes() {
  const utils = trpc.useUtils()
  const dishes = trpc.dish.list.useQuery({ party: 7 })
  const bring = trpc.dish.bring.useMutation({ onSuccess: () => utils.dish.list.invalidate() })
  return (
    <>
      {dishes.data?.map((d: { id: number; name: string }) => (
        <p key={d.id} onClick={() => direct.dish.byId.query({ id: d.id })}>
          {d.name}
        </p>
      ))}
      <button onClick={() => bring.mutate({ party: 7, name: 'Salad' })}>Bring salad</button>
      <button onClick={() => direct.party.close.mutate()}>Close</button>
    </>
  )
}

const queries = new QueryClient()
const client = trpc.createClient({ links: [httpBatchLink({ url: '/trpc' })] })

createRoot(document.getElementById('root')!).render(
  <trpc.Provider client={client} queryClient={queries}>
    <QueryClientProvider client={queries}>
      <Dishes />
    </QueryClientProvider>
  </trpc.Provider>,
)
