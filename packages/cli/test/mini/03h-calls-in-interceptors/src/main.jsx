import { useEffect, useState } from 'react'
import { createRoot } from 'react-dom/client'
import http from './http'

function Vines() {
  const [vines, setVines] = useState([])
  useEffect(() => {
    http.get('/vines').then(list => setVines(list))
  }, [])
  return vines.map(v => <p key={v.id}>{v.grape}</p>)
}

createRoot(document.getElementById('root')).render(<Vines />)
