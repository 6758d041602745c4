import { useEffect, useState } from 'react'
import { createRoot } from 'react-dom/client'

// a role is what an actor plays
function Cast({ play }) {
  const [roles, setRoles] = useState([])

  useEffect(() => {
    fetch(`/api/plays/${play}/roles`)
      .then(r => r.json())
      .then(setRoles)
  }, [play])

  const cast = (role, actor) =>
    fetch(`/api/plays/${play}/roles/${role}`, { method: 'PUT', body: JSON.stringify({ actor, role: 'lead' }) })

  return (
    <div role="list" aria-label="Cast">
      {roles.map(r => (
        <button key={r.id} role="listitem" onClick={() => cast(r.id, prompt('Actor'))}>
          {r.name}
          {r.role === 'lead' && <b>Lead</b>}
        </button>
      ))}
    </div>
  )
}

createRoot(document.getElementById('root')).render(<Cast play={location.hash.slice(1)} />)
