import './setup'
import axios from 'axios'
import { useEffect, useState } from 'react'
import { createRoot } from 'react-dom/client'

function Kilns() {
  const [kilns, setKilns] = useState([])
  useEffect(() => {
    axios('kilns').then(r => setKilns(r.data))
    axios.get('https://weather.example.com/today')
  }, [])
  const heat = id => axios.patch(`/kilns/${id}`, { celsius: 1240 })
  return kilns.map(k => (
    <button key={k.id} onClick={() => heat(k.id)}>
      {k.celsius}
    </button>
  ))
}

createRoot(document.getElementById('root')).render(<Kilns />)
