'use client'
import { useState } from 'react'

type Stone = { id: number; kind: string; weight: number }

export function Stones({ first }: { first: Stone[] }) {
  const [stones, setStones] = useState(first)

  async function show(kind: string) {
    setStones(await (await fetch(`/api/stones?kind=${kind}`)).json())
  }

  async function add(weight: number) {
    await fetch('/api/stones', { method: 'POST', body: JSON.stringify({ weight, kind: 'slate' }) })
    await show('slate')
  }

  return (
    <>
      <button onClick={() => show('marble')}>Marble</button>
      <button onClick={() => add(12)}>Add</button>
      {stones.map(s => (
        <p key={s.id}>{s.weight}</p>
      ))}
    </>
  )
}
