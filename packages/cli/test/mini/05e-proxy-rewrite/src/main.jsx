import { useEffect, useState } from 'react'
import { createRoot } from 'react-dom/client'

const get = path => fetch('/backend' + path).then(r => r.json())

function Station({ id }) {
  const [station, setStation] = useState(null)
  const [readings, setReadings] = useState([])

  useEffect(() => {
    get(`/stations/${id}`).then(setStation)
    get(`/stations/${id}/readings?hours=24`).then(setReadings)
  }, [id])

  return (
    <article>
      <h1>{station?.name}</h1>
      <img src={`/tiles/${id}/now.png`} alt="radar" />
      <ul>
        {readings.map(r => (
          <li key={r.at}>{r.celsius}</li>
        ))}
      </ul>
    </article>
  )
}

createRoot(document.getElementById('root')).render(<Station id={new URLSearchParams(location.search).get('s')} />)
