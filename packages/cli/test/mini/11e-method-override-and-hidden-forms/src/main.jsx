import axios from 'axios'
import { useEffect, useState } from 'react'
import { createRoot } from 'react-dom/client'

// an old proxy lets only GET and POST through
const override = (method, url, data) => axios.post(url, data, { headers: { 'X-HTTP-Method-Override': method } })

function multipart(url, fields) {
  const form = new FormData()
  form.append('_method', 'PUT')
  for (const [k, v] of Object.entries(fields)) form.append(k, v)
  return axios.post(url, form)
}

function Rota() {
  const [shifts, setShifts] = useState([])
  useEffect(() => {
    axios('/rota/shifts').then(r => setShifts(r.data))
  }, [])
  return (
    <>
      {shifts.map(s => (
        <p key={s.id}>
          {s.day}
          <button onClick={() => override('DELETE', `/rota/shifts/${s.id}`)}>x</button>
          <button onClick={() => override('PATCH', `/rota/shifts/${s.id}`, { day: s.day + 1 })}>+1</button>
          <input type="file" onChange={e => multipart(`/rota/shifts/${s.id}/note`, { scan: e.target.files[0], kind: 'sick' })} />
        </p>
      ))}
      <button onClick={() => axios.get('/rota/index.php?action=close_week&week=12')}>Close week</button>
    </>
  )
}

createRoot(document.getElementById('root')).render(<Rota />)
