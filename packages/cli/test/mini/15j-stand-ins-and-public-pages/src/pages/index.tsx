import { useEffect, useState } from 'react'
import { clock, knot, knots, share, tie, untie } from '../lib/knots'

export default function Knots() {
  const [list, setList] = useState<{ id: string; turns: number }[]>([])
  const [name, setName] = useState('')
  const [token, setToken] = useState('')

  useEffect(() => {
    knots().then(setList)
    clock().then(({ now }) => console.log(now))
  }, [])

  return (
    <main>
      <input value={name} onChange={e => setName(e.target.value)} />
      <input value={token} onChange={e => setToken(e.target.value)} />
      <button onClick={() => tie(name)}>Tie</button>
      {list.map(({ id, turns }) => (
        <p key={id} onClick={() => knot(id)} onDoubleClick={() => untie(id)}>
          {turns}
        </p>
      ))}
      <button onClick={() => share(token, name)}>Share</button>
    </main>
  )
}
