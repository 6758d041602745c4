import { useState } from 'react'
import { createRoot } from 'react-dom/client'
import { attempt, net } from './net'
import { lists } from './hooks'

function List({ kind }) {
  const useRows = lists[kind]
  const rows = useRows()
  return (
    <ol>
      {rows.map(r => (
        <li key={r.id}>{r.name}</li>
      ))}
    </ol>
  )
}

function App() {
  const [kind, setKind] = useState('shelves')
  const count = e => attempt(3, net.write, '/counts', { shelf: e.target.value, at: Date.now() })
  return (
    <>
      {Object.keys(lists).map(k => (
        <button key={k} onClick={() => setKind(k)}>
          {k}
        </button>
      ))}
      <List key={kind} kind={kind} />
      <input onBlur={count} />
    </>
  )
}

createRoot(document.getElementById('root')).render(<App />)
