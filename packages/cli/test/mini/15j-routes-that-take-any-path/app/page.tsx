'use client'
import { useEffect, useState } from 'react'

type Lamp = { id: number; height: number }

export default function Page() {
  const [lamps, setLamps] = useState<Lamp[]>([])
  const load = (coast: string) =>
    fetch(`/api/sea/lamps?coast=${coast}`)
      .then(response => response.json())
      .then(setLamps)
  useEffect(() => {
    load('west')
  }, [])

  const put = (height: number) => fetch('/api/sea/lamps', { method: 'POST', body: JSON.stringify({ height }) })
  const drop = (id: number) => fetch(`/api/sea/lamps/${id}`, { method: 'DELETE' })

  return (
    <ul>
      {lamps.map(lamp => (
        <li key={lamp.id} onClick={() => drop(lamp.id)}>
          {lamp.height}
        </li>
      ))}
      <button onClick={() => put(30)}>Build</button>
    </ul>
  )
}
