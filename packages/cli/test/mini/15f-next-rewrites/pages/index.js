import { useState } from 'react'

export default function Ponds({ ponds }) {
  const [fish, setFish] = useState([])
  const look = async id => setFish(await fetch(`/ponds-api/ponds/${id}/fish`).then(r => r.json()))
  return (
    <>
      {ponds.map(p => (
        <button key={p.id} onClick={() => look(p.id)}>
          {p.name}
        </button>
      ))}
      {fish.map(f => (
        <i key={f.id}>{f.kind}</i>
      ))}
      <button onClick={() => fetch('/api/revalidate?path=/', { method: 'POST' })}>Refresh</button>
    </>
  )
}

export async function getStaticProps() {
  const ponds = await fetch('http://localhost:5000/ponds-api/ponds').then(r => r.json())
  return { props: { ponds }, revalidate: 3600 }
}
