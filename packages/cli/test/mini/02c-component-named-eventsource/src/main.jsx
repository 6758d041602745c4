import { get, set, unset } from 'lodash'
import { useEffect, useState } from 'react'
import { createRoot } from 'react-dom/client'
import EventSource, { WebSocket } from './EventSource'

class Loader {
  state = {}
  async fetch(path) {
    const data = await window.fetch('/api/entries' + path)
    set(this.state, '/loaded/path', path)
    return data.json()
  }
  delete(path) {
    unset(this.state, path)
  }
}

const loader = new Loader()
const registry = new WeakMap()

function Timeline() {
  const [entries, setEntries] = useState([])
  useEffect(() => {
    loader.fetch('/recent').then(setEntries)
    loader.delete('/loaded/path')
    registry.get(loader)
  }, [])
  return (
    <>
      {entries.map(e => (
        <p key={e.id}>
          {get(e, 'text', '/api/default')} <EventSource url="/api/sources" label={e.source} />
          <WebSocket path="/ws/entries" />
        </p>
      ))}
    </>
  )
}

createRoot(document.getElementById('root')).render(<Timeline />)
