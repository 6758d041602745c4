import { useEffect, useState } from 'react'
import { createRoot } from 'react-dom/client'
import type { Bin, BinSearchAnswer } from './generated/models'

async function search(from: number, to: number, label: string): Promise<BinSearchAnswer> {
  const res = await fetch('/api/bins/search', {
    method: 'POST',
    body: JSON.stringify({ filter: { label }, range: { from, to } }),
  })
  return res.json()
}

function Bins() {
  const [from, setFrom] = useState(0)
  const [bins, setBins] = useState<Bin[]>([])
  const [total, setTotal] = useState(0)

  useEffect(() => {
    search(from, from + 49, '').then(answer => {
      const { hits, total } = answer as unknown as { hits: Bin[]; total: number }
      setBins(hits)
      setTotal(total)
    })
  }, [from])

  return (
    <>
      {bins.map(b => (
        <p key={b.id}>{b.label}</p>
      ))}
      <button disabled={from + 50 >= total} onClick={() => setFrom(from + 50)}>
        Next
      </button>
    </>
  )
}

createRoot(document.getElementById('root')!).render(<Bins />)
