import { QueryClient, QueryClientProvider, useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { createRoot } from 'react-dom/client'
import useSWRInfinite from 'swr/infinite'

interface Bird { id: string; name: string }
interface Spots { results: { id: string; at: string }[]; next: string | null }

const json = (url: string) => fetch(url).then(r => r.json())

function Birds() {
  const { data, fetchNextPage, hasNextPage } = useInfiniteQuery({
    queryKey: ['birds'],
    initialPageParam: '',
    queryFn: ({ pageParam }): Promise<{ birds: Bird[]; nextCursor?: string }> =>
      json('/api/birds?limit=20' + (pageParam && '&cursor=' + pageParam)),
    getNextPageParam: last => last.nextCursor,
  })
  return (
    <>
      {data?.pages.flatMap(p => p.birds).map(b => (
        <p key={b.id}>{b.name}</p>
      ))}
      {hasNextPage && <button onClick={() => fetchNextPage()}>More</button>}
    </>
  )
}

// the backend hands out the whole address of the next page
function Spottings() {
  const [rows, setRows] = useState<Spots['results']>([])
  const [next, setNext] = useState<string | null>('/api/spottings/')

  async function more() {
    if (!next) return
    const page: Spots = await json(next)
    setRows(r => [...r, ...page.results])
    setNext(page.next)
  }

  return (
    <>
      {rows.map(r => (
        <p key={r.id}>{r.at}</p>
      ))}
      <button disabled={!next} onClick={more}>
        More
      </button>
    </>
  )
}

function Nests() {
  const key = (index: number, previous: { nests: { id: string }[]; after: string } | null) =>
    index === 0 ? '/api/nests' : previous?.after ? `/api/nests?after=${previous.after}` : null
  const { data = [], setSize, size } = useSWRInfinite(key, json)
  return (
    <>
      {data.flatMap(p => p.nests).map(n => (
        <i key={n.id}>{n.id}</i>
      ))}
      <button onClick={() => setSize(size + 1)}>More</button>
    </>
  )
}

createRoot(document.getElementById('root')!).render(
  <QueryClientProvider client={new QueryClient()}>
    <Birds />
    <Spottings />
    <Nests />
  </QueryClientProvider>,
)
