'use client'

import axios from 'axios'
import { useEffect, useState } from 'react'

interface Right {
  path: string
  method: string
}

export default function Kilns() {
  const [rights, setRights] = useState<Right[]>([])
  const [kilns, setKilns] = useState([])

  useEffect(() => {
    axios.get('/api/auth/account').then(({ data }) => setRights(data.user.role.permissions ?? []))
    axios.get('/api/kilns').then(({ data }) => setKilns(data))
  }, [])

  // Rights are rows of the account's role: what is allowed is looked for among them.
  const mayFire = rights.find(right => right.path === '/kilns/fire' && right.method === 'POST')

  return (
    <ul>
      {kilns.map(kiln => (
        <li key={kiln.id}>{mayFire && <button onClick={() => axios.post(`/api/kilns/${kiln.id}/fire`)}>Fire</button>}</li>
      ))}
    </ul>
  )
}
