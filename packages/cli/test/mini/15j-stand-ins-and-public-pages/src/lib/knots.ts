export const knots = () => fetch('/api/knots').then(r => r.json())
export const tie = (name: string) => fetch('/api/knots', { method: 'POST', body: JSON.stringify({ name }) })
export const knot = (id: string) => fetch(`/api/knots/${id}`).then(r => r.json())
export const untie = (id: string) => fetch(`/api/knots/${id}`, { method: 'DELETE' })
export const shown = () => fetch('/api/shown-knots').then(r => r.json())
export const clock = () => fetch('/api/clock').then(r => r.json())

// to a place of somebody else's, with a token that was typed
export const share = (token: string, text: string) =>
  fetch('https://paste.example.org/pastes', {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}` },
    body: JSON.stringify({ text }),
  })
