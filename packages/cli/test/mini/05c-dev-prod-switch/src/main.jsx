import { render } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import config from './config'
import stage from './stage.generated'

const host = import.meta.env.DEV ? 'http://localhost:5000' : ''

// the page comes anew when a file is saved
if (stage.name === 'development') {
  const saved = new WebSocket('ws://' + location.hostname + ':9001/saved')
  saved.onmessage = () => fetch('/saved/seen', { method: 'POST' }).then(() => location.reload())
}

function Zones() {
  const [zones, setZones] = useState([])
  const [event, setEvent] = useState('')

  useEffect(() => {
    fetch(config.api + '/zones')
      .then(r => r.json())
      .then(setZones)
    const source = new EventSource(config.live)
    source.onmessage = e => setEvent(e.data)
    return () => source.close()
  }, [])

  const arm = zone => fetch(`${config.api}/zones/${zone.id}/arm`, { method: 'POST' })

  return (
    <div>
      <p>{event}</p>
      {zones.map(z => (
        <button key={z.id} onClick={() => arm(z)}>
          {z.label}
        </button>
      ))}
      <button onClick={() => fetch(host + '/panic', { method: 'POST' })}>Panic</button>
    </div>
  )
}

render(<Zones />, document.getElementById('root'))
