import { endpoints, FLOORS_PATH } from '@tower/contracts'
import axios from 'axios'
import { useEffect, useState } from 'react'
import { createRoot } from 'react-dom/client'

const http = axios.create({ baseURL: '/api' })

function Tower() {
  const [floors, setFloors] = useState<{ no: number }[]>([])
  useEffect(() => {
    http.get(FLOORS_PATH).then(r => setFloors(r.data))
    http.get('/lifts')
  }, [])
  return (
    <>
      {floors.map(f => (
        <button key={f.no} onClick={() => http.post(endpoints.lifts.call(f.no), { up: true })}>
          {f.no}
        </button>
      ))}
      <button onClick={() => http.post('/lifts/stop')}>Stop</button>
    </>
  )
}

createRoot(document.getElementById('root')!).render(<Tower />)
