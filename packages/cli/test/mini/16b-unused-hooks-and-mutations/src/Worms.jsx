import { useEffect, useState } from 'react'

export default function Worms() {
  const [worms, setWorms] = useState(0)
  useEffect(() => {
    fetch('/api/worms').then(async r => setWorms((await r.json()).count))
  }, [])
  return <p>{worms}</p>
}
