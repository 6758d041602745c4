export default function BoatList() {
  return <button onClick={() => fetch('/api/boats')}>Boats</button>
}
