import { useEffect, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { ask, useSettings } from './settings'

function Relays() {
  const [relays, setRelays] = useState<{ id: number; on: boolean }[]>([])
  const { server, set } = useSettings()

  useEffect(() => {
    if (server) ask('/relays').then(setRelays)
  }, [server])

  const flip = (id: number, on: boolean) => ask(`/relays/${id}`, { method: 'PATCH', body: JSON.stringify({ on }) })

  return (
    <>
      <input placeholder="http://relay.local:8080/prefix" value={server} onChange={e => set({ server: e.target.value })} />
      {relays.map(r => (
        <input key={r.id} type="checkbox" checked={r.on} onChange={e => flip(r.id, e.target.checked)} />
      ))}
    </>
  )
}

createRoot(document.getElementById('root')!).render(<Relays />)
