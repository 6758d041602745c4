import { createRoot } from 'react-dom/client'
import { store } from 'some-archive'

const formOf = fields => {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  return form
}

const archive = fields => fetch('/api/scrolls', { method: 'POST', body: formOf(fields) })

createRoot(document.getElementById('root')).render(<button onClick={() => archive(store.chosen())}>Archive</button>)
