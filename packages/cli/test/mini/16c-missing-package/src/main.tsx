import { endpoints, FLOORS_PATH, Fault } from '@tower/contracts'
import client from '@tower/http'
import { addressOf, towerUrl } from '@tower/urls'
import axios from 'axios'
import { useEffect, useState } from 'react'
import { createRoot } from 'react-dom/client'

const http = axios.create({ baseURL: '/api' })

// The schema is in the package: what passes it is what was given.
function report(floor: number, what: string) {
  const checked = Fault.schema.safeParse({ floor, what })
  if (!checked.success) return
  http.post('/faults', checked.data)
}

function Tower() {
  const [floors, setFloors] = useState<{ no: number }[]>([])
  useEffect(() => {
    http.get(FLOORS_PATH).then(r => setFloors(r.data))
    http.get('/lifts')
    client.get(towerUrl('/guests')).then(r => console.log(r.data.names))
    client.delete(towerUrl('guests/today'))
    client.get(addressOf('guests'))
  }, [])
  return (
    <>
      {floors.map(f => (
        <button key={f.no} onClick={() => http.post(endpoints.lifts.call(f.no), { up: true })}>
          {f.no}
        </button>
      ))}
      <button onClick={() => http.post('/lifts/stop')}>Stop</button>
      <button onClick={() => report(2, 'stuck')}>Report</button>
    </>
  )
}

createRoot(document.getElementById('root')!).render(<Tower />)
