import { useEffect, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { legacy, printer, printers } from './api'

function Printers() {
  const [list, setList] = useState<{ id: string; name: string; address: string }[]>([])
  const reload = () => printers.list().then(r => setList(r.data))
  useEffect(() => {
    reload()
    printer.get()
    legacy.list()
  }, [])
  const ids = list.map(p => p.id)
  return (
    <>
      <button onClick={() => printers.order([...ids].reverse()).then(reload)}>Reverse</button>
      <button onClick={() => printers.batch(ids, 'pause')}>Pause all</button>
      <button onClick={() => printers.discover().then(reload)}>Discover</button>
      <button onClick={() => printers.clear()}>Clear</button>
      {list.map(p => (
        <p key={p.id} onClick={() => printers.one(p.id)}>
          <input defaultValue={p.name} onBlur={e => printers.save(p.id, e.target.value)} />
          <button onClick={() => printers.test(p.address)}>Test</button>
          <button onClick={() => printer.set(p.id)}>Default</button>
          <button onClick={() => legacy.queue(p.id)}>Queue</button>
          <button onClick={() => printers.remove(p.id)}>Remove</button>
        </p>
      ))}
      {[...list, { id: 'no-printer', name: 'Lost jobs', address: '' }].map(p => (
        <p key={p.id}>
          {p.name}
          {p.id !== 'no-printer' && <button onClick={() => printers.remove(p.id)}>Remove</button>}
        </p>
      ))}
    </>
  )
}

createRoot(document.getElementById('root')!).render(<Printers />)
