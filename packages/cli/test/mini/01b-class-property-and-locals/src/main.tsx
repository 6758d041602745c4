import { createContext, useContext, useEffect, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { Gateway } from './gateway'

const Api = createContext<Gateway>(Gateway.shared)

function Accounts() {
  const { accounts, ledger } = useContext(Api)
  const [rows, setRows] = useState<{ id: string; label: string }[]>([])
  const [open, setOpen] = useState<string>()

  useEffect(() => {
    accounts.list().then(r => setRows(r.data))
  }, [accounts])

  useEffect(() => {
    if (open) ledger.entries(open).then(r => console.log(r.data.length))
  }, [open, ledger])

  return (
    <ul>
      {rows.map(a => (
        <li key={a.id} onClick={() => setOpen(a.id)}>
          {a.label}
          <button onClick={() => ledger.book(a.id, 100, 'top-up')}>+100</button>
          <button onClick={() => accounts.close(a.id)}>Close</button>
        </li>
      ))}
    </ul>
  )
}

createRoot(document.getElementById('root')!).render(
  <Api.Provider value={Gateway.shared}>
    <Accounts />
  </Api.Provider>,
)
