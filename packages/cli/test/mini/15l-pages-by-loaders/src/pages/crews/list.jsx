export default function CrewList() {
  return <button onClick={() => fetch('/api/crews')}>Crews</button>
}
