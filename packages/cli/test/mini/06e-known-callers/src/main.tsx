import { useEffect, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { archive, list, vote } from './api'

function Motions() {
  const [motions, setMotions] = useState<{ id: string; text: string }[]>([])
  useEffect(() => {
    list('motions').then(setMotions)
    list('members')
  }, [])
  return (
    <>
      {motions.map(m => (
        <p key={m.id}>
          {m.text}
          <button onClick={() => vote(m.id, 'for')}>Aye</button>
          <button onClick={() => vote(m.id, 'against')}>No</button>
        </p>
      ))}
      <button onClick={() => archive('minutes')}>Last year's minutes</button>
      <button onClick={() => archive('motions')}>Last year's motions</button>
    </>
  )
}

createRoot(document.getElementById('root')!).render(<Motions />)
