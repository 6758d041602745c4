import createClient from 'openapi-fetch'
import { useEffect, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { type Cheese, CheeseService } from './client/CheeseService'
import type { paths } from './client/schema'

const { GET, POST } = createClient<paths>({ baseUrl: '/dairy/api' })

function Dairy() {
  const [cows, setCows] = useState<{ id: number; name: string }[]>([])
  const [cheeses, setCheeses] = useState<Cheese[]>([])

  useEffect(() => {
    GET('/cows', { params: { query: { barn: 'west', limit: 50 } } }).then(({ data }) => setCows(data ?? []))
    CheeseService.listCheeses(true).then(setCheeses)
  }, [])

  return (
    <>
      {cows.map(c => (
        <button
          key={c.id}
          onClick={() => POST('/cows/{cow_id}/milkings', { params: { path: { cow_id: c.id } }, body: { litres: 9 } })}
        >
          {c.name}
        </button>
      ))}
      {cheeses.map(c => (
        <button key={c.id} onClick={() => CheeseService.turnCheese(c.id, { side: 'a' })}>
          {c.name}
        </button>
      ))}
    </>
  )
}

createRoot(document.getElementById('root')!).render(<Dairy />)
