import { keysOf } from '@makers/keys'
import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query'
import { createRoot } from 'react-dom/client'

const client = new QueryClient({
  defaultOptions: {
    queries: { queryFn: async ({ queryKey }) => (await fetch(`/works/${queryKey.join('/')}`)).json() },
  },
})

// What a package makes of these nobody knows; each has a function of its own.
const keys = keysOf('needles', { all: () => fetch('/works/needles').then(response => response.json()) })

function Works() {
  const { data: count } = useQuery<{ total: number }>({ queryKey: ['compasses', 'count'] })
  const { data: needles } = useQuery(keys.all)
  const { data: first } = useQuery({ ...keys.one(needles?.[0]), enabled: Boolean(needles) })
  return (
    <p>
      {count?.total} {first?.length}
    </p>
  )
}

createRoot(document.getElementById('root')!).render(
  <QueryClientProvider client={client}>
    <Works />
  </QueryClientProvider>,
)
