import ky from 'ky'
import { useEffect, useState } from 'react'
import { createRoot } from 'react-dom/client'

// the page that embeds us hands the token over; there is no login of our own
let token = new URLSearchParams(location.hash.slice(1)).get('token')
window.addEventListener('message', e => {
  if (e.data?.type === 'token') token = e.data.token
})

const api = ky.extend({
  prefixUrl: '/widget-api',
  hooks: {
    beforeRequest: [request => request.headers.set('Authorization', `Bearer ${token}`)],
    afterResponse: [
      (_request, _options, response) => {
        if (response.status === 401) parent.postMessage({ type: 'expired' }, '*')
      },
    ],
  },
})

function Widget() {
  const [notes, setNotes] = useState<{ id: string; text: string }[]>([])
  useEffect(() => {
    api.get('notes').json<{ id: string; text: string }[]>().then(setNotes)
  }, [])
  return (
    <>
      {notes.map(n => (
        <p key={n.id} onClick={() => api.delete(`notes/${n.id}`)}>
          {n.text}
        </p>
      ))}
      <button onClick={() => api.post('notes', { json: { text: 'new' } })}>+</button>
    </>
  )
}

createRoot(document.getElementById('root')!).render(<Widget />)
