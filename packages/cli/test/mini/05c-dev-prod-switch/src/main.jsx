import { render } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import config from './config'

const host = import.meta.env.DEV ? 'http://localhost:5000' : ''

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
