import { useEffect, useState } from 'react'
import { shown } from '../../lib/knots'

export default function Shown() {
  const [list, setList] = useState<{ id: string }[]>([])
  useEffect(() => {
    shown().then(setList)
  }, [])
  return <ul>{list.map(({ id }) => <li key={id}>{id}</li>)}</ul>
}
