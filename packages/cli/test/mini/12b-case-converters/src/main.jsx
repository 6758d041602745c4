import { useEffect, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { http } from './http'

function Crew() {
  const [people, setPeople] = useState([])
  useEffect(() => {
    http.get('/crew', { params: { onBoard: true, sortBy: 'lastName' } }).then(({ data }) => setPeople(data.crewMembers))
  }, [])

  const hire = () =>
    http.post('/crew', { firstName: 'Ada', lastName: 'Byron', homePort: { portCode: 'GBLON' } })

  return (
    <>
      <button onClick={hire}>Hire</button>
      {people.map(p => (
        <p key={p.id}>
          {p.firstName} {p.lastName}
        </p>
      ))}
    </>
  )
}

createRoot(document.getElementById('root')).render(<Crew />)
