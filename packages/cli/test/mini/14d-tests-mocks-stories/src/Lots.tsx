import { useEffect, useState } from 'react'

export function Lots() {
  const [lots, setLots] = useState<{ id: string; free: number }[]>([])
  useEffect(() => {
    fetch('/api/lots')
      .then(r => r.json())
      .then(setLots)
  }, [])
  return (
    <ul>
      {lots.map(l => (
        <li key={l.id}>{l.free}</li>
      ))}
    </ul>
  )
}
