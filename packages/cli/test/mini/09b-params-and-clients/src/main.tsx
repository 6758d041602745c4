import { useEffect, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { artists, lend, rename, rooms, stats, tickets, works } from './art'

function Museum() {
  const [list, setList] = useState<{ id: number; title: string }[]>([])
  useEffect(() => {
    works('Vermeer', { room: 'east', from: 1600, to: 1700 }).then(setList)
    rooms(2)
    tickets('2030-05-05')
    stats('week')
  }, [])
  return (
    <>
      <input onChange={e => artists(e.target.value)} />
      {list.map(w => (
        <p key={w.id}>
          <span onClick={() => rename(w.id, w.title.trim())}>{w.title}</span>
          <button onClick={() => lend(w.id, 'Delft', '2031-01-01')}>Lend</button>
        </p>
      ))}
    </>
  )
}

createRoot(document.getElementById('root')!).render(<Museum />)
