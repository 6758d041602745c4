import { useEffect, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { create, health, list, one, paste, pin, search, version } from './api'

function Notes() {
  const [notes, setNotes] = useState([])
  const [about, setAbout] = useState('')
  useEffect(() => {
    list(false).then(setNotes)
    health().catch(() => setAbout('down'))
    version().then(setAbout)
  }, [])

  return (
    <div onPaste={e => paste(e.clipboardData.getData('text'), document.referrer)}>
      <input onChange={e => search(e.target.value).then(setNotes)} />
      <button onClick={() => create('new')}>+</button>
      {notes.map(n => (
        <p key={n.id} onClick={() => one(n.id)} onDoubleClick={() => pin(n.id)}>
          {n.text}
        </p>
      ))}
      <footer>{about}</footer>
    </div>
  )
}

createRoot(document.getElementById('root')).render(<Notes />)
