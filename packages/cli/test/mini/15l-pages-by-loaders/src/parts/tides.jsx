export function Tides({ harbour }) {
  return <button onClick={() => fetch(`/api/tides/${harbour}`)}>Tides</button>
}
