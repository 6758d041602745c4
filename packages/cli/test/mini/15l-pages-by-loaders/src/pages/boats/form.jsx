export default function BoatForm({ mode }) {
  const send = event => fetch(`/api/boats/${mode}`, { method: 'POST', body: JSON.stringify({ name: event.target.value }) })
  return <input name="boat" onBlur={send} />
}
