import { useEffect, useState } from 'react'

export default () => {
  const [all, setAll] = useState([])
  useEffect(() => {
    fetch('/api/boats').then(answer => answer.json()).then(setAll)
  }, [])
  return <ul>{all.map(one => <li key={one.id}>{one.name}</li>)}</ul>
}
