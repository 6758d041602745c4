import { QueryClient, QueryClientProvider, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import axios from 'axios'
import { createRoot } from 'react-dom/client'
import { legacy_createStore as createStore } from 'redux'

const Topic = {
  Tick: '/clocks/tick',
  Reset: 'POST /clocks/reset',
} as const

const store = createStore((state = { ticks: 0 }, action: { type: string }) => {
  switch (action.type) {
    case Topic.Tick:
      return { ticks: state.ticks + 1 }
    case '/api/clocks/zero':
      return { ticks: 0 }
    default:
      return state
  }
})

const client = new QueryClient()
client.setQueryData(['/api/clocks/seed'], [])

function Clocks() {
  const queries = useQueryClient()
  const { data } = useQuery(['/api/clocks/list'], () => axios.get('/api/clocks').then(r => r.data))
  const wind = useMutation({
    mutationKey: ['/api/clocks/wind-key'],
    mutationFn: (id: number) => axios.post(`/api/clocks/${id}/wind`),
    onSuccess: () => {
      queries.invalidateQueries(['/api/clocks/list'])
      store.dispatch({ type: '/api/clocks/zero' })
    },
  })
  return (
    <>
      {data?.map((c: { id: number }) => (
        <button key={c.id} id="/api/clocks/dom" onClick={() => wind.mutate(c.id)}>
          {c.id}
        </button>
      ))}
    </>
  )
}

createRoot(document.getElementById('root')!).render(
  <QueryClientProvider client={client}>
    <Clocks />
  </QueryClientProvider>,
)
