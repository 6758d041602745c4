import { useState } from 'react'
import { createRoot } from 'react-dom/client'

function Pot() {
  const [pot, setPot] = useState({ glaze: '', picture: {} })
  const change = (name, value) => setPot({ ...pot, [name]: value })
  const add = () => {
    const form = new FormData()
    for (const name in pot) form.set(name, pot[name])
    return fetch('/api/pots', { method: 'POST', body: form })
  }
  return (
    <div>
      <input name="glaze" onChange={event => change(event.target.name, event.target.value)} />
      <input name="picture" onChange={event => change('picture', event.target.files[0])} />
      <button onClick={add}>Add</button>
    </div>
  )
}

createRoot(document.getElementById('root')).render(<Pot />)
