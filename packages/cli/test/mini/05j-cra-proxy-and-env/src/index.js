import { useEffect, useState } from 'react'
import { createRoot } from 'react-dom/client'

const backend = process.env.REACT_APP_BACKEND

function Desk() {
  const [keys, setKeys] = useState([])
  useEffect(() => {
    fetch(`${backend}/keys`)
      .then(r => r.json())
      .then(setKeys)
    fetch('/version')
    fetch(`${process.env.REACT_APP_LOST}/umbrellas`)
  }, [])
  return (
    <>
      <img src={process.env.PUBLIC_URL + '/logo192.png'} alt="" />
      {keys.map(k => (
        <button key={k.room} onClick={() => fetch(`${backend}/keys/${k.room}`, { method: 'PUT', body: JSON.stringify({ out: true }) })}>
          {k.room}
        </button>
      ))}
    </>
  )
}

createRoot(document.getElementById('root')).render(<Desk />)
