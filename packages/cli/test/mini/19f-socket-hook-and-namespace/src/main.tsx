import { useCallback, useEffect, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { live, useLive } from './live'

function Lot({ id }: { id: string }) {
  const [price, setPrice] = useState(0)
  const [sold, setSold] = useState(false)

  useLive<{ amount: number }>('bid:placed', useCallback(b => setPrice(b.amount), []))
  useLive('lot:sold', useCallback(() => setSold(true), []))

  useEffect(() => {
    live.tell('lot:join', id)
    fetch(`/api/lots/${id}`)
      .then(r => r.json())
      .then(l => setPrice(l.price))
    return () => live.tell('lot:leave', id)
  }, [id])

  const bid = async () => {
    const { accepted } = await live.ask<{ accepted: boolean }>('bid:place', { lot: id, amount: price + 10 })
    if (!accepted) alert('Too late')
  }

  return (
    <button disabled={sold} onClick={bid}>
      {price}
    </button>
  )
}

createRoot(document.getElementById('root')!).render(<Lot id={location.hash.slice(1)} />)
