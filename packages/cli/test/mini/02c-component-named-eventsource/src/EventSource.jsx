/** Where an entry came from. */
export default function EventSource({ url, label }) {
  return <cite title={url}>{label}</cite>
}

export function WebSocket({ path }) {
  return <span>{path}</span>
}
