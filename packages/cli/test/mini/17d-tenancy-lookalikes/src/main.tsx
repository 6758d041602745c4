import axios from 'axios'
import { useEffect, useState } from 'react'
import { createRoot } from 'react-dom/client'

const http = axios.create({ baseURL: '/api' })

http.interceptors.request.use(config => {
  config.headers['X-Client-Version'] = '2.4.0'
  config.headers['X-Request-Id'] = crypto.randomUUID()
  const as = sessionStorage.getItem('actingAs')
  if (as) config.headers['X-Impersonate-User'] = as
  return config
})

interface House { id: number; name: string }

function Greenhouses() {
  const [houses, setHouses] = useState<House[]>([])
  const [house, setHouse] = useState(Number(localStorage.getItem('house')))

  useEffect(() => {
    http.get<House[]>('/houses').then(r => setHouses(r.data))
  }, [])

  useEffect(() => {
    localStorage.setItem('house', String(house))
    if (house) http.get(`/houses/${house}/sensors`)
  }, [house])

  const publish = () => http.post('/tunnels', { name: 'camera', subdomain: 'orchids' })
  const join = () =>
    http.post('/growers', { email: 'a@b.c', password: 'x', companyName: 'Orchids Ltd', growerType: 'hobby' })
  const impersonate = (user: string) => sessionStorage.setItem('actingAs', user)

  return (
    <>
      <select value={house} onChange={e => setHouse(Number(e.target.value))}>
        {houses.map(h => (
          <option key={h.id} value={h.id}>
            {h.name}
          </option>
        ))}
      </select>
      <button onClick={publish}>Show it outside</button>
      <button onClick={join}>Join</button>
      <input placeholder="User" onBlur={e => impersonate(e.target.value)} />
    </>
  )
}

createRoot(document.getElementById('root')!).render(<Greenhouses />)
